"""One pass over one supplier: from what Chorus Pro says to what the store holds.

The first time, everything, the newest first: thirty invoices at once, then page after page, each
in a transaction of its own, so that what was read is usable meanwhile and a process that dies
goes on where it stopped. Afterwards, what changed. What leaves no date (a late record, a
rejection marked as treated) is found by a sweep that compares everything, a page a pass.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.invoice import Invoice
from chorus_app.gateway.port import ChorusPro, InvoicePage, InvoiceQuery
from chorus_app.services import events
from chorus_app.services.live import Live
from chorus_app.store import invoices as mirrored
from chorus_app.store import people
from chorus_app.store.engine import Store
from chorus_app.store.tables import Structure, now

FIRST_PAGE = 30
PAGE = 250
"""Large enough for few calls, small enough that reading one (15 ms) delays nobody."""

_OVERLAP = timedelta(hours=2)
"""Asked for again at each pass: clocks differ, and the hour that comes twice in October."""

_EVERYTHING = InvoiceQuery()


class Mirror:
    """A supplier's mirror during one pass. `structure` is how it stood as the pass began."""

    def __init__(self, store: Store, live: Live, client: ChorusPro, structure: Structure) -> None:
        self._store = store
        self._live = live
        self._client = client
        self._structure = structure
        self._structure_id = structure.id or 0

    async def fill(self) -> None:
        """Read everything, or what is left of it. Raises `ChorusError`; what was read is kept."""
        began = now()
        done = self._structure.sync_done
        if not done and await self._first_page(began):
            return
        page = done // PAGE + 1
        while True:
            found = await self._client.search(_EVERYTHING, page=page, page_size=PAGE)
            if await self._keep_page(found, page * PAGE, began):
                return
            page += 1

    async def _first_page(self, began: datetime) -> bool:
        """Read what a screen shows first; tell whether that is all there is.

        Changes are followed from then on, on Chorus Pro's clock, which may lag behind ours.
        """
        found = await self._client.search(_EVERYTHING, page=1, page_size=FIRST_PAGE)
        moments = [invoice.status_at for invoice in found.invoices if invoice.status_at]
        since = min(began, max(moments, default=began))
        return await self._keep_page(found, FIRST_PAGE, began, sync_from=since - _OVERLAP)

    async def _keep_page(
        self, found: InvoicePage, reached: int, began: datetime, **state: Any
    ) -> bool:
        last = found.page >= found.pages or not found.invoices
        if last:
            state |= {"sync_complete": True, "true_at": began, "swept_at": began}
        state |= {
            "sync_done": found.total if last else min(reached, found.total),
            "sync_total": found.total,
            "sync_problem": "",
        }
        await self._keep(found.invoices, shown=True, **state)
        return last

    async def follow(self) -> None:
        """Read what changed since the last pass. Raises `ChorusError`."""
        began = now()
        changes = InvoiceQuery(status_changed_from=self._structure.sync_from)
        async for found in self._client.search_all(changes, page_size=PAGE):
            if found.invoices:
                await self._keep(found.invoices)
        await self._agree(began)

    async def _agree(self, began: datetime) -> None:
        """Write that mirror and Chorus Pro agreed as the pass began.

        The next pass asks from the newest change seen: a clock that lags misses nothing.
        """
        async with self._store.session() as session:
            newest = await mirrored.newest_change(session, self._structure_id)
        await self._keep(
            (),
            shown=bool(self._structure.sync_problem),
            true_at=began,
            sync_from=min(began, newest or began) - _OVERLAP,
            sync_problem="",
        )

    async def sweep(self, page: int) -> bool:
        """Compare one page of everything; tell whether it was the last. Raises `ChorusError`."""
        began = now()
        found = await self._client.search(_EVERYTHING, page=page, page_size=PAGE)
        last = found.page >= found.pages or not found.invoices
        state: dict[str, Any] = {"swept_at": began} if last else {}
        await self._keep(found.invoices, **state)
        return last

    async def _keep(
        self, invoices: Sequence[Invoice], *, shown: bool = False, **state: Any
    ) -> None:
        """Write invoices and state in one transaction; `shown` tells that a screen shows the state.

        Pages are told only when there is something new to see, and after it is written.
        """
        async with self._store.writing() as session:
            changed = await self._write(session, invoices)
            if state:
                await people.record(session, self._structure_id, **state)
            shown = shown or changed > 0
            version = await people.raise_version(session, self._structure_id) if shown else 0
        if shown:
            self._live.notify(self._structure_id, version)

    async def _write(self, session: AsyncSession, invoices: Sequence[Invoice]) -> int:
        """Write invoices and, but for what the first reading finds, the notices of their news."""
        if not self._structure.sync_complete:
            return await mirrored.upsert(session, self._structure_id, invoices)
        news = await events.news(session, self._structure_id, invoices)
        changed = await mirrored.upsert(session, self._structure_id, invoices)
        await events.tell_changes(session, self._structure_id, news)
        return changed
