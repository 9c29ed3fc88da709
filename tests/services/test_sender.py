"""Intents carried out on the simulator: each once, followed until Chorus Pro has decided."""

import asyncio

import pytest

from chorus_app.domain.deposit import Stage
from chorus_app.services import deposits
from tests.documents.signed_samples import signed
from tests.services.conftest import Choral
from tests.services.depositing import FREE, beginner, paper


async def test_a_pdf_is_submitted_and_its_receipt_kept(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("SE-001")

    row = await me.turn(deposit_id)

    assert (row.stage, row.problem, row.attempted_at) == (Stage.DEPOSEE, "", None)
    [invoice] = me.invoices("SE-001")
    assert (invoice["status"], invoice["gross"], invoice["payable"]) == (
        "DEPOSEE",
        120_000,
        120_000,
    )
    assert invoice["deposit_mode"] == "DEPOT_PDF_API"
    assert (row.invoice_chorus_id, row.certificate) == (invoice["id"], invoice["certificate"])
    assert f"{row.deposit_date}" == invoice["deposit_date"]


async def test_a_signed_pdf_is_deposited_as_signed(choral: Choral) -> None:
    me = beginner(choral)
    content = await asyncio.to_thread(signed, paper("SE-002", me.body(FREE).siret))
    deposit_id = await me.upload(content)
    assert (await me.look(deposit_id)).signed

    assert (await me.confirm(deposit_id)).stage is Stage.A_ENVOYER
    await me.turn(deposit_id)

    [invoice] = me.invoices("SE-002")
    assert invoice["deposit_mode"] == "DEPOT_PDF_SIGNE_API"


async def test_an_invoice_already_paid_has_nothing_left_to_pay(choral: Choral) -> None:
    me = beginner(choral)
    paid = {"business_process": "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE", "payable_amount": "0"}
    deposit_id = await me.confirmed("SE-003", **paid)

    assert (await me.turn(deposit_id)).stage == Stage.DEPOSEE

    [invoice] = me.invoices("SE-003")
    assert (invoice["business_process"], invoice["payable"]) == (paid["business_process"], 0)
    assert invoice["gross"] == 120_000


@pytest.mark.parametrize("process", ["A9_FACTURE_SOUSTRAITANT", "A12_FACTURE_COTRAITANT"])
async def test_a_subcontractor_s_invoice_goes_to_its_validator(
    choral: Choral, process: str
) -> None:
    me = beginner(choral)
    validator = choral.demo.structure_siret
    deposit_id = await me.confirmed("SE-004", business_process=process, validator_siret=validator)

    assert (await me.turn(deposit_id)).stage == Stage.DEPOSEE

    [invoice] = me.invoices("SE-004")
    [known] = me.ask("SELECT siret FROM structure WHERE id = ?", invoice["validator_id"])
    assert (invoice["business_process"], known["siret"]) == (process, validator)
    assert invoice["status"] == "A_VALIDER_1"


async def test_a_validator_left_from_an_earlier_choice_is_not_sent(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("SE-005", validator_siret=choral.demo.structure_siret)

    await me.turn(deposit_id)

    [invoice] = me.invoices("SE-005")
    assert invoice["validator_id"] is None


async def test_a_credit_note_names_its_invoice_and_no_means_of_payment(choral: Choral) -> None:
    me = beginner(choral)
    first = await me.confirmed("SE-006")
    await me.turn(first)
    deposit_id = await me.confirmed(
        "SE-007",
        type_code="AVOIR",
        preceding_invoice_reference="SE-006",
        tax_exclusive_amount="-1 000,00",
        tax_amount="-200,00",
        tax_inclusive_amount="-1 200,00",
        payable_amount="-1 200,00",
    )

    assert (await me.turn(deposit_id)).stage == Stage.DEPOSEE

    [invoice] = me.invoices("SE-007")
    assert (invoice["type_code"], invoice["preceding_number"]) == ("AVOIR", "SE-006")
    assert (invoice["payment_means"], invoice["gross"]) == ("", -120_000)


async def test_what_is_left_to_pay_may_be_less_than_the_total(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("SE-008", payable_amount="1 000,00")

    assert (await me.turn(deposit_id)).stage == Stage.DEPOSEE

    [invoice] = me.invoices("SE-008")
    assert (invoice["payable"], invoice["discount"]) == (100_000, 20_000)
    assert invoice["discount_reason"]


async def test_a_refused_submission_says_why_and_goes_again_once_corrected(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("SE-013")
    choral.rewrite("UPDATE structure SET service_required = 1 WHERE name = ?", FREE)

    row = await me.turn(deposit_id)

    assert row.stage == Stage.REFUSEE
    assert row.problem == "Ce destinataire exige un code service. Choisissez-le dans sa liste."
    assert row.retry_at is None
    assert me.invoices("SE-013") == []
    assert (await me.look(deposit_id)).refused_field == "service_code"
    seen = await me.type(deposit_id, recipient_siret=me.body("EHPAD Les Ajoncs").siret)
    assert seen.is_editable
    assert seen.is_ready
    assert seen.refused_field == "", "with another recipient nothing says that it is wrong"
    assert (await me.confirm(deposit_id)).problem == ""
    assert (await me.turn(deposit_id)).stage == Stage.DEPOSEE
    assert len(me.invoices("SE-013")) == 1


async def test_a_refused_one_knows_which_other_was_taken_since(choral: Choral) -> None:
    me = beginner(choral)
    refused = await me.confirmed("SE-017")
    choral.rewrite("UPDATE structure SET service_required = 1 WHERE name = ?", FREE)
    assert (await me.turn(refused)).stage == Stage.REFUSEE
    assert (await me.look(refused)).deposited_since == ""
    choral.rewrite("UPDATE structure SET service_required = 0 WHERE name = ?", FREE)
    other = await me.confirmed("SE-017")

    assert (await me.turn(other)).stage == Stage.DEPOSEE

    assert (await me.look(refused)).deposited_since == other
    [listed] = [draft for draft in await deposits.pending(me.who) if draft.id == refused]
    assert listed.deposited_since == other
    assert (await me.type(refused, invoice_number="SE-018")).deposited_since == ""


async def test_a_file_handed_over_that_chorus_lost_is_handed_over_again(choral: Choral) -> None:
    me = beginner(choral)
    await choral.steer("faults", mode="503", paths="soumettre", times=1)
    deposit_id = await me.confirmed("SE-014")
    await me.turn(deposit_id)
    choral.rewrite("DELETE FROM attachment")

    assert (await me.turn(deposit_id)).stage == Stage.REFUSEE
    await me.confirm(deposit_id)

    assert (await me.turn(deposit_id)).stage == Stage.DEPOSEE


async def test_a_number_that_somebody_else_used_meanwhile_is_refused(choral: Choral) -> None:
    me = beginner(choral)
    ours = await me.ready("SE-015")
    theirs = await me.ready(
        "SE-015", tax_amount="100", tax_inclusive_amount="1100", payable_amount="1100"
    )
    await me.confirm(ours)
    await me.turn(ours)

    seen = await me.confirm(theirs)
    await me.turn(theirs)

    row = await me.row(theirs)
    assert (seen.stage, row.stage) == (Stage.A_ENVOYER, Stage.REFUSEE)
    assert "porte déjà ce numéro" in row.problem
    assert (await me.look(theirs)).refused_field == "invoice_number"
    [invoice] = me.invoices("SE-015")
    assert invoice["gross"] == 120_000


async def test_an_invoice_that_is_there_already_is_taken_for_deposited(choral: Choral) -> None:
    """It was entered on the portal a minute ago, say: sending it again could only be refused."""
    me = beginner(choral)
    first, second = await me.ready("SE-016"), await me.ready("SE-016")
    await me.confirm(first)
    await me.turn(first)
    await me.confirm(second)

    row = await me.turn(second)

    assert row.stage == Stage.DEPOSEE
    [invoice] = me.invoices("SE-016")
    assert row.invoice_chorus_id == invoice["id"]


async def test_a_deleted_invoice_frees_its_number(choral: Choral) -> None:
    me = beginner(choral)
    first, second = await me.ready("SE-017"), await me.ready("SE-017")
    await me.confirm(first)
    await me.turn(first)
    choral.rewrite("UPDATE invoice SET status = 'SUPPRIMEE' WHERE number = 'SE-017'")
    await me.confirm(second)

    assert (await me.turn(second)).stage == Stage.DEPOSEE

    assert sorted(one["status"] for one in me.invoices("SE-017")) == ["DEPOSEE", "SUPPRIMEE"]


async def test_a_file_that_disappeared_is_told_and_does_not_loop(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("SE-018")
    await choral.context.files.delete((await me.row(deposit_id)).file_key)

    row = await me.turn(deposit_id)

    assert row.stage == Stage.REFUSEE
    assert "a disparu" in row.problem


async def test_the_mirror_gives_a_deposit_its_invoice(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("SE-028")
    await me.turn(deposit_id)
    assert (await me.look(deposit_id)).invoice_id is None

    await choral.synchronise(me.who)

    assert (await me.look(deposit_id)).invoice_id
    assert await deposits.pending(me.who) == []
