import httpx
import pytest

from chorus_app.gateway.connection import HOSTS, connect
from chorus_app.gateway.port import Account, ChorusPro, InvoiceQuery

SEARCH = "/cpro/factures/v1/rechercher/fournisseur"


class Recorder:
    """Answers an empty list to everybody, and remembers the addresses."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self.accounts: set[str] = set()

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.urls.append(str(request.url))
        self.accounts.add(request.headers.get("cpro-account", ""))
        if request.url.path.endswith("token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        return httpx.Response(200, json={"codeRetour": 0, "listeFactures": []})


async def ask(connection, login: str = "moi") -> None:
    client: ChorusPro = connection.client_for(Account(login, "x"))
    await client.search(InvoiceQuery(), page=1, page_size=10)


@pytest.mark.parametrize("place", ["sandbox", "production"])
async def test_piste_has_a_host_for_tokens(place: str) -> None:
    recorder, host = Recorder(), HOSTS[place]
    async with connect(
        base_url=host.base_url,
        token_url=host.token_url,
        client_id="a",
        client_secret="b",
        transport=httpx.MockTransport(recorder.handle),
    ) as connection:
        await ask(connection)
    prefix = "sandbox-" if place == "sandbox" else ""
    assert recorder.urls == [
        f"https://{prefix}oauth.piste.gouv.fr/api/oauth/token",
        f"https://{prefix}api.piste.gouv.fr{SEARCH}",
    ]


async def test_a_simulator_gives_its_tokens_itself_and_accounts_share_them() -> None:
    recorder = Recorder()
    async with connect(
        base_url="http://simulateur/",
        client_id="a",
        client_secret="b",
        transport=httpx.MockTransport(recorder.handle),
    ) as connection:
        await ask(connection, "un")
        await ask(connection, "deux")
    assert recorder.urls == [
        "http://simulateur/api/oauth/token",
        f"http://simulateur{SEARCH}",
        f"http://simulateur{SEARCH}",
    ]
    assert len(recorder.accounts) == 3


@pytest.mark.parametrize(("page", "page_size"), [(0, 10), (1, 0)])
async def test_pages_count_from_one(page: int, page_size: int) -> None:
    async with connect(base_url="http://x", client_id="a", client_secret="b") as connection:
        client = connection.client_for(Account("a", "b"))
        with pytest.raises(ValueError, match="count from 1"):
            await client.search(InvoiceQuery(), page=page, page_size=page_size)
