"""Mails: written as RFC 5322 asks, and handed to a mail server, or to a folder where there is none.

The unsubscribing header is RFC 8058's: one click in the reader, no sign-in, no page.
"""

import asyncio
import logging
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import NamedTuple, Protocol

import aiosmtplib

from chorus_app.settings import Settings
from chorus_app.store.tables import now

_log = logging.getLogger(__name__)
_PATIENCE = 20.0
LONGEST = 90.0
"""Seconds for one mail: each answer may take `_PATIENCE`, all but the last no longer than this."""
_KEPT = 500
"""How many mails the folder keeps: a demonstration that runs for months must not fill a disk."""


class Letter(NamedTuple):
    """A mail to write. `number` makes its Message-ID: the same mail sent again bears the same."""

    to: str
    subject: str
    plain: str
    html: str
    number: str
    unsubscribe_url: str


class Unreachable(Exception):
    """The mail server cannot be reached, or refuses us: every mail waits."""


class Postponed(Exception):
    """The mail server does not take this mail now; it may later."""


class Refused(Exception):
    """The mail server will never take this mail."""


class Outbox(Protocol):
    """Where mails leave. `send` raises `Unreachable`, `Postponed` or `Refused`."""

    async def send(self, message: EmailMessage) -> None:
        """Hand a mail over: once it returns, somebody else answers for it."""
        ...


def outbox_of(settings: Settings) -> Outbox:
    """Return the operator's mail server, or the folder where there is none."""
    return Smtp(settings) if settings.smtp_host else Folder(settings.data_dir / "mail")


def compose(letter: Letter, sender: str) -> EmailMessage:
    """Return a mail with its plain and its HTML part. Raises `ValueError` for a bad address."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now())
    host = parseaddr(sender)[1].rpartition("@")[2] or "choral.invalid"
    message["Message-ID"] = f"<{letter.number}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.plain)
    message.add_alternative(letter.html, subtype="html")
    return message


class Smtp:
    """A mail server reached over SMTP."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def send(self, message: EmailMessage) -> None:
        """Hand a mail to the server, on a connection of its own."""
        wanted = self._settings
        try:
            async with asyncio.timeout(LONGEST):
                await aiosmtplib.send(
                    message,
                    hostname=wanted.smtp_host,
                    port=wanted.smtp_port,
                    username=wanted.smtp_user or None,
                    password=wanted.smtp_password.get_secret_value() or None,
                    use_tls=wanted.smtp_security == "tls",
                    start_tls=wanted.smtp_security == "starttls",
                    timeout=_PATIENCE,
                )
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _refusal(error.recipients[0].code) from None
        except (aiosmtplib.SMTPDataError, aiosmtplib.SMTPSenderRefused) as error:
            raise _refusal(error.code) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unreachable(type(error).__name__) from error


def _refusal(code: int) -> Postponed | Refused:
    """Return what an answer means: 4xx, come back; 5xx, never (RFC 5321, section 4.2.1)."""
    return Refused(str(code)) if code >= 500 else Postponed(str(code))


class Folder:
    """A folder of `.eml` files, for a demonstration: a mail program opens them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, message: EmailMessage) -> None:
        """Write a mail into the folder, and take away the oldest of too many."""
        await asyncio.to_thread(self._write, message)
        _log.info("a mail was written into %s", self._folder)

    def _write(self, message: EmailMessage) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = str(message["Message-ID"]).strip("<>").partition("@")[0]
        (self._folder / f"{now():%Y%m%dT%H%M%S%f}-{number}.eml").write_bytes(bytes(message))
        for old in sorted(self._folder.glob("*.eml"))[:-_KEPT]:
            old.unlink(missing_ok=True)
