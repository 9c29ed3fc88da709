"""Rounds of a crash run: deposits are queued, senders killed at any moment, and all is counted."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx

from chorus_app import documents
from chorus_app.gateway.connection import connect
from chorus_app.services import accounts, context, deposits, directory, sessions
from chorus_app.services.sessions import Identity
from chorus_app.settings import Settings
from chorus_app.simulator.demo import BEGINNER, CLIENT_ID, CLIENT_SECRET
from tests.services.crash.processes import Sender, simulator
from tests.services.depositing import FREE, TODAY, chunks
from tests.services.papers import facturx, paper

EMAIL, PASSWORD = "crash@choral.example", "un mot de passe"
FAULTS = ("none", "drop_after_work", "truncated", "503", "429", "down")
STEPS = ("soumettre", "deposer/flux", "deposer/pdf", "rechercher/fournisseur")
LONGEST = 180.0


@dataclass
class Tally:
    """What a crash run came to. `wrong` is empty when every invoice exists exactly once."""

    deposits: int = 0
    kills: int = 0
    in_flight: int = 0
    """Kills that left a sending without its outcome."""
    lost_answers: int = 0
    """Those whose invoice or flow was at Chorus Pro already."""
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Field:
    """Where a run takes place."""

    folder: Path
    chorus: httpx.AsyncClient
    who: Identity
    chance: Random

    @property
    def data_dir(self) -> Path:
        return self.folder / "choral"

    def rows(self) -> list[dict[str, Any]]:
        return _ask(self.data_dir / "choral.db", "SELECT * FROM deposit ORDER BY invoice_number")

    def at_chorus(self, number: str) -> int:
        found = self._chorus("SELECT count(*) AS n FROM invoice WHERE number = ?", number)
        return int(found[0]["n"])

    def flows(self, name: str) -> int:
        return int(self._chorus("SELECT count(*) AS n FROM flow WHERE name = ?", name)[0]["n"])

    def free_body(self) -> str:
        return str(self._chorus("SELECT siret FROM structure WHERE name = ?", FREE)[0]["siret"])

    def _chorus(self, sql: str, *values: object) -> list[dict[str, Any]]:
        return _ask(self.folder / "chorus" / "chorus-pro.db", sql, *values)


def _ask(path: Path, sql: str, *values: object) -> list[dict[str, Any]]:
    with contextlib.closing(sqlite3.connect(path, timeout=30)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(sql, values)]


@contextlib.asynccontextmanager
async def a_field(folder: Path, seed: int) -> AsyncIterator[Field]:
    """Open Choral in this process, where drafts are made; nothing is sent from here."""
    directory.forget()
    async with simulator(folder / "chorus") as chorus:
        address = str(chorus.base_url)
        connection = connect(base_url=address, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
        await context.start(Settings(data_dir=folder / "choral"), connection)
        demo = BEGINNER
        await accounts.create(
            [(EMAIL, PASSWORD, "Camille", demo.siret, demo.name, demo.login, demo.password)]
        )
        _, who = await sessions.sign_in(EMAIL, PASSWORD)
        try:
            yield Field(folder, chorus, who, Random(seed))
        finally:
            await context.stop()
            await documents.close_pool()


async def one_round(place: Field, tally: Tally, rank: int, *, size: int, kills: int) -> None:
    """Queue deposits, kill whoever carries them out, then let one live until all is settled."""
    began = time.monotonic()
    numbers = [f"CR-{rank:03}-{one:02}" for one in range(size)]
    for number in numbers:
        await _confirm(place, number)
    for _ in range(kills):
        await _live_and_die(place, tally)
    await place.chorus.post("/simulateur/api/faults", json={"mode": "none"})
    last = await Sender.start(place.data_dir, str(place.chorus.base_url))
    try:
        await _until_settled(place)
    finally:
        await last.kill()
    _count(place, tally, numbers)
    tally.deposits += size
    tally.seconds += time.monotonic() - began


async def _confirm(place: Field, number: str) -> None:
    """Confirm a PDF, or one time in three a Factur-X file, which bears the invoice's number."""
    is_flow = place.chance.random() < 1 / 3
    body, siret = place.free_body(), place.who.structure_siret
    content = facturx(number, siret, body, TODAY) if is_flow else paper(number, body, TODAY)
    key, length = await context.current().files.save(chunks(content), 10_000_000)
    deposit_id = await deposits.create(place.who, key, f"{number}.pdf", length)
    seen = await deposits.confirm(place.who, deposit_id, TODAY)
    assert seen.stage == "A_ENVOYER", (seen.problems, seen.findings, seen.directory_problem)


async def _live_and_die(place: Field, tally: Tally) -> None:
    """Start a sender, at times two, while Chorus Pro fails at times; kill at a random moment."""
    await place.chorus.post("/simulateur/api/faults", json=_fault(place.chance))
    address = str(place.chorus.base_url)
    count = 2 if place.chance.random() < 0.25 else 1
    running = [await Sender.start(place.data_dir, address) for _ in range(count)]
    await asyncio.sleep(place.chance.uniform(0.1, 1.2))
    for sender in running:
        await sender.kill()
    tally.kills += count
    for row in place.rows():
        if row["attempted_at"] and row["stage"] == "A_ENVOYER":
            tally.in_flight += 1
            there = place.at_chorus(row["invoice_number"]) or place.flows(row["file_name"])
            tally.lost_answers += bool(there)


def _fault(chance: Random) -> dict[str, Any]:
    """Have Chorus Pro answer late, so that death comes between its work and its answer; or fail."""
    step = chance.choice(STEPS)
    if chance.random() < 0.7:
        return {"mode": "slow", "paths": step, "seconds": 0.4}
    return {"mode": chance.choice(FAULTS), "paths": step, "times": 1}


async def _until_settled(place: Field) -> None:
    async with asyncio.timeout(LONGEST):
        while any(row["stage"] in ("A_ENVOYER", "EN_SUIVI") for row in place.rows()):
            await asyncio.sleep(0.2)


def _count(place: Field, tally: Tally, numbers: list[str]) -> None:
    rows = {row["invoice_number"]: row for row in place.rows()}
    for number in numbers:
        row, there = rows[number], place.at_chorus(number)
        if there != 1:
            tally.wrong.append(f"{number}: {there} invoices at Chorus Pro")
        if row["stage"] != "DEPOSEE":
            tally.wrong.append(f"{number}: {row['stage']} {row['problem']}")
        if row["file_kind"] != "PDF" and place.flows(row["file_name"]) != 1:
            tally.wrong.append(f"{number}: {place.flows(row['file_name'])} flows at Chorus Pro")
