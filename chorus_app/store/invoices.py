"""The mirror of Chorus Pro: writing what it says, and reading one invoice back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.invoice import History, Invoice, InvoiceDetail
from chorus_app.domain.payment import BuyerKind, kind_of_buyer
from chorus_app.domain.status import Status
from chorus_app.store import buyers, histories
from chorus_app.store.derived import row_values
from chorus_app.store.tables import INSERT, InvoiceRow, Moment, table_of

_INVOICE = table_of(InvoiceRow)
_LARGEST_ID = 2**31 - 1
_DECIDING = (
    "status",
    "status_at",
    "deposit_date",
    "recipient_siret",
    "recipient_name",
    "tax_inclusive_amount",
)
"""What the last legal day is counted from, beside the history."""
_DETAIL = TypeAdapter(InvoiceDetail)


async def upsert(session: AsyncSession, structure_id: int, invoices: Sequence[Invoice]) -> int:
    """Write what differs from the mirror; return how many invoices are new or changed.

    Two writers at once do no harm: an invoice that appeared meanwhile is left to the next pass.
    """
    latest = {invoice.chorus_id: invoice for invoice in invoices}
    known = await _known(session, structure_id, latest)
    kinds = await buyers.chosen(session, structure_id)
    told = await _histories(session, latest, known)
    new, changed = [], []
    for chorus_id, invoice in latest.items():
        before = known.get(chorus_id)
        available = before["made_available"] if before else None
        kind = kinds.get(invoice.recipient_siret)
        values = row_values(structure_id, invoice, available, kind)
        values |= _day(invoice, before, values["made_available"], kind, told)
        if before and before["rejection_treated"] and invoice.status == Status.REJETEE:
            values["rejection_treated"] = True  # replaced here: Chorus Pro was not told of it
        if before is None:
            new.append(values)
        elif any(before[name] != value for name, value in values.items()):
            changed.append({**values, "row_id": before["id"]})
    if new or changed:
        await (await session.connection()).run_sync(_write, new, changed)
    return len(new) + len(changed)


def _is_current(invoice: Invoice, before: Any) -> bool:
    """Tell whether the history that was read of an invoice still says all of its clock."""
    return bool(
        before
        and before["history_current"]
        and all(before[name] == getattr(invoice, name) for name in _DECIDING)
    )


async def _histories(
    session: AsyncSession, latest: Mapping[int, Invoice], known: Mapping[int, Any]
) -> dict[int, History]:
    """Return what is stored of the invoices that moved on since their history was read."""
    moved = [
        before["id"] for number, before in known.items() if not _is_current(latest[number], before)
    ]
    return await histories.histories_of(session, moved) if moved else {}


def _day(
    invoice: Invoice,
    before: Any,
    made_available: date | None,
    kind: BuyerKind | None,
    told: Mapping[int, History],
) -> dict[str, Any]:
    """Return the columns of the last legal day, which stands while the history is current."""
    if _is_current(invoice, before):
        return {name: before[name] for name in ("made_available", "payable_by", "history_current")}
    buyer = kind or kind_of_buyer(invoice.recipient_name)
    history = told.get(before["id"]) if before else None
    return {
        "payable_by": histories.last_day(invoice, buyer, made_available, history),
        "history_current": False,
    }


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


async def keep_detail(
    session: AsyncSession,
    read: InvoiceRow,
    detail: InvoiceDetail,
    history: History,
    read_at: datetime,
) -> bool:
    """Store what Chorus Pro told of one invoice; tell whether its line in the list changed.

    `read` is the invoice as it stood before Chorus Pro was asked.
    """
    moved = await keep_history(session, read, history)
    row = await session.get_one(InvoiceRow, read.id)
    row.detail = _DETAIL.dump_json(detail).decode()
    row.detail_at = read_at
    return moved


async def keep_history(session: AsyncSession, read: InvoiceRow, history: History) -> bool:
    """Store the history alone, as `keep_detail` does. It may know a better legal day."""
    kinds = await buyers.chosen(session, read.structure_id)
    kind = kinds.get(read.recipient_siret) or kind_of_buyer(read.recipient_name)
    return await histories.keep(session, read, history, kind)
