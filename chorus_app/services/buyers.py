"""What a recipient is, hence how long the law gives it, and how long it took until now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chorus_app.domain.clock import usual_delay
from chorus_app.domain.journal import Kind
from chorus_app.domain.payment import BuyerKind, kind_of_buyer
from chorus_app.services import journal
from chorus_app.services.context import current
from chorus_app.services.invoices import NotThere
from chorus_app.services.sessions import Identity
from chorus_app.store import buyers as store
from chorus_app.store import invoices as mirrored
from chorus_app.store import people
from chorus_app.store.tables import InvoiceRow
from chorus_app.texts.payment import BUYERS

__all__ = ["Buyer", "BuyerKind", "Habit", "NotThere", "buyer_of", "choose", "forget", "habit"]


@dataclass(frozen=True, slots=True)
class Buyer:
    """What a recipient is; `chosen` tells that the supplier said so, and not its name alone."""

    kind: BuyerKind
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Habit:
    """What was seen of a recipient: the median days from deposit to payment, over `count` invoices.

    `expected` is the deposit of the invoice at hand plus those days. An observation, no promise.
    """

    days: int
    count: int
    expected: date


def buyer_of(row: InvoiceRow, chosen: Mapping[str, BuyerKind]) -> Buyer:
    """Return what an invoice's recipient is, by what was chosen, else by its name."""
    kind = chosen.get(row.recipient_siret)
    return Buyer(kind, chosen=True) if kind else Buyer(kind_of_buyer(row.recipient_name))


async def buyer(row: InvoiceRow) -> Buyer:
    """Return what an invoice's recipient is."""
    async with current().store.reading() as session:
        return buyer_of(row, await store.chosen(session, row.structure_id))


async def choose(who: Identity, invoice_id: int, kind: BuyerKind) -> None:
    """Remember what the recipient of an invoice is, for all its invoices. Raises `NotThere`."""
    async with current().store.writing() as session:
        row = await mirrored.one(session, who.structure_id, invoice_id)
        if not row or not row.recipient_siret:
            raise NotThere
        await store.choose(session, who.structure_id, row.recipient_siret, kind, who.user_id)
        await journal.write(session, who, Kind.ACHETEUR, row, BUYERS[kind][0])
        version = await people.raise_version(session, who.structure_id)
    current().live.notify(who.structure_id, version)


async def forget(who: Identity, invoice_id: int) -> None:
    """Hold the recipient of an invoice to be what its name tells again. Raises `NotThere`."""
    async with current().store.writing() as session:
        row = await mirrored.one(session, who.structure_id, invoice_id)
        if not row:
            raise NotThere
        if not await store.forget(session, who.structure_id, row.recipient_siret):
            return
        by_name = BUYERS[kind_of_buyer(row.recipient_name)][0]
        await journal.write(session, who, Kind.ACHETEUR, row, f"{by_name}, d’après son nom")
        version = await people.raise_version(session, who.structure_id)
    current().live.notify(who.structure_id, version)


async def habit(row: InvoiceRow) -> Habit | None:
    """Return how this recipient usually pays; None under five paid invoices or undated."""
    if not row.deposit_date:
        return None
    async with current().store.reading() as session:
        paid = await store.paid(session, row.structure_id, row.recipient_siret)
    days = usual_delay(paid)
    return None if days is None else Habit(days, len(paid), row.deposit_date + timedelta(days=days))
