"""Finding invoices, opening one, and telling how fresh all this is."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chorus_app.domain.invoice import History, InvoiceDetail
from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.spelling import Spelling
from chorus_app.gateway.errors import ChorusError
from chorus_app.services import synchronise
from chorus_app.services.accounts import client_of
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store import histories, people
from chorus_app.store import invoices as mirrored
from chorus_app.store import search as searching
from chorus_app.store.search import Group, Results
from chorus_app.store.tables import InvoiceRow, Structure, now

__all__ = ["Freshness", "Group", "NotThere", "OpenInvoice", "Results", "Row"]

Row = InvoiceRow
_FRESH = timedelta(minutes=1)
_PATIENCE = 5.0
"""Seconds that somebody who could read the stored copy is made to wait for a newer one."""
_TOO_SLOW = "Chorus Pro met trop de temps à répondre. Voici ce qui était connu."


class NotThere(Exception):
    """No such invoice for this supplier: it is missing, or another's. Nobody is told which."""


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """One invoice in full. `as_of` dates `detail`; `history` may be newer, or known without it.

    `problem` is for the screen.
    """

    row: InvoiceRow
    detail: InvoiceDetail | None
    history: History | None
    as_of: datetime | None
    problem: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """When the mirror agreed with Chorus Pro, how far the first reading is, and what is wrong."""

    true_at: datetime | None
    done: int
    total: int
    complete: bool
    problem: str


async def search(
    identity: Identity, criteria: SearchCriteria, today: date, *, offset: int, limit: int
) -> Results:
    """Return a page of what a search finds, with the count, sum and statuses of the whole."""
    async with current().store.reading() as session:
        return await searching.page(
            session, identity.structure_id, criteria, today, offset=offset, limit=limit
        )


async def near_miss(
    identity: Identity, criteria: SearchCriteria, today: date
) -> SearchCriteria | None:
    """Return a search that finds something, where this one finds nothing for how it is spelt.

    Its words are compared with the names of this supplier's own recipients.
    """
    async with current().store.reading() as session:
        spelling = Spelling(await searching.recipient_names(session, identity.structure_id))
        other = spelling.corrected(criteria, today)
        if not other:
            return None
        found = await searching.page(
            session, identity.structure_id, other, today, offset=0, limit=1
        )
    return other if found.total else None


async def freshness(identity: Identity) -> Freshness:
    """Tell how fresh this supplier's invoices are."""
    async with current().store.session() as session:
        structure = await session.get_one(Structure, identity.structure_id)
    return Freshness(
        true_at=structure.true_at,
        done=structure.sync_done,
        total=structure.sync_total,
        complete=structure.sync_complete,
        problem=structure.sync_problem,
    )


async def ask_synchronisation(identity: Identity) -> None:
    """Have this supplier's invoices read again now."""
    await synchronise.wake(identity.structure_id)


async def open_invoice(identity: Identity, invoice_id: int) -> OpenInvoice:
    """Return an invoice with its detail and history, as fresh as Chorus Pro allows.

    Raises `NotThere`. Without Chorus Pro, what is stored is returned, dated, with a sentence.
    """
    stored = await _stored(identity, invoice_id, "")
    if _is_fresh(stored):
        return stored
    try:
        async with asyncio.timeout(_PATIENCE if stored.detail else None):
            await _refresh(identity, stored.row)
    except TimeoutError:
        return await _stored(identity, invoice_id, _TOO_SLOW)
    except ChorusError as error:
        return await _stored(identity, invoice_id, error.sentence)
    return await _stored(identity, invoice_id, "")


async def _stored(identity: Identity, invoice_id: int, problem: str) -> OpenInvoice:
    async with current().store.reading() as session:
        row = await mirrored.one(session, identity.structure_id, invoice_id)
        if not row:
            raise NotThere
        detail = mirrored.detail_of(row)
        told = await histories.history_of(session, invoice_id)
    history = told if detail or told.changes else None
    return OpenInvoice(row, detail, history, row.detail_at if detail else None, problem)


def _is_fresh(stored: OpenInvoice) -> bool:
    """Tell whether the detail was read a moment ago and is of the present status."""
    return bool(
        stored.detail
        and stored.as_of
        and stored.detail.invoice.status == stored.row.status
        and now() - stored.as_of < _FRESH
    )


async def _refresh(identity: Identity, row: InvoiceRow) -> None:
    """Read detail and history again, at once, and store both or neither."""
    client = await client_of(identity.structure_id)
    read_at = now()
    detail, history = await asyncio.gather(
        client.detail(row.chorus_id), client.history(row.chorus_id)
    )
    async with current().store.writing() as session:
        moved = await mirrored.keep_detail(session, row, detail, history, read_at)
        version = await people.raise_version(session, identity.structure_id) if moved else 0
    if moved:
        current().live.notify(identity.structure_id, version)
    if detail.invoice.status != row.status:
        await synchronise.wake(identity.structure_id)
