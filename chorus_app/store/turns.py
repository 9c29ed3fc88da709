"""Whose turn it is to be synchronised, and who keeps it; in the database, for every process."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.store.tables import INSERT, Structure, table_of
from chorus_app.store.turn_tables import TurnRow

_MOST = 200
_TURN = table_of(TurnRow)


async def add_missing(session: AsyncSession, at: datetime) -> None:
    """Give a turn, due now, to each supplier with a technical account that has none."""
    has_one = exists().where(col(TurnRow.structure_id) == col(Structure.id))
    wanted = select(col(Structure.id)).where(col(Structure.account_login) != "", ~has_one)
    # Asked for first: reading never waits for a writer, and there is hardly ever one to add.
    if (await session.execute(wanted.limit(1))).first() is None:
        return
    first = {"due_at": at, "asked": False, "failures": 0, "sweep_page": 0}
    values = [literal(value, _TURN.c[name].type) for name, value in first.items()]
    connection = await session.connection()
    insert = INSERT[connection.dialect.name](_TURN)
    given = insert.from_select(["structure_id", *first], wanted.add_columns(*values))
    # On PostgreSQL another process may give the same turn at the same moment.
    await session.execute(given.on_conflict_do_nothing())


async def due(session: AsyncSession, at: datetime) -> Sequence[int]:
    """Return the suppliers whose turn it is, those kept waiting longest first."""
    has_account = exists().where(
        col(Structure.id) == col(TurnRow.structure_id), col(Structure.account_login) != ""
    )
    found = await session.scalars(
        select(col(TurnRow.structure_id))
        .where(_is_due(at), has_account)
        .order_by(col(TurnRow.asked).desc(), col(TurnRow.due_at))
        .limit(_MOST)
    )
    return found.all()


def _is_due(at: datetime) -> ColumnElement[bool]:
    return and_(
        or_(col(TurnRow.due_at) <= at, col(TurnRow.asked)),
        or_(col(TurnRow.claimed_until).is_(None), col(TurnRow.claimed_until) <= at),
        or_(col(TurnRow.barred_until).is_(None), col(TurnRow.barred_until) <= at),
    )


async def claim(
    session: AsyncSession, structure_id: int, at: datetime, until: datetime
) -> TurnRow | None:
    """Keep a turn for oneself until a moment; None when it is not due, or taken.

    One statement decides, so two processes cannot both win. What was asked for is answered by
    this turn; what is asked from now on, by another.
    """
    done = await session.execute(
        update(TurnRow)
        .where(col(TurnRow.structure_id) == structure_id, _is_due(at))
        .values(claimed_until=until, asked=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return None
    return await session.get_one(TurnRow, structure_id)


async def record(
    session: AsyncSession,
    structure_id: int,
    held: Collection[datetime] | None = None,
    **values: Any,
) -> bool:
    """Write what became of a turn, or keep it longer.

    With `held`, the moments of a claim: only while the row bears one of them; False otherwise.
    """
    ours = col(TurnRow.claimed_until).in_(held) if held is not None else true()
    done = await session.execute(
        update(TurnRow).where(col(TurnRow.structure_id) == structure_id, ours).values(**values)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def ask(session: AsyncSession, structure_id: int) -> None:
    """Have a supplier synchronised at once; during a pass, once more right after it."""
    await record(session, structure_id, asked=True)


async def seen_at(session: AsyncSession, structure_id: int) -> datetime | None:
    """Return when somebody last had a page of this supplier open, if ever."""
    turn = await session.get(TurnRow, structure_id)
    return turn.seen_at if turn else None
