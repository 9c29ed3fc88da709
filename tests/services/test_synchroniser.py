"""When suppliers are synchronised, on the simulator and the real clock."""

import asyncio
import time

from chorus_app.gateway.errors import AccountRefused, TooManyRequests, Unavailable
from chorus_app.services import accounts, invoices, synchronise
from chorus_app.services.synchroniser import Synchroniser
from chorus_app.store.tables import Structure
from tests.services.conftest import Choral, demo_accounts
from tests.services.looking import again, count, one_that_waits, running, until


def quick(choral: Choral, pace: float = 0.05) -> Synchroniser:
    context = choral.context
    return Synchroniser(context.store, context.live, context.client_for, pace)


async def test_a_change_shows_within_five_seconds_at_the_usual_pace(choral: Choral) -> None:
    async with running(choral.context.synchroniser):

        async def complete() -> bool:
            return (await invoices.freshness(choral.demo)).complete

        await until(complete, 20)
        row = await one_that_waits(choral.demo)
        seen = choral.context.live.version(choral.demo.structure_id)
        await choral.steer("move", idFacture=row.chorus_id, statut="MANDATEE")
        began = time.monotonic()
        await choral.context.live.wait(choral.demo.structure_id, seen, timeout=10)

        assert time.monotonic() - began < 5
        assert (await again(choral.demo, row)).status == "MANDATEE"


async def test_asking_does_not_wait_for_the_pace(choral: Choral) -> None:
    choral.context.synchroniser = quick(choral, pace=600)
    async with running(choral.context.synchroniser):

        async def complete() -> bool:
            return (await invoices.freshness(choral.demo)).complete

        await until(complete, 20)
        row = await one_that_waits(choral.demo)
        await choral.steer("move", idFacture=row.chorus_id, statut="MANDATEE")
        await asyncio.sleep(0.2)
        assert (await again(choral.demo, row)).status == "MISE_A_DISPOSITION"
        invoices.ask_synchronisation(choral.demo)

        async def moved() -> bool:
            return (await again(choral.demo, row)).status == "MANDATEE"

        assert await until(moved, 5) < 2


async def test_one_supplier_s_failure_does_not_stop_the_others(choral: Choral) -> None:
    broken, *_ = demo_accounts()
    await accounts.create([(*broken[:6], "faux mot de passe")])
    async with running(quick(choral)):

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
    async with running(quick(choral)):
        await asyncio.sleep(0.3)
        assert (await invoices.freshness(choral.empty)).true_at is None
        async with choral.context.store.session() as session:
            structure = await session.get_one(Structure, choral.empty.structure_id)
            structure.account_login = login

        async def found() -> bool:
            return (await invoices.freshness(choral.empty)).complete

        await until(found, 10)


async def test_a_supplier_that_leaves_is_forgotten(choral: Choral) -> None:
    synchroniser = quick(choral)
    async with running(synchroniser):

        async def known() -> bool:
            return choral.empty.structure_id in synchroniser._due

        await until(known, 10)
        async with choral.context.store.session() as session:
            structure = await session.get_one(Structure, choral.empty.structure_id)
            structure.account_login = ""

        async def forgotten() -> bool:
            return not await known()

        await until(forgotten, 10)


async def test_failures_are_spaced_out_and_bounded(choral: Choral) -> None:
    synchroniser = quick(choral, pace=2)

    delays = [synchroniser._delay_after(1, Unavailable()) for _ in range(12)]

    assert delays == [4, 8, 16, 32, *[60] * 8]
    assert quick(choral, pace=300)._delay_after(1, Unavailable()) == 300


async def test_a_spent_quota_is_respected_even_when_somebody_asks(choral: Choral) -> None:
    synchroniser = quick(choral)
    refused = TooManyRequests()
    refused.retry_after = 120

    assert synchroniser._delay_after(1, refused) == 120
    synchroniser._due[1] = time.monotonic() + 120
    synchroniser.wake(1)
    assert not synchroniser._is_due(1)
    synchroniser.wake(2)
    assert synchroniser._is_due(2)


async def test_two_passes_at_once_take_turns(choral: Choral) -> None:
    await asyncio.gather(*(choral.synchronise(choral.demo) for _ in range(3)))

    assert await count(choral.demo) == 244


async def test_wake_reaches_the_synchroniser_in_use(choral: Choral) -> None:
    synchronise.wake(choral.demo.structure_id)

    assert choral.demo.structure_id in choral.context.synchroniser._asked
