from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from chorus_app.pwa.inline_scripts import script_hashes
from chorus_app.web.headers import IMMUTABLE, ResponseHeaders
from tests.pwa import made_up
from tests.web import front_end


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return front_end.build_in(tmp_path_factory.mktemp("front"))


@pytest.fixture
async def client(build: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with front_end.client(build) as client:
        yield client


def directives(response: httpx.Response) -> dict[str, str]:
    policy = response.headers["content-security-policy"]
    return dict(part.split(" ", 1) for part in policy.split("; "))


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("/", "no-cache"),
        ("/factures/42", "no-cache"),
        ("/hors-ligne.html", "no-cache"),
        ("/sw.js", "no-cache"),
        ("/manifest.webmanifest", "no-cache"),
        ("/version.json", "no-cache"),
        (f"/{made_up.CHUNK}", IMMUTABLE),
        ("/app.js?v=0123456789abcdef", IMMUTABLE),
        ("/app.js", "public, max-age=86400"),
        ("/icons/icon-192.png", "public, max-age=86400"),
        ("/assets/gone-Zz99.js", "no-cache"),
        ("/inconnue", "no-cache"),
        ("/api/echo", "no-store"),
        ("/api/liste", "private, no-cache"),
    ],
)
async def test_how_long_an_answer_keeps(client: httpx.AsyncClient, address: str, rule: str) -> None:
    assert (await client.get(address)).headers["cache-control"] == rule


async def test_an_unchanged_page_stays_unchanged(client: httpx.AsyncClient) -> None:
    first = await client.get("/factures/")
    again = await client.get("/factures/", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["cache-control"] == "no-cache"
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


async def test_a_page_runs_its_own_scripts_only(client: httpx.AsyncClient) -> None:
    response = await client.get("/factures/7/")
    policy = directives(response)
    assert policy["script-src"].split()[1:] == script_hashes(response.text) != []
    assert "unsafe" not in policy["script-src"]
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["img-src"] == "'self' data: blob:"


async def test_an_unknown_page_runs_the_scripts_of_the_fallback(client: httpx.AsyncClient) -> None:
    response = await client.get("/inconnue")
    assert response.status_code == 404
    assert directives(response)["script-src"].split()[1:] == script_hashes(response.text) != []


@pytest.mark.parametrize(
    ("base", "headers", "socket"),
    [
        ("https://choral.example", {}, "wss://choral.example"),
        ("http://127.0.0.1:3000", {}, "ws://127.0.0.1:3000"),
        ("http://c.example", {"X-Forwarded-Proto": "https"}, "wss://c.example"),
    ],
)
async def test_the_socket_of_the_same_host_is_allowed(
    build: Path, base: str, headers: dict[str, str], socket: str
) -> None:
    async with front_end.client(build, base) as client:
        response = await client.get("/", headers=headers)
    assert directives(response)["connect-src"] == f"'self' {socket}"


async def test_a_forged_host_does_not_enter_the_policy(client: httpx.AsyncClient) -> None:
    response = await client.get("/", headers={"Host": "a.example; script-src *"})
    assert directives(response)["connect-src"] == "'self'"


async def test_a_deposited_file_runs_nothing(client: httpx.AsyncClient) -> None:
    policy = directives(await client.get("/api/echo"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("address", ["/", "/api/echo", f"/{made_up.CHUNK}", "/inconnue"])
async def test_what_every_answer_says(client: httpx.AsyncClient, address: str) -> None:
    headers = (await client.get(address)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["strict-transport-security"] == "max-age=31536000"


async def test_no_promise_of_tls_without_tls(build: Path) -> None:
    async with front_end.client(build, "http://localhost:3000") as client:
        assert "strict-transport-security" not in (await client.get("/")).headers


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip")])
@pytest.mark.parametrize("address", ["/factures/7", f"/{made_up.CHUNK}", "/sw.js"])
async def test_pages_and_scripts_travel_compressed(
    client: httpx.AsyncClient, address: str, accepted: str, encoding: str
) -> None:
    headers = (await client.get(address, headers={"Accept-Encoding": accepted})).headers
    assert headers["content-encoding"] == encoding
    assert "Accept-Encoding" in headers["vary"]


async def test_the_manifest_is_small(client: httpx.AsyncClient) -> None:
    response = await client.get("/manifest.webmanifest")
    assert response.headers["content-type"] == "application/manifest+json"
    assert len(response.content) < 2500


async def test_a_socket_passes_untouched() -> None:
    seen: list[object] = []

    async def app(*arguments: object) -> None:
        seen.extend(arguments)

    async def nothing(*_: object) -> None: ...

    scope = {"type": "websocket", "path": "/_event/"}
    await ResponseHeaders(app)(scope, nothing, nothing)  # type: ignore[arg-type]
    assert seen[0] is scope
    assert seen[1:] == [nothing, nothing]
