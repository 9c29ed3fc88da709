"""A rejected invoice and the one that replaces it: each tells of the other.

The deposit of the new invoice keeps which one it was made from (`reissue`). Once Chorus Pro has
taken it, the rejection is settled here as if it had been treated; Chorus Pro itself is not told.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.deposit import Stage
from chorus_app.domain.status import Status
from chorus_app.services import journal
from chorus_app.services.context import current
from chorus_app.store import deposits as store
from chorus_app.store import invoices as mirrored
from chorus_app.store.tables import DepositRow, InvoiceRow


@dataclass(frozen=True, slots=True)
class Reissued:
    """The rejected invoice that a draft replaces, and the recipient's words."""

    invoice_id: int
    number: str
    motive: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """The deposit that replaces an invoice; `invoice_id` is known once it is mirrored."""

    deposit_id: str
    stage: Stage
    number: str
    invoice_id: int | None


def kept(row: DepositRow) -> dict[str, Any]:
    """Return the fields of `Reissued` as the deposit keeps them; empty where it replaces none."""
    found: dict[str, Any] = json.loads(row.reading).get("reissue", {})
    return found


def by_replaced(rows: Iterable[DepositRow]) -> dict[int, DepositRow]:
    """Return these deposits by our id of the invoice that they replace."""
    return {kept(row)["invoice_id"]: row for row in rows if kept(row)}


async def settle(session: AsyncSession, row: DepositRow) -> None:
    """Put away the rejection that a deposited invoice replaces, in the caller's transaction."""
    wanted = kept(row).get("invoice_id", 0)
    old = await mirrored.one(session, row.structure_id, wanted)
    if not old or old.status != Status.REJETEE or old.rejection_treated:
        return
    old.rejection_treated = True
    await journal.write_replaced(session, old, f"Remplacée par {row.invoice_number}")


async def replacement_of(row: InvoiceRow) -> Replacement | None:
    """Return what replaces this rejected invoice, deposited or on its way."""
    if row.status != Status.REJETEE:
        return None
    async with current().store.reading() as session:
        found = await store.replacing(session, row.structure_id, row.id or 0)
        if not found:
            return None
        chorus_id = found.invoice_chorus_id
        mirrored_as = chorus_id and await store.invoice_id_of(session, row.structure_id, chorus_id)
    return Replacement(found.id, Stage(found.stage), found.invoice_number, mirrored_as or None)


async def replaced_by(row: InvoiceRow) -> Reissued | None:
    """Return the rejected invoice that this one replaces, if it was made from one here."""
    async with current().store.reading() as session:
        found = await store.of_invoice(session, row.structure_id, row.chorus_id)
    return Reissued(**kept(found)) if found and kept(found) else None
