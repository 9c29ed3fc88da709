"""What the first screen needs: totals, what waits, what is expected, what changed."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer
from sqlmodel import col

from chorus_app.domain.status import WAITING_FOR_SUPPLIER, rank
from chorus_app.store.silence import has_a_day, overdue, perhaps_paid
from chorus_app.store.tables import InvoiceRow

_PRESSING = {rank(status): place for place, status in enumerate(WAITING_FOR_SUPPLIER)}
_WITHOUT_DETAIL = defer(InvoiceRow.detail, raiseload=True)  # type: ignore[arg-type]


async def by_status(session: AsyncSession, structure_id: int) -> list[tuple[str, int, int]]:
    """Return status, count and sum in euro cents, of everything a supplier has."""
    found = await session.execute(
        select(col(InvoiceRow.status), func.count(), func.sum(col(InvoiceRow.counted_amount)))
        .where(col(InvoiceRow.structure_id) == structure_id)
        .group_by(col(InvoiceRow.status))
    )
    return [(status, count, int(amount)) for status, count, amount in found]


async def expected_by_day(
    session: AsyncSession, structure_id: int, today: date
) -> list[tuple[date, int, int]]:
    """Return legal payment day, count and sum in euro cents, of the invoices still to be paid.

    What may have been paid without a word is left out once its day is past; `may_be_paid` has it.
    """
    day = col(InvoiceRow.payable_by)
    found = await session.execute(
        select(day, func.count(), func.sum(col(InvoiceRow.counted_amount)))
        .where(
            has_a_day(structure_id),
            col(InvoiceRow.counted_amount) > 0,
            or_(day >= today, ~perhaps_paid(structure_id)),
        )
        .group_by(day)
    )
    return [(payable_by, count, int(amount)) for payable_by, count, amount in found if payable_by]


async def may_be_paid(session: AsyncSession, structure_id: int, today: date) -> tuple[int, int]:
    """Return count and sum in euro cents of overdue invoices that may have been paid unheard."""
    found = await session.execute(
        select(func.count(), func.coalesce(func.sum(col(InvoiceRow.counted_amount)), 0)).where(
            overdue(structure_id, today), perhaps_paid(structure_id)
        )
    )
    count, amount = found.one()
    return count, int(amount)


async def credit_notes(session: AsyncSession, structure_id: int) -> list[tuple[str, int, int]]:
    """Return status, count and sum in euro cents, below zero, of a supplier's credit notes."""
    found = await session.execute(
        select(col(InvoiceRow.status), func.count(), func.sum(col(InvoiceRow.counted_amount)))
        .where(col(InvoiceRow.structure_id) == structure_id, col(InvoiceRow.counted_amount) < 0)
        .group_by(col(InvoiceRow.status))
    )
    return [(status, count, int(amount)) for status, count, amount in found]


async def waiting(session: AsyncSession, structure_id: int, limit: int) -> Sequence[InvoiceRow]:
    """Return what waits for the supplier, the most pressing status first, then the latest."""
    pressing = case(_PRESSING, value=col(InvoiceRow.status_rank))
    found = await session.scalars(
        select(InvoiceRow)
        .options(_WITHOUT_DETAIL)
        .where(_waits(structure_id))
        .order_by(pressing, col(InvoiceRow.status_at).desc(), col(InvoiceRow.newest_first))
        .limit(limit)
    )
    return found.all()


async def count_waiting(session: AsyncSession, structure_id: int) -> int:
    """Return how many invoices wait for the supplier."""
    return await session.scalar(select(func.count()).where(_waits(structure_id))) or 0


def _waits(structure_id: int) -> ColumnElement[bool]:
    """Return the condition: sent back or not yet sent, and not put away as treated (row H8)."""
    return and_(
        col(InvoiceRow.structure_id) == structure_id,
        col(InvoiceRow.status_rank).in_(_PRESSING),
        col(InvoiceRow.rejection_treated).is_(False),
    )


async def latest(session: AsyncSession, structure_id: int, limit: int) -> Sequence[InvoiceRow]:
    """Return the invoices whose status changed last."""
    found = await session.scalars(
        select(InvoiceRow)
        .options(_WITHOUT_DETAIL)
        .where(col(InvoiceRow.structure_id) == structure_id, col(InvoiceRow.status_at).is_not(None))
        .order_by(col(InvoiceRow.status_at).desc())
        .limit(limit)
    )
    return found.all()
