"""What a user is told in the app, and what they want to be told of, and by which way.

Notices come from `events`, and `delivery` sends those that leave the app.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app import routes
from chorus_app.domain.answer import Act
from chorus_app.domain.notice import Channel, Kind
from chorus_app.gateway.errors import AccountRefused
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store import notice_choices as choices
from chorus_app.store import notifications as store
from chorus_app.store.notice_tables import NoticeRow
from chorus_app.store.tables import now

__all__ = ["Channel", "Kind", "Notice", "Preferences", "Unread"]

Notice = NoticeRow
_STRAIGHT_TO = {"SUSPENDUE": Act.COMPLETER, "A_RECYCLER": Act.RECYCLER}
"""Each tap counts on a phone, and these ask for one photo or one address."""
_SWITCHED_OFF = "switched off by the user"
_PURPOSE = "desabonnement:"


@dataclass(frozen=True, slots=True)
class Unread:
    """How many notices were not read, and the latest ones, read (`read_at`) or not."""

    count: int
    notices: Sequence[NoticeRow]


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a user wants to be told of: for every kind and channel, whether it is on.

    `daily_mail` is one mail a day, at eight in Paris, rather than one at each event. `browsers`
    counts the phones and computers that may be rung; only reading fills it.
    """

    switches: Mapping[tuple[Kind, Channel], bool]
    daily_mail: bool
    browsers: int = 0


def path_of(notice: Notice) -> str:
    """Return where a notice leads: to what it is about, or straight to the act it asks for."""
    if not notice.invoice_id:
        return routes.brouillon(notice.deposit_id)
    act = _STRAIGHT_TO.get(notice.status)
    return routes.repondre(notice.invoice_id, act) if act else routes.facture(notice.invoice_id)


async def unread(identity: Identity, limit: int = 30) -> Unread:
    """Return what this user is told in the app, the latest first."""
    async with current().store.reading() as session:
        who = (identity.user_id, identity.structure_id)
        count = await store.count_unread(session, *who)
        return Unread(count, await store.shown(session, *who, limit))


async def mark_read(identity: Identity, ids: Collection[int] | None = None) -> int:
    """Mark these notices of this user as read, or all; return how many were not read.

    Another user's notices stay as they are, whatever ids are given.
    """
    async with current().store.session() as session:
        who = (identity.user_id, identity.structure_id)
        done = await store.mark_read(session, *who, now(), ids)
    if done:
        current().live.notify(identity.structure_id)
    return done


async def preferences(identity: Identity) -> Preferences:
    """Return what this user wants to be told of."""
    number = identity.user_id
    async with current().store.reading() as session:
        return Preferences(
            switches=(await choices.switches(session, [number]))[number],
            daily_mail=number in await choices.daily(session, [number]),
            browsers=await choices.count_subscriptions(session, number),
        )


async def set_preferences(identity: Identity, wanted: Preferences) -> None:
    """Keep what this user wants. What waits of a kind that is switched off is not sent any more."""
    async with current().store.writing() as session:
        await choices.choose_rhythm(session, identity.user_id, one_a_day=wanted.daily_mail)
        await _choose(session, identity.user_id, wanted.switches)


async def _choose(
    session: AsyncSession, user_id: int, wanted: Mapping[tuple[Kind, Channel], bool]
) -> None:
    await choices.choose(session, user_id, wanted)
    off = [(kind.value, way.value) for (kind, way), is_on in wanted.items() if not is_on]
    await store.drop_waiting(session, user_id, off, _SWITCHED_OFF)


def unsubscribe_token(user_id: int) -> str:
    """Return what a mail bears so that its reader can stop the mails without signing in."""
    return current().vault.seal(f"{_PURPOSE}{user_id}")


async def unsubscribe(token: str) -> bool:
    """Stop every mail to whom a token was made for; False for a token that is not ours."""
    user_id = user_of(token)
    if not user_id:
        return False
    async with current().store.writing() as session:
        await _choose(session, user_id, {(kind, Channel.MAIL): False for kind in Kind})
    return True


def user_of(token: str) -> int | None:
    """Return whom an unsubscribing token was made for; None when it is not one of ours."""
    try:
        said = current().vault.reveal(token)
    except AccountRefused:
        return None
    purpose, number = said[: len(_PURPOSE)], said[len(_PURPOSE) :]
    return int(number) if purpose == _PURPOSE and number.isdecimal() else None
