import pytest

from chorus_app.domain.answer import Act, AnswerStage
from chorus_app.domain.deposit import Fault
from chorus_app.domain.journal import Kind
from chorus_app.services import answerer, answers, directory, journal, pieces
from chorus_app.services.context import current
from chorus_app.store import answers as store
from tests.services.answering import add, completion, one_that_is, passages, settle, told
from tests.services.conftest import Choral


async def ready(choral: Choral, status: str) -> int:
    await choral.synchronise(choral.demo)
    return (await one_that_is(choral.demo, status)).id or 0


async def test_a_suspension_is_answered_with_a_photo_and_a_comment(choral: Choral) -> None:
    row, confirmed = await completion(choral)
    before = passages(choral, row, "COMPLETEE")
    assert confirmed.stage is AnswerStage.A_ENVOYER

    done = await settle(choral.demo, confirmed.id)

    assert (done.stage, done.problem) == (AnswerStage.FAITE, "")
    assert done.done_at
    assert passages(choral, row, "COMPLETEE") == before + 1
    given = told(
        choral,
        "SELECT count(*) FROM attachment_link WHERE invoice_id = ? AND label = ?",
        row.chorus_id,
        "bon de livraison.jpg",
    )
    assert given == 1
    await choral.synchronise(choral.demo)
    async with current().store.session() as session:
        await session.refresh(fresh := await session.get_one(type(row), row.id))
    assert fresh.status == "COMPLETEE"


async def test_the_journal_tells_who_answered_what_and_what_chorus_said(choral: Choral) -> None:
    row, confirmed = await completion(choral)
    await settle(choral.demo, confirmed.id)

    accepted, sent = await journal.of_invoice(choral.demo, row.id or 0)

    assert (sent.kind, sent.invoice_number) == (Kind.COMPLETER_CONFIRME, row.invoice_number)
    assert "demo@choral.example" in sent.who
    assert "bon de livraison.jpg" in sent.about
    assert "Voici le bon." in sent.about
    assert (accepted.kind, accepted.who) == (Kind.COMPLETER_ACCEPTE, "")


async def test_a_double_tap_answers_once(choral: Choral) -> None:
    row, first = await completion(choral)
    again = await answers.confirm(choral.demo, first.id)
    await settle(choral.demo, first.id)
    await answers.confirm(choral.demo, first.id)
    await answerer.sweep()

    assert again.stage is AnswerStage.A_ENVOYER
    kinds = [entry.kind for entry in await journal.of_invoice(choral.demo, row.id or 0)]
    assert kinds.count(Kind.COMPLETER_CONFIRME) == 1


async def test_an_answer_says_something(choral: Choral) -> None:
    invoice_id = await ready(choral, "SUSPENDUE")
    draft = await answers.open_answer(choral.demo, invoice_id, Act.COMPLETER)

    still = await answers.confirm(choral.demo, draft.id)

    assert still.stage is AnswerStage.BROUILLON
    assert [(p.field, p.fault) for p in still.problems] == [("pieces", Fault.MANQUE)]


async def test_a_comment_keeps_its_lines_and_has_a_limit(choral: Choral) -> None:
    invoice_id = await ready(choral, "SUSPENDUE")
    draft = await answers.open_answer(choral.demo, invoice_id, Act.COMPLETER)

    await answers.change(choral.demo, draft.id, {"comment": "Bonjour,\r\nvoici\x00.\n"})
    assert (await answers.answer(choral.demo, draft.id)).form.comment == "Bonjour,\nvoici ."

    await answers.change(choral.demo, draft.id, {"comment": "é" * 2500, "inconnu": 1})
    seen = await answers.confirm(choral.demo, draft.id)
    assert [p.fault for p in seen.problems] == [Fault.TROP_LONG]
    assert seen.is_editable


async def test_opening_twice_gives_the_same_draft(choral: Choral) -> None:
    invoice_id = await ready(choral, "SUSPENDUE")
    first = await answers.open_answer(choral.demo, invoice_id, Act.COMPLETER)

    assert (await answers.open_answer(choral.demo, invoice_id, Act.COMPLETER)).id == first.id


@pytest.mark.parametrize(
    ("status", "act"),
    [
        ("MISE_A_DISPOSITION", Act.COMPLETER),
        ("SUSPENDUE", Act.RECYCLER),
        ("A_RECYCLER", Act.TRAITER_REJET),
        ("REJETEE", Act.ACQUITTER),
    ],
)
async def test_a_status_opens_its_own_acts_only(choral: Choral, status: str, act: Act) -> None:
    invoice_id = await ready(choral, status)

    with pytest.raises(answers.NotNow):
        await answers.open_answer(choral.demo, invoice_id, act)


async def test_another_supplier_sees_nothing_of_it(choral: Choral) -> None:
    row, confirmed = await completion(choral)
    piece = confirmed.pieces[0]

    for attempt in (
        answers.answer(choral.empty, confirmed.id),
        answers.change(choral.empty, confirmed.id, {"comment": "x"}),
        answers.confirm(choral.empty, confirmed.id),
        answers.cancel(choral.empty, confirmed.id),
        answers.open_answer(choral.empty, row.id or 0, Act.COMPLETER),
        answers.of_invoice(choral.empty, row.id or 0),
        pieces.remove_piece(choral.empty, piece.id),
    ):
        with pytest.raises(answers.NotThere):
            await attempt
    assert await journal.of_invoice(choral.empty, row.id or 0) == []


