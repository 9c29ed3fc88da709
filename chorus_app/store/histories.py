"""The stored histories of invoices, and the last legal day to pay that they tell.

`last_day` is the one rule for that day: the lists, the inbox and the totals show what it gave when
the invoice was written (`InvoiceRow.payable_by`), the page counts from the same `passages`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer
from sqlmodel import col

from chorus_app.domain import clock
from chorus_app.domain.clock import Passage
from chorus_app.domain.invoice import History, Invoice, StatusChange, TypeCode, UserAction
from chorus_app.domain.payment import BuyerKind, payable_by
from chorus_app.domain.status import Status
from chorus_app.store.derived import day_in_france, day_made_available
from chorus_app.store.silence import OUTSTANDING
from chorus_app.store.tables import InvoiceRow, StatusChangeRow

_STATUS, _ACTION = "statut", "action"
_WITHOUT_DETAIL = defer(InvoiceRow.detail, raiseload=True)  # type: ignore[arg-type]


def passages(
    line: InvoiceRow | Invoice, made_available: date | None, history: History | None
) -> list[Passage]:
    """Return the days at which statuses were passed: the history's, and what the list tells.

    The list may know a status that came since the history was read.
    """
    told = [Passage(made_available, Status.MISE_A_DISPOSITION)] if made_available else []
    if history:  # the oldest first: within a day, the order is all that tells
        told += [Passage(day_in_france(each.at), each.status) for each in history.changes[::-1]]
    return [
        *told,
        *([Passage(day_in_france(line.status_at), line.status)] if line.status_at else []),
    ]


def last_day(
    line: InvoiceRow | Invoice,
    buyer: BuyerKind,
    made_available: date | None,
    history: History | None,
) -> date | None:
    """Return the last legal day to pay: the clock's once there is a history, else an estimate."""
    if history and history.changes:
        return clock.last_day(
            passages(line, made_available, history),
            status=line.status,
            deposit_date=line.deposit_date,
            delay=buyer.delay,
            gross=line.tax_inclusive_amount,
        )
    return payable_by(
        delay=buyer.delay,
        deposit_date=line.deposit_date,
        made_available=made_available,
        status=line.status,
    )


async def history_of(session: AsyncSession, invoice_id: int) -> History:
    """Return the stored history, newest first."""
    return (await histories_of(session, [invoice_id])).get(invoice_id, History((), ()))


async def histories_of(session: AsyncSession, invoice_ids: Collection[int]) -> dict[int, History]:
    """Return the stored histories of these invoices, by id; those that have none are left out."""
    found = await session.scalars(
        select(StatusChangeRow)
        .where(col(StatusChangeRow.invoice_id).in_(invoice_ids))
        .order_by(col(StatusChangeRow.at).desc(), col(StatusChangeRow.id))
    )
    rows = defaultdict(list)
    for row in found:
        rows[row.invoice_id].append(row)
    return {invoice_id: _history(each) for invoice_id, each in rows.items()}


def _history(rows: Iterable[StatusChangeRow]) -> History:
    changes, actions = [], []
    for row in rows:
        if row.kind == _ACTION:
            actions.append(UserAction(row.at, row.status, row.actor))
        else:
            changes.append(StatusChange(row.at, row.status, row.comment, row.actor))
    return History(tuple(changes), tuple(actions))


async def keep(session: AsyncSession, read: InvoiceRow, history: History, buyer: BuyerKind) -> bool:
    """Store a history and the day that it tells; tell whether the line in the list changed.

    `read` is the invoice as it stood when its history was asked for: when its status has changed
    meanwhile, the history is not held to be current, and is read again.
    """
    row = await session.get_one(InvoiceRow, read.id, with_for_update=True)
    before = (row.payable_by, row.day_is_exact)
    row.history_current = (row.status, row.status_at) == (read.status, read.status_at)
    await _replace(session, row.id or 0, history)
    if history.changes:
        row.made_available = _made_available(history) or day_made_available(row)
    row.payable_by = last_day(row, buyer, row.made_available, history)
    return (row.payable_by, row.day_is_exact) != before


async def _replace(session: AsyncSession, invoice_id: int, history: History) -> None:
    await session.execute(
        delete(StatusChangeRow).where(col(StatusChangeRow.invoice_id) == invoice_id)
    )
    session.add_all(
        StatusChangeRow(
            invoice_id=invoice_id,
            kind=_STATUS,
            at=change.at,
            status=change.status,
            comment=change.comment,
            actor=change.actor,
        )
        for change in history.changes
    )
    session.add_all(
        StatusChangeRow(
            invoice_id=invoice_id,
            kind=_ACTION,
            at=action.at,
            status=action.code,
            actor=action.actor,
        )
        for action in history.actions
    )


def _made_available(history: History) -> date | None:
    """Return the day in France of the first MISE_A_DISPOSITION at the last recipient."""
    changes = history.changes
    sent_on = max((each.at for each in changes if each.status == Status.A_RECYCLER), default=None)
    moments = [
        each.at
        for each in changes
        if each.status == Status.MISE_A_DISPOSITION and not (sent_on and each.at < sent_on)
    ]
    return day_in_france(min(moments)) if moments else None


async def to_read(
    session: AsyncSession, structure_id: int, but: Collection[int], limit: int
) -> Sequence[InvoiceRow]:
    """Return outstanding invoices whose history is not current, the most pressing first.

    What was completed has no day yet: it stands by its deposit, before what was deposited with it.
    What is suspended comes last, for its delay is seldom running. An invoice to recycle has no
    clock, and a credit note neither.
    """
    found = await session.scalars(
        select(InvoiceRow)
        .options(_WITHOUT_DETAIL)
        .where(
            col(InvoiceRow.structure_id) == structure_id,
            col(InvoiceRow.status_rank).in_(OUTSTANDING),
            col(InvoiceRow.history_current).is_(False),
            col(InvoiceRow.status) != Status.A_RECYCLER.value,
            col(InvoiceRow.type_code) != TypeCode.AVOIR.value,
            col(InvoiceRow.tax_inclusive_amount) > 0,
            col(InvoiceRow.id).not_in(but),
        )
        .order_by(
            case((col(InvoiceRow.status) == Status.SUSPENDUE.value, 1), else_=0),
            func.coalesce(col(InvoiceRow.payable_by), col(InvoiceRow.deposit_date)),
            col(InvoiceRow.newest_first).desc(),
        )
        .limit(limit)
    )
    return found.all()
