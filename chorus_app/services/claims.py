"""Keeping what was claimed in the database for as long as the work on it lasts."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

_log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def kept(claim: timedelta, prolong: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Prolong a claim four times in its length, until the work is over."""
    done = asyncio.Event()
    keeper = asyncio.create_task(_keep(claim, prolong, done))
    try:
        yield
    finally:
        done.set()
        await keeper


async def _keep(
    claim: timedelta, prolong: Callable[[], Awaitable[None]], done: asyncio.Event
) -> None:
    while not done.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), claim.total_seconds() / 4)
            return
        try:
            await prolong()
        except Exception:
            _log.exception("a claim could not be prolonged")
