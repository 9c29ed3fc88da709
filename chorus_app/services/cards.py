"""Whether recipients announce payments, by their cards in the directory, kept for the lists.

A card is read when somebody opens an invoice, and, a few after each turn of synchronisation, for
the invoices that are past their day: without it they would be said to be late.
"""

import asyncio
import logging
from datetime import date, timedelta

from chorus_app.gateway.errors import ChorusError, Unavailable
from chorus_app.services import directory
from chorus_app.services.context import current
from chorus_app.store import cards, people
from chorus_app.store.derived import day_in_france
from chorus_app.store.tables import Structure, now

_log = logging.getLogger(__name__)

_PATIENCE = 2.0
"""Seconds that one may take; when the directory is slower, the others wait for the next turn."""
_STANDS = timedelta(days=30)
"""How long a card is held to be true: obligations change rarely."""
_A_TURN = 3
"""Cards read after a turn, three calls each: PISTE counts them."""


async def tells_payment(structure_id: int, siret: str) -> bool:
    """Tell whether this recipient announces payments, by its card in the directory.

    When the directory does not answer soon, by the card as it was last read; yes if it never was,
    for most recipients do.
    """
    try:
        async with asyncio.timeout(_PATIENCE):
            return await _read(structure_id, siret)
    except (ChorusError, TimeoutError):
        async with current().store.reading() as session:
            kept = await cards.card(session, siret)
        return kept.reports_payment if kept else True


async def learn(structure_id: int, today: date | None = None) -> None:
    """Read a few cards that the lists lack. Whatever fails is tried again after a while."""
    today = today or day_in_france(now())
    async with current().store.reading() as session:
        if (await session.get_one(Structure, structure_id)).sync_problem:
            return
        put_off = current().late_cards.keys()
        due = await cards.to_read(
            session, structure_id, today, now() - _STANDS, put_off=put_off, limit=_A_TURN
        )
    for siret in due:
        try:
            async with asyncio.timeout(_PATIENCE):
                await _read(structure_id, siret)
        except (ChorusError, TimeoutError) as error:
            current().late_cards.add(siret)
            _log.info("supplier %s: a card was not read: %s", structure_id, type(error).__name__)
            if isinstance(error, Unavailable | TimeoutError):
                return


async def _read(structure_id: int, siret: str) -> bool:
    """Return what the directory says, and keep it; open pages are told of what it changes."""
    body = await directory.recipient(structure_id, siret)
    reports = body.obligations.reports_payment if body else True
    async with current().store.reading() as session:
        kept = await cards.card(session, siret)
    if kept and kept.reports_payment == reports and now() - kept.read_at < _STANDS / 2:
        return reports
    changed = reports != (kept.reports_payment if kept else True)
    async with current().store.writing() as session:
        await cards.keep(session, siret, reports=reports, at=now())
        version = await people.raise_version(session, structure_id) if changed else 0
    if changed:
        current().live.notify(structure_id, version)
    return reports
