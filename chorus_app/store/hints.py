"""Hints in the database: by supplier and by who made the layout."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.store.hint_tables import LayoutHintRow

MOST_LAYOUTS = 200
"""Layouts kept for one supplier: few have more than a handful of programs and sellers."""


async def of_maker(session: AsyncSession, structure_id: int, maker: str) -> Sequence[LayoutHintRow]:
    """Return the layouts that this maker draws for this supplier, the latest first."""
    found = await session.scalars(
        select(LayoutHintRow)
        .where(col(LayoutHintRow.structure_id) == structure_id, col(LayoutHintRow.maker) == maker)
        .order_by(col(LayoutHintRow.updated_at).desc(), col(LayoutHintRow.id).desc())
    )
    return found.all()


async def forget_oldest(session: AsyncSession, structure_id: int) -> None:
    """Keep the latest `MOST_LAYOUTS` layouts of this supplier."""
    kept = (
        select(col(LayoutHintRow.id))
        .where(col(LayoutHintRow.structure_id) == structure_id)
        .order_by(col(LayoutHintRow.updated_at).desc(), col(LayoutHintRow.id).desc())
        .limit(MOST_LAYOUTS)
    )
    await session.execute(
        delete(LayoutHintRow).where(
            col(LayoutHintRow.structure_id) == structure_id, col(LayoutHintRow.id).not_in(kept)
        )
    )
