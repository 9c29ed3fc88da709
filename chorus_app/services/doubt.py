"""Whether an invoice past its legal day may have been paid without Chorus Pro telling it."""

from chorus_app.domain.payment import PERHAPS_PAID, Doubt
from chorus_app.domain.status import is_outstanding
from chorus_app.services.ahead import directory_tells
from chorus_app.services.context import current
from chorus_app.store import silence
from chorus_app.store.tables import InvoiceRow


async def payment_doubt(row: InvoiceRow) -> Doubt | None:
    """Return why nobody can say that this invoice is unpaid, or None where its status tells.

    A recipient that announced one payment to this supplier announces them, whatever its card says.
    """
    if not is_outstanding(row.status):
        return None
    async with current().store.reading() as session:
        if await silence.announced_once(session, row.structure_id, row.recipient_siret):
            return None
    if not await directory_tells(row):
        return Doubt.ANNUAIRE
    return Doubt.JAMAIS_VUE if row.status in PERHAPS_PAID else None
