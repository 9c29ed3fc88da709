"""Mails on a real mail server, on a port of this machine; nothing is mocked but its refusals."""

import asyncio
import email
import email.policy
import html
from collections.abc import AsyncIterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from chorus_app.domain.notice import Channel
from chorus_app.services import delivery, mail, notify
from chorus_app.services.mail import Folder, Letter, compose
from chorus_app.store.tables import User, now
from tests.services.conftest import Choral
from tests.services.telling import all_due, move, notices, some, suspended

SENDER = "Choral <ne-pas-repondre@choral.example>"


class Mailbox:
    """What the server was given; `answers` are said before it accepts anything again."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []
        self.delay = 0.0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.delay)
        if self.answers:
            return self.answers.pop(0)
        read: Any = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append(read)
        return "250 OK"


@pytest.fixture
async def mailbox(choral: Choral) -> AsyncIterator[Mailbox]:
    """A mail server that Choral is set to write to."""
    box = Mailbox()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box, hostname="choral"), "127.0.0.1", 0)
    wanted = choral.context.settings
    wanted.smtp_host, wanted.smtp_port = "127.0.0.1", server.sockets[0].getsockname()[1]
    wanted.smtp_security = "none"
    choral.context.outbox = mail.outbox_of(wanted)
    yield box
    server.close()


def part(message: EmailMessage, kind: str) -> str:
    found: Any = message.get_body((kind,))
    text = str(found.get_content())
    return html.unescape(text) if kind == "html" else text


async def test_a_mail_says_it_in_both_parts(choral: Choral, mailbox: Mailbox) -> None:
    row = await suspended(choral, "Pièce à compléter : numéro d’engagement erroné")
    await delivery.sweep()

    (sent,) = mailbox.mails
    assert sent["To"] == "demo@choral.example"
    assert sent["From"] == "Choral <ne-pas-repondre@choral.example>"
    assert sent["Subject"] == f"Suspendue\u00a0: {row.invoice_number}"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Message-ID"].endswith("@choral.example>")
    for kind in ("plain", "html"):
        text = part(sent, kind)
        assert "numéro d’engagement erroné" in text
        assert row.recipient_name in text
        assert f"http://localhost:3000/repondre/?facture={row.id}&" in text
        assert "/connexion" not in text
    assert sent.get_content_type() == "multipart/alternative"
    (told,) = await notices(choral.demo, Channel.MAIL)
    assert (told.state, bool(told.sent_at), told.problem) == ("SENT", True, "")


async def test_one_click_stops_the_mails(choral: Choral, mailbox: Mailbox) -> None:
    row = await suspended(choral)
    await delivery.sweep()

    (sent,) = mailbox.mails
    address = sent["List-Unsubscribe"].strip("<>")
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith("http://localhost:3000/api/desabonnement/")
    assert address in part(sent, "plain")
    assert await notify.unsubscribe(address.rpartition("/")[2])
    await move(choral, row, "MISE_A_DISPOSITION")
    await delivery.sweep()
    assert len(mailbox.mails) == 1


async def test_what_waited_leaves_in_one_mail(choral: Choral, mailbox: Mailbox) -> None:
    await choral.synchronise(choral.demo)
    rows = await some(choral, 3)
    for row in rows:
        await move(choral, row, "SUSPENDUE", "Pièce manquante")

    await delivery.sweep()
    await delivery.sweep()

    (sent,) = mailbox.mails
    assert sent["Subject"] == "3 nouvelles de vos factures, dont 3 à traiter"
    assert all(row.invoice_number in part(sent, "plain") for row in rows)


async def test_a_server_that_answers_drop_by_drop_is_left_before_the_claim_ends(
    choral: Choral, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timedelta(seconds=mail.LONGEST + mail._PATIENCE) < delivery.CLAIM
    monkeypatch.setattr(mail, "LONGEST", 0.3)
    mailbox.delay = 1.5
    await suspended(choral)
    await delivery.sweep()

    [waiting] = await notices(choral.demo, Channel.MAIL)
    assert (waiting.state, waiting.problem) == ("WAITING", "mail server: TimeoutError")


async def test_an_hour_without_a_mail_server_loses_nothing(
    choral: Choral, mailbox: Mailbox
) -> None:
    wanted = choral.context.settings
    port, wanted.smtp_port = wanted.smtp_port, 1
    await suspended(choral)
    for _ in range(4):
        await all_due()
        await delivery.sweep()
    (waiting,) = await notices(choral.demo, Channel.MAIL)
    assert (waiting.state, waiting.attempts, waiting.batch) == ("WAITING", 4, "")
    assert waiting.problem.startswith("mail server: ")
    assert 0 < (waiting.due_at - now()).total_seconds() <= 15 * 2**3

    wanted.smtp_port = port
    await delivery.sweep()
    assert mailbox.mails == []
    await all_due()
    await delivery.sweep()

    assert len(mailbox.mails) == 1
    assert [one.state for one in await notices(choral.demo, Channel.MAIL)] == ["SENT"]


async def test_two_processes_send_one_mail(choral: Choral, mailbox: Mailbox) -> None:
    await suspended(choral)

    await asyncio.gather(*(delivery.sweep() for _ in range(6)))

    assert len(mailbox.mails) == 1


async def test_what_a_killed_process_left_leaves_again_as_the_same_mail(
    choral: Choral, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await suspended(choral)

    async def killed(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_sent", killed)
        with pytest.raises(asyncio.CancelledError):
            await delivery.sweep()
    await delivery.sweep()
    assert len(mailbox.mails) == 1
    await all_due()
    await delivery.sweep()

    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert [one.state for one in await notices(choral.demo, Channel.MAIL)] == ["SENT"]


@pytest.mark.parametrize(
    ("answer", "state"), [("451 come back later", "WAITING"), ("550 no such user", "DROPPED")]
)
async def test_a_refusal_is_for_later_or_for_ever(
    choral: Choral, mailbox: Mailbox, answer: str, state: str
) -> None:
    mailbox.answers.append(answer)
    await suspended(choral)
    await delivery.sweep()

    (told,) = await notices(choral.demo, Channel.MAIL)
    assert told.state == state
    assert answer[:3] in told.problem
    assert "demo@" not in told.problem


async def test_an_address_that_cannot_be_written_to_holds_up_nobody(
    choral: Choral, mailbox: Mailbox
) -> None:
    async with choral.context.store.session() as session:
        (await session.get_one(User, choral.demo.user_id)).email = "a\nBcc: b@x.example"
    await suspended(choral)
    await delivery.sweep()

    assert mailbox.mails == []
    assert [one.state for one in await notices(choral.demo, Channel.MAIL)] == ["DROPPED"]


async def test_without_a_server_mails_go_into_a_folder(choral: Choral) -> None:
    await suspended(choral)
    await delivery.sweep()

    (file,) = (choral.context.settings.data_dir / "mail").iterdir()
    written: Any = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert written["To"] == "demo@choral.example"
    assert "Bonjour Camille Martin" in part(written, "plain")


async def test_the_folder_keeps_the_latest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_KEPT", 3)
    for number in range(5):
        letter = Letter("a@x.example", "Sujet", "é", "<p>é</p>", f"n{number}", "http://x/")
        await Folder(tmp_path).send(compose(letter, SENDER))

    assert sorted(file.stem[-2:] for file in tmp_path.iterdir()) == ["n2", "n3", "n4"]
