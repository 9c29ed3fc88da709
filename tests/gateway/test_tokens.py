"""Time and failure are played here; the real answers are in the contract."""

import asyncio
import urllib.parse
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from chorus_app.gateway.errors import BadCredentials, TooManyRequests, Unreachable
from chorus_app.gateway.tokens import Credentials, TokenSource


class Office:
    """A token office with a clock of its own."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.asked: list[dict[str, str]] = []
        self.answer: Callable[[], httpx.Response] = self.grant
        self.life: object = 3600

    def grant(self) -> httpx.Response:
        return httpx.Response(
            200, json={"access_token": f"token-{len(self.asked)}", "expires_in": self.life}
        )

    async def handle(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(dict(urllib.parse.parse_qsl(request.content.decode())))
        await asyncio.sleep(0.01)
        return self.answer()


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
async def tokens(office: Office) -> AsyncIterator[TokenSource]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(office.handle)) as http:
        yield TokenSource(
            http, "https://piste/token", Credentials("moi", "s3cret"), clock=lambda: office.now
        )


async def test_a_token_is_kept_until_240_seconds_before_its_end(
    office: Office, tokens: TokenSource
) -> None:
    assert await tokens.token() == "token-1"
    office.now += 3600 - 241
    assert await tokens.token() == "token-1"
    office.now += 1
    assert await tokens.token() == "token-2"
    assert office.asked[0] == {
        "grant_type": "client_credentials",
        "client_id": "moi",
        "client_secret": "s3cret",
        "scope": "openid",
    }


@pytest.mark.parametrize(("life", "kept"), [(60, 29), ("3600", 3359), (None, 3359)])
async def test_any_life_is_understood(
    office: Office, tokens: TokenSource, life: object, kept: int
) -> None:
    office.life = life
    await tokens.token()
    office.now += kept
    await tokens.token()
    assert len(office.asked) == 1
    office.now += 2
    await tokens.token()
    assert len(office.asked) == 2


async def test_many_callers_ask_once(office: Office, tokens: TokenSource) -> None:
    assert set(await asyncio.gather(*(tokens.token() for _ in range(50)))) == {"token-1"}
    assert len(office.asked) == 1


async def test_a_caller_that_gives_up_does_not_spoil_the_others(
    office: Office, tokens: TokenSource
) -> None:
    hasty = asyncio.create_task(tokens.token())
    patient = asyncio.create_task(tokens.token())
    await asyncio.sleep(0)
    hasty.cancel()
    assert await patient == "token-1"
    assert len(office.asked) == 1


async def test_many_refused_callers_renew_once(office: Office, tokens: TokenSource) -> None:
    token = await tokens.token()
    renewed = await asyncio.gather(*(tokens.renewed(token) for _ in range(20)))
    assert set(renewed) == {"token-2"}
    assert len(office.asked) == 2


async def test_a_token_just_renewed_is_not_to_blame(office: Office, tokens: TokenSource) -> None:
    renewed = await tokens.renewed(await tokens.token())
    assert renewed == "token-2"
    assert await tokens.renewed("token-2") is None
    assert await tokens.renewed("token-2", certain=True) == "token-3"
    assert await tokens.renewed("token-3") is None
    office.now += 61
    assert await tokens.renewed("token-3") == "token-4"


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_a_refused_application(office: Office, tokens: TokenSource, status: int) -> None:
    office.answer = lambda: httpx.Response(status, json={"error": "invalid_client"})
    with pytest.raises(BadCredentials, match="exploitant") as raised:
        await tokens.token()
    assert "invalid_client" in raised.value.detail


@pytest.mark.parametrize(
    "answer",
    [
        lambda: httpx.Response(503),
        lambda: httpx.Response(200, text="<html>"),
        lambda: httpx.Response(200, json={"expires_in": 3600}),
    ],
)
async def test_without_a_token_nothing_left(office: Office, tokens: TokenSource, answer) -> None:
    office.answer = answer
    with pytest.raises(Unreachable) as raised:
        await tokens.token()
    assert not raised.value.may_have_worked
    office.answer = office.grant
    assert (await tokens.token()).startswith("token-")


async def test_a_quota_on_tokens_is_a_quota(office: Office, tokens: TokenSource) -> None:
    office.answer = lambda: httpx.Response(429, headers={"Retry-After": "5"})
    with pytest.raises(TooManyRequests) as raised:
        await tokens.token()
    assert raised.value.retry_after == 5


def test_the_secret_is_never_shown() -> None:
    assert "s3cret" not in repr(Credentials("moi", "s3cret"))
