"""Keeping what was claimed in the database for as long as the work on it lasts, and no longer.

A row tells by the moment in it whose claim it is: who was stopped for a while, or could not write,
finds another's moment there, and neither sends nor writes anything any more.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

from chorus_app.store.tables import now

_log = logging.getLogger(__name__)

Prolong = Callable[[datetime], Awaitable[bool]]


class Lost(Exception):
    """The claim ended before the work: another may have begun it."""


class Claim:
    """One claim of a row; `moments` are those that it wrote, or meant to, until which it holds."""

    def __init__(self, length: timedelta) -> None:
        self.length = length
        self.moments: list[datetime] = []
        self.renew()

    def renew(self) -> datetime:
        """Return the moment to write now."""
        self.moments.append(now() + self.length)
        return self.moments[-1]


@contextlib.asynccontextmanager
async def kept(claim: Claim, prolong: Prolong) -> AsyncIterator[None]:
    """Prolong a claim four times in its length, until the work is over.

    `prolong` writes a moment, and tells whether the row was still ours. Raises `Lost`, and stops
    the work, when it was not, or when nothing could be written for as long as the claim holds.
    """
    done = asyncio.Event()
    try:
        async with asyncio.timeout(claim.length.total_seconds()) as limit:
            keeper = asyncio.create_task(_keep(claim, prolong, limit, done))
            try:
                yield
            finally:
                done.set()
                await keeper
    except TimeoutError:
        if limit.expired():
            raise Lost from None
        raise


async def _keep(
    claim: Claim, prolong: Prolong, limit: asyncio.Timeout, done: asyncio.Event
) -> None:
    length, clock = claim.length.total_seconds(), asyncio.get_running_loop().time
    while not done.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), length / 4)
            return
        began = clock()
        try:
            is_ours = await prolong(claim.renew())
        except Exception:
            _log.exception("a claim could not be prolonged")
            continue
        if done.is_set() or limit.expired():
            return
        limit.reschedule(began + length if is_ours else began)
        if not is_ours:
            return
