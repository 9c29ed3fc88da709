"""The journal that proves: who did what and when, for one supplier, in order, never changed.

An entry is written in the same transaction as what it tells of. Triggers of the database refuse to
change or remove one, whoever asks.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.deposit import Stage
from chorus_app.domain.journal import Kind
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store import invoices as mirrored
from chorus_app.store import journal as store
from chorus_app.store.answer_tables import AnswerRow, JournalRow
from chorus_app.store.tables import DepositRow, InvoiceRow

__all__ = [
    "Entry",
    "Kind",
    "entries",
    "export",
    "of_invoice",
    "write",
    "write_answer",
    "write_deposit",
    "write_replaced",
    "write_verdict",
]

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `who` is a name and an address, empty for what Choral or Chorus Pro did."""

    id: int
    at: datetime
    who: str
    kind: Kind
    invoice_number: str
    about: str


async def write(
    session: AsyncSession, who: Identity, kind: Kind, row: InvoiceRow, about: str = ""
) -> None:
    """Write that somebody did something with an invoice, in the caller's transaction."""
    await store.add(
        session,
        who.structure_id,
        kind,
        who.user_id,
        invoice_chorus_id=row.chorus_id,
        invoice_number=row.invoice_number,
        about=about,
    )


async def write_answer(session: AsyncSession, answer: AnswerRow, kind: Kind, about: str) -> None:
    """Write what Chorus Pro made of an answer, in the caller's transaction."""
    row = await session.get(InvoiceRow, answer.invoice_id)
    await store.add(
        session,
        answer.structure_id,
        kind,
        None,
        invoice_chorus_id=answer.chorus_id,
        invoice_number=row.invoice_number if row else "",
        about=about,
    )


async def write_deposit(
    session: AsyncSession, row: DepositRow, kind: Kind, about: str, user_id: int | None = None
) -> None:
    """Write what became of a deposit, in the caller's transaction; nobody's act without a user."""
    await store.add(
        session,
        row.structure_id,
        kind,
        user_id,
        invoice_chorus_id=row.invoice_chorus_id,
        invoice_number=row.invoice_number,
        about=about,
    )


async def write_replaced(session: AsyncSession, row: InvoiceRow, about: str) -> None:
    """Write that a rejected invoice was replaced, which no person did by itself."""
    await store.add(
        session,
        row.structure_id,
        Kind.REJET_REMPLACE,
        None,
        invoice_chorus_id=row.chorus_id,
        invoice_number=row.invoice_number,
        about=about,
    )


async def write_verdict(session: AsyncSession, row: DepositRow, outcome: Mapping[str, Any]) -> None:
    """Write that Chorus Pro took or refused a deposit, if that is what `outcome` tells."""
    row.invoice_chorus_id = outcome.get("invoice_chorus_id", row.invoice_chorus_id)
    match outcome.get("stage"):
        case Stage.DEPOSEE:
            about = outcome.get("certificate") or row.flow_number
            await write_deposit(session, row, Kind.DEPOT_ACCEPTE, about)
        case Stage.REFUSEE:
            await write_deposit(session, row, Kind.DEPOT_REFUSE, outcome["problem"])


async def of_invoice(who: Identity, invoice_id: int) -> list[Entry]:
    """Return what was done with an invoice, the latest first; nothing for another's invoice."""
    async with current().store.session() as session:
        row = await mirrored.one(session, who.structure_id, invoice_id)
        if not row:
            return []
        return list(map(_entry, await store.of_invoice(session, who.structure_id, row.chorus_id)))


async def entries(who: Identity, *, before: int | None = None, limit: int = 50) -> list[Entry]:
    """Return this supplier's entries, the latest first; `before` is the last id that was shown."""
    async with current().store.session() as session:
        found = await store.latest(session, who.structure_id, before=before, limit=limit)
    return list(map(_entry, found))


async def export(who: Identity) -> AsyncIterator[Entry]:
    """Give every entry of this supplier, the oldest first."""
    async with current().store.session() as session:
        async for page in store.everything(session, who.structure_id, _PAGE):
            for row in page:
                yield _entry(row)


def _entry(row: JournalRow) -> Entry:
    return Entry(row.id or 0, row.at, row.user_name, Kind(row.kind), row.invoice_number, row.about)