async def test_recycling_keeps_the_number_and_changes_the_address_alone(choral: Choral) -> None:
    invoice_id = await ready(choral, "A_RECYCLER")
    row = await one_that_is(choral.demo, "A_RECYCLER")
    draft = await answers.open_answer(choral.demo, invoice_id, Act.RECYCLER)
    assert draft.form.recipient_siret == row.recipient_siret
    before = passages(choral, row, "DEPOSEE")
    good = (await one_that_is(choral.demo, "MISE_A_DISPOSITION")).__dict__
    names = ("recipient_siret", "service_code", "purchase_order_reference")
    await answers.change(
        choral.demo,
        draft.id,
        {name: good[name] for name in names}
        | {"purchase_order_reference": "2026-77", "comment": "Bonne adresse"},
    )

    confirmed = await answers.confirm(choral.demo, draft.id)
    assert (confirmed.problems, confirmed.stage) == ([], AnswerStage.A_ENVOYER)
    done = await settle(choral.demo, draft.id)

    assert done.stage is AnswerStage.FAITE
    assert passages(choral, row, "DEPOSEE") == before + 1
    await choral.synchronise(choral.demo)
    async with current().store.session() as session:
        moved = await session.get_one(type(row), invoice_id)
    assert (moved.invoice_number, moved.status) == (row.invoice_number, "DEPOSEE")
    assert (moved.recipient_siret, moved.purchase_order_reference) == (
        good["recipient_siret"],
        "2026-77",
    )


async def test_recycling_is_held_to_the_recipient_s_demands(choral: Choral) -> None:
    invoice_id = await ready(choral, "A_RECYCLER")
    draft = await answers.open_answer(choral.demo, invoice_id, Act.RECYCLER)
    choral.rewrite("UPDATE structure SET service_required = 1, engagement_required = 1")
    directory.forget()
    await answers.change(
        choral.demo, draft.id, {"service_code": "", "purchase_order_reference": ""}
    )

    seen = await answers.confirm(choral.demo, draft.id)

    assert seen.stage is AnswerStage.BROUILLON
    assert {(p.field, p.fault) for p in seen.problems} == {
        ("service_code", Fault.MANQUE),
        ("purchase_order_reference", Fault.MANQUE),
    }
    await answers.change(choral.demo, draft.id, {"recipient_siret": "00000000000000"})
    seen = await answers.answer(choral.demo, draft.id)
    assert Fault.DESTINATAIRE_INCONNU in [p.fault for p in seen.problems]


async def test_a_rejection_is_treated_and_leaves_the_list_at_once(choral: Choral) -> None:
    invoice_id = await ready(choral, "REJETEE")
    draft = await answers.open_answer(choral.demo, invoice_id, Act.TRAITER_REJET)
    confirmed = await answers.confirm(choral.demo, draft.id)
    done = await settle(choral.demo, confirmed.id)

    assert done.stage is AnswerStage.FAITE
    async with current().store.session() as session:
        row = await session.get_one(type(await one_that_is(choral.demo, "REJETEE")), invoice_id)
    assert row.rejection_treated
    treated = "SELECT rejection_treated FROM invoice WHERE id = ?"
    assert told(choral, treated, row.chorus_id) == 1
    again = await answers.open_answer(choral.demo, invoice_id, Act.TRAITER_REJET)
    assert (again.id, again.stage) == (draft.id, AnswerStage.FAITE)


async def test_a_refusal_comes_back_in_plain_words_and_may_be_mended(choral: Choral) -> None:
    row, confirmed = await completion(choral)
    choral.rewrite("UPDATE invoice SET status = 'MANDATEE' WHERE id = ?", row.chorus_id)

    refused = await settle(choral.demo, confirmed.id)

    assert refused.stage is AnswerStage.REFUSEE
    assert refused.problem.startswith("Cette facture n’est plus suspendue")
    assert refused.is_editable
    [last, *_] = await journal.of_invoice(choral.demo, row.id or 0)
    assert (last.kind, last.about) == (Kind.COMPLETER_REFUSE, refused.problem)
    choral.rewrite("UPDATE invoice SET status = 'SUSPENDUE' WHERE id = ?", row.chorus_id)
    await answers.confirm(choral.demo, confirmed.id)
    assert (await settle(choral.demo, confirmed.id)).stage is AnswerStage.FAITE


async def test_nothing_is_confirmed_once_the_invoice_moved_on(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "SUSPENDUE")
    await add(choral.demo, row, "bon.pdf")
    draft = await answers.open_answer(choral.demo, row.id or 0, Act.COMPLETER)
    async with current().store.session() as session:
        (await session.get_one(type(row), row.id)).status = "COMPLETEE"

    seen = await answers.confirm(choral.demo, draft.id)
    assert (seen.stage, seen.moved_to) == (AnswerStage.BROUILLON, "COMPLETEE")
    assert seen.is_editable
    assert not seen.is_ready


async def test_a_draft_is_cancelled_with_its_files(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "SUSPENDUE")
    await add(choral.demo, row, "bon.pdf")
    draft = await answers.open_answer(choral.demo, row.id or 0, Act.COMPLETER)
    async with current().store.session() as session:
        [kept] = await store.pieces(session, draft.id)

    await answers.cancel(choral.demo, draft.id)

    assert await answers.of_invoice(choral.demo, row.id or 0) == []
    with pytest.raises(FileNotFoundError):
        await current().files.read(kept.file_key)


async def test_what_is_being_sent_is_not_changed(choral: Choral) -> None:
    row, confirmed = await completion(choral)

    await answers.change(choral.demo, confirmed.id, {"comment": "Autre chose"})
    await pieces.remove_piece(choral.demo, confirmed.pieces[0].id)
    await answers.cancel(choral.demo, confirmed.id)
    with pytest.raises(pieces.NotNow):
        await add(choral.demo, row, "trop tard.pdf")

    seen = await answers.answer(choral.demo, confirmed.id)
    assert (seen.form.comment, len(seen.pieces)) == ("Voici le bon.", 1)
