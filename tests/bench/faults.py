"""`python -m tests.bench.faults --deposits 1000 --seed 1`: deposits while Chorus Pro fails.

Every deposit takes the real path, from the file to the receipt, against the simulator in a process
of its own, over a socket. At the end Chorus Pro must hold each invoice exactly once. `--table`
prints what a user sees of each fault instead.
"""

import argparse
import asyncio
import contextlib
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.bench import faults_run, faults_table
from tests.bench.faults_run import Observed, Worker
from tests.bench.faulty_simulator import MEANINGS

READY_WITHIN = 60.0


@dataclass(frozen=True)
class Chorus:
    """The simulator that fails."""

    url: str
    database: Path

    def steer(self, rate: float, **words: Any) -> None:
        """Set how often it fails."""
        httpx.post(f"{self.url}/bench/faults", json={"rate": rate, **words}).raise_for_status()

    def told(self) -> dict[str, Any]:
        """Return the faults played, and how many doubles Chorus Pro refused."""
        found: dict[str, Any] = httpx.get(f"{self.url}/bench/faults").json()
        return found

    def invoices(self) -> Counter[str]:
        """Return how often each number of ours stands in Chorus Pro's own database."""
        with contextlib.closing(
            sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        ) as database:
            found = database.execute(
                "SELECT number, count(*) FROM invoice WHERE number GLOB '[PX]?????' GROUP BY number"
            )
            return Counter(dict(found.fetchall()))

    def flows_sent_again(self) -> int:
        """Return how many files were handed over more than once."""
        with contextlib.closing(
            sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        ) as database:
            found = database.execute("SELECT count(*) - count(DISTINCT name) FROM flow")
            return int(found.fetchone()[0])


@contextlib.contextmanager
def served(folder: Path, seed: int) -> Iterator[Chorus]:
    """Run the simulator that fails, quiet at first."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.bench.faulty_simulator", "--port", str(port)]
    options = ["--data", str(folder), "--rate", "0", "--seed", str(seed)]
    process = subprocess.Popen([*command, *options])
    try:
        yield _ready(Chorus(f"http://127.0.0.1:{port}", folder / "chorus-pro.db"), process)
    finally:
        process.terminate()
        process.wait(20)


def _ready(chorus: Chorus, process: subprocess.Popen[bytes]) -> Chorus:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            chorus.told()
            return chorus
        time.sleep(0.1)
    sys.exit("the simulator did not start")


async def measure(folder: Path, chorus: Chorus, wanted: int, rate: float) -> bool:
    """Deposit, then print what happened; tell whether each invoice is there exactly once."""
    observed = Observed()
    faults_run.hasten()
    async with faults_run.choral(folder, chorus.url):
        people = await faults_run.people()
        recipient = await faults_run.demanding(people[0])
        workers = [Worker(who, recipient, observed) for who in people]
        chorus.steer(rate)
        await faults_run.run(folder, wanted, observed, workers)
        chorus.steer(0)
    _print_faults(chorus, observed)
    return _print_outcome(folder, chorus, observed, wanted)


def _print_faults(chorus: Chorus, observed: Observed) -> None:
    counts = {(mode, route): count for mode, route, count in chorus.told()["counts"]}
    routes = sorted({route for _, route in counts})
    print("\nFaults played, by route\n")
    for rank, route in enumerate(routes, 1):
        print(f"  {rank}  {route}")
    print("\n" + " " * 44 + "".join(f"{rank:>6}" for rank in range(1, len(routes) + 1)) + "   all")
    for mode, meaning in MEANINGS.items():
        row = [counts.get((mode, route), 0) for route in routes]
        print(f"  {meaning:<42}" + "".join(f"{count:>6}" for count in row) + f"{sum(row):>6}")
    calls = sum(observed.calls.values())
    print(f"\n  {sum(counts.values())} faults in {calls} calls")


def _print_outcome(folder: Path, chorus: Chorus, observed: Observed, wanted: int) -> bool:
    found = chorus.invoices()
    stages, kept = _deposits(folder)
    lost = wanted - len(found)
    twice = sum(count > 1 for count in found.values())
    print("\nWhat users were told meanwhile (deposits)\n")
    for sentence, numbers in sorted(observed.sentences.items(), key=lambda one: -len(one[1])):
        print(f"  {len(numbers):>5}  {sentence}")
    print(
        f"  {observed.directory_failures:>5}  confirmations to make again: directory out of reach"
    )
    rows = [
        ("deposits confirmed", wanted),
        ("deposits that Choral calls « Déposée »", stages["DEPOSEE"]),
        ("deposits under way or refused", sum(stages.values()) - stages["DEPOSEE"]),
        ("receipts that name the right invoice", kept),
        ("invoices in Chorus Pro", sum(found.values())),
        ("invoices twice in Chorus Pro", twice),
        ("invoices lost", lost),
        ("doubles that Chorus Pro refused (PDF)", chorus.told()["duplicates"]),
        ("files handed over again (XML)", chorus.flows_sent_again()),
    ]
    print("\nOutcome\n")
    for what, count in rows:
        print(f"  {what:<42}{count:>6}")
    print(f"  {'seconds':<42}{observed.seconds:>6.0f}\n")
    right = stages["DEPOSEE"] == kept == wanted == sum(found.values()) == len(found)
    print("Each invoice is in Chorus Pro exactly once." if right else "NOT each invoice once.")
    return right


def _deposits(folder: Path) -> tuple[Counter[str], int]:
    """Return how many deposits stand at each stage, and how many name an invoice of their own."""
    with contextlib.closing(sqlite3.connect(folder / "choral.db")) as database:
        stages = Counter(dict(database.execute("SELECT stage, count(*) FROM deposit GROUP BY 1")))
        named = "SELECT count(DISTINCT invoice_chorus_id) FROM deposit WHERE stage = 'DEPOSEE'"
        return stages, int(database.execute(named).fetchone()[0])


def main() -> int:
    """Read the command line and measure; 1 when an invoice is lost or stands twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.faults")
    parser.add_argument("--deposits", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=0.3, help="share of the calls that fail")
    parser.add_argument("--table", action="store_true", help="what a user sees of each fault")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "chorus", asked.seed) as chorus,
    ):
        if asked.table:
            asyncio.run(faults_table.show(chorus.url, chorus.steer))
            return 0
        place = Path(folder) / "choral"
        return not asyncio.run(measure(place, chorus, asked.deposits, asked.rate))


if __name__ == "__main__":
    sys.exit(main())
