import contextlib
from datetime import date

import pytest

from chorus_app import documents
from chorus_app.domain.deposit import BLOCKING, FILE_PLACE, Stage
from chorus_app.domain.journal import Kind
from chorus_app.services import deposits, journal, reissue
from chorus_app.services.context import current
from chorus_app.store.tables import DepositRow, InvoiceRow
from tests.documents.pdf_samples import classic_invoice, lines, pdf
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


async def kept(name: str, content: bytes | None = None) -> tuple[str, str, int]:
    given = content or pdf(classic_invoice())
    key, size = await current().files.save(stream(given), 10_000_000)
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
    _, path = await deposits.file(choral.demo, deposit_id)
    assert path.read_bytes().startswith(b"%PDF")
    assert "ANCIEN_FICHIER" in {finding["code"] for finding in draft.findings}
    assert reissue.wants_file(draft)


async def test_it_is_not_sent_with_the_old_file_whatever_is_typed(choral: Choral) -> None:
    row = await rejected(choral)
    deposit_id = await reissue.reissue(choral.demo, row.id or 0, TODAY)
    seen = await deposits.draft(choral.demo, deposit_id, TODAY)
    await deposits.change(choral.demo, deposit_id, {"invoice_number": "VTI/2026/90999"})

    assert not seen.is_ready
    assert [problem for problem in seen.problems if problem.blocking] == []
    assert (await deposits.confirm(choral.demo, deposit_id, TODAY)).stage is Stage.BROUILLON
    _, path = await deposits.file(choral.demo, deposit_id)
    key, size = await current().files.save(stream(path.read_bytes()), 10_000_000)
    same_id = await reissue.replace_file(choral.demo, deposit_id, key, "nouvelle.pdf", size)
    same = await deposits.draft(choral.demo, same_id, TODAY)
    assert reissue.wants_file(same), "the very same file under another name"
    new_id = await reissue.replace_file(choral.demo, same_id, *await kept("nouvelle.pdf"))
    given = await deposits.draft(choral.demo, new_id, TODAY)
    assert not reissue.wants_file(given)


@pytest.mark.parametrize(
    ("label", "held_back"), [("FACTURE N° ", True), ("Numéro ", False)], ids=["certain", "to-check"]
)
async def test_a_new_file_that_says_the_rejected_number_again(
    choral: Choral, label: str, held_back: bool
) -> None:
    row = await rejected(choral)
    deposit_id = await reissue.reissue(choral.demo, row.id or 0, TODAY)

    content = pdf(lines(f"{label}{row.invoice_number}", "Total TTC : 1 200,00 €"))
    given_file = await kept("nouvelle.pdf", content)
    new_id = await reissue.replace_file(choral.demo, deposit_id, *given_file)

    given = await deposits.draft(choral.demo, new_id, TODAY)
    assert reissue.wants_file(given) is held_back
    [told] = [one for one in given.findings if one["field"] == FILE_PLACE]
    assert (told["severity"] in BLOCKING) is held_back
    assert given.form.invoice_number == f"{row.invoice_number[:18]}-1"


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
