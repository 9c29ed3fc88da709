"""Every failure at every step: at the end the answer was given once, and nothing was lost."""

import asyncio

import pytest

from chorus_app.domain.answer import Act, AnswerStage
from chorus_app.services import answerer, answers
from chorus_app.services.answers import Answer
from chorus_app.services.context import current
from chorus_app.store.answer_tables import AnswerRow
from chorus_app.store.tables import InvoiceRow, Structure
from tests.services.answering import add, completion, hasten, one_that_is, passages, settle, told
from tests.services.conftest import Choral
from tests.services.depositing import beginner, no_pauses

MODES = ("down", "slow", "401", "403", "429", "500", "503", "rubbish", "truncated")
STEPS = ("oauth/token", "consulter/historique", "typespj", "ajouter/fichier", "completer")
LOST = ("slow", "truncated", "drop_after_work")
"""Chorus Pro works, and its answer never comes."""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    no_pauses(monkeypatch)


def files_given(choral: Choral, chorus_id: int) -> int:
    return told(
        choral, "SELECT count(*) FROM attachment_link WHERE invoice_id = ? AND main = 0", chorus_id
    )


async def fail(choral: Choral, mode: str, step: str) -> None:
    words = {"seconds": 2.0} if mode == "slow" else {}
    await choral.steer("faults", mode=mode, paths=step, **words)


@pytest.mark.parametrize("step", STEPS)
async def test_a_completion_is_given_once_whatever_failed(choral: Choral, step: str) -> None:
    beginner(choral).hurry(0.5)
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "SUSPENDUE")
    for rank, mode in enumerate([*MODES, "drop_after_work"]):
        await suspend(choral, row)
        before = passages(choral, row, "COMPLETEE")
        files = files_given(choral, row.chorus_id)
        confirmed = await confirm(choral, row, f"pièce {rank}.jpg")

        met = await meet(choral, confirmed.id, mode, step)
        done = await settle(choral.demo, confirmed.id)

        assert met.stage is AnswerStage.FAITE or met.problem.endswith("."), (mode, met)
        assert (mode, done.stage, done.problem) == (mode, AnswerStage.FAITE, "")
        assert (mode, passages(choral, row, "COMPLETEE")) == (mode, before + 1)
        assert (mode, files_given(choral, row.chorus_id)) == (mode, files + 1)


async def suspend(choral: Choral, row: InvoiceRow) -> None:
    """Have an invoice suspended again, at Chorus Pro and here; what it passed was a while ago."""
    choral.rewrite("UPDATE passage SET at = at - 600 WHERE invoice_id = ?", row.chorus_id)
    choral.rewrite("UPDATE invoice SET status = 'SUSPENDUE' WHERE id = ?", row.chorus_id)
    async with current().store.session() as session:
        (await session.get_one(InvoiceRow, row.id)).status = "SUSPENDUE"


async def confirm(choral: Choral, row: InvoiceRow, name: str) -> Answer:
    await add(choral.demo, row, name)
    draft = await answers.open_answer(choral.demo, row.id or 0, Act.COMPLETER)
    return await answers.confirm(choral.demo, draft.id)


async def meet(choral: Choral, answer_id: str, mode: str, step: str) -> Answer:
    """Have an answer meet a failure; return where it then stands."""
    if step == "oauth/token":
        await choral.steer("tokens/expire")
    await fail(choral, mode, step)
    await answerer.sweep()
    await choral.steer("faults", mode="none")
    return await answers.answer(choral.demo, answer_id)


@pytest.mark.parametrize("mode", LOST)
@pytest.mark.parametrize("act", [Act.RECYCLER, Act.TRAITER_REJET])
async def test_a_lost_answer_is_looked_for(choral: Choral, mode: str, act: Act) -> None:
    beginner(choral).hurry(0.5)
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "A_RECYCLER" if act is Act.RECYCLER else "REJETEE")
    good = await one_that_is(choral.demo, "MISE_A_DISPOSITION")
    draft = await answers.open_answer(choral.demo, row.id or 0, act)
    names = ("recipient_siret", "service_code", "purchase_order_reference")
    typed = {name: getattr(good, name) for name in names}
    await answers.change(choral.demo, draft.id, typed)
    before = passages(choral, row, "DEPOSEE")
    confirmed = await answers.confirm(choral.demo, draft.id)
    assert confirmed.stage is AnswerStage.A_ENVOYER, confirmed.problems

    await fail(choral, mode, "recycler" if act is Act.RECYCLER else "traiterRejet")
    await answerer.sweep()
    await choral.steer("faults", mode="none")
    done = await settle(choral.demo, draft.id)

    assert (done.stage, done.problem) == (AnswerStage.FAITE, "")
    if act is Act.RECYCLER:
        assert passages(choral, row, "DEPOSEE") == before + 1


async def test_nothing_is_sent_again_before_a_lost_sending_has_settled(choral: Choral) -> None:
    row, confirmed = await completion(choral)
    await fail(choral, "drop_after_work", "completer")
    await answerer.sweep()
    await choral.steer("faults", mode="none")
    choral.rewrite(
        "DELETE FROM passage WHERE invoice_id = ? AND status = 'COMPLETEE'", row.chorus_id
    )
    choral.rewrite("UPDATE invoice SET status = 'SUSPENDUE' WHERE id = ?", row.chorus_id)
    async with current().store.session() as session:
        (await session.get_one(AnswerRow, confirmed.id)).retry_at = None

    await answerer.sweep()

    waiting = await answers.answer(choral.demo, confirmed.id)
    assert waiting.stage is AnswerStage.A_ENVOYER
    assert waiting.problem.startswith("Nous vérifions")
    assert passages(choral, row, "COMPLETEE") == 0
    await hasten(confirmed.id)
    assert (await settle(choral.demo, confirmed.id)).stage is AnswerStage.FAITE
    assert passages(choral, row, "COMPLETEE") == 1


async def test_what_somebody_completed_elsewhere_is_not_taken_for_ours(choral: Choral) -> None:
    row, confirmed = await completion(choral)
    await fail(choral, "503", "completer")
    await answerer.sweep()
    await choral.steer("faults", mode="none")
    client = current().client_for(await _structure(choral))
    await client.complete(row.chorus_id, comment="Depuis le portail.")
    await hasten(confirmed.id)

    refused = await settle(choral.demo, confirmed.id)

    assert refused.stage is AnswerStage.REFUSEE
    assert "plus suspendue" in refused.problem


async def _structure(choral: Choral) -> Structure:
    async with current().store.session() as session:
        return await session.get_one(Structure, choral.demo.structure_id)


async def test_two_sweeps_at_once_answer_once(choral: Choral) -> None:
    row, confirmed = await completion(choral)
    before = passages(choral, row, "COMPLETEE")

    await asyncio.gather(*(answerer.advance(confirmed.id) for _ in range(5)))

    assert passages(choral, row, "COMPLETEE") == before + 1
