"""What happened, written down to be told: each event once to each user by each way they chose.

Notices are written in the transaction that writes the event itself, hence neither lost nor doubled.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.invoice import Invoice
from chorus_app.domain.notice import NEWS, Channel, Kind, kind_of, next_digest
from chorus_app.store import notice_choices as choices
from chorus_app.store import notifications as store
from chorus_app.store.notice_tables import NO_DATE
from chorus_app.store.notifications import State
from chorus_app.store.tables import now

_BLANK: dict[str, Any] = {"attempts": 0, "batch": "", "problem": "", "read_at": None}


class Deposit(Protocol):
    """What is told of a deposit; `store.tables.DepositRow` is one."""

    id: str
    structure_id: int
    user_id: int
    invoice_number: str
    confirmed_at: datetime | None


async def news(
    session: AsyncSession, structure_id: int, invoices: Sequence[Invoice]
) -> list[Invoice]:
    """Return those of these invoices whose status is another than the mirror's.

    To be asked before they are written, in the same transaction. An invoice that the mirror did
    not know counts if its status is recent.
    """
    known = await store.statuses(session, structure_id, [each.chorus_id for each in invoices])
    return [each for each in invoices if _is_news(each, known.get(each.chorus_id))]


def _is_news(invoice: Invoice, before: tuple[str, datetime | None] | None) -> bool:
    if before is None:
        return invoice.status_at is not None and now() - invoice.status_at < NEWS
    status, at = before
    again = bool(at and invoice.status_at and invoice.status_at > at)
    return status != invoice.status or again


async def tell_changes(
    session: AsyncSession, structure_id: int, invoices: Sequence[Invoice]
) -> None:
    """Write the notices of these invoices' new statuses, to every member who wants them."""
    if not invoices:
        return
    ids = await store.invoice_ids(session, structure_id, [each.chorus_id for each in invoices])
    events = []
    for invoice in {each.chorus_id: each for each in invoices}.values():
        if kind := kind_of(invoice.status):
            events.append(_event(structure_id, invoice, kind, ids.get(invoice.chorus_id)))
    await _tell(session, structure_id, events, await choices.members(session, structure_id))


def _event(
    structure_id: int, invoice: Invoice, kind: Kind, invoice_id: int | None
) -> dict[str, Any]:
    return {
        "structure_id": structure_id,
        "kind": kind.value,
        "subject": f"facture-{invoice.chorus_id}",
        "status": invoice.status,
        "status_at": invoice.status_at or NO_DATE,
        "invoice_id": invoice_id,
        "deposit_id": "",
        "invoice_number": invoice.invoice_number,
        "recipient_name": invoice.recipient_name,
        "payable_amount": invoice.payable_amount,
        "comment": invoice.status_comment,
    }


async def tell_refused_deposit(session: AsyncSession, deposit: Deposit, problem: str) -> None:
    """Write the notices of a deposit that was refused, to whoever confirmed it.

    To be called in the transaction that writes the refusal. It bears the moment of confirmation: a
    deposit that is mended, confirmed and refused again is another event.
    """
    event = {
        "structure_id": deposit.structure_id,
        "kind": Kind.DEPOSIT_REFUSED.value,
        "subject": f"depot-{deposit.id}",
        "status": "REFUSEE",
        "status_at": deposit.confirmed_at or NO_DATE,
        "invoice_id": None,
        "deposit_id": deposit.id,
        "invoice_number": deposit.invoice_number,
        "recipient_name": "",
        "payable_amount": 0,
        "comment": problem,
    }
    await _tell(session, deposit.structure_id, [event], [deposit.user_id])


async def _tell(
    session: AsyncSession,
    structure_id: int,
    events: Sequence[dict[str, Any]],
    user_ids: Sequence[int],
) -> None:
    wanted = await choices.switches(session, user_ids)
    daily = await choices.daily(session, user_ids)
    browsers = await choices.subscriptions(session, user_ids)
    at = now()
    rows = []
    for user_id in user_ids:
        mail_at = next_digest(at) if user_id in daily else at
        ways = list(_ways(browsers.get(user_id, []), at, mail_at))
        for event in events:
            rows += [
                {**event, **_BLANK, "user_id": user_id, "created_at": at, **way}
                for way in ways
                if wanted[user_id][Kind(event["kind"]), Channel(way["channel"])]
            ]
    if rows:
        await store.add(session, rows)


def _ways(browsers: Iterable[int], at: datetime, mail_at: datetime) -> Iterable[dict[str, Any]]:
    """Give the ways to one user, a notice each: the app, the mailbox, and each browser."""
    waiting = {"state": State.WAITING.value, "sent_at": None}
    sent = {"state": State.SENT.value, "sent_at": at}
    yield {"channel": Channel.APP.value, "target": 0, "due_at": at, **sent}
    yield {"channel": Channel.MAIL.value, "target": 0, "due_at": mail_at, **waiting}
    for number in browsers:
        yield {"channel": Channel.PUSH.value, "target": number, "due_at": at, **waiting}
