"""When suppliers are synchronised, on the simulator and the real clock."""

import asyncio
import time
from datetime import timedelta

import pytest
from pytest import approx

from chorus_app.gateway.errors import AccountRefused, TooManyRequests, Unavailable
from chorus_app.jobs import engine
from chorus_app.services import accounts, invoices, synchronise
from chorus_app.services.synchroniser import CLAIM, Synchroniser
from chorus_app.store.tables import Structure, now
from chorus_app.store.turn_tables import TurnRow
from tests.services.conftest import Choral, demo_accounts
from tests.services.looking import again, at_work, count, one_that_waits, turn_of, until


def quick(choral: Choral, pace: float = 0.05) -> Synchroniser:
    """Give Choral this pace."""
    context = choral.context
    made = Synchroniser(context.store, context.live, context.client_for, pace)
    context.synchroniser = made
    return made


async def test_a_change_shows_within_five_seconds_at_the_usual_pace(choral: Choral) -> None:
    async with at_work(every=engine.SWEEP_SECONDS):

        async def complete() -> bool:
            return (await invoices.freshness(choral.demo)).complete

        await until(complete, 20)
        row = await one_that_waits(choral.demo)
        seen = choral.context.live.version(choral.demo.structure_id)
        await choral.steer("move", idFacture=row.chorus_id, statut="MANDATEE")
        began = time.monotonic()
        async with asyncio.timeout(10):
            while (await again(choral.demo, row)).status != "MANDATEE":
                # The recipients' cards that the first turns read are told of as well.
                seen = await choral.context.live.wait(choral.demo.structure_id, seen, timeout=10)

        assert time.monotonic() - began < 5


async def test_asking_does_not_wait_for_the_pace(choral: Choral) -> None:
    quick(choral, pace=600)
    async with at_work():

        async def complete() -> bool:
            return (await invoices.freshness(choral.demo)).complete

        await until(complete, 20)
        row = await one_that_waits(choral.demo)
        await choral.steer("move", idFacture=row.chorus_id, statut="MANDATEE")
        await asyncio.sleep(0.2)
        assert (await again(choral.demo, row)).status == "MISE_A_DISPOSITION"
        await invoices.ask_synchronisation(choral.demo)

        async def moved() -> bool:
            return (await again(choral.demo, row)).status == "MANDATEE"

        assert await until(moved, 5) < 2


async def test_one_supplier_s_failure_does_not_stop_the_others(choral: Choral) -> None:
    broken, *_ = demo_accounts()
    await accounts.create([(*broken[:6], "faux mot de passe")])
    quick(choral)
    async with at_work():

        async def others() -> bool:
            return (await invoices.freshness(choral.empty)).complete

        async def told() -> bool:
            return bool((await invoices.freshness(choral.demo)).problem)

        await until(others, 10)
        await until(told, 10)

        assert (await invoices.freshness(choral.demo)).problem == AccountRefused.sentence
        await accounts.create([broken])

        async def mended() -> bool:
            return (await invoices.freshness(choral.demo)).complete

        await until(mended, 20)
        assert (await invoices.freshness(choral.demo)).problem == ""


async def test_a_supplier_that_arrives_later_is_found(choral: Choral) -> None:
    async with choral.context.store.session() as session:
        structure = await session.get_one(Structure, choral.empty.structure_id)
        login, structure.account_login = structure.account_login, ""
    async with at_work():
        await asyncio.sleep(0.3)
        assert (await invoices.freshness(choral.empty)).true_at is None
        async with choral.context.store.session() as session:
            structure = await session.get_one(Structure, choral.empty.structure_id)
            structure.account_login = login

        async def found() -> bool:
            return (await invoices.freshness(choral.empty)).complete

        await until(found, 10)


async def test_a_supplier_that_leaves_is_forgotten(choral: Choral) -> None:
    synchroniser = choral.context.synchroniser
    assert choral.empty.structure_id in await synchroniser.due()
    async with choral.context.store.session() as session:
        structure = await session.get_one(Structure, choral.empty.structure_id)
        structure.account_login = ""

    assert choral.empty.structure_id not in await synchroniser.due()


async def test_failures_are_spaced_out_and_bounded(choral: Choral) -> None:
    def delays(synchroniser: Synchroniser, count: int) -> list[float]:
        turn, waits = TurnRow(structure_id=1), []
        for _ in range(count):
            outcome = synchroniser.after_failure(turn, Unavailable())
            waits.append((outcome["due_at"] - now()).total_seconds())
            turn.failures = outcome["failures"]
        return waits

    expected = [4, 8, 16, 32, *[60] * 8]
    assert delays(quick(choral, pace=2), 12) == [approx(wait, rel=0.11) for wait in expected]
    assert delays(quick(choral, pace=300), 1) == [approx(300, rel=0.11)]


