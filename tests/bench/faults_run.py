"""Deposits by the real path (files, reader, store, sender, client) while Chorus Pro fails."""

import asyncio
import contextlib
import logging
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from chorus_app import documents
from chorus_app.domain.invoice import Recipient
from chorus_app.gateway import tokens
from chorus_app.gateway.connection import connect
from chorus_app.jobs import engine, handlers
from chorus_app.jobs.fleet import Role
from chorus_app.jobs.running import running
from chorus_app.services import (
    accounts,
    carrying,
    context,
    deposits,
    outgoing,
    sending,
    sessions,
)
from chorus_app.services.context import Context
from chorus_app.services.sessions import Identity
from chorus_app.services.work import Kind
from chorus_app.settings import Settings
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET, DEMO_ACCOUNTS
from tests.gateway import papers

SCALE = 30
"""Choral waits 30 s for an answer; here 1 s, and every other wait is divided as much."""
TIMEOUT = 1.0
ENGAGEMENT = "1300012345"
FLOWS_ONE_IN = 5
"""One deposit in five is an XML invoice, that goes by `deposer/flux`."""


@dataclass
class Observed:
    """What was seen while it ran."""

    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    sentences: dict[str, set[str]] = field(default_factory=dict)
    directory_failures: int = 0
    seconds: float = 0.0


class Calls(logging.Handler):
    """Counts what the client's log says of each call: route and outcome."""

    def __init__(self, counts: Counter[tuple[str, str]]) -> None:
        super().__init__(logging.INFO)
        self._counts = counts

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line of an exchange."""
        if isinstance(record.args, tuple) and len(record.args) == 5:
            self._counts[str(record.args[1]), str(record.args[2])] += 1


def hasten() -> None:
    """Divide Choral's own waits by `SCALE`."""
    sending.SUBMISSION_SETTLES /= SCALE
    pause = outgoing.pause_after
    carrying.pause_after = outgoing.pause_after = lambda attempts: pause(attempts) / SCALE
    engine.SWEEP_SECONDS /= SCALE
    handlers._HANDLERS[Kind.SYNCHRONISE] = _no_mirror
    tokens._TRUST /= SCALE


async def _no_mirror(_: int) -> None:
    """Leave the calls to those of deposits."""


@contextlib.asynccontextmanager
async def choral(folder: Path, url: str) -> AsyncIterator[Context]:
    """Start what Choral is made of, but for its pages and the mirror."""
    settings = Settings(data_dir=folder, chorus_url=url, chorus_timeout=TIMEOUT)
    connection = connect(
        base_url=url,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        timeout=TIMEOUT,
        pause=10.0 / SCALE,
    )
    started = await context.start(settings, connection)
    await documents.start_pool()
    try:
        async with running("", Role.WEB):
            yield started
    finally:
        await documents.close_pool()
        await context.stop()


async def people() -> list[Identity]:
    """Sign in somebody for each supplier of the demonstration."""
    password = accounts.DEMO_PASSWORD
    await accounts.create(
        (email, password, name, known.siret, known.name, known.login, known.password)
        for (email, name), known in zip(accounts.DEMO_PEOPLE, DEMO_ACCOUNTS, strict=True)
    )
    return [(await sessions.sign_in(email, password))[1] for email, _ in accounts.DEMO_PEOPLE]


async def demanding(who: Identity) -> Recipient:
    """Return an open body that demands a service and an engagement."""
    client = await accounts.client_of(who.structure_id)
    for body in await client.find_structures(name="Ville", limit=50):
        recipient = await client.recipient(body)
        duties = recipient.obligations
        if body.active and duties.service_required and duties.engagement_required:
            return recipient
    sys.exit("the demonstration has no recipient that demands everything")


@dataclass
class Worker:
    """Somebody who deposits invoices one after the other, and insists when Choral asks to."""

    who: Identity
    recipient: Recipient
    observed: Observed

    async def deposit(self, number: str, *, flow: bool) -> None:
        """Hand over a file, type what it does not say, and confirm."""
        name, content = self._paper(number, flow=flow)
        key, size = await context.current().files.save(_chunks(content), 10_000_000)
        deposit_id = await deposits.create(self.who, key, name, size)
        typed: dict[str, object] = {
            "service_code": self._service(),
            "purchase_order_reference": ENGAGEMENT,
        }
        await deposits.change(self.who, deposit_id, typed)
        await self._confirm(deposit_id)

    def _service(self) -> str:
        services = self.recipient.services
        return next(s.code for s in services if s.active and s.code != "FACTURES_PUBLIQUES")

    def _paper(self, number: str, *, flow: bool) -> tuple[str, bytes]:
        siret, today = self.recipient.structure.siret, datetime.now(UTC).date()
        supplier = self.who.structure_siret
        if not flow:
            content = papers.pdf(number, recipient=siret, supplier=supplier, issued=today)
            return f"{number}.pdf", content
        content = papers.cii(
            number,
            recipient=siret,
            supplier=supplier,
            service=self._service(),
            engagement=ENGAGEMENT,
            issued=today,
        )
        return f"{number}.xml", content

    async def _confirm(self, deposit_id: str) -> None:
        while True:
            seen = await deposits.confirm(self.who, deposit_id, date.today())
            if not seen.is_editable:
                return
            if not seen.directory_problem:
                sys.exit(f"{seen.file_name} cannot be sent: {seen.problems} {seen.findings}")
            self.observed.directory_failures += 1
            await asyncio.sleep(0.1)


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def run(folder: Path, wanted: int, observed: Observed, workers: list[Worker]) -> None:
    """Deposit `wanted` invoices and wait until each has its end, or nothing moves any more."""
    started = perf_counter()
    log = logging.getLogger("chorus_app.gateway")
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addHandler(Calls(observed.calls))
    logging.getLogger("chorus_app").setLevel(logging.CRITICAL)
    shares = [range(rank, wanted, len(workers)) for rank in range(len(workers))]
    depositing = asyncio.gather(
        *(_work(worker, share) for worker, share in zip(workers, shares, strict=True))
    )
    await _watch(folder / "choral.db", wanted, observed, depositing)
    await depositing
    observed.seconds = perf_counter() - started


async def _work(worker: Worker, share: range) -> None:
    for rank in share:
        flow = rank % FLOWS_ONE_IN == 0
        await worker.deposit(f"{'X' if flow else 'P'}{rank:05d}", flow=flow)


async def _watch(
    database: Path, wanted: int, observed: Observed, depositing: asyncio.Future[list[None]]
) -> None:
    """Note what the screens would say, until every deposit is over; tell how far it is."""
    told = moved = perf_counter()
    last = -1
    while last < wanted:
        await asyncio.sleep(0.25)
        if depositing.done() and depositing.exception():
            return
        over, problems = await asyncio.to_thread(_look, database)
        for number, sentence in problems:
            observed.sentences.setdefault(sentence, set()).add(number)
        if over != last:
            last, moved = over, perf_counter()
        if perf_counter() - told > 15:
            told = perf_counter()
            print(f"  {over} deposits of {wanted} are over", file=sys.stderr, flush=True)
        if perf_counter() - moved > timedelta(minutes=5).total_seconds():
            return


def _look(database: Path) -> tuple[int, list[tuple[str, str]]]:
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reading:
        over = reading.execute(
            "SELECT count(*) FROM deposit WHERE stage IN ('DEPOSEE', 'REFUSEE')"
        ).fetchone()[0]
        found = reading.execute("SELECT invoice_number, problem FROM deposit WHERE problem <> ''")
        return over, found.fetchall()
