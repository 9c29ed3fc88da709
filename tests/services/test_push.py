"""Web Push: the RFC's own example, then real messages that a browser's keys decrypt."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.responses import Response

from chorus_app.domain.notice import Channel, Kind
from chorus_app.services import delivery, inbox, notify, subscribing
from chorus_app.services.notify import Preferences
from chorus_app.services.push import BadSubscription, Push, encrypt
from chorus_app.services.sessions import Identity
from chorus_app.store.derived import day_in_france
from chorus_app.store.tables import now
from tests.services.browser_keys import HOST, Browser, PushService, claims_of, raw, text
from tests.services.conftest import Choral
from tests.services.looking import at_work, until
from tests.services.telling import all_due, move, notices, some, suspended

HOSTS = "fcm.googleapis.com *.push.apple.com"
PUBLIC = text(Browser().public)
SECRET = text(b"0123456789abcdef")


def private(number: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(raw(number), "big"), ec.SECP256R1())


def test_the_example_of_the_rfc() -> None:
    """RFC 8291, appendix A: same keys and salt, same bytes."""
    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        key=private("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt=raw("DGv6ra1nlYgDCS1FRnbzlw"),
    )

    assert text(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@pytest.fixture
async def phone(choral: Choral) -> Browser:
    """A browser that the demo user allowed to ring."""
    return await subscribed(choral.demo, Browser())


@pytest.fixture
async def service(choral: Choral) -> AsyncIterator[PushService]:
    """A push service under the real client of Choral."""
    answering = PushService()
    wanted = choral.context.settings
    await choral.context.push.close()
    choral.context.push = await Push.open(
        wanted.data_dir, "mailto:x@choral.example", HOSTS, answering.client()
    )
    return answering


async def subscribed(who: Identity, browser: Browser) -> Browser:
    keys = browser.subscription["keys"]
    await subscribing.subscribe(who, browser.endpoint, keys["p256dh"], keys["auth"])
    return browser


async def test_a_phone_is_rung_with_a_message_that_it_alone_reads(
    choral: Choral, service: PushService, phone: Browser
) -> None:
    row = await suspended(choral, "Pièce à compléter")
    await delivery.sweep()
    await delivery.sweep()

    ((name, headers, body),) = service.given
    assert name == phone.name
    said = json.loads(phone.decrypt(body))
    assert said["web_push"] == 8030
    assert said["notification"]["title"] == f"Suspendue\u00a0: {row.invoice_number}"
    assert "Pièce à compléter" in said["notification"]["body"]
    assert said["notification"]["tag"] == f"facture-{row.chorus_id}"
    assert said["notification"]["navigate"] == (
        f"http://localhost:3000/repondre/?facture={row.id}&acte=COMPLETER"
    )
    waiting = await inbox.waiting_count(choral.demo.structure_id, day_in_france(now()))
    assert said["app_badge"] == said["notification"]["app_badge"] == waiting > 0
    assert "Pièce" not in body.decode("latin-1")
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "259200")
    assert headers["urgency"] == "high"
    assert len(headers["topic"]) == 32
    claims = claims_of(headers["authorization"], choral.context.push)
    assert (claims["aud"], claims["sub"]) == (HOST, "mailto:x@choral.example")
    assert 0 < claims["exp"] - time.time() <= 86_400
    (told,) = await notices(choral.demo, Channel.PUSH)
    assert told.state == "SENT"


class Stuck:
    """A mail server that answers nobody."""

    async def send(self, _: EmailMessage) -> None:
        await asyncio.sleep(3600)


async def test_a_mail_server_that_is_slow_holds_up_no_phone(
    choral: Choral, service: PushService, phone: Browser
) -> None:
    choral.context.outbox = Stuck()
    await choral.synchronise(choral.demo)
    async with at_work():
        for rank, row in enumerate(await some(choral, 2), 1):
            await move(choral, row, "SUSPENDUE", "Bon absent")

            async def rung(times: int = rank) -> bool:
                return len(service.given) == times

            await until(rung, 20)


async def test_each_browser_is_rung_and_failures_do_not_mix(
    choral: Choral, service: PushService, phone: Browser
) -> None:
    other = await subscribed(choral.demo, Browser("two"))
    service.answers.append(Response(status_code=503))
    await suspended(choral)
    await delivery.sweep()
    assert sorted(one.state for one in await notices(choral.demo, Channel.PUSH)) == [
        "SENT",
        "WAITING",
    ]
    await all_due()
    await delivery.sweep()

    names = [name for name, _, _ in service.given]
    assert (len(names), set(names)) == (3, {phone.name, other.name})
    assert {one.state for one in await notices(choral.demo, Channel.PUSH)} == {"SENT"}


@pytest.mark.parametrize("status", [404, 410])
async def test_a_dead_endpoint_is_forgotten(
    choral: Choral, service: PushService, phone: Browser, status: int
) -> None:
    service.answers.append(Response(status_code=status))
    row = await suspended(choral)
    await delivery.sweep()

    assert (await notify.preferences(choral.demo)).browsers == 0
    assert [one.state for one in await notices(choral.demo, Channel.PUSH)] == ["DROPPED"]
    await move(choral, row, "REJETEE", "Non")
    await delivery.sweep()
    assert len(service.given) == 1


@pytest.mark.parametrize(
    ("answer", "state", "least"),
    [
        (Response(status_code=429, headers={"Retry-After": "600"}), "WAITING", 590),
        (Response(status_code=500), "WAITING", 10),
        (Response(status_code=403), "WAITING", 10),
        (Response(status_code=302, headers={"Location": "http://127.0.0.1/"}), "WAITING", 10),
        (Response(status_code=413), "DROPPED", None),
    ],
)
async def test_what_the_push_service_says_is_heeded(
    choral: Choral,
    service: PushService,
    phone: Browser,
    answer: Response,
    state: str,
    least: int | None,
) -> None:
    service.answers.append(answer)
    await suspended(choral)
    await delivery.sweep()

    (told,) = await notices(choral.demo, Channel.PUSH)
    assert (told.state, len(service.given)) == (state, 1)
    assert str(answer.status_code) in told.problem or state == "DROPPED"
    if least:
        assert (told.due_at - now()).total_seconds() > least


async def test_progress_rings_only_if_asked(
    choral: Choral, service: PushService, phone: Browser
) -> None:
    row = await suspended(choral)
    await move(choral, row, "MISE_A_DISPOSITION")
    assert len(await notices(choral.demo, Channel.PUSH)) == 1

    await notify.set_preferences(
        choral.demo, Preferences({(Kind.PROGRESS, Channel.PUSH): True}, daily_mail=False)
    )
    await move(choral, row, "SUSPENDUE", "Encore")
    await move(choral, row, "MISE_A_DISPOSITION")
    await delivery.sweep()

    assert len(await notices(choral.demo, Channel.PUSH)) == 3
    assert [headers["urgency"] for _, headers, _ in service.given].count("normal") == 1


async def test_a_phone_that_changes_hands_shows_nothing_of_its_former_user(
    choral: Choral, service: PushService, phone: Browser
) -> None:
    await suspended(choral)
    await subscribed(choral.load, phone)
    await delivery.sweep()

    assert service.given == []
    assert (await notify.preferences(choral.demo)).browsers == 0
    assert (await notify.preferences(choral.load)).browsers == 1
    await subscribing.unsubscribe(choral.demo, phone.endpoint)
    assert (await notify.preferences(choral.load)).browsers == 1
    await subscribing.unsubscribe(choral.load, phone.endpoint)
    assert (await notify.preferences(choral.load)).browsers == 0


async def test_nobody_subscribes_a_thousand_browsers(choral: Choral) -> None:
    for number in range(23):
        await subscribed(choral.demo, Browser(f"b{number}"))
    await subscribed(choral.demo, Browser("b22"))

    assert (await notify.preferences(choral.demo)).browsers == 20


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/send/a",
        "https://127.0.0.1/send/a",
        "https://fcm.googleapis.com.evil.example/a",
        "https://fcm.googleapis.com@evil.example/a",
        "https://fcm.googleapis.com:22/a",
        "https://user:x@fcm.googleapis.com/a",
        "https://push.apple.com.evil.example/a",
        "https://[::1/a",
        "https://fcm.googleapis.com:port/a",
        "https://fcm.googleapis.com/é",
        "https://xn--a.push.apple.com/a",
        "https://fcm.googleapis.com/\x01",
        "https://fcm.googleapis.com\n/a",
        "https://127.0.0.1\x00.push.apple.com/a",
        "https://evil.example\\.push.apple.com/a",
        "https://evil.example%2f.push.apple.com/a",
        "file:///etc/passwd",
        "",
    ],
)
async def test_only_known_push_services_are_written_to(choral: Choral, endpoint: str) -> None:
    with pytest.raises(BadSubscription):
        await subscribing.subscribe(choral.demo, endpoint, PUBLIC, SECRET)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [("", SECRET), (PUBLIC, ""), (PUBLIC[:-4], SECRET), (PUBLIC, SECRET[:-4]), ("é", "é")],
    ids=["no key", "no secret", "a cut key", "a cut secret", "not ASCII"],
)
async def test_keys_that_are_none_are_refused(choral: Choral, p256dh: str, auth: str) -> None:
    with pytest.raises(BadSubscription):
        await subscribing.subscribe(choral.demo, f"{HOST}/send/a", p256dh, auth)


async def test_the_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = await Push.open(tmp_path, "mailto:x@y.example", HOSTS)
    second = await Push.open(tmp_path, "mailto:x@y.example", HOSTS)

    assert first.public_key == second.public_key
    assert (tmp_path / "vapid.pem").stat().st_mode & 0o077 == 0
    assert (len(raw(first.public_key)), raw(first.public_key)[0]) == (65, 4)
    await first.close()
    await second.close()
