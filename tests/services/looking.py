"""Looking at what the services show, as a page would."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date

import pytest

from chorus_app.domain.search import SearchCriteria, Sort
from chorus_app.jobs import engine
from chorus_app.jobs.fleet import Role
from chorus_app.jobs.running import running
from chorus_app.services import invoices
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store.tables import InvoiceRow
from chorus_app.store.turn_tables import TurnRow

TODAY = date(2026, 11, 23)


async def newest(who: Identity, limit: int = 30) -> list[InvoiceRow]:
    criteria = SearchCriteria(sort=Sort.DATE)
    return (await invoices.search(who, criteria, TODAY, offset=0, limit=limit)).rows


async def count(who: Identity) -> int:
    return (await invoices.search(who, SearchCriteria(), TODAY, offset=0, limit=1)).total


async def one_that_waits(who: Identity) -> InvoiceRow:
    criteria = SearchCriteria(statuses=("MISE_A_DISPOSITION",))
    return (await invoices.search(who, criteria, TODAY, offset=0, limit=1)).rows[0]


async def again(who: Identity, row: InvoiceRow) -> InvoiceRow:
    criteria = SearchCriteria(number=row.invoice_number)
    return (await invoices.search(who, criteria, TODAY, offset=0, limit=1)).rows[0]


@asynccontextmanager
async def at_work(every: float = 0.05) -> AsyncIterator[None]:
    """Run the jobs in this process, as Choral does without Redis, but for quicker sweeps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "SWEEP_SECONDS", every)
        async with running("", Role.WEB):
            yield


async def turn_of(who: Identity) -> TurnRow:
    """Return when a supplier is to be synchronised."""
    async with current().store.session() as session:
        return await session.get_one(TurnRow, who.structure_id)


async def until(condition: Callable[[], Awaitable[bool]], seconds: float) -> float:
    """Wait until an async condition holds; return how long that took."""
    began = time.monotonic()
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.02)
    return time.monotonic() - began
