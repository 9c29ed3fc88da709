"""What users are told, in the database: who is to be told, what waits to leave, what was read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.notice import Channel
from chorus_app.store.notice_tables import NoticeRow
from chorus_app.store.tables import INSERT, InvoiceRow, Membership, User, table_of

_NOTICE = table_of(NoticeRow)
_ROWS_AT_ONCE = 500


class State(StrEnum):
    """What became of a notice. `DROPPED` was given up: `problem` says why."""

    WAITING = "WAITING"
    SENT = "SENT"
    DROPPED = "DROPPED"


async def statuses(
    session: AsyncSession, structure_id: int, chorus_ids: Collection[int]
) -> dict[int, tuple[str, datetime | None]]:
    """Return how the mirror shows these invoices: status and its moment, by Chorus Pro's id."""
    found = await session.execute(
        select(col(InvoiceRow.chorus_id), col(InvoiceRow.status), col(InvoiceRow.status_at)).where(
            col(InvoiceRow.structure_id) == structure_id, col(InvoiceRow.chorus_id).in_(chorus_ids)
        )
    )
    return {chorus_id: (status, at) for chorus_id, status, at in found}


async def invoice_ids(
    session: AsyncSession, structure_id: int, chorus_ids: Collection[int]
) -> dict[int, int]:
    """Return our ids of these invoices, by Chorus Pro's."""
    found = await session.execute(
        select(col(InvoiceRow.chorus_id), col(InvoiceRow.id)).where(
            col(InvoiceRow.structure_id) == structure_id, col(InvoiceRow.chorus_id).in_(chorus_ids)
        )
    )
    return {chorus_id: invoice_id or 0 for chorus_id, invoice_id in found}


async def add(session: AsyncSession, notices: Sequence[dict[str, Any]]) -> None:
    """Write notices; those that are there already stay as they are."""
    connection = await session.connection()
    insert = INSERT[connection.dialect.name](_NOTICE).on_conflict_do_nothing()
    for first in range(0, len(notices), _ROWS_AT_ONCE):
        await connection.execute(insert, notices[first : first + _ROWS_AT_ONCE])


def _of_user(user_id: int, structure_id: int) -> ColumnElement[bool]:
    return and_(
        col(NoticeRow.user_id) == user_id,
        col(NoticeRow.structure_id) == structure_id,
        col(NoticeRow.channel) == Channel.APP.value,
    )


async def shown(
    session: AsyncSession, user_id: int, structure_id: int, limit: int
) -> Sequence[NoticeRow]:
    """Return what the app tells a user, the latest first, read or not."""
    found = await session.scalars(
        select(NoticeRow)
        .where(_of_user(user_id, structure_id))
        .order_by(col(NoticeRow.created_at).desc(), col(NoticeRow.id).desc())
        .limit(limit)
    )
    return found.all()


async def count_unread(session: AsyncSession, user_id: int, structure_id: int) -> int:
    """Return how many notices a user has not read."""
    counted = select(func.count()).where(
        _of_user(user_id, structure_id), col(NoticeRow.read_at).is_(None)
    )
    return await session.scalar(counted) or 0


async def mark_read(
    session: AsyncSession,
    user_id: int,
    structure_id: int,
    at: datetime,
    ids: Collection[int] | None,
) -> int:
    """Mark these notices of a user as read, or all of them; return how many were not."""
    wanted = [_of_user(user_id, structure_id), col(NoticeRow.read_at).is_(None)]
    if ids is not None:
        wanted.append(col(NoticeRow.id).in_(ids))
    done = await session.execute(update(NoticeRow).where(*wanted).values(read_at=at))
    return int(done.rowcount)  # type: ignore[attr-defined]


def _is_due(channel: Channel, at: datetime) -> ColumnElement[bool]:
    """Select what is to be told now. Who was taken off a supplier is told nothing more of it."""
    return and_(
        exists().where(
            col(Membership.user_id) == col(NoticeRow.user_id),
            col(Membership.structure_id) == col(NoticeRow.structure_id),
        ),
        col(NoticeRow.state) == State.WAITING.value,
        col(NoticeRow.channel) == channel.value,
        col(NoticeRow.due_at) <= at,
    )


