"""Subscribing a browser, and leaving the mails, over HTTP on a real Starlette application."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from chorus_app.domain.notice import Channel, Kind
from chorus_app.gateway.connection import connect
from chorus_app.services import accounts, context, notify, passwords, sessions
from chorus_app.services.sessions import Identity
from chorus_app.settings import Settings
from chorus_app.web.headers import ResponseHeaders
from chorus_app.web.origin import OwnOriginOnly
from chorus_app.web.push import routes
from tests.services.browser_keys import Browser

ADDRESS = "http://localhost:3000"


@pytest.fixture
async def who(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Identity]:
    """Choral with one account; gives who it is."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
    chorus = connect(base_url="http://chorus.invalid", client_id="", client_secret="")
    await context.start(Settings(data_dir=tmp_path), chorus)
    account = ("anne@x.example", "un mot de passe", "Anne", "73980623000960", "Ets", "TECH", "x")
    await accounts.create([account])
    yield (await sessions.sign_in(*account[:2]))[1]
    await context.stop()


@pytest.fixture
async def stranger(who: Identity, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which nobody is signed in, at the whole of what serves these routes."""
    app = ResponseHeaders(OwnOriginOnly(Starlette(routes=routes), [ADDRESS]), tmp_path)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS) as client:
        yield client


@pytest.fixture
async def browser(stranger: httpx.AsyncClient) -> httpx.AsyncClient:
    """A browser in which somebody is signed in."""
    token, _ = await sessions.sign_in("anne@x.example", "un mot de passe")
    stranger.cookies.set(sessions.COOKIE, token)
    return stranger


async def test_the_key_to_subscribe_with(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.get("/api/push/cle")

    assert (answer.status_code, answer.json()) == (
        200,
        {"key": context.current().push.public_key, "who": 0},
    )
    assert len(answer.json()["key"]) == 87


async def test_a_device_is_told_whose_choice_it_would_keep(
    browser: httpx.AsyncClient, who: Identity
) -> None:
    assert (await browser.get("/api/push/cle")).json()["who"] == who.user_id


async def test_a_browser_is_subscribed_as_often_as_it_likes_and_leaves(
    browser: httpx.AsyncClient, who: Identity
) -> None:
    given = Browser().subscription
    answers = [await browser.post("/api/push", json=given) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert (await notify.preferences(who)).browsers == 1
    gone = await browser.request("DELETE", "/api/push", json={"endpoint": given["endpoint"]})
    assert gone.status_code == 204
    assert (await notify.preferences(who)).browsers == 0


async def test_nobody_subscribes_without_a_session(stranger: httpx.AsyncClient) -> None:
    answers = [
        await stranger.request(method, "/api/push", json=Browser().subscription)
        for method in ("POST", "DELETE")
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json()["message"].startswith("Votre session a expiré")


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 5_000,
        b"\xff",
        b'{"endpoint": 1, "keys": []}',
        b'{"endpoint": "https://127.0.0.1/", "keys": {"p256dh": "A", "auth": "A"}}',
        b'{"endpoint": "' + b"a" * 9_000 + b'"}',
    ],
)
async def test_what_is_no_subscription_is_refused(
    browser: httpx.AsyncClient, given: bytes, who: Identity
) -> None:
    answer = await browser.post("/api/push", content=given)

    assert (answer.status_code, "illisible" in answer.json()["message"]) == (422, True)
    assert (await notify.preferences(who)).browsers == 0


def mails_on(preferences: notify.Preferences) -> set[bool]:
    return {preferences.switches[kind, Channel.MAIL] for kind in Kind}


async def test_a_mail_reader_unsubscribes_at_one_click(
    stranger: httpx.AsyncClient, who: Identity
) -> None:
    path = f"/api/desabonnement/{notify.unsubscribe_token(who.user_id)}"
    asked = await stranger.get(path)

    assert mails_on(await notify.preferences(who)) == {True}
    assert (asked.status_code, '<form method="post">' in asked.text) == (200, True)
    done = await stranger.post(path, data={"List-Unsubscribe": "One-Click"})
    assert (done.status_code, "C’est fait" in done.text) == (200, True)
    assert mails_on(await notify.preferences(who)) == {False}


async def test_the_page_s_own_button_passes_the_guards(
    stranger: httpx.AsyncClient, who: Identity
) -> None:
    path = f"/api/desabonnement/{notify.unsubscribe_token(who.user_id)}"
    page = await stranger.get(path)
    ours: dict[str, Any] = {"origin": ADDRESS, "sec-fetch-site": "same-origin"}
    answers = [
        (await stranger.post(path, headers=headers)).status_code
        for headers in ({"origin": "https://evil.example"}, ours)
    ]

    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert answers == [403, 200]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_false_token_is_told_so(
    stranger: httpx.AsyncClient, who: Identity, method: str
) -> None:
    answer = await stranger.request(method, "/api/desabonnement/gAAAAABfaux")

    assert (answer.status_code, "n’est plus valable" in answer.text) == (404, True)
    assert mails_on(await notify.preferences(who)) == {True}
