import contextlib
from datetime import date

import pytest

from chorus_app import documents
from chorus_app.domain.deposit import Stage
from chorus_app.domain.journal import Kind
from chorus_app.services import deposits, journal, reissue
from chorus_app.services.context import current
from chorus_app.store.tables import DepositRow, InvoiceRow
from tests.documents.pdf_samples import classic_invoice, pdf
from tests.services.answering import one_that_is, stream
from tests.services.conftest import Choral

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
async def pool():
    async with contextlib.AsyncExitStack() as stack:
        await documents.start_pool()
        stack.push_async_callback(documents.close_pool)
        yield


async def rejected(choral: Choral, mode: str = "DEPOT_PDF_API") -> InvoiceRow:
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "REJETEE")
    async with current().store.session() as session:
        (await session.get_one(InvoiceRow, row.id)).deposit_mode = mode
    return row


async def kept(name: str) -> tuple[str, str, int]:
    key, size = await current().files.save(stream(pdf(classic_invoice())), 10_000_000)
    return key, name, size


async def test_a_draft_with_a_new_number_and_the_motive_in_sight(choral: Choral) -> None:
    row = await rejected(choral)

    deposit_id = await reissue.reissue(choral.demo, row.id or 0, TODAY)

    draft = await deposits.draft(choral.demo, deposit_id, TODAY)
    assert draft.stage is Stage.BROUILLON
    assert draft.form.invoice_number == f"{row.invoice_number[:18]}-1"
    assert draft.form.recipient_siret == row.recipient_siret
    assert draft.form.issue_date == "23/11/2026"
    assert draft.form.payable_amount == f"{row.payable_amount / 100:.2f}".replace(".", ",")
    assert reissue.reissued_from(draft) == reissue.Reissued(
        row.id or 0, row.invoice_number, row.status_comment
    )
    [last, *_] = await journal.of_invoice(choral.demo, row.id or 0)
    assert last.kind is Kind.REEMISSION
    assert draft.form.invoice_number in last.about


async def test_the_old_file_of_chorus_pro_is_taken_and_said_to_be_old(choral: Choral) -> None:
    row = await rejected(choral)

    deposit_id = await reissue.reissue(choral.demo, row.id or 0, TODAY)

    draft = await deposits.draft(choral.demo, deposit_id, TODAY)
    _, content = await deposits.file(choral.demo, deposit_id)
    assert content.startswith(b"%PDF")
    assert "ANCIEN_FICHIER" in {finding["code"] for finding in draft.findings}
    assert reissue.wants_file(draft)


@pytest.mark.parametrize("mode", ["SAISIE_API", "EDI_XML_STRUCT"])
async def test_without_a_file_to_take_the_draft_waits_for_one(choral: Choral, mode: str) -> None:
    row = await rejected(choral, mode)

    deposit_id = await reissue.reissue(choral.demo, row.id or 0, TODAY)

    draft = await deposits.confirm(choral.demo, deposit_id, TODAY)
    assert draft.stage is Stage.BROUILLON
    assert "SANS_FICHIER" in {finding["code"] for finding in draft.findings}
    new_id = await reissue.replace_file(choral.demo, deposit_id, *await kept("nouvelle.pdf"))
    given = await deposits.draft(choral.demo, new_id, TODAY)
    assert given.file_name == "nouvelle.pdf"
    assert reissue.wants_file(draft)
    assert not reissue.wants_file(given)
    assert reissue.reissued_from(given) == reissue.reissued_from(draft)
    with pytest.raises(deposits.NotThere):
        await deposits.draft(choral.demo, deposit_id, TODAY)


async def test_asking_twice_makes_one_draft(choral: Choral) -> None:
    row = await rejected(choral)
    first = await reissue.reissue(choral.demo, row.id or 0, TODAY)

    assert await reissue.reissue(choral.demo, row.id or 0, TODAY) == first


async def test_a_number_that_is_taken_is_not_proposed(choral: Choral) -> None:
    row = await rejected(choral)
    taken = await one_that_is(choral.demo, "MANDATEE")
    async with current().store.session() as session:
        held = await session.get_one(InvoiceRow, taken.id)
        held.invoice_number = f"{row.invoice_number[:18]}-1"

    deposit_id = await reissue.reissue(choral.demo, row.id or 0, TODAY)

    async with current().store.session() as session:
        draft = await session.get_one(DepositRow, deposit_id)
    assert draft.invoice_number == f"{row.invoice_number[:18]}-2"


async def test_only_one_s_own_rejected_invoice_is_made_again(choral: Choral) -> None:
    row = await rejected(choral)
    other = await one_that_is(choral.demo, "SUSPENDUE")

    with pytest.raises(reissue.NotNow):
        await reissue.reissue(choral.demo, other.id or 0, TODAY)
    with pytest.raises(reissue.NotThere):
        await reissue.reissue(choral.empty, row.id or 0, TODAY)
    deposit_id = await reissue.reissue(choral.demo, row.id or 0, TODAY)
    key, name, size = await kept("facture.pdf")
    with pytest.raises(deposits.NotThere):
        await reissue.replace_file(choral.empty, deposit_id, key, name, size)
    with pytest.raises(FileNotFoundError):
        await current().files.read(key)
