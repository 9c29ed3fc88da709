"""Whether an invoice past its legal day may have been paid without Chorus Pro telling it.

The rule is `domain.payment.doubt`; the inbox and the totals ask it in SQL (`store.silence`), the
lists and the page of an invoice here. All of them go by the same stored facts.
"""

from collections.abc import Iterable
from datetime import date

from chorus_app.domain.payment import Doubt, doubt
from chorus_app.services import cards
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store import silence
from chorus_app.store.tables import InvoiceRow


async def payment_doubt(row: InvoiceRow) -> Doubt | None:
    """Return the doubt about one invoice, once its recipient's card was read if it can be."""
    async with current().store.reading() as session:
        known = await silence.habits(session, row.structure_id, {row.recipient_siret})
    if doubt(row.status, announced=bool(known.announced), reports=False) is None:
        return None
    reports = await cards.tells_payment(row.structure_id, row.recipient_siret)
    return doubt(row.status, announced=False, reports=reports)


async def payment_doubts(
    who: Identity, rows: Iterable[InvoiceRow], today: date
) -> dict[int, Doubt]:
    """Return the doubts about those of a list's invoices that are past their day, by id."""
    late = [row for row in rows if row.payable_by and row.payable_by < today]
    if not late:
        return {}
    sirets = {row.recipient_siret for row in late}
    async with current().store.reading() as session:
        known = await silence.habits(session, who.structure_id, sirets)
    found = {
        row.id or 0: doubt(
            row.status,
            announced=row.recipient_siret in known.announced,
            reports=row.recipient_siret not in known.silent,
        )
        for row in late
    }
    return {number: why for number, why in found.items() if why}
