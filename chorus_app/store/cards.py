"""The cards of recipients that were read in the directory, and those that are worth reading."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.store.silence import has_a_day
from chorus_app.store.tables import InvoiceRow, RecipientCardRow


async def card(session: AsyncSession, siret: str) -> RecipientCardRow | None:
    """Return a recipient's card as it was last read."""
    return await session.get(RecipientCardRow, siret)


async def keep(session: AsyncSession, siret: str, *, reports: bool, at: datetime) -> None:
    """Keep what a recipient's card says."""
    await session.merge(
        RecipientCardRow(recipient_siret=siret, reports_payment=reports, read_at=at)
    )


async def to_read(
    session: AsyncSession,
    structure_id: int,
    today: date,
    before: datetime,
    *,
    put_off: Sequence[str],
    limit: int,
) -> Sequence[str]:
    """Return recipients of overdue invoices whose card was never read, or not since `before`.

    Those that are `put_off` are left out; the longest overdue come first.
    """
    siret = col(InvoiceRow.recipient_siret)
    found = await session.scalars(
        select(siret)
        .outerjoin(RecipientCardRow, col(RecipientCardRow.recipient_siret) == siret)
        .where(
            has_a_day(structure_id),
            col(InvoiceRow.payable_by) < today,
            siret != "",
            siret.not_in(put_off),
            or_(col(RecipientCardRow.read_at).is_(None), col(RecipientCardRow.read_at) < before),
        )
        .group_by(siret)
        .order_by(func.min(col(InvoiceRow.payable_by)))
        .limit(limit)
    )
    return found.all()
