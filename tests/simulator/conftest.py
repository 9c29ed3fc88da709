"""A simulator for each test: a copy of one seeded store, reached as the product reaches it."""

import base64
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from chorus_app.simulator import demo
from chorus_app.simulator.app import create_app
from chorus_app.simulator.demo import (
    CLIENT_ID,
    CLIENT_SECRET,
    DEMO_ACCOUNTS,
    RECIPIENT_LOGIN,
    RECIPIENT_PASSWORD,
    DemoAccount,
)
from chorus_app.simulator.world import World

NOW = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
SHOWCASE, LOAD, BEGINNER = DEMO_ACCOUNTS


def account_header(login: str, password: str) -> str:
    return base64.b64encode(f"{login}:{password}".encode()).decode()


@dataclass
class Portal:
    """The simulator and a client that has a token, as one technical account."""

    world: World
    client: httpx.AsyncClient
    token: str = ""
    account: DemoAccount = SHOWCASE

    def headers(self, account: DemoAccount | None = None) -> dict[str, str]:
        who = account or self.account
        return {
            "Authorization": f"Bearer {self.token}",
            "cpro-account": account_header(who.login, who.password),
        }

    async def sign_in(self) -> None:
        answer = await self.client.post(
            "/api/oauth/token",
            data={
                "grant_type": "client_credentials",
                "client_id": CLIENT_ID,
                "client_secret": CLIENT_SECRET,
                "scope": "openid",
            },
        )
        self.token = answer.json()["access_token"]

    async def post(
        self, path: str, body: Any = None, *, account: DemoAccount | None = None
    ) -> httpx.Response:
        return await self.client.post(
            f"/cpro/{path}", json={} if body is None else body, headers=self.headers(account)
        )

    async def call(self, path: str, body: Any = None, *, account: DemoAccount | None = None) -> Any:
        answer = await self.post(path, body, account=account)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def steer(self, what: str, **body: Any) -> httpx.Response:
        return await self.client.post(f"/simulateur/api/{what}", json=body)

    async def advance(self, minutes: float) -> None:
        assert (await self.steer("clock", advance_minutes=minutes)).status_code == 200

    async def search(self, account: DemoAccount | None = None, **filters: Any) -> list[Any]:
        filters.setdefault("rechercheFactureParFournisseur", {"nbResultatsParPage": 1000})
        found = await self.call("factures/v1/rechercher/fournisseur", filters, account=account)
        return list(found["listeFactures"])

    async def history(self, invoice_id: int) -> list[Any]:
        told = await self.call(
            "factures/v1/consulter/historique",
            {
                "idFacture": invoice_id,
                "paramRechercheHistoStatuts": {"nbResultatsParPageListeHistoStatut": 100},
            },
        )
        return list(told["historiquesDesStatuts"]["histoStatut"])

    def siret(self, name: str) -> str:
        return str(self.world.db.value("SELECT siret FROM structure WHERE name = ?", (name,)))

    def recipient(self, name: str) -> DemoAccount:
        """Return the technical account of a public body."""
        siret = self.siret(name)
        return DemoAccount(siret, name, RECIPIENT_LOGIN.format(siret=siret), RECIPIENT_PASSWORD)

    @property
    def supplier_id(self) -> int:
        return int(
            self.world.db.value("SELECT id FROM structure WHERE siret = ?", (self.account.siret,))
        )


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a simulator that was created once and closed."""
    folder = tmp_path_factory.mktemp("seeded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "LOAD_SIZE", 300)
        app = create_app(folder, speed=0, now=NOW)
    app.state.world._close()
    yield folder


@pytest.fixture
def data_dir(seeded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seeded, tmp_path / "chorus"))


@pytest.fixture
async def portal(data_dir: Path) -> AsyncIterator[Portal]:
    app = create_app(data_dir, speed=0, now=NOW)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://chorus") as client:
        made = Portal(app.state.world, client)
        await made.sign_in()
        yield made
    await app.state.world.close()
