import asyncio
import time

from chorus_app.services.live import Live


async def test_wait_returns_at_once_what_was_missed() -> None:
    live = Live()
    live.notify(1)

    assert await live.wait(1, 0, timeout=5) == 1


async def test_wait_hears_of_a_change() -> None:
    live = Live()
    waiting = asyncio.create_task(live.wait(1, live.version(1), timeout=5))
    await asyncio.sleep(0)
    live.notify(1)

    assert await waiting == 1


async def test_wait_gives_up_and_returns_the_same_version() -> None:
    live = Live()
    live.notify(1)

    assert await live.wait(1, 1, timeout=0.01) == 1


async def test_another_supplier_wakes_nobody() -> None:
    live = Live()
    waiting = asyncio.create_task(live.wait(1, 0, timeout=0.05))
    await asyncio.sleep(0)
    live.notify(2)

    assert await waiting == 0


async def test_the_database_s_version_only_raises() -> None:
    live = Live()
    live.notify(1, 40)
    assert live.version(1) == 40
    live.notify(1, 12)
    assert live.version(1) == 41


async def test_thousands_wait_and_are_woken_within_a_moment() -> None:
    live = Live()
    waiting = [asyncio.create_task(live.wait(n % 50, 0, timeout=30)) for n in range(5_000)]
    await asyncio.sleep(0)
    began = time.perf_counter()
    for structure_id in range(50):
        live.notify(structure_id)

    assert set(await asyncio.gather(*waiting)) == {1}
    assert time.perf_counter() - began < 1


async def test_whoever_gave_up_leaves_nothing_behind() -> None:
    live = Live()
    await asyncio.gather(*(live.wait(1, 0, timeout=0.01) for _ in range(100)))

    assert len(live._changes) == 1
