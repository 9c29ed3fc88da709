"""What comes next for an invoice, as its recipient does it: what it never sends is left out."""

from dataclasses import dataclass

from chorus_app.domain.status import OPTIONAL, Status, ahead
from chorus_app.services import cards
from chorus_app.services.context import current
from chorus_app.store import buyers
from chorus_app.store.tables import InvoiceRow

_ENOUGH = 3
"""Whole histories of a recipient without a status, before one says that it never sends it."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """`steps` are sent by this recipient, or by all; `maybe` are optional, and nobody knows yet.

    `tells_payment` is False when the directory says that it never sends MISE_EN_PAIEMENT.
    """

    steps: tuple[Status, ...]
    maybe: tuple[Status, ...] = ()
    tells_payment: bool = True


async def what_follows(row: InvoiceRow) -> Ahead:
    """Return what usually follows for this invoice; nothing while the supplier must act."""
    path = ahead(row.status)
    if not path:
        return Ahead(())
    async with current().store.reading() as session:
        seen = await buyers.statuses_seen(session, row.structure_id, row.recipient_siret)
    unseen = [step for step in path if step in OPTIONAL and step not in seen.statuses]
    tells = Status.MISE_EN_PAIEMENT in seen.statuses or await cards.tells_payment(
        row.structure_id, row.recipient_siret
    )
    left_out = {*unseen} if tells else {*unseen, Status.MISE_EN_PAIEMENT}
    return Ahead(
        steps=tuple(step for step in path if step not in left_out),
        maybe=tuple(unseen) if seen.whole < _ENOUGH else (),
        tells_payment=tells,
    )
