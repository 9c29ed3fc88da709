"""The page of an invoice accuses nobody who may have paid without a word."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import col

from chorus_app.services.context import current
from chorus_app.states.facture import FactureState
from chorus_app.store.tables import InvoiceRow
from tests.states.conftest import Choral
from tests.states.tab import handlers


async def test_the_page_speaks_of_the_statement_and_claims_nothing(choral: Choral) -> None:
    async with current().store.session() as session:
        ordered = await session.scalars(
            select(InvoiceRow).where(
                col(InvoiceRow.id).in_(choral.invoice_ids()),
                col(InvoiceRow.status) == "COMPTABILISEE",
                col(InvoiceRow.payable_by) < date.today() - timedelta(days=30),
                col(InvoiceRow.payable_amount) > 0,
            )
        )
        row = ordered.first()
        assert row, "the demonstration has no old invoice that is only booked"
        row.recipient_siret = "99999999999999"
        number = row.id
    tab = choral.tab(choral.mine, f"/factures/{number}/")

    await tab.call(handlers()["FactureState.arrive"])

    seen = tab.of(FactureState)
    assert seen.clock.startswith("Peut-être déjà payée\u00a0: ")
    assert seen.clock_tone == "ink"
    assert "€" not in seen.clock_owed
