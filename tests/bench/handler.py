"""What the list's handler adds to the bare SQL of its search, at 20 000 invoices.

`python -m tests.bench.handler` times three things in turn, so that a noisy moment hits all alike:
the two statements through Python's own `sqlite3`, the store's page, and the whole handler of the
list, from the session's cookie to the delta that leaves for the phone. It fails when the handler's
95th percentile, all searches taken together, is over three times that of the bare SQL.
"""

import asyncio
import contextlib
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import event

from chorus_app import routes
from chorus_app.gateway.connection import connect
from chorus_app.services import accounts, context, sessions
from chorus_app.settings import Settings
from chorus_app.states.base import today
from chorus_app.states.factures import FIRST, FacturesState
from chorus_app.store import search
from chorus_app.store.engine import _PRAGMAS, Store
from chorus_app.store.invoices import upsert
from tests.bench.search import CASES, INVOICES, Case, made_up, say
from tests.states.tab import Tab, handlers

REPEATS = 40
RATIO = 3.0
EMAIL, PASSWORD = "mesure@choral.example", "mesure-choral"
Statement = tuple[str, tuple[Any, ...]]


@dataclass
class Times:
    """Milliseconds of each way to search, repeat by repeat."""

    sql: list[float] = field(default_factory=list)
    store: list[float] = field(default_factory=list)
    handler: list[float] = field(default_factory=list)

    def add(self, other: "Times") -> None:
        """Take another search's times in."""
        self.sql += other.sql
        self.store += other.store
        self.handler += other.handler

    @property
    def ratio(self) -> float:
        """The handler's 95th percentile over that of the bare SQL."""
        return at(self.handler, 0.95) / at(self.sql, 0.95)


def at(times: list[float], share: float) -> float:
    """Return the time that this share of the repeats kept below."""
    return sorted(times)[int(len(times) * share)]


@contextlib.asynccontextmanager
async def choral(folder: Path) -> AsyncIterator[str]:
    """Run what the handler needs on a database of 20 000 invoices; give a session's token."""
    nowhere = connect(base_url="http://chorus.invalid", client_id="x", client_secret="x")
    await context.start(Settings(data_dir=folder), nowhere)
    try:
        account = (EMAIL, PASSWORD, "Mesure", "73980623000960", "Mesure", "TECH_1", "x")
        await accounts.create([account])
        token, who = await sessions.sign_in(EMAIL, PASSWORD)
        invoices = made_up(INVOICES)
        for start in range(0, INVOICES, 500):
            async with context.current().store.session() as session:
                await upsert(session, who.structure_id, invoices[start : start + 500])
        yield token
    finally:
        await context.stop()


async def statements(store: Store, page: Callable[[], Awaitable[object]]) -> list[Statement]:
    """Return what a page asks of the database, as it asks it."""
    heard: list[Statement] = []

    def hear(_connection: Any, _cursor: Any, asked: str, given: Any, *_: object) -> None:
        if asked.startswith("SELECT"):
            heard.append((asked, tuple(given)))

    engine = store._engine.sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        await page()
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return heard


@contextlib.contextmanager
def bare(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the database with Python's own driver, set as the store sets it."""
    with contextlib.closing(sqlite3.connect(folder / "choral.db")) as database:
        for pragma in _PRAGMAS:
            database.execute(pragma)
        yield database


def ask(database: sqlite3.Connection, asked: list[Statement]) -> None:
    """Run each statement and fetch all it finds."""
    for statement, given in asked:
        database.execute(statement, given).fetchall()


async def measure(case: Case, token: str, database: sqlite3.Connection) -> Times:
    """Time one search in the three ways, in turn."""
    store, times = context.current().store, Times()
    who = await sessions.identity(token)
    assert who

    async def page() -> search.Results:
        async with store.reading() as session:
            return await search.page(
                session, who.structure_id, case.criteria, today(), offset=0, limit=FIRST
            )

    asked = await statements(store, page)
    arrive = handlers()["FacturesState.arrive"]
    tab = Tab(token, routes.factures(case.criteria.query_string()))
    for _ in range(REPEATS):
        began = perf_counter()
        ask(database, asked)
        read = perf_counter()
        found = await page()
        paged = perf_counter()
        await tab.call(arrive)
        tab.of(FacturesState).get_delta()
        ended = perf_counter()
        times.sql.append((read - began) * 1_000)
        times.store.append((paged - read) * 1_000)
        times.handler.append((ended - paged) * 1_000)
        assert tab.of(FacturesState).total == found.total, "not the same search"
        tab.of(FacturesState).loaded = False
    return times


def line(name: str, times: Times) -> None:
    """Print a row of the table."""
    p50 = f"{at(times.sql, 0.5):>7.1f} {at(times.store, 0.5):>7.1f} {at(times.handler, 0.5):>7.1f}"
    p95 = f"{at(times.sql, 0.95):>8.1f} {at(times.store, 0.95):>7.1f}"
    say(f"{name:24} {p50} {p95} {at(times.handler, 0.95):>7.1f} {times.ratio:>7.2f}")


async def main() -> bool:
    """Fill, measure, print; tell whether the handler keeps to its ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder, everything = Path(name), Times()
        async with choral(folder) as token:
            heads = [f"{head:>7}" for head in ("sql", "store", "handler") * 2]
            say(f"{'ms: p50, then p95':24} {' '.join(heads[:3])}  {' '.join(heads[3:])}   ratio")
            with bare(folder) as database:
                for case in (known for known in CASES if not known.offset):
                    times = await measure(case, token, database)
                    everything.add(times)
                    line(case.name, times)
        line("all together", everything)
    return everything.ratio <= RATIO


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)