async def users_due(session: AsyncSession, at: datetime) -> Sequence[int]:
    """Return the users to write a mail to, who waited longest first."""
    found = await session.scalars(
        select(col(NoticeRow.user_id))
        .where(_is_due(Channel.MAIL, at))
        .group_by(col(NoticeRow.user_id))
        .order_by(func.min(col(NoticeRow.due_at)))
        .limit(200)
    )
    return found.all()


async def pushes_due(session: AsyncSession, at: datetime) -> Sequence[int]:
    """Return the pushes whose time has come, the oldest first."""
    found = await session.scalars(
        select(col(NoticeRow.id))
        .where(_is_due(Channel.PUSH, at))
        .order_by(col(NoticeRow.due_at))
        .limit(200)
    )
    return [number for number in found if number]


async def claim_mail(
    session: AsyncSession, user_id: int, at: datetime, *, until: datetime, batch: str, limit: int
) -> Sequence[NoticeRow]:
    """Keep a user's due notices for oneself, to write them in one mail; none if another has them.

    What a process that died was about to send bears its mail's number still: it goes again as
    that mail, so that a mailbox that has it can tell. One statement decides who wins.
    """
    due = and_(_is_due(Channel.MAIL, at), col(NoticeRow.user_id) == user_id)
    begun = await session.scalar(
        select(col(NoticeRow.batch)).where(due, col(NoticeRow.batch) != "").limit(1)
    )
    part = select(col(NoticeRow.id)).where(due, col(NoticeRow.batch) == (begun or ""))
    part = part.order_by(col(NoticeRow.status_at)).limit(limit)
    return await _claim(session, due, part, until, begun or batch)


async def claim_push(
    session: AsyncSession, notice_id: int, at: datetime, *, until: datetime
) -> NoticeRow | None:
    """Keep a due push for oneself; None when another has it."""
    due = _is_due(Channel.PUSH, at)
    part = select(col(NoticeRow.id)).where(col(NoticeRow.id) == notice_id)
    return next(iter(await _claim(session, due, part, until, "")), None)


async def _claim(
    session: AsyncSession, due: ColumnElement[bool], part: Any, until: datetime, batch: str
) -> Sequence[NoticeRow]:
    claimed = await session.execute(
        update(NoticeRow)
        .where(due, col(NoticeRow.id).in_(part))
        .values(due_at=until, batch=batch)
        .returning(col(NoticeRow.id))
        .execution_options(synchronize_session=False)
    )
    ids = claimed.scalars().all()
    rows = select(NoticeRow).where(col(NoticeRow.id).in_(ids)).order_by(col(NoticeRow.status_at))
    return (await session.scalars(rows)).all()


async def record(session: AsyncSession, ids: Collection[int], **values: Any) -> None:
    """Write what became of notices."""
    await session.execute(update(NoticeRow).where(col(NoticeRow.id).in_(ids)).values(**values))


async def drop_waiting(
    session: AsyncSession, user_id: int, pairs: Collection[tuple[str, str]], problem: str
) -> None:
    """Give up what waits for a user, of these (kind, channel)."""
    for kind, channel in pairs:
        await session.execute(
            update(NoticeRow)
            .where(
                col(NoticeRow.state) == State.WAITING.value,
                col(NoticeRow.user_id) == user_id,
                col(NoticeRow.kind) == kind,
                col(NoticeRow.channel) == channel,
            )
            .values(state=State.DROPPED.value, problem=problem)
        )


async def forget_before(session: AsyncSession, moment: datetime) -> None:
    """Take away the notices older than a moment that wait for nothing."""
    await session.execute(
        delete(NoticeRow).where(
            col(NoticeRow.created_at) < moment, col(NoticeRow.state) != State.WAITING.value
        )
    )


async def address_of(session: AsyncSession, user_id: int) -> tuple[str, str]:
    """Return a user's e-mail address and name."""
    user = await session.get_one(User, user_id)
    return user.email, user.display_name
