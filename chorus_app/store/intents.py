"""Stored intents in the database, whatever their table: what is due, who has it, what became of it.

An intent is a row that waits to be carried out at Chorus Pro, once. `retry_at` is both when it is
due and, while somebody works on it, the moment until which it is claimed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, and_, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.store.tables import now

_MOST_SUPPLIERS = 200
_MOST_INTENTS = 50


class Intent(Protocol):
    """The columns by which an intent is found, claimed and told.

    `attempted_at` is when a sending began whose outcome is not known.
    """

    id: str
    structure_id: int
    stage: str
    updated_at: datetime
    confirmed_at: datetime | None
    attempts: int
    retry_at: datetime | None
    attempted_at: datetime | None
    problem: str


Row = TypeVar("Row", bound=Intent)


@dataclass(frozen=True, slots=True)
class Intents(Generic[Row]):
    """The intents of one table; `under_way` are the stages in which something is left to do."""

    table: type[Row]
    under_way: frozenset[str]

    async def held(self, session: AsyncSession, structure_id: int, intent_id: str) -> Row | None:
        """Return a row of this structure that nobody else changes before the session ends.

        On SQLite that takes `Store.writing`; the lock on the row is for PostgreSQL.
        """
        row = await session.get(self.table, intent_id, with_for_update=True)
        return row if row and row.structure_id == structure_id else None

    async def suppliers_due(self, session: AsyncSession, at: datetime) -> list[int]:
        """Return the suppliers with intents whose time has come, who waited longest first."""
        found = await session.scalars(
            select(col(self.table.structure_id))
            .where(self._is_due(at))
            .group_by(col(self.table.structure_id))
            .order_by(func.min(col(self.table.confirmed_at)))
            .limit(_MOST_SUPPLIERS)
        )
        return list(found)

    async def to_send(
        self, session: AsyncSession, structure_id: int, at: datetime
    ) -> Sequence[str]:
        """Return the ids of a supplier's intents whose time has come, the oldest first."""
        found = await session.scalars(
            select(col(self.table.id))
            .where(col(self.table.structure_id) == structure_id, self._is_due(at))
            .order_by(col(self.table.confirmed_at))
            .limit(_MOST_INTENTS)
        )
        return found.all()

    def _is_due(self, at: datetime) -> ColumnElement[bool]:
        return and_(
            col(self.table.stage).in_(sorted(self.under_way)),
            or_(col(self.table.retry_at).is_(None), col(self.table.retry_at) <= at),
        )

    async def claim(
        self, session: AsyncSession, intent_id: str, at: datetime, until: datetime
    ) -> Row | None:
        """Keep a due intent for oneself until a moment; None when it is not due, or taken.

        One statement decides, so two processes cannot both win.
        """
        done = await session.execute(
            update(self.table)
            .where(col(self.table.id) == intent_id, self._is_due(at))
            .values(retry_at=until)
        )
        if not done.rowcount:  # type: ignore[attr-defined]
            return None
        return await session.get_one(self.table, intent_id)

    async def record(
        self,
        session: AsyncSession,
        intent_id: str,
        held: Collection[datetime] | None = None,
        **values: Any,
    ) -> bool:
        """Write what became of an intent.

        With `held`, the moments of a claim: only while the row bears one of them; False otherwise.
        """
        values["updated_at"] = now()
        ours = col(self.table.retry_at).in_(held) if held is not None else true()
        done = await session.execute(
            update(self.table).where(col(self.table.id) == intent_id, ours).values(**values)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]

    async def prolong(
        self, session: AsyncSession, intent_id: str, held: Collection[datetime], until: datetime
    ) -> bool:
        """Keep a claimed intent longer; False when the claim was lost. `held`: see `record`."""
        return await self.record(session, intent_id, held, retry_at=until)
