"""Drafts: made of a file by the real reader, then typed over."""

import asyncio

import pytest

from chorus_app.domain.deposit import FORM_FIELDS, Fault, Stage
from chorus_app.domain.told import TOLD_FIELDS, Told
from chorus_app.services import deposits
from chorus_app.services.deposits import TooManyDrafts, Unreadable
from tests.documents.pdf_samples import classic_invoice, encrypted, pdf
from tests.services.conftest import Choral
from tests.services.depositing import (
    FREE,
    TODAY,
    Supplier,
    beginner,
    chunks,
    faults,
    paper,
    stored_files,
)


async def test_a_file_becomes_a_draft_with_what_it_says(choral: Choral) -> None:
    me = beginner(choral)
    content = paper("DE-001", me.body(FREE).siret)

    seen = await me.look(await me.upload(content, "facture de mars.pdf"))

    assert (seen.stage, seen.file_kind, seen.signed) == (Stage.BROUILLON, "PDF", False)
    assert (seen.file_name, seen.file_size) == ("facture de mars.pdf", len(content))
    assert seen.form.invoice_number == seen.invoice_number == "DE-001"
    assert seen.form.issue_date == f"{TODAY:%d/%m/%Y}"
    assert seen.form.tax_inclusive_amount == "1200,00"
    assert seen.recipient_name == FREE
    assert (seen.marks["invoice_number"], seen.marks["service_code"]) == ("LU", "A_COMPLETER")
    assert (seen.problems, seen.is_ready) == ([], True)


async def test_what_cannot_be_read_leaves_nothing(choral: Choral) -> None:
    me = beginner(choral)
    for content in (b"", b"bonjour", encrypted(paper("DE-002", ""), "secret", "secret")):
        with pytest.raises(Unreadable):
            await me.upload(content)

    assert await deposits.waiting_count(me.who) == 0
    assert stored_files(choral) == []


