"""Sends the notices that leave the app: mails and pushes, until they arrive or are given up.

The row is the truth, a job only looks at it. A notice is claimed in the database for a moment
before anybody works on it, so two processes never send one, and what a killed process left is
taken up by the next. A mail that left just before a kill leaves again under the same Message-ID,
and a push under the same topic and tag: mailboxes and phones show one.
"""

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from chorus_app.domain.notice import GIVE_UP, Channel, Kind, pause_after
from chorus_app.services import inbox, mail, notify, push
from chorus_app.services.context import current
from chorus_app.services.mail import Letter
from chorus_app.store import notice_choices as choices
from chorus_app.store import notifications as store
from chorus_app.store.derived import day_in_france
from chorus_app.store.notice_tables import NoticeRow
from chorus_app.store.notifications import State
from chorus_app.store.tables import now
from chorus_app.texts import notifications as texts
from chorus_app.texts.notifications import Told

_log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=2)
"""Longer than a mail or a push takes at most: what a killed process left waits that long."""
_REMEMBERED = timedelta(days=180)
_IN_ONE_MAIL = 50
_AT_ONCE = 8


async def mails_due() -> Sequence[int]:
    """Return the users to write a mail to now, who waited longest first."""
    async with current().store.session() as session:
        return await store.users_due(session, now())


async def pushes_due() -> Sequence[int]:
    """Return the pushes whose time has come, the oldest first."""
    async with current().store.session() as session:
        return await store.pushes_due(session, now())


async def forget_old() -> None:
    """Take away notices of half a year ago that wait for nothing."""
    async with current().store.session() as session:
        await store.forget_before(session, now() - _REMEMBERED)


async def sweep() -> None:
    """Try everything that is due, once."""
    await asyncio.gather(send_mails(), send_pushes())


async def send_mails() -> None:
    """Try every mail that is due, once, one after the other."""
    for user_id in await mails_due():
        try:
            await _mail(user_id)
        except mail.Unreachable:
            # One mail is tried at each sweep until the server is back: the others lose nothing.
            return
        except Exception:
            _log.exception("a mail could not be written; it will be tried again")


async def _mail(user_id: int) -> None:
    """Write one user's due notices in one mail. Raises `mail.Unreachable`."""
    async with current().store.writing() as session:
        until, batch = now() + CLAIM, secrets.token_hex(12)
        rows = await store.claim_mail(
            session, user_id, now(), until=until, batch=batch, limit=_IN_ONE_MAIL
        )
        to, name = await store.address_of(session, user_id)
    if not rows:
        return
    try:
        message = mail.compose(_letter(rows, to, name), current().settings.mail_from)
        await current().outbox.send(message)
    except mail.Unreachable as error:
        await _try_later(rows, f"mail server: {error}")
        raise
    except mail.Postponed as error:
        await _try_later(rows, f"mail: {error}")
    except (mail.Refused, ValueError) as error:
        await _drop(rows, f"mail refused: {error if isinstance(error, mail.Refused) else ''}")
    else:
        await _sent(rows)


async def send_pushes() -> None:
    """Try every push that is due, once: a mail server that is slow makes no phone wait."""
    await _a_few_at_once(_push, await pushes_due())


async def _push(notice_id: int) -> None:
    async with current().store.writing() as session:
        row = await store.claim_push(session, notice_id, now(), until=now() + CLAIM)
        browser = await choices.subscription(session, row.target) if row else None
    if not row:
        return
    if not browser:
        await _drop([row], "the browser is no longer subscribed")
        return
    try:
        urgent = row.kind != Kind.PROGRESS
        waiting = await inbox.waiting_count(row.structure_id, day_in_france(now()))
        message = payload(row, waiting)
        await current().push.send(browser, message, topic=row.subject, urgent=urgent)
    except push.Gone:
        async with current().store.writing() as session:
            await choices.forget_subscription(session, row.target)
    except push.Refused as error:
        await _drop([row], f"push refused: {error}")
    except push.Failed as error:
        await _try_later([row], f"push: {error}", timedelta(seconds=error.retry_after))
    else:
        await _sent([row])


def payload(row: NoticeRow, waiting: int) -> bytes:
    """Return a push message: a declarative one, whose members `assets/sw.js` reads as well.

    `waiting` is what waits in À traiter, for the app's icon: the Push API reads it beside the
    notification, the first Safari that knew such messages inside it.
    """
    told = _told(row)
    notification = {
        "title": texts.title(told),
        "body": texts.body(told),
        "lang": "fr",
        "tag": row.subject,
        "navigate": told.address,
        "app_badge": waiting,
    }
    message = {"web_push": 8030, "notification": notification, "app_badge": waiting}
    return json.dumps(message, ensure_ascii=False).encode()


def _letter(rows: Sequence[NoticeRow], to: str, name: str) -> Letter:
    events = [_told(row) for row in rows]
    token = notify.unsubscribe_token(rows[0].user_id)
    url = f"{current().settings.address}/api/desabonnement/{token}"
    return Letter(
        to=to,
        subject=texts.subject(events),
        plain=texts.plain_mail(events, name, url),
        html=texts.html_mail(events, name, url),
        number=rows[0].batch,
        unsubscribe_url=url,
    )


def _told(row: NoticeRow) -> Told:
    return Told(
        kind=Kind(row.kind),
        status=row.status,
        at=row.status_at,
        invoice_number=row.invoice_number,
        recipient_name=row.recipient_name,
        payable_amount=row.payable_amount,
        comment=row.comment,
        address=current().settings.address + notify.path_of(row),
    )


async def _sent(rows: Sequence[NoticeRow]) -> None:
    await _record(rows, state=State.SENT.value, sent_at=now(), problem="")


async def _drop(rows: Sequence[NoticeRow], problem: str) -> None:
    await _record(rows, state=State.DROPPED.value, problem=problem)


async def _try_later(
    rows: Sequence[NoticeRow], problem: str, asked: timedelta = timedelta()
) -> None:
    """Have notices tried again after a pause, or give up those that have waited long enough."""
    oldest = now() - GIVE_UP[Channel(rows[0].channel)]
    await _drop_if([row for row in rows if row.created_at < oldest], problem)
    if young := [row for row in rows if row.created_at >= oldest]:
        attempts = max(row.attempts for row in young)
        due_at = now() + max(pause_after(attempts), asked)
        values: dict[str, Any] = {"attempts": attempts + 1, "due_at": due_at, "batch": ""}
        await _record(young, problem=problem, **values)


async def _drop_if(rows: Sequence[NoticeRow], problem: str) -> None:
    if rows:
        await _drop(rows, problem)


async def _record(rows: Sequence[NoticeRow], **values: Any) -> None:
    async with current().store.session() as session:
        await store.record(session, [row.id or 0 for row in rows], **values)


async def _a_few_at_once(act: Callable[[int], Awaitable[None]], numbers: Iterable[int]) -> None:
    """Do this for each number, eight at a time; a failure of one is logged, and its alone."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(number: int) -> None:
        async with gate:
            try:
                await act(number)
            except Exception:
                _log.exception("notice %s could not be delivered; it will be tried again", number)

    await asyncio.gather(*(one(number) for number in numbers))
