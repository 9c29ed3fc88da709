"""What comes next for an invoice, as its recipient does it: what it never sends is left out."""

import asyncio
from dataclasses import dataclass

from chorus_app.domain.status import OPTIONAL, Status, ahead
from chorus_app.gateway.errors import ChorusError
from chorus_app.services import directory
from chorus_app.services.context import current
from chorus_app.store import buyers
from chorus_app.store.tables import InvoiceRow

_ENOUGH = 3
"""Whole histories of a recipient without a status, before one says that it never sends it."""
_PATIENCE = 2.0


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
    tells = Status.MISE_EN_PAIEMENT in seen.statuses or await directory_tells(row)
    left_out = {*unseen} if tells else {*unseen, Status.MISE_EN_PAIEMENT}
    return Ahead(
        steps=tuple(step for step in path if step not in left_out),
        maybe=tuple(unseen) if seen.whole < _ENOUGH else (),
        tells_payment=tells,
    )


async def directory_tells(row: InvoiceRow) -> bool:
    """Tell whether this recipient announces payments, by its card in the directory.

    Yes when the directory does not answer soon, for most recipients do.
    """
    try:
        async with asyncio.timeout(_PATIENCE):
            body = await directory.recipient(row.structure_id, row.recipient_siret)
    except (ChorusError, TimeoutError):
        return True
    return body.obligations.reports_payment if body else True
