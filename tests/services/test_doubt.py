"""What an invoice past its day may be said to be, as its recipient announces payments or not."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from chorus_app.domain.payment import Doubt
from chorus_app.services import directory
from chorus_app.services.context import current
from chorus_app.services.doubt import payment_doubt
from chorus_app.store.invoices import upsert
from chorus_app.store.tables import InvoiceRow
from tests.services.conftest import Choral
from tests.services.depositing import beginner
from tests.store.samples import invoice


async def held(choral: Choral, status: str, siret: str, *others: str) -> InvoiceRow:
    """Give the supplier without invoices one of this status, and others of the same recipient."""
    statuses = enumerate([status, *others], 1)
    mine = [invoice(n, status=each, recipient_siret=siret) for n, each in statuses]
    async with current().store.session() as session:
        await upsert(session, choral.empty.structure_id, mine)
        found = select(InvoiceRow).where(
            col(InvoiceRow.structure_id) == choral.empty.structure_id,
            col(InvoiceRow.chorus_id) == 1,
        )
        return (await session.scalars(found)).one()


def siret(choral: Choral, *, reports: bool) -> str:
    """Return a public body of the demonstration that announces payments, or does not."""
    sql = (
        "SELECT siret FROM structure WHERE reports_payment = ? AND nature = 'PUBLIQUE' ORDER BY id"
    )
    return str(beginner(choral).ask(sql, int(reports))[0]["siret"])


@pytest.mark.parametrize("status", ["MISE_A_DISPOSITION", "MANDATEE"])
async def test_the_directory_s_card_says_that_payments_are_not_announced(
    choral: Choral, status: str
) -> None:
    row = await held(choral, status, siret(choral, reports=False))

    assert await payment_doubt(row) is Doubt.ANNUAIRE


@pytest.mark.parametrize(
    ("status", "doubt"),
    [
        ("MISE_A_DISPOSITION", None),
        ("SERVICE_FAIT", None),
        ("COMPTABILISEE", Doubt.JAMAIS_VUE),
        ("REJETEE", None),
        ("MISE_EN_PAIEMENT", None),
    ],
)
async def test_none_was_announced_yet(choral: Choral, status: str, doubt: Doubt | None) -> None:
    row = await held(choral, status, siret(choral, reports=True))

    assert await payment_doubt(row) is doubt


async def test_who_announced_once_announces_whatever_its_card_says(choral: Choral) -> None:
    row = await held(choral, "MANDATEE", siret(choral, reports=False), "MISE_EN_PAIEMENT")

    assert await payment_doubt(row) is None


async def test_without_an_answer_of_the_directory_the_invoices_alone_tell(choral: Choral) -> None:
    row = await held(choral, "MANDATEE", "99999999999999")
    directory.forget()

    assert await payment_doubt(row) is Doubt.JAMAIS_VUE
