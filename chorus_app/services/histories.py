"""The histories of invoices that nobody opened, read for their exact last day to pay.

A few after each turn of synchronisation, the most pressing first, and once for each status: so the
lists and the totals come to show the day that the page of the invoice does.
"""

import asyncio
import logging

from chorus_app.domain.invoice import History
from chorus_app.gateway.errors import ChorusError, Unavailable
from chorus_app.services.accounts import client_of
from chorus_app.services.context import current
from chorus_app.store import histories, people
from chorus_app.store.invoices import keep_history
from chorus_app.store.tables import InvoiceRow, Structure

_log = logging.getLogger(__name__)

_A_TURN = 4
"""Histories read after a turn, one call each as a rule: PISTE counts them."""
_PATIENCE = 2.0
"""Seconds that one may take; when Chorus Pro is slower, the others wait for the next turn."""


async def learn(structure_id: int) -> None:
    """Read a few histories that the lists lack. Whatever fails is tried again after a while."""
    read = []
    for row in await _lacking(structure_id):
        try:
            read.append((row, await _history(row)))
        except (ChorusError, TimeoutError) as error:
            current().late_histories.add(row.id or 0)
            name = type(error).__name__
            _log.info("supplier %s: a history was not read: %s", structure_id, name)
            if isinstance(error, Unavailable | TimeoutError):
                break
    if read:
        await _keep(structure_id, read)


async def _history(row: InvoiceRow) -> History:
    client = await client_of(row.structure_id)
    async with asyncio.timeout(_PATIENCE):
        return await client.history(row.chorus_id)


async def _lacking(structure_id: int) -> list[InvoiceRow]:
    put_off = current().late_histories.keys()
    async with current().store.reading() as session:
        if (await session.get_one(Structure, structure_id)).sync_problem:
            return []
        return list(await histories.to_read(session, structure_id, put_off, _A_TURN))


async def _keep(structure_id: int, read: list[tuple[InvoiceRow, History]]) -> None:
    """Store them at once; open pages are told of the days that change."""
    async with current().store.writing() as session:
        moved = [await keep_history(session, row, history) for row, history in read]
        version = await people.raise_version(session, structure_id) if any(moved) else 0
    if any(moved):
        current().live.notify(structure_id, version)
