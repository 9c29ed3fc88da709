"""Who is told of what, and how: members, their choices, and the browsers they allowed to ring."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.notice import Channel, Kind, is_on_by_default
from chorus_app.store.notice_tables import (
    MailRhythm,
    NoticeRow,
    NoticeSwitch,
    PushSubscription,
)
from chorus_app.store.notifications import State
from chorus_app.store.tables import Membership

_BROWSERS = 20
"""More than anybody rings: each event is written once for each of them."""

Switches = Mapping[tuple[Kind, Channel], bool]


async def members(session: AsyncSession, structure_id: int) -> Sequence[int]:
    """Return the users who act for a supplier."""
    found = select(col(Membership.user_id)).where(col(Membership.structure_id) == structure_id)
    return (await session.scalars(found)).all()


async def switches(session: AsyncSession, user_ids: Sequence[int]) -> dict[int, Switches]:
    """Return what each user wants to be told of, for every kind and every channel."""
    usual = {(kind, way): is_on_by_default(kind, way) for kind in Kind for way in Channel}
    wanted = {number: dict(usual) for number in user_ids}
    chosen = select(NoticeSwitch).where(col(NoticeSwitch.user_id).in_(user_ids))
    for row in await session.scalars(chosen):
        wanted[row.user_id][Kind(row.kind), Channel(row.channel)] = row.is_on
    return dict(wanted)


async def choose(session: AsyncSession, user_id: int, wanted: Switches) -> None:
    """Write a user's choices; what they do not name stays as it was."""
    for (kind, channel), is_on in wanted.items():
        row = NoticeSwitch(user_id=user_id, kind=kind.value, channel=channel.value, is_on=is_on)
        await session.merge(row)


async def daily(session: AsyncSession, user_ids: Sequence[int]) -> set[int]:
    """Return those of these users who want one mail a day."""
    found = select(col(MailRhythm.user_id)).where(
        col(MailRhythm.user_id).in_(user_ids), col(MailRhythm.daily)
    )
    return set(await session.scalars(found))


async def choose_rhythm(session: AsyncSession, user_id: int, *, one_a_day: bool) -> None:
    """Write whether a user wants one mail a day."""
    await session.merge(MailRhythm(user_id=user_id, daily=one_a_day))


async def subscriptions(session: AsyncSession, user_ids: Sequence[int]) -> dict[int, list[int]]:
    """Return the numbers of the browsers of each of these users."""
    found = await session.execute(
        select(col(PushSubscription.user_id), col(PushSubscription.id)).where(
            col(PushSubscription.user_id).in_(user_ids)
        )
    )
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for user_id, number in found:
        numbers[user_id].append(number or 0)
    return dict(numbers)


async def subscription(session: AsyncSession, number: int) -> PushSubscription | None:
    """Return a push subscription, or None once it is gone."""
    return await session.get(PushSubscription, number)


async def count_subscriptions(session: AsyncSession, user_id: int) -> int:
    """Return how many browsers a user has allowed to be rung."""
    counted = select(func.count()).where(col(PushSubscription.user_id) == user_id)
    return await session.scalar(counted) or 0


async def subscribe(session: AsyncSession, wanted: PushSubscription) -> None:
    """Keep a browser's subscription. A browser that changed hands is another one.

    What waited for its former user would else ring for the new one.
    """
    known = await _by_endpoint(session, wanted.endpoint)
    if known and known.user_id == wanted.user_id:
        known.p256dh, known.auth = wanted.p256dh, wanted.auth
        return
    if known:
        await forget_subscription(session, known.id or 0)
    session.add(wanted)
    await session.flush()
    for number in (await _newest_first(session, wanted.user_id))[_BROWSERS:]:
        await forget_subscription(session, number)


async def _newest_first(session: AsyncSession, user_id: int) -> Sequence[int]:
    found = select(col(PushSubscription.id)).where(col(PushSubscription.user_id) == user_id)
    newest = found.order_by(col(PushSubscription.created_at).desc())
    return [number for number in await session.scalars(newest) if number]


async def unsubscribe(session: AsyncSession, user_id: int, endpoint: str) -> None:
    """Forget a user's browser; one that is gone already is fine."""
    known = await _by_endpoint(session, endpoint)
    if known and known.user_id == user_id:
        await forget_subscription(session, known.id or 0)


async def _by_endpoint(session: AsyncSession, endpoint: str) -> PushSubscription | None:
    found = select(PushSubscription).where(col(PushSubscription.endpoint) == endpoint)
    return (await session.scalars(found)).first()


async def forget_subscription(session: AsyncSession, number: int) -> None:
    """Forget a browser, and give up what waits for it."""
    await session.execute(delete(PushSubscription).where(col(PushSubscription.id) == number))
    await session.execute(
        update(NoticeRow)
        .where(
            col(NoticeRow.channel) == Channel.PUSH.value,
            col(NoticeRow.target) == number,
            col(NoticeRow.state) == State.WAITING.value,
        )
        .values(state=State.DROPPED.value, problem="the browser is no longer subscribed")
    )
