"""Workers in processes of their own, on a real Redis: what they do, and what their end leaves."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from chorus_app import startup
from chorus_app.domain.deposit import Stage
from chorus_app.services import invoices
from chorus_app.services.context import current
from chorus_app.settings import Settings
from chorus_app.store.turn_tables import TurnRow
from tests.databases import BOTH
from tests.jobs.processes import Place, several
from tests.jobs.redis_server import PROGRAM
from tests.services.looking import until


@pytest.fixture
async def place(demonstration: Path, tmp_path: Path) -> AsyncIterator[Place]:
    if not PROGRAM:
        pytest.skip("needs redis-server (apt-get install redis-server)")
    shutil.copytree(demonstration, tmp_path / "chorus")
    async with several(tmp_path) as place:
        yield place


async def sent(place: Place, deposit_id: str, seconds: float = 40) -> float:
    """Wait until a deposit is at Chorus Pro; return how long that took."""

    async def done() -> bool:
        return (await place.me.row(deposit_id)).stage == Stage.DEPOSEE

    return await until(done, seconds)


async def test_a_worker_sends_what_a_page_stores_and_the_page_hears_of_it(place: Place) -> None:
    await place.worker()
    live, number = current().live, place.field.who.structure_id

    async def mirrored() -> bool:
        return (await invoices.freshness(place.field.who)).complete

    await until(mirrored, 20)
    deposit_id = await place.me.ready("PR-001")
    seen = live.version(number)
    began = time.monotonic()
    await place.me.confirm(deposit_id)
    page = asyncio.create_task(live.wait(number, seen, timeout=20))

    await sent(place, deposit_id)
    assert await page > seen
    assert time.monotonic() - began < 5
    assert place.field.at_chorus("PR-001") == 1


@BOTH
async def test_what_a_killed_worker_left_another_sends_once(place: Place) -> None:
    first = await place.worker()
    await place.field.chorus.post(
        "/simulateur/api/faults", json={"mode": "slow", "paths": "soumettre", "seconds": 2}
    )
    deposit_id = await place.me.confirmed("PR-002")

    async def under_way() -> bool:
        return (await place.me.row(deposit_id)).attempted_at is not None

    await until(under_way, 20)
    await first.kill()
    await place.field.chorus.post("/simulateur/api/faults", json={"mode": "none"})
    await place.worker()

    await sent(place, deposit_id)
    assert place.field.at_chorus("PR-002") == 1


@BOTH
async def test_two_workers_share_out_and_a_signal_ends_them_well(place: Place) -> None:
    workers = [await place.worker() for _ in range(2)]
    scheduler = await place.worker("--scheduler")
    deposits = [await place.me.confirmed(f"PR-{rank:03}") for rank in range(10, 16)]
    for deposit_id in deposits:
        await sent(place, deposit_id)

    assert [place.field.at_chorus(f"PR-{rank:03}") for rank in range(10, 16)] == [1] * 6
    assert [await one.kill(signal.SIGTERM) for one in (*workers, scheduler)] == [0, 0, 0]


async def test_with_redis_down_intents_are_stored_and_sent_all_the_same(place: Place) -> None:
    worker = await place.worker()
    place.redis.stop()
    deposit_id = await place.me.confirmed("PR-020")

    await sent(place, deposit_id)
    place.redis.start()
    again = await place.me.confirmed("PR-021")
    await sent(place, again)
    assert worker.process.returncode is None


async def test_what_redis_forgot_is_swept(place: Place) -> None:
    deposit_id = await place.me.confirmed("PR-030")
    await asyncio.sleep(0.2)
    place.redis.stop()
    place.redis.start()
    await place.worker()

    await sent(place, deposit_id)


async def test_the_operator_sees_who_works(place: Place) -> None:
    def status() -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "chorus_app.status"]
        return subprocess.run(
            words, env=place.environment, capture_output=True, text=True, check=False
        )

    lonely = await asyncio.to_thread(status)
    assert (lonely.returncode, lonely.stderr) == (1, "")
    assert "no worker is there" in lonely.stdout
    worker = await place.worker()

    async def swept() -> bool:
        async with current().store.session() as session:
            return bool((await session.scalars(select(TurnRow))).first())

    await until(swept, 20)
    served = await asyncio.to_thread(status)
    assert f"worker    {worker.process.pid:7}  up 0:00:" in served.stdout
    assert "sweeps" in served.stdout
    assert "no worker" not in served.stdout
    place.redis.stop()
    assert "Redis does not answer" in (await asyncio.to_thread(status)).stdout


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "CHORAL_REDIS_URL is not set"),
        ({"CHORAL_REDIS_URL": "redis://127.0.0.1:1"}, "CHORAL_CHORUS_URL=http"),
        ({"CHORAL_REDIS_URL": "localhost:6379", "CHORAL_CHORUS": "sandbox"}, "redis://"),
        ({"CHORAL_REDIS_URL": "redis://:s3cr/et@h", "CHORAL_CHORUS": "sandbox"}, "redis://"),
    ],
)
def test_a_worker_that_could_do_nothing_says_why(
    tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHORAL_")}
    ended = subprocess.run(
        [sys.executable, "-m", "chorus_app.worker"],
        env={**kept, "CHORAL_DATA_DIR": str(tmp_path), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "s3cr" not in ended.stderr


async def test_the_web_process_leaves_no_job_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Settings(data_dir=tmp_path, redis_url=SecretStr("redis://127.0.0.1:1"))
    monkeypatch.setattr(startup, "settings", lambda: made)

    with pytest.raises(startup.CannotWork, match="make simulator"):
        async with startup.running():
            pass
