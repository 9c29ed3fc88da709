"""`python -m tests.bench.jobs`: from a stored intent to its sending, in the process and on Redis.

Prints, for each, the median and the slowest wait in milliseconds: until somebody has claimed the
intent, and until Chorus Pro (the simulator, in a process of its own) has the invoice; then the
memory of a worker.
"""

import argparse
import asyncio
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from chorus_app.jobs.fleet import Role
from chorus_app.jobs.running import running
from chorus_app.services import context
from tests.jobs.processes import several
from tests.services.conftest import Choral
from tests.services.crash.rounds import Field, a_field
from tests.services.depositing import Supplier

STORED = "SELECT stage <> 'BROUILLON' FROM deposit WHERE id = ?"
CLAIMED = "SELECT retry_at IS NOT NULL OR stage <> 'A_ENVOYER' FROM deposit WHERE id = ?"
SENT = "SELECT stage = 'DEPOSEE' FROM deposit WHERE id = ?"


async def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.jobs", description=__doc__)
    parser.add_argument("--deposits", type=int, default=40)
    count = parser.parse_args().deposits
    with tempfile.TemporaryDirectory() as folder:
        async with a_field(Path(folder), 1) as field, running("", Role.WEB):
            _print("in process", await _waits(field, count))
    with tempfile.TemporaryDirectory() as folder:
        async with several(Path(folder)) as place:
            worker = await place.worker()
            _print("on Redis", await _waits(place.field, count))
            print(f"a worker: {_memory(worker.process.pid)}")


async def _waits(field: Field, count: int) -> list[tuple[float, float]]:
    database = field.folder / "chorus" / "chorus-pro.db"
    me = Supplier(Choral(context.current(), field.chorus, (field.who,), database), field.who)
    await asyncio.sleep(3)  # the first synchronisation is over
    waits = []
    for rank in range(count):
        deposit_id = await me.ready(f"JB-{rank:03}")
        confirming = asyncio.create_task(me.confirm(deposit_id))
        stored = await _until(field, STORED, deposit_id)
        claimed = await _until(field, CLAIMED, deposit_id)
        waits.append((claimed - stored, await _until(field, SENT, deposit_id) - stored))
        await confirming
    return waits


async def _until(field: Field, sql: str, deposit_id: str) -> float:
    """Return the moment at which a question about a deposit is answered with yes."""
    with closing(sqlite3.connect(field.data_dir / "choral.db")) as database:
        async with asyncio.timeout(60):
            while not database.execute(sql, (deposit_id,)).fetchone()[0]:
                await asyncio.sleep(0.001)
    return time.perf_counter()


def _memory(pid: int) -> str:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    told = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:] if line.endswith("kB")}
    return f"{told['Rss'] / 1024:.0f} MB resident, {told['Pss'] / 1024:.0f} MB its own share"


def _print(name: str, waits: list[tuple[float, float]]) -> None:
    for what, column in zip(("claimed", "sent"), zip(*waits, strict=True), strict=True):
        middle, most = statistics.median(column) * 1000, max(column) * 1000
        print(f"{name:10} {what:8} median {middle:6.0f} ms, slowest {most:6.0f} ms", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
