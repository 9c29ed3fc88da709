"""What the operator asks: what waits, since when, and what failed; nothing about anybody."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.store.notice_tables import NoticeRow
from chorus_app.store.notifications import State
from chorus_app.store.tables import DepositRow, Moment, Structure


class Queue(NamedTuple):
    """So many things in one state; the oldest was due, or was last touched, then."""

    name: str
    state: str
    amount: int
    oldest: datetime | None


class Supplier(NamedTuple):
    """How a supplier's mirror stands."""

    number: int
    true_at: datetime | None
    done: int
    total: int
    problem: str


async def notices(session: AsyncSession) -> list[Queue]:
    """Return the notices by channel and state."""
    found = await session.execute(
        select(
            col(NoticeRow.channel),
            col(NoticeRow.state),
            func.count(),
            func.min(col(NoticeRow.due_at), type_=Moment),
        )
        .group_by(col(NoticeRow.channel), col(NoticeRow.state))
        .order_by(col(NoticeRow.channel), col(NoticeRow.state))
    )
    return [Queue(*row) for row in found]


async def deposits(session: AsyncSession) -> list[Queue]:
    """Return the deposits by stage."""
    found = await session.execute(
        select(
            col(DepositRow.stage),
            func.count(),
            func.min(col(DepositRow.updated_at), type_=Moment),
        )
        .group_by(col(DepositRow.stage))
        .order_by(col(DepositRow.stage))
    )
    return [Queue("DEPOSIT", stage, count, oldest) for stage, count, oldest in found]


async def problems(session: AsyncSession) -> Sequence[tuple[str, str, int]]:
    """Return why notices wait or were given up: channel, problem, and how many."""
    found = await session.execute(
        select(col(NoticeRow.channel), col(NoticeRow.problem), func.count())
        .where(col(NoticeRow.problem) != "", col(NoticeRow.state) != State.SENT.value)
        .group_by(col(NoticeRow.channel), col(NoticeRow.problem))
        .order_by(func.count().desc())
    )
    return [(channel, problem, count) for channel, problem, count in found]


async def suppliers(session: AsyncSession) -> list[Supplier]:
    """Return how each supplier's mirror stands, by our number of the supplier."""
    found = await session.execute(
        select(
            col(Structure.id),
            col(Structure.true_at),
            col(Structure.sync_done),
            col(Structure.sync_total),
            col(Structure.sync_problem),
        )
        .where(col(Structure.account_login) != "")
        .order_by(col(Structure.id))
    )
    return [
        Supplier(number or 0, true_at, done, total, problem)
        for number, true_at, done, total, problem in found
    ]
