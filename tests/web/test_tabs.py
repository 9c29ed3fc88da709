"""The token of a tab is completed with its session before Reflex sees it."""

from urllib.parse import parse_qs

import pytest
from starlette.types import Receive, Scope, Send

from chorus_app.web.tabs import TabOfSession

SOCKET = {"type": "websocket", "path": "/_event/"}


async def query(*cookies: str, asked: bytes = b"EIO=4&token=tab", **scope: object) -> bytes:
    """Return the query that the application behind sees."""
    seen: list[bytes] = []

    async def behind(inner: Scope, receive: Receive, send: Send) -> None:
        seen.append(inner["query_string"])

    async def receive() -> dict[str, str]:
        return {}

    async def send(message: object) -> None:
        raise AssertionError(message)

    headers = [(b"cookie", cookie.encode("latin-1")) for cookie in cookies]
    outer = SOCKET | {"headers": headers, "query_string": asked} | scope
    await TabOfSession(behind)(outer, receive, send)
    assert outer["query_string"] == asked
    return seen[0]


async def token(*cookies: str, **scope: object) -> str:
    return parse_qs((await query(*cookies, **scope)).decode())["token"][0]


async def test_one_tab_and_one_session_have_one_token() -> None:
    first = await token("a=b; choral_session=secret; c=d")

    assert first == await token("choral_session=secret")
    assert first.startswith("tab-")
    assert "secret" not in first


@pytest.mark.parametrize("cookie", ["", "choral_session=", "choral_session=other", "secret"])
async def test_another_session_or_none_has_another(cookie: str) -> None:
    assert await token("choral_session=secret") != await token(*([cookie] if cookie else []))


async def test_a_completed_token_does_not_pass_for_a_complete_one() -> None:
    owner = await token("choral_session=secret")

    assert await token(asked=f"EIO=4&token={owner}".encode()) != owner


async def test_every_token_is_completed_and_nothing_else() -> None:
    asked = b"EIO=4&token=&x=token&token=a%20b"

    told = parse_qs((await query(asked=asked)).decode())

    assert (told["EIO"], told["x"]) == (["4"], ["token"])
    assert [value.rpartition("-")[0] for value in told["token"]] == ["", "a b"]


async def test_polling_is_a_socket_too() -> None:
    assert await token(type="http") == await token(type="websocket")


@pytest.mark.parametrize("path", ["/", "/api/session", "/factures/"])
async def test_other_requests_pass_as_they_are(path: str) -> None:
    assert await query("choral_session=secret", type="http", path=path) == b"EIO=4&token=tab"


async def test_bytes_that_are_no_text_are_borne() -> None:
    assert (await query("choral_session=\xff", asked=b"token=%ff\xfe")).startswith(b"token=")
