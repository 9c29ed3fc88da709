"""How often somebody may fail to sign in, where, and that nobody shuts another out."""

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


async def test_too_many_failures(browser: httpx.AsyncClient) -> None:
    for _ in range(10):
        await browser.post("/api/session", json=WRONG)

    answer = await browser.post("/api/session", json=GOOD)

    assert answer.status_code == 429
    assert "quart d’heure" in answer.json()["message"]


async def test_the_failures_of_others_shut_nobody_out_of_a_device_of_theirs(
    browser: httpx.AsyncClient,
) -> None:
    await browser.post("/api/session", json=GOOD)
    await browser.delete("/api/session")
    async with client() as stranger:
        for _ in range(11):
            shut = await stranger.post("/api/session", json=WRONG)

    admitted = await browser.post("/api/session", json=GOOD)

    assert (shut.status_code, admitted.status_code) == (429, 200)


async def test_a_known_device_has_its_own_failures(browser: httpx.AsyncClient) -> None:
    await browser.post("/api/session", json=GOOD)
    device = browser.cookies["choral_appareil"]
    for number in range(10):
        varied = {"cookie": f"choral_appareil={device[:9]}{'.' * number}{device[9:]}"}
        await browser.post("/api/session", json=WRONG, headers=varied)
        await browser.post("/api/session", json=WRONG)

    assert (await browser.post("/api/session", json=GOOD)).status_code == 429


async def test_a_device_is_known_for_who_signed_in_on_it_and_no_other(
    settings: Settings,
) -> None:
    others, sealed = sessions.device_token("marc@choral.example"), context.current().vault.seal
    for kept in (others, sealed(f"desabonnement:x:{EMAIL}"), sealed(EMAIL), "x", "é"):
        sessions.by_email.forget(EMAIL)
        sessions.by_client.forget("192.0.2.1")
        async with client() as thief:
            headers = {"cookie": f"choral_appareil={kept}".encode()}
            for _ in range(11):
                answer = await thief.post("/api/session", json=WRONG, headers=headers)
        assert answer.status_code == 429
        assert not sessions.by_email.admit(EMAIL)


async def test_behind_a_proxy_of_this_machine_each_visitor_is_counted_apart(
    settings: Settings,
) -> None:
    async with client("127.0.0.1") as opened:
        for number in range(30):
            wrong = {"email": f"{number}@choral.example", "password": "faux"}
            headers = {"x-forwarded-for": "203.0.113.9, 192.0.2.7"}
            await opened.post("/api/session", json=wrong, headers=headers)
        refused = await opened.post("/api/session", json=GOOD, headers=headers)
        forged = {"x-forwarded-for": "198.51.100.1, 192.0.2.7"}
        also_refused = await opened.post("/api/session", json=GOOD, headers=forged)
        other = {"x-forwarded-for": "192.0.2.8"}
        admitted = await opened.post("/api/session", json=GOOD, headers=other)

    statuses = (refused.status_code, also_refused.status_code, admitted.status_code)
    assert statuses == (429, 429, 200)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (("10.0.0.{}", "192.0.2.7"), 429),
        (("192.0.2.7", "10.0.0.{}"), 401),
        (("2001:db8::{}",), 429),
        (("2001:db8:0:{}::1",), 401),
        (("::ffff:10.0.0.{}",), 401),
        (("::ffff:192.0.2.7",), 429),
    ],
    ids=["forged", "each its own", "one network", "networks", "IPv4 in IPv6", "one IPv4 in IPv6"],
)
async def test_a_proxy_s_own_line_tells_the_place(
    settings: Settings, lines: tuple[str, ...], status: int
) -> None:
    async with client("127.0.0.1") as opened:
        for number in range(31):
            wrong = {"email": f"{number}@choral.example", "password": "faux"}
            headers = [("x-forwarded-for", line.format(number)) for line in lines]
            answer = await opened.post("/api/session", json=wrong, headers=headers)

    assert answer.status_code == status


async def test_a_distant_visitor_cannot_choose_the_address_it_is_counted_by(
    browser: httpx.AsyncClient,
) -> None:
    for number in range(31):
        wrong = {"email": f"{number}@choral.example", "password": "faux"}
        headers = {"x-forwarded-for": f"192.0.2.{number}"}
        answer = await browser.post("/api/session", json=wrong, headers=headers)

    assert answer.status_code == 429