async def test_a_draft_that_cannot_be_written_leaves_no_file(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = beginner(choral)

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(deposits, "prefill", full)
    with pytest.raises(OSError, match="disk full"):
        await me.upload(paper("DE-003", ""))

    assert stored_files(choral) == []


async def test_a_supplier_keeps_a_hundred_drafts(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    me, other = beginner(choral), Supplier(choral, choral.demo)
    monkeypatch.setattr(deposits, "MOST_DRAFTS", 2)
    first = await me.upload(paper("DE-004", ""))
    await me.upload(paper("DE-005", ""))

    with pytest.raises(TooManyDrafts):
        await me.upload(paper("DE-006", ""))

    assert len(stored_files(choral)) == 2
    await other.upload(paper("DE-006", ""))
    await deposits.delete(me.who, first)
    await me.upload(paper("DE-006", ""))


async def test_every_draft_is_listed_the_latest_first(choral: Choral) -> None:
    me = beginner(choral)
    content = paper("DE-030", me.body(FREE).siret)
    made = [await me.upload(content) for _ in range(23)]

    assert [draft.id for draft in await deposits.pending(me.who)] == made[::-1]


async def test_what_is_typed_is_kept_readable_or_not(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.upload(paper("DE-007", me.body(FREE).siret))

    seen = await me.type(
        deposit_id, tax_amount="deux cents", issue_date="le 31 février", recipient_siret="123"
    )

    assert (seen.form.tax_amount, seen.form.issue_date) == ("deux cents", "le 31 février")
    assert faults(seen) == {
        "issue_date": Fault.DATE_ILLISIBLE,
        "recipient_siret": Fault.SIRET_FORME,
        "tax_amount": Fault.MONTANT_ILLISIBLE,
    }
    assert (await me.confirm(deposit_id)).stage is Stage.BROUILLON


async def test_what_the_file_says_is_kept_whatever_is_typed(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.upload(paper("DE-031", me.body(FREE).siret))

    seen = await me.type(deposit_id, tax_inclusive_amount="1 300", invoice_number="DE-032")

    assert seen.told["tax_inclusive_amount"] == Told("1200,00", certain=True)
    assert seen.told["invoice_number"] == Told("DE-031", certain=True)
    assert set(seen.told) == set(TOLD_FIELDS)


async def test_a_mark_goes_when_its_field_is_typed_over(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.upload(paper("DE-008", me.body(FREE).siret))

    same = await me.type(deposit_id, invoice_number="DE-008", tax_amount="200,00")
    assert (same.marks["invoice_number"], same.marks["tax_amount"]) == ("LU", "LU")

    other = await me.type(deposit_id, invoice_number="DE-008B")
    assert "invoice_number" not in other.marks
    assert other.marks["tax_amount"] == "LU"
    back = await me.type(deposit_id, invoice_number="DE-008")
    assert "invoice_number" not in back.marks


async def test_what_is_typed_is_bounded_and_clean(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.upload(paper("DE-009", me.body(FREE).siret))

    seen = await me.type(
        deposit_id,
        comment="x" * 100_000,
        invoice_number="A\x00B\n" + "9" * 500,
        tax_amount=["200"],
        id="autre",
        stage="DEPOSEE",
        structure_id=1,
    )

    assert len(seen.form.comment) == 2001
    assert seen.form.invoice_number.startswith("A B")
    assert len(seen.form.invoice_number) <= 60
    assert seen.form.tax_amount == ""
    assert seen.stage is Stage.BROUILLON
    assert set(faults(seen)) == {"comment", "invoice_number", "tax_amount"}


async def test_two_who_type_at_once_lose_nothing(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.upload(paper("DE-010", me.body(FREE).siret))
    texts = [name for name in FORM_FIELDS if name not in ("type_code", "business_process")]

    await asyncio.gather(
        *(deposits.change(me.who, deposit_id, {name: f"saisie {name}"}) for name in texts)
    )

    form = (await me.look(deposit_id)).form
    assert {name: getattr(form, name) for name in texts} == {n: f"saisie {n}" for n in texts}


async def test_the_cadre_chosen_last_is_proposed_again(choral: Choral) -> None:
    me = beginner(choral)
    a9 = {
        "business_process": "A9_FACTURE_SOUSTRAITANT",
        "validator_siret": choral.demo.structure_siret,
    }
    await me.confirmed("DE-019", **a9)

    seen = await me.look(await me.upload(pdf(classic_invoice())))

    assert seen.form.business_process == "A9_FACTURE_SOUSTRAITANT"
    assert faults(seen)["validator_siret"] is Fault.MANQUE


async def test_a_structured_file_is_the_invoice_and_is_not_typed_over(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.upload(me.facturx("DE-021"))

    seen = await me.type(deposit_id, invoice_number="AUTRE")

    assert (seen.is_flow, seen.file_kind) == (True, "PDF_FACTURX")
    assert (seen.form.invoice_number, seen.is_ready) == ("DE-021", True)


async def test_a_structured_file_of_another_supplier_is_stopped(choral: Choral) -> None:
    me = Supplier(choral, choral.demo)
    theirs = beginner(choral).facturx("DE-022")

    deposit_id = await me.upload(theirs)

    seen = await me.confirm(deposit_id)
    assert seen.stage is Stage.BROUILLON
    assert [finding["code"] for finding in seen.findings if finding["severity"] == "refusera"] == [
        "AUTRE_FOURNISSEUR"
    ]
    page = await me.look(await me.upload(pdf(classic_invoice())))
    assert "pourrait_refuser" in [finding["severity"] for finding in page.findings]


async def test_an_upload_that_is_given_up_leaves_nothing(choral: Choral) -> None:
    me = beginner(choral)
    key, size = await choral.context.files.save(chunks(pdf(classic_invoice())), 10_000_000)
    job = asyncio.create_task(deposits.create(me.who, key, "facture.pdf", size))
    await asyncio.sleep(0)
    job.cancel()

    with pytest.raises(asyncio.CancelledError):
        await job

    assert stored_files(choral) == []
    assert await deposits.waiting_count(me.who) == 0
