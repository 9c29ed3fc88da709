"""A claim that another has by now: whoever lost it sends nothing and writes nothing."""

import asyncio
import time
from datetime import timedelta

import pytest

from chorus_app.domain.answer import AnswerStage
from chorus_app.domain.deposit import Stage
from chorus_app.services import answerer, carrying, claims, journal, sender, synchroniser
from chorus_app.services.claims import Claim, Lost
from chorus_app.store.answer_tables import AnswerRow
from tests.databases import BOTH
from tests.services.answering import completion, passages
from tests.services.conftest import Choral
from tests.services.depositing import ago, beginner
from tests.services.looking import turn_of, until

A_SECOND = timedelta(seconds=1)


@BOTH
async def test_what_another_claimed_is_not_sent_beside_it(choral: Choral) -> None:
    me, anothers = beginner(choral), ago(seconds=-60)
    await choral.steer("faults", mode="slow", seconds=1.5, paths="deposer/pdf")
    deposit_id = await me.confirmed("CL-001")
    work = asyncio.create_task(sender.advance(deposit_id))

    async def claimed() -> bool:
        return (await me.row(deposit_id)).retry_at is not None

    await until(claimed, 10)
    await me.rewrite(deposit_id, retry_at=anothers)
    await work

    row = await me.row(deposit_id)
    assert (row.stage, row.retry_at, row.attempted_at) == (Stage.A_ENVOYER, anothers, None)
    assert me.invoices("CL-001") == []


async def test_a_lost_claim_is_not_prolonged_and_ends_the_work(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "CLAIM", A_SECOND)
    me, anothers = beginner(choral), ago(seconds=-60)
    await choral.steer("faults", mode="slow", seconds=25, paths="soumettre")
    deposit_id = await me.confirmed("CL-002")
    work = asyncio.create_task(sender.advance(deposit_id))

    async def leaving() -> bool:
        return (await me.row(deposit_id)).attempted_at is not None

    await until(leaving, 10)
    await me.rewrite(deposit_id, retry_at=anothers, problem="told by another")
    began = time.monotonic()
    await work

    row = await me.row(deposit_id)
    assert time.monotonic() - began < 15
    assert (row.retry_at, row.problem) == (anothers, "told by another")
    assert row.attempted_at, "the other looks for it before it sends"


async def test_an_answer_that_another_claimed_is_not_sent_beside_it(choral: Choral) -> None:
    invoice, answer = await completion(choral)
    before = passages(choral, invoice, "COMPLETEE")
    await choral.steer("faults", mode="slow", seconds=1.5, paths="ajouter")
    work = asyncio.create_task(answerer.advance(answer.id))

    async def claimed() -> bool:
        return (await _answer(choral, answer.id)).retry_at is not None

    await until(claimed, 10)
    anothers = ago(seconds=-60)
    async with choral.context.store.session() as session:
        (await session.get_one(AnswerRow, answer.id)).retry_at = anothers
    await work

    row = await _answer(choral, answer.id)
    assert (row.stage, row.retry_at, row.attempted_at) == (AnswerStage.A_ENVOYER, anothers, None)
    assert passages(choral, invoice, "COMPLETEE") == before
    assert "COMPLETER_ACCEPTE" not in {one.kind for one in await journal.entries(choral.demo)}


async def _answer(choral: Choral, answer_id: str) -> AnswerRow:
    async with choral.context.store.session() as session:
        return await session.get_one(AnswerRow, answer_id)


@BOTH
async def test_a_turn_that_another_has_is_left_to_it(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synchroniser, "CLAIM", A_SECOND)
    mirrors, number = choral.context.synchroniser, choral.empty.structure_id
    await mirrors.due()
    await choral.steer("faults", mode="slow", seconds=25)
    work = asyncio.create_task(mirrors.take_turn(number))

    async def claimed() -> bool:
        return (await turn_of(choral.empty)).claimed_until is not None

    await until(claimed, 10)
    anothers = ago(seconds=-60)
    await mirrors._record(number, {"claimed_until": anothers})
    async with asyncio.timeout(15):
        await work

    assert (await turn_of(choral.empty)).claimed_until == anothers


async def test_who_cannot_prolong_stops_when_the_claim_ends() -> None:
    async def prolong(_: object) -> bool:
        raise OSError("database is locked")

    with pytest.raises(Lost):
        async with claims.kept(Claim(A_SECOND / 5), prolong):
            await asyncio.sleep(30)


async def test_a_time_out_of_the_work_is_no_lost_claim() -> None:
    async def prolong(_: object) -> bool:
        return True

    with pytest.raises(TimeoutError):
        async with claims.kept(Claim(A_SECOND * 60), prolong):
            raise TimeoutError
