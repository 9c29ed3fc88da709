"""What the operator asks: what waits, since when, and what failed; nothing about anybody."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.answer import AnswerStage
from chorus_app.domain.deposit import UNDER_WAY
from chorus_app.store.answer_tables import AnswerRow
from chorus_app.store.notice_tables import NoticeRow
from chorus_app.store.notifications import State
from chorus_app.store.tables import DepositRow, Moment, Structure, table_of
from chorus_app.store.turn_tables import TurnRow

_SENT = (AnswerStage.A_ENVOYER,)


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


async def answers(session: AsyncSession) -> list[Queue]:
    """Return the answers by stage."""
    found = await session.execute(
        select(
            col(AnswerRow.stage),
            func.count(),
            func.min(col(AnswerRow.updated_at), type_=Moment),
        )
        .group_by(col(AnswerRow.stage))
        .order_by(col(AnswerRow.stage))
    )
    return [Queue("ANSWER", stage, count, oldest) for stage, count, oldest in found]


async def turns(session: AsyncSession, at: datetime) -> list[Queue]:
    """Return the suppliers to be synchronised: those whose turn has come, and those under way."""
    under_way = and_(col(TurnRow.claimed_until).is_not(None), col(TurnRow.claimed_until) > at)
    state = case(
        (under_way, "UNDER_WAY"), (or_(col(TurnRow.asked), col(TurnRow.due_at) <= at), "DUE")
    )
    has_account = and_(
        col(Structure.id) == col(TurnRow.structure_id), col(Structure.account_login) != ""
    )
    found = await session.execute(
        select(state, func.count(), func.min(col(TurnRow.due_at), type_=Moment))
        .where(state.is_not(None), has_account)
        .group_by(state)
        .order_by(state)
    )
    return [Queue("MIRROR", name, count, oldest) for name, count, oldest in found]


async def problems(session: AsyncSession) -> Sequence[tuple[str, str, int]]:
    """Return why notices, deposits and answers wait: what they are, problem, and how many.

    Notices that were given up count too; what Chorus Pro refused is its user's affair.
    """
    told = [*await _notice_problems(session)]
    for name, row, stages in (("DEPOSIT", DepositRow, UNDER_WAY), ("ANSWER", AnswerRow, _SENT)):
        table = table_of(row)
        found = await session.execute(
            select(table.c.problem, func.count())
            .where(table.c.problem != "", table.c.stage.in_([stage.value for stage in stages]))
            .group_by(table.c.problem)
            .order_by(func.count().desc())
        )
        told += [(name, problem, count) for problem, count in found]
    return told


async def _notice_problems(session: AsyncSession) -> Sequence[tuple[str, str, int]]:
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
