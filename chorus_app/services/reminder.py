"""A reminder to the recipient's service: the facts of an invoice that is still to be paid."""

from datetime import date

from chorus_app.domain.answer import Act, allows
from chorus_app.domain.journal import Kind
from chorus_app.domain.reminder import Reminder
from chorus_app.services import buyers, journal
from chorus_app.services.answers import NotNow
from chorus_app.services.context import current
from chorus_app.services.doubt import payment_doubt
from chorus_app.services.invoices import NotThere
from chorus_app.services.payment import payment_clock
from chorus_app.services.sessions import Identity
from chorus_app.store import histories
from chorus_app.store import invoices as mirrored

__all__ = ["NotNow", "NotThere", "Reminder", "note_reminder", "remind"]


async def remind(who: Identity, invoice_id: int, today: date) -> Reminder:
    """Return what a reminder says of an invoice, from what is stored.

    Raises `NotThere`, or `NotNow` when the invoice does not wait for its recipient.
    """
    async with current().store.reading() as session:
        row = await mirrored.one(session, who.structure_id, invoice_id)
        if not row:
            raise NotThere
        history = await histories.history_of(session, invoice_id)
    if not allows(row.status, Act.RELANCER):
        raise NotNow
    told = history if history.changes else None
    clock = payment_clock(row, told, today, (await buyers.buyer(row)).kind)
    return Reminder(
        number=row.invoice_number,
        recipient_name=row.recipient_name,
        service_name=row.service_name,
        purchase_order_reference=row.purchase_order_reference,
        status=row.status,
        deposit_date=row.deposit_date,
        amount=row.payable_amount,
        currency=row.currency,
        clock=clock,
        is_perhaps_paid=await payment_doubt(row) is not None,
        supplier_name=who.structure_name,
        supplier_siret=who.structure_siret,
        signed_by=who.display_name,
    )


async def note_reminder(who: Identity, invoice_id: int, way: str) -> None:
    """Write in the journal that a reminder was copied or handed to a mail program. `NotThere`."""
    async with current().store.writing() as session:
        row = await mirrored.one(session, who.structure_id, invoice_id)
        if not row:
            raise NotThere
        await journal.write(session, who, Kind.RELANCE, row, way[:100])
