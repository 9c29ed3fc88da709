"""Who works on an intent, and when: claims, lanes, and the end of a process."""

import asyncio

import pytest

from chorus_app.domain.deposit import Stage
from chorus_app.jobs import handlers
from chorus_app.services import carrying, sender
from chorus_app.services.outgoing import pause_after
from chorus_app.services.work import Kind
from tests.services.conftest import Choral
from tests.services.depositing import Supplier, ago, beginner
from tests.services.looking import at_work, turn_of, until


async def test_two_at_once_do_not_both_work_on_a_deposit(choral: Choral) -> None:
    me = beginner(choral)
    await choral.steer("faults", mode="slow", seconds=0.1, paths="soumettre")
    deposit_id = await me.confirmed("SE-019")

    await asyncio.gather(*(sender.advance(deposit_id) for _ in range(5)))

    asked = me.ask("SELECT count(*) AS files FROM attachment WHERE name = 'facture.pdf'")
    assert (len(me.invoices("SE-019")), asked) == (1, [{"files": 1}])


async def test_a_claim_is_prolonged_while_somebody_works(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "CLAIM", carrying.CLAIM / 20)
    me = beginner(choral)
    await choral.steer("faults", mode="slow", seconds=3, paths="deposer/pdf")
    deposit_id = await me.confirmed("SE-020")
    ends = ago() + carrying.CLAIM
    first = asyncio.create_task(sender.advance(deposit_id))

    async def outlived() -> bool:
        return ago() > ends

    await until(outlived, 10)
    await sender.advance(deposit_id)
    assert not first.done()
    await first

    asked = me.ask("SELECT count(*) AS files FROM attachment WHERE name = 'facture.pdf'")
    assert (len(me.invoices("SE-020")), asked) == (1, [{"files": 1}])


async def test_a_claim_of_a_process_that_died_ends_by_itself(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("SE-021")
    await me.rewrite(deposit_id, retry_at=ago(seconds=-10))
    await sender.advance(deposit_id)
    assert (await me.row(deposit_id)).stage == Stage.A_ENVOYER

    await me.rewrite(deposit_id, retry_at=ago(seconds=1))
    await sender.sweep()

    assert (await me.row(deposit_id)).stage == Stage.DEPOSEE


async def test_a_job_that_is_stopped_leaves_its_intent_due(choral: Choral) -> None:
    me = beginner(choral)
    await choral.steer("faults", mode="slow", seconds=30, paths="deposer/pdf")
    deposit_id = await me.confirmed("SE-022")
    job = asyncio.create_task(sender.advance(deposit_id))
    await asyncio.sleep(0.3)

    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job

    row = await me.row(deposit_id)
    assert row.retry_at
    assert (row.stage, row.retry_at <= ago()) == (Stage.A_ENVOYER, True)
    await choral.steer("faults", mode="none")
    await sender.sweep()
    assert (await me.row(deposit_id)).stage == Stage.DEPOSEE


async def test_a_confirmation_is_carried_out_at_once(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.ready("SE-023")
    async with at_work(every=60):
        await asyncio.sleep(0.2)
        await me.confirm(deposit_id)

        async def done() -> bool:
            return (await me.row(deposit_id)).stage == Stage.DEPOSEE

        assert await until(done, 5) < 1.5


async def test_a_slow_supplier_makes_no_other_wait(choral: Choral) -> None:
    slow, quick = beginner(choral), Supplier(choral, choral.demo)
    stuck = await slow.confirmed("SE-024")
    await choral.steer("faults", mode="slow", seconds=30, paths="deposer/pdf", times=1)
    async with at_work():
        await asyncio.sleep(0.3)
        deposit_id = await quick.confirmed("SE-025")

        async def done() -> bool:
            return (await quick.row(deposit_id)).stage == Stage.DEPOSEE

        assert await until(done, 10) < 5
        assert (await slow.row(stuck)).stage == Stage.A_ENVOYER


async def test_the_sender_survives_a_sweep_that_fails(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("SE-026")
    really, broken = handlers._DUE[Kind.DEPOSITS], 2

    async def due() -> list[int]:
        nonlocal broken
        if broken:
            broken -= 1
            raise OSError("disk full")
        return await really()

    monkeypatch.setitem(handlers._DUE, Kind.DEPOSITS, due)
    async with at_work():

        async def done() -> bool:
            return (await me.row(deposit_id)).stage == Stage.DEPOSEE

        await until(done, 5)
    assert broken == 0


async def test_open_pages_are_told_of_what_they_would_show_and_of_nothing_else(
    choral: Choral,
) -> None:
    me = beginner(choral)
    live, structure = choral.context.live, me.who.structure_id
    deposit_id = await me.flow("SE-027")
    await choral.context.synchroniser._record(structure, {"asked": False})
    before = live.version(structure)
    await me.turn(deposit_id)
    followed = live.version(structure)
    assert followed > before

    await me.turn(deposit_id)
    assert live.version(structure) == followed

    await me.settled(deposit_id)
    assert live.version(structure) > followed
    assert (await turn_of(me.who)).asked


def test_pauses_grow_and_are_bounded() -> None:
    assert [pause_after(attempts) for attempts in range(8)] == [4, 8, 16, 32, 64, 128, 256, 300]
    assert pause_after(100_000) == 300
