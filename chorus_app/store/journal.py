"""The journal: entries are added and read. Triggers of the database refuse anything else."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.journal import Kind
from chorus_app.store.answer_tables import JournalRow
from chorus_app.store.tables import User


async def add(
    session: AsyncSession, structure_id: int, kind: str, user_id: int | None, **about: Any
) -> None:
    """Write an entry in the caller's transaction; `about` names other columns of `JournalRow`.

    The name is copied: the journal must still tell who, once an account is gone.
    """
    user = await session.get(User, user_id) if user_id else None
    name = f"{user.display_name} ({user.email})" if user else ""
    session.add(
        JournalRow(structure_id=structure_id, kind=kind, user_id=user_id, user_name=name, **about)
    )


async def of_invoice(
    session: AsyncSession, structure_id: int, invoice_chorus_id: int
) -> Sequence[JournalRow]:
    """Return what was done with an invoice, the latest first."""
    found = await session.scalars(
        select(JournalRow)
        .where(
            col(JournalRow.structure_id) == structure_id,
            col(JournalRow.invoice_chorus_id) == invoice_chorus_id,
        )
        .order_by(col(JournalRow.id).desc())
    )
    return found.all()


async def reminded(
    session: AsyncSession, structure_id: int, chorus_ids: Collection[int]
) -> dict[int, datetime]:
    """Return when each of these invoices was last reminded of, where it was, by Chorus Pro's id."""
    found = await session.execute(
        select(col(JournalRow.invoice_chorus_id), func.max(col(JournalRow.at)))
        .where(
            col(JournalRow.structure_id) == structure_id,
            col(JournalRow.kind) == Kind.RELANCE.value,
            col(JournalRow.invoice_chorus_id).in_(chorus_ids),
        )
        .group_by(col(JournalRow.invoice_chorus_id))
    )
    return {chorus_id: at for chorus_id, at in found if chorus_id is not None}


async def latest(
    session: AsyncSession, structure_id: int, *, before: int | None, limit: int
) -> Sequence[JournalRow]:
    """Return a supplier's entries, the latest first, from before an entry's id."""
    wanted = select(JournalRow).where(col(JournalRow.structure_id) == structure_id)
    if before is not None:
        wanted = wanted.where(col(JournalRow.id) < before)
    found = await session.scalars(wanted.order_by(col(JournalRow.id).desc()).limit(limit))
    return found.all()


async def everything(
    session: AsyncSession, structure_id: int, page: int
) -> AsyncIterator[Sequence[JournalRow]]:
    """Give all of a supplier's entries, the oldest first, `page` at a time."""
    last = 0
    while True:
        found = await session.scalars(
            select(JournalRow)
            .where(col(JournalRow.structure_id) == structure_id, col(JournalRow.id) > last)
            .order_by(col(JournalRow.id))
            .limit(page)
        )
        rows = found.all()
        if not rows:
            return
        yield rows
        last = rows[-1].id or 0
