"""Asking for fresh invoices. How: `mirror`, a pass over one supplier; when: `synchroniser`."""

from datetime import timedelta

from chorus_app.domain.pace import WATCHED
from chorus_app.services import work
from chorus_app.services.context import current
from chorus_app.services.synchroniser import Synchroniser
from chorus_app.services.work import Job, Kind
from chorus_app.store import turns
from chorus_app.store.tables import now

__all__ = ["Synchroniser", "see", "wake"]

_NOTED_EVERY = timedelta(minutes=1)


async def wake(structure_id: int) -> None:
    """Have a supplier synchronised now instead of at its next turn.

    During a pass, there is another right after it. What is asked is stored, and cannot be lost.
    """
    async with current().store.session() as session:
        await turns.add_missing(session, now())
        await turns.ask(session, structure_id)
    work.wake(Job(Kind.SYNCHRONISE, structure_id))


async def see(structure_id: int) -> None:
    """Write that somebody has a page open, once a minute at most: `domain.pace` says what for.

    Who comes back after a while finds fresh invoices: they are asked for at once.
    """
    at = now()
    async with current().store.session() as session:
        seen_at = await turns.seen_at(session, structure_id)
        if seen_at and at - seen_at < _NOTED_EVERY:
            return
        await turns.add_missing(session, at)
        await turns.record(session, structure_id, seen_at=at)
    if not seen_at or at - seen_at > WATCHED:
        await wake(structure_id)
