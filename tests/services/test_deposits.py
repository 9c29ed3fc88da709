"""Drafts checked and confirmed on the simulator: what is stored is sent, once, as it was seen."""

import asyncio

import pytest

from chorus_app.domain.deposit import Fault, Stage
from chorus_app.services import deposits, directory
from chorus_app.services.deposits import NotThere
from tests.documents.pdf_samples import lines, pdf
from tests.services.conftest import Choral
from tests.services.depositing import (
    TODAY,
    Supplier,
    beginner,
    faults,
    no_pauses,
    stored_files,
)
from tests.services.looking import newest


async def test_every_way_to_confirm_twice_makes_one_invoice(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.ready("DE-011")

    both = await asyncio.gather(me.confirm(deposit_id), me.confirm(deposit_id))
    assert {seen.stage for seen in both} == {Stage.A_ENVOYER}
    first = await me.row(deposit_id)
    await me.confirm(deposit_id)
    assert (await me.row(deposit_id)).confirmed_at == first.confirmed_at
    await me.turn(deposit_id)
    assert (await me.confirm(deposit_id)).stage is Stage.DEPOSEE
    await me.turn(deposit_id)

    assert len(me.invoices("DE-011")) == 1


async def test_a_draft_with_problems_stays_a_draft(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.upload(pdf(lines("Bonjour", "Ceci n'est pas une facture")))

    seen = await me.confirm(deposit_id)

    assert seen.stage is Stage.BROUILLON
    assert faults(seen)["invoice_number"] is Fault.MANQUE
    assert (await me.row(deposit_id)).confirmed_at is None


async def test_what_changes_while_it_is_confirmed_is_checked_again(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = beginner(choral)
    deposit_id = await me.ready("DE-012")
    store_intent = deposits._store_intent

    async def late(*words: object) -> None:
        await deposits.change(me.who, deposit_id, {"tax_amount": "1"})
        await store_intent(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(deposits, "_store_intent", late)
    seen = await me.confirm(deposit_id)

    assert seen.stage is Stage.BROUILLON
    assert faults(seen) == {"tax_inclusive_amount": Fault.TOTAL_FAUX}


async def test_nothing_changes_once_the_intent_is_stored(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("DE-013")
    before = await me.row(deposit_id)

    await me.type(deposit_id, invoice_number="AUTRE", tax_amount="1")
    await deposits.delete(me.who, deposit_id)

    after = await me.row(deposit_id)
    assert (after.form, after.invoice_number) == (before.form, "DE-013")
    assert (await me.turn(deposit_id)).stage == Stage.DEPOSEE
    await deposits.delete(me.who, deposit_id)
    assert (await deposits.file(me.who, deposit_id))[0] == "facture.pdf"


async def test_two_drafts_of_one_number_are_not_both_confirmed(choral: Choral) -> None:
    me = beginner(choral)
    first, second = await me.ready("DE-014"), await me.ready("DE-014")

    seen = await asyncio.gather(me.confirm(first), me.confirm(second))

    assert {one.stage for one in seen} == {Stage.A_ENVOYER, Stage.BROUILLON}
    [draft] = [one for one in seen if one.stage is Stage.BROUILLON]
    assert faults(draft) == {"invoice_number": Fault.DEJA_UTILISE}


async def test_a_number_of_the_mirror_is_used(choral: Choral) -> None:
    me = Supplier(choral, choral.demo)
    await choral.synchronise(me.who)
    [row] = await newest(me.who, 1)
    deposit_id = await me.ready("DE-015")

    seen = await me.type(deposit_id, invoice_number=row.invoice_number)

    assert faults(seen) == {"invoice_number": Fault.DEJA_UTILISE}
    assert (await me.confirm(deposit_id)).stage is Stage.BROUILLON


async def test_a_day_means_what_it_meant_when_it_was_confirmed(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.ready("DE-016", issue_date="aujourd’hui")
    assert (await me.look(deposit_id)).form.issue_date == "aujourd’hui"

    seen = await me.confirm(deposit_id)

    assert seen.form.issue_date == f"{TODAY:%d/%m/%Y}"
    await me.turn(deposit_id)
    assert me.invoices("DE-016")[0]["issue_date"] == TODAY.isoformat()


async def test_only_drafts_are_deleted_with_their_file(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.ready("DE-017")
    assert await deposits.waiting_count(me.who) == 1

    await deposits.delete(me.who, deposit_id)

    assert (await deposits.waiting_count(me.who), stored_files(choral)) == (0, [])
    with pytest.raises(NotThere):
        await me.look(deposit_id)


async def test_open_pages_hear_of_a_new_draft_and_of_its_end(choral: Choral) -> None:
    me, live = beginner(choral), choral.context.live
    before = live.version(me.who.structure_id)

    deposit_id = await me.upload(pdf(lines("FACTURE N° DE-020")))
    made = live.version(me.who.structure_id)
    await deposits.delete(me.who, deposit_id)

    assert before < made < live.version(me.who.structure_id)


async def test_somebody_else_s_deposit_is_not_there(choral: Choral) -> None:
    me, other = beginner(choral), Supplier(choral, choral.demo)
    deposit_id = await me.ready("DE-018")

    for act in (
        other.look(deposit_id),
        other.type(deposit_id, invoice_number="X"),
        other.confirm(deposit_id),
        deposits.delete(other.who, deposit_id),
        deposits.file(other.who, deposit_id),
        me.look("inconnu"),
    ):
        with pytest.raises(NotThere):
            await act

    assert await deposits.pending(other.who) == []
    assert (await me.look(deposit_id)).form.invoice_number == "DE-018"


async def test_the_directory_out_of_reach_keeps_the_draft(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_pauses(monkeypatch)
    me = beginner(choral)
    deposit_id = await me.ready("DE-023")
    directory.forget()
    await choral.steer("faults", mode="503")

    seen = await me.confirm(deposit_id)

    assert (seen.stage, seen.is_ready) == (Stage.BROUILLON, False)
    assert seen.directory_problem.startswith("Chorus Pro ne répond pas")
    assert seen.form.invoice_number == "DE-023"
    await choral.steer("faults", mode="none")
    assert (await me.confirm(deposit_id)).stage is Stage.A_ENVOYER
