"""The first synchronisation of 20 000 invoices: usable at once, and never begun again."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from chorus_app.gateway.errors import Unavailable
from chorus_app.services import invoices
from chorus_app.store.tables import InvoiceRow
from tests.services.conftest import Choral
from tests.services.looking import count, newest, until


async def test_a_first_pass_that_fails_half_way_goes_on_where_it_stopped(choral: Choral) -> None:
    await choral.steer("faults", mode="down", paths="rechercher/fournisseur")
    with pytest.raises(Unavailable):
        await choral.synchronise(choral.demo)
    assert await count(choral.demo) == 0
    await choral.steer("faults", mode="none")
    job = asyncio.create_task(choral.synchronise(choral.load))

    async def some() -> bool:
        return await count(choral.load) >= 3_000

    await until(some, 20)
    await choral.steer("faults", mode="down", paths="rechercher/fournisseur")
    with pytest.raises(Unavailable):
        await job
    half = await invoices.freshness(choral.load)
    assert 3_000 <= half.done < 20_000
    assert not half.complete
    assert half.true_at is None

    await choral.steer("faults", mode="none")
    await choral.synchronise(choral.load)

    assert (await invoices.freshness(choral.load)).complete
    assert await count(choral.load) == 20_000


async def test_a_large_first_pass_is_usable_at_once_and_shows_its_progress(
    choral: Choral,
) -> None:
    seen = choral.context.live.version(choral.load.structure_id)
    job = asyncio.create_task(choral.synchronise(choral.load))
    seen = await choral.context.live.wait(choral.load.structure_id, seen, timeout=10)
    first = await newest(choral.load)
    progress, slowest = [await invoices.freshness(choral.load)], 0.0
    while not job.done():
        began = time.monotonic()
        await count(choral.load)
        slowest = max(slowest, time.monotonic() - began)
        seen = await choral.context.live.wait(choral.load.structure_id, seen, timeout=1)
        progress.append(await invoices.freshness(choral.load))
    await job

    assert progress[0].total == 20_000
    assert progress[0].done <= 250
    assert len(first) == 30
    sent = [row.id for row in await newest(choral.load, 500) if row.deposit_date]
    assert [row.id for row in first] == sent[:30]
    assert [told.done for told in progress] == sorted(told.done for told in progress)
    assert len({told.done for told in progress}) > 20
    assert progress[-1].complete
    assert slowest < 1


UNTIL_KILLED = """
import asyncio, sys
from pathlib import Path
import httpx
from chorus_app.gateway.connection import connect
from chorus_app.services import context
from chorus_app.settings import Settings
from chorus_app.simulator.app import create_app
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET

async def main(data, chorus, structure_id):
    transport = httpx.ASGITransport(create_app(Path(chorus), speed=0))
    connection = connect(base_url="http://chorus.invalid", client_id=CLIENT_ID,
                         client_secret=CLIENT_SECRET, transport=transport)
    made = await context.start(Settings(data_dir=Path(data)), connection)
    await made.synchroniser.synchronise(int(structure_id))

asyncio.run(main(*sys.argv[1:]))
"""


async def test_a_process_that_is_killed_goes_on_where_it_was(choral: Choral) -> None:
    data, structure_id = choral.context.settings.data_dir, choral.load.structure_id
    words = [str(data), str(choral.chorus_database.parent), str(structure_id)]
    process = await asyncio.to_thread(
        subprocess.Popen, [sys.executable, "-c", UNTIL_KILLED, *words], cwd=Path.cwd()
    )

    async def some() -> bool:
        assert process.poll() is None, "it ended before it could be killed"
        return (await invoices.freshness(choral.load)).done >= 2_000

    try:
        await until(some, 30)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        await asyncio.to_thread(process.wait)
    half = await invoices.freshness(choral.load)
    assert 2_000 <= half.done < 20_000
    assert await count(choral.load) == half.done

    await choral.synchronise(choral.load)

    async with choral.context.store.session() as session:
        mine = InvoiceRow.structure_id == structure_id
        ids = select(func.count(func.distinct(InvoiceRow.chorus_id))).where(mine)
        assert await session.scalar(ids) == 20_000
        assert await session.scalar(select(func.count()).where(mine)) == 20_000
