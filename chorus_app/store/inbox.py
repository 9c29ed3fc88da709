"""What the inbox asks of the database: what waits and what is late."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer
from sqlmodel import col

from chorus_app.domain.deposit import EDITABLE
from chorus_app.store.silence import overdue, perhaps_paid
from chorus_app.store.tables import DepositRow, InvoiceRow

_WITHOUT_DETAIL = defer(InvoiceRow.detail, raiseload=True)  # type: ignore[arg-type]


def _late(structure_id: int, today: date) -> ColumnElement[bool]:
    return and_(
        overdue(structure_id, today),
        ~perhaps_paid(structure_id),
    )


async def count_late(session: AsyncSession, structure_id: int, today: date) -> int:
    """Return how many invoices are past their legal day and surely unpaid."""
    return await session.scalar(select(func.count()).where(_late(structure_id, today))) or 0


async def late(
    session: AsyncSession, structure_id: int, today: date, limit: int
) -> Sequence[InvoiceRow]:
    """Return the invoices that `count_late` counts, the longest overdue first."""
    found = await session.scalars(
        select(InvoiceRow)
        .options(_WITHOUT_DETAIL)
        .where(_late(structure_id, today))
        .order_by(col(InvoiceRow.payable_by), col(InvoiceRow.newest_first))
        .limit(limit)
    )
    return found.all()


async def editable_deposits(session: AsyncSession, structure_id: int) -> Sequence[DepositRow]:
    """Return drafts and refused deposits, the latest first."""
    found = await session.scalars(
        select(DepositRow)
        .where(
            col(DepositRow.structure_id) == structure_id,
            col(DepositRow.stage).in_([stage.value for stage in EDITABLE]),
        )
        .order_by(col(DepositRow.updated_at).desc())
    )
    return found.all()
