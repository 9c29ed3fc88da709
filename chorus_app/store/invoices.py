"""The mirror of Chorus Pro: writing what it says, and reading one invoice back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.invoice import History, Invoice, InvoiceDetail, StatusChange, UserAction
from chorus_app.domain.payment import kind_of_buyer, payable_by
from chorus_app.domain.status import Status
from chorus_app.store import buyers
from chorus_app.store.derived import day_in_france, row_values
from chorus_app.store.tables import INSERT, InvoiceRow, Moment, StatusChangeRow, table_of

_INVOICE = table_of(InvoiceRow)
_LARGEST_ID = 2**31 - 1
_STATUS, _ACTION = "statut", "action"
_DETAIL = TypeAdapter(InvoiceDetail)


async def upsert(session: AsyncSession, structure_id: int, invoices: Sequence[Invoice]) -> int:
    """Write what differs from the mirror; return how many invoices are new or changed.

    Two writers at once do no harm: an invoice that appeared meanwhile is left to the next pass.
    """
    latest = {invoice.chorus_id: invoice for invoice in invoices}
    known = await _known(session, structure_id, latest)
    kinds = await buyers.chosen(session, structure_id)
    new, changed = [], []
    for chorus_id, invoice in latest.items():
        before = known.get(chorus_id)
        available = before["made_available"] if before else None
        kind = kinds.get(invoice.recipient_siret)
        values = row_values(structure_id, invoice, available, kind)
        if before and before["rejection_treated"] and invoice.status == Status.REJETEE:
            values["rejection_treated"] = True  # replaced here: Chorus Pro was not told of it
        if before is None:
            new.append(values)
        elif any(before[name] != value for name, value in values.items()):
            changed.append({**values, "row_id": before["id"]})
    if new or changed:
        await (await session.connection()).run_sync(_write, new, changed)
    return len(new) + len(changed)


async def _known(
    session: AsyncSession, structure_id: int, chorus_ids: Iterable[int]
) -> dict[int, Any]:
    """Return the mirrored columns of these invoices, by Chorus Pro's id."""
    columns = [column for column in _INVOICE.c if column.name not in {"detail", "detail_at"}]
    found = await (await session.connection()).execute(
        select(*columns).where(
            _INVOICE.c.structure_id == structure_id, _INVOICE.c.chorus_id.in_(chorus_ids)
        )
    )
    return {row["chorus_id"]: row for row in found.mappings()}


def _write(
    connection: Connection, new: list[dict[str, Any]], changed: list[dict[str, Any]]
) -> None:
    if new:
        insert = INSERT[connection.dialect.name]
        connection.execute(insert(_INVOICE).on_conflict_do_nothing(), new)
    if changed:
        names = changed[0].keys() - {"row_id"}
        connection.execute(
            update(_INVOICE)
            .where(_INVOICE.c.id == bindparam("row_id"))
            .values({name: bindparam(name) for name in names}),
            changed,
        )


async def newest_change(session: AsyncSession, structure_id: int) -> datetime | None:
    """Return the latest moment of a status, on Chorus Pro's clock."""
    newest = func.max(col(InvoiceRow.status_at), type_=Moment)
    found = select(newest).where(col(InvoiceRow.structure_id) == structure_id)
    return (await session.execute(found)).scalar()


async def one(session: AsyncSession, structure_id: int, invoice_id: int) -> InvoiceRow | None:
    """Return an invoice of this supplier; None for a missing one and for another's alike.

    Any number may stand in an address, also one that no column holds.
    """
    if not 0 < invoice_id <= _LARGEST_ID:
        return None
    row = await session.get(InvoiceRow, invoice_id)
    return row if row and row.structure_id == structure_id else None


def detail_of(row: InvoiceRow) -> InvoiceDetail | None:
    """Return the stored detail; None when nobody opened it, or an older Choral wrote it."""
    try:
        return _DETAIL.validate_json(row.detail) if row.detail else None
    except ValidationError:
        return None


async def history_of(session: AsyncSession, invoice_id: int) -> History:
    """Return the stored history, newest first."""
    rows = await session.scalars(
        select(StatusChangeRow)
        .where(col(StatusChangeRow.invoice_id) == invoice_id)
        .order_by(col(StatusChangeRow.at).desc(), col(StatusChangeRow.id))
    )
    changes, actions = [], []
    for row in rows:
        if row.kind == _ACTION:
            actions.append(UserAction(row.at, row.status, row.actor))
        else:
            changes.append(StatusChange(row.at, row.status, row.comment, row.actor))
    return History(tuple(changes), tuple(actions))


async def keep_detail(
    session: AsyncSession,
    invoice_id: int,
    detail: InvoiceDetail,
    history: History,
    read_at: datetime,
) -> bool:
    """Store what Chorus Pro told of one invoice; tell whether its line in the list changed.

    The history may know the day on which the buyer was told, hence a better legal date.
    """
    row = await session.get_one(InvoiceRow, invoice_id)
    row.detail = _DETAIL.dump_json(detail).decode()
    row.detail_at = read_at
    await _replace_history(session, invoice_id, history)
    before = row.payable_by
    row.made_available = _made_available(history) or row.made_available
    kinds = await buyers.chosen(session, row.structure_id)
    kind = kinds.get(row.recipient_siret) or kind_of_buyer(row.recipient_name)
    row.payable_by = payable_by(
        delay=kind.delay,
        deposit_date=row.deposit_date,
        made_available=row.made_available,
        status=row.status,
    )
    return row.payable_by != before


async def _replace_history(session: AsyncSession, invoice_id: int, history: History) -> None:
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
