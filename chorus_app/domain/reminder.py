"""A reminder to the recipient's service: the facts of an invoice that is still to be paid."""

from dataclasses import dataclass
from datetime import date

from chorus_app.domain.clock import PaymentClock


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a reminder says; `texts.answers.reminder_words` writes it. Amounts in cents.

    Chorus Pro does not tell the address of a recipient's service: the sender chooses it.
    """

    number: str
    recipient_name: str
    service_name: str
    purchase_order_reference: str
    status: str
    deposit_date: date | None
    amount: int
    currency: str
    clock: PaymentClock | None
    is_perhaps_paid: bool
    supplier_name: str
    supplier_siret: str
    signed_by: str