async def test_a_spent_quota_is_respected_even_when_somebody_asks(choral: Choral) -> None:
    synchroniser = choral.context.synchroniser
    await synchroniser.due()
    refused = TooManyRequests()
    refused.retry_after = 120
    outcome = synchroniser.after_failure(await turn_of(choral.demo), refused)
    await synchroniser._record(choral.demo.structure_id, outcome)

    await invoices.ask_synchronisation(choral.demo)
    await invoices.ask_synchronisation(choral.empty)

    assert choral.demo.structure_id not in await synchroniser.due()
    assert choral.empty.structure_id in await synchroniser.due()
    assert outcome["barred_until"] - now() > timedelta(seconds=110)


async def test_two_processes_never_make_one_pass_together(choral: Choral) -> None:
    """Two synchronisers know of each other by the database alone, as two processes do."""
    first, second = (quick(choral, pace=600) for _ in range(2))
    await first.due()
    await choral.steer("faults", mode="slow", seconds=0.5, paths="rechercher/fournisseur")
    passes = [
        asyncio.create_task(one.take_turn(choral.empty.structure_id)) for one in (first, second)
    ]
    await asyncio.wait(passes, return_when=asyncio.FIRST_COMPLETED)

    claimed = (await turn_of(choral.empty)).claimed_until
    assert claimed
    assert claimed > now()
    assert sum(one.done() for one in passes) == 1
    await asyncio.gather(*passes)
    assert (await turn_of(choral.empty)).claimed_until is None
    assert (await turn_of(choral.empty)).due_at > now() + timedelta(seconds=250)


async def test_a_pass_of_a_process_that_died_is_made_by_another(choral: Choral) -> None:
    synchroniser = choral.context.synchroniser
    await synchroniser.due()
    await synchroniser._record(choral.demo.structure_id, {"claimed_until": now() + CLAIM})
    assert choral.demo.structure_id not in await synchroniser.due()

    await synchroniser._record(choral.demo.structure_id, {"claimed_until": now()})
    await synchroniser.take_turn(choral.demo.structure_id)

    assert await count(choral.demo) == 244


async def test_what_is_asked_during_a_pass_is_answered_by_another(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    synchroniser, passes = quick(choral, pace=600), 0
    await synchroniser.due()
    really = synchroniser.synchronise

    async def counted(structure_id: int) -> None:
        nonlocal passes
        passes += 1
        if passes == 1:
            await invoices.ask_synchronisation(choral.empty)
        await really(structure_id)

    monkeypatch.setattr(synchroniser, "synchronise", counted)
    await synchroniser.take_turn(choral.empty.structure_id)

    assert passes == 2
    assert not (await turn_of(choral.empty)).asked


async def test_a_pass_that_is_stopped_stays_due(choral: Choral) -> None:
    synchroniser = choral.context.synchroniser
    await synchroniser.due()
    await choral.steer("faults", mode="slow", seconds=30, paths="rechercher/fournisseur")
    job = asyncio.create_task(synchroniser.take_turn(choral.empty.structure_id))

    async def begun() -> bool:
        return (await turn_of(choral.empty)).claimed_until is not None

    await until(begun, 5)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job

    assert choral.empty.structure_id in await synchroniser.due()


@pytest.mark.parametrize(("days", "seconds"), [(0, 100), (1, 300), (4, 1200), (None, 1200)])
async def test_who_is_not_looked_at_is_asked_for_less_often(
    choral: Choral, days: int | None, seconds: float
) -> None:
    synchroniser = quick(choral, pace=100)
    await synchroniser.due()
    seen_at = None if days is None else now() - timedelta(days=days)
    number = choral.empty.structure_id
    await synchroniser._record(number, {"seen_at": seen_at})

    await synchroniser.take_turn(number)

    wait = (await turn_of(choral.empty)).due_at - now()
    assert 0.49 * seconds < wait.total_seconds() <= 1.5 * seconds


async def test_who_comes_back_finds_fresh_invoices(choral: Choral) -> None:
    number, synchroniser = choral.empty.structure_id, choral.context.synchroniser
    later = {"asked": False, "due_at": now() + timedelta(hours=1)}
    await synchroniser._record(number, {**later, "seen_at": now() - timedelta(seconds=90)})
    await synchronise.see(number)
    assert not (await turn_of(choral.empty)).asked

    await synchroniser._record(number, {"seen_at": now() - timedelta(minutes=6)})
    await synchronise.see(number)

    assert (await turn_of(choral.empty)).asked
    assert number in await synchroniser.due()


async def test_two_passes_at_once_take_turns(choral: Choral) -> None:
    await asyncio.gather(*(choral.synchronise(choral.demo) for _ in range(3)))

    assert await count(choral.demo) == 244


async def test_what_was_asked_is_kept_until_somebody_answers(choral: Choral) -> None:
    synchroniser = choral.context.synchroniser
    later = {"asked": False, "due_at": now() + timedelta(hours=1)}
    await synchroniser._record(choral.demo.structure_id, later)
    assert choral.demo.structure_id not in await synchroniser.due()

    await synchronise.wake(choral.demo.structure_id)

    assert choral.demo.structure_id in await synchroniser.due()
