"""Signing in over HTTP, through a real Starlette application on a real database."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from chorus_app.services import context, sessions
from chorus_app.settings import Settings
from tests.web.signing_in import EMAIL, GOOD, WRONG, client, running


@pytest.fixture
async def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Settings]:
    async with running(tmp_path, monkeypatch) as wanted:
        yield wanted


@pytest.fixture
async def browser(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client that keeps cookies."""
    async with client() as opened:
        yield opened


async def test_sign_in_sets_a_cookie_that_no_script_reads(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/api/session", json=GOOD)

    assert (answer.status_code, answer.json()) == (200, {"name": "Anne Le Goff"})
    cookie, *attributes = answer.headers.get_list("set-cookie")[0].split("; ")
    assert cookie.startswith("choral_session=")
    assert set(attributes) == {"HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=lax"}
    cookie, *attributes = answer.headers.get_list("set-cookie")[1].split("; ")
    assert cookie.startswith("choral_appareil=") and EMAIL not in cookie
    assert set(attributes) == {"HttpOnly", "Max-Age=34560000", "Path=/api/session", "SameSite=lax"}
    assert answer.headers["cache-control"] == "no-store"


async def test_the_cookie_goes_only_over_https_where_the_site_is_https(
    settings: Settings,
) -> None:
    async with client(base_url="https://choral.invalid") as opened:
        direct = await opened.post("/api/session", json=GOOD)
    settings.public_url = "https://choral.example"
    async with client() as opened:
        behind_a_proxy = await opened.post("/api/session", json=GOOD)

    for answer in (direct, behind_a_proxy):
        both = answer.headers.get_list("set-cookie")
        assert ["Secure" in one.split("; ") for one in both] == [True] * 3


async def test_who_it_is(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/api/session")).status_code == 401

    await browser.post("/api/session", json=GOOD)

    answer = await browser.get("/api/session")
    assert answer.json() == {
        "name": "Anne Le Goff",
        "email": EMAIL,
        "structure": "Ets Horticoles",
        "siret": "73980623000960",
    }
    assert answer.headers["cache-control"] == "no-store"


async def test_sign_out_ends_the_session_and_clears_the_cookie(browser: httpx.AsyncClient) -> None:
    await browser.post("/api/session", json=GOOD)
    token = browser.cookies["choral_session"]

    answer = await browser.delete("/api/session")

    assert answer.status_code == 204
    assert "choral_session" not in browser.cookies
    assert await sessions.identity(token) is None
    assert (await browser.delete("/api/session")).status_code == 204
    assert browser.cookies["choral_sortie"] == "1"
    await browser.post("/api/session", json=GOOD)
    assert "choral_sortie" not in browser.cookies


async def test_the_session_that_a_sign_in_replaces_is_over(browser: httpx.AsyncClient) -> None:
    await browser.post("/api/session", json=GOOD)
    former = browser.cookies["choral_session"]

    await browser.post("/api/session", json=WRONG)
    assert await sessions.identity(former), "a sign-in that fails ends nothing"
    await browser.post("/api/session", json=GOOD)

    assert browser.cookies["choral_session"] != former
    assert await sessions.identity(former) is None
    assert await sessions.identity(browser.cookies["choral_session"])


async def test_wrong_password(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/api/session", json=WRONG)

    assert answer.status_code == 401
    assert answer.json()["field"] == "password"
    assert answer.json()["message"].startswith("Adresse électronique ou mot de passe incorrect")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"", 422, ""),
        (b"{", 422, ""),
        (b"[]", 422, ""),
        (b"null", 422, ""),
        (b'"a"', 422, ""),
        (b"\xff\xfe", 422, ""),
        (b"[" * 4_000, 422, ""),
        (b"{}", 422, "email"),
        (json.dumps({"email": EMAIL}).encode(), 422, "password"),
        (json.dumps({"email": " ", "password": "x"}).encode(), 422, "email"),
        (json.dumps({"email": [EMAIL], "password": "x"}).encode(), 422, "email"),
        (json.dumps({"email": EMAIL, "password": 7}).encode(), 422, "password"),
        (json.dumps({"email": EMAIL, "password": {"$ne": ""}}).encode(), 422, "password"),
        (b'{"email": "\\ud800", "password": "\\ud800"}', 401, "password"),
        (b'{"email": "a\\u0000", "password": "\\u0000"}', 401, "password"),
        (json.dumps({"email": EMAIL, "password": "x" * 5_000}).encode(), 413, ""),
    ],
)
async def test_what_is_no_sign_in_is_told_so(
    browser: httpx.AsyncClient, body: bytes, status: int, field: str
) -> None:
    headers = {"content-type": "application/json; charset=utf-8"}

    answer = await browser.post("/api/session", content=body, headers=headers)

    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert answer.json()["message"].endswith(".")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_taken_so_that_no_form_of_another_site_signs_in(
    browser: httpx.AsyncClient, kind: str
) -> None:
    answer = await browser.post(
        "/api/session", content=json.dumps(GOOD), headers={"content-type": kind}
    )

    assert answer.status_code == 415


async def test_the_body_is_counted_as_it_comes_whatever_the_header_says(
    browser: httpx.AsyncClient,
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 1_000

    answer = await browser.post(
        "/api/session",
        content=endless(),
        headers={"content-type": "application/json", "content-length": "10"},
    )

    assert answer.status_code == 413
    assert sent < 10


@pytest.mark.parametrize("cookie", ["choral_session=x", "choral_session=" + "x" * 43, "a=b", "=;"])
async def test_any_other_cookie_is_nobody_s(browser: httpx.AsyncClient, cookie: str) -> None:
    answer = await browser.get("/api/session", headers={"cookie": cookie})

    assert answer.status_code == 401
    assert answer.json()["message"]


async def test_a_method_that_is_not_there(browser: httpx.AsyncClient) -> None:
    assert (await browser.put("/api/session", json=GOOD)).status_code == 405


async def test_health(browser: httpx.AsyncClient, settings: Settings) -> None:
    answer = await browser.get("/api/health")

    assert (answer.status_code, answer.json()) == (200, {"database": True})


async def test_health_without_a_database(
    browser: httpx.AsyncClient, settings: Settings, tmp_path: Path
) -> None:
    await context.current().store.close()
    for file in tmp_path.glob("choral.db*"):
        file.unlink()
    (tmp_path / "choral.db").mkdir()

    answer = await browser.get("/api/health")

    assert (answer.status_code, answer.json()) == (503, {"database": False})
