"""States on their real parts: the real services, a database in a file, the simulator below them."""

import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher

from chorus_app import documents
from chorus_app.gateway.connection import connect
from chorus_app.services import accounts, context, deposits, directory, passwords, sessions
from chorus_app.services.sessions import Identity
from chorus_app.settings import Settings
from chorus_app.simulator.app import create_app
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET, DEMO_ACCOUNTS
from tests.documents.pdf_samples import lines, pdf
from tests.states.tab import Tab

PASSWORD = "choral-demo"
MINE, EMPTY = "demo@choral.example", "vide@choral.example"
EMAILS = (MINE, "charge@choral.example", EMPTY)


@dataclass
class Choral:
    """Choral as it runs: who may sign in, and what the first of them has."""

    folder: Path
    mine: str = field(repr=False)
    empty: str = field(repr=False)
    draft: str
    others_draft: str

    def tab(self, token: str | None = None, address: str = "/") -> Tab:
        """Open a page with this session's cookie, or with none."""
        return Tab(token, address)

    def stored(self) -> dict[str, list[dict[str, object]]]:
        """Return everything that the database holds, by table."""
        path = self.folder / "choral" / "choral.db"
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.row_factory = sqlite3.Row
            named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {
                table: [dict(row) for row in database.execute(f"SELECT * FROM {table}")]
                for (table,) in named.fetchall()
            }

    def invoice_ids(self, status: str = "%", type_code: str = "%") -> list[int]:
        """Return the ids of the demo supplier's invoices, of one status and type or of all."""
        path = self.folder / "choral" / "choral.db"
        asked = "SELECT id FROM invoice WHERE status LIKE ? AND type_code LIKE ? ORDER BY id"
        with contextlib.closing(sqlite3.connect(path)) as database:
            return [number for (number,) in database.execute(asked, (status, type_code))]

    def rewrite(self, sql: str, *values: object) -> None:
        """Change what the database holds, as no handler would."""
        path = self.folder / "choral" / "choral.db"
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            database.execute(sql, values)

    def suspended(self) -> int:
        """Return the id of an invoice that waits for a piece; credit notes are in no delay."""
        return self.invoice_ids("SUSPENDUE", "FACTURE")[0]


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hash with argon2id at the least cost, or the tests would spend their time there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
        yield


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Choral:
    """Choral's folders once the demo supplier was read from Chorus Pro and began a deposit."""
    folder = tmp_path_factory.mktemp("furnished")
    return asyncio.run(_furnish(folder))


async def _furnish(folder: Path) -> Choral:
    async with _running(folder):
        await accounts.create(
            (email, PASSWORD, "Camille Martin", demo.siret, demo.name, demo.login, demo.password)
            for email, demo in zip(EMAILS, DEMO_ACCOUNTS, strict=True)
        )
        mine, who = await sessions.sign_in(MINE, PASSWORD)
        empty, other = await sessions.sign_in(EMPTY, PASSWORD)
        await context.current().synchroniser.synchronise(who.structure_id)
        return Choral(folder, mine, empty, await _draft(who), await _draft(other))


async def _draft(who: Identity) -> str:
    content = pdf(lines("FACTURE N° VTI/2026/90042", "Net à payer : 120,00 €"))
    key, size = await context.current().files.save(_chunks(content), 10_000_000)
    await documents.start_pool()
    try:
        return await deposits.create(who, key, "facture.pdf", size)
    finally:
        await documents.close_pool()


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content


@pytest.fixture
async def choral(furnished: Choral, tmp_path: Path) -> AsyncIterator[Choral]:
    """Choral running on a copy of the furnished folders."""
    async with on_a_copy(furnished, tmp_path) as running:
        yield running


@contextlib.asynccontextmanager
async def on_a_copy(furnished: Choral, folder: Path) -> AsyncIterator[Choral]:
    """Run Choral on a copy of the furnished folders, below `folder`."""
    copied = Path(shutil.copytree(furnished.folder, folder / "copy"))
    directory.forget()
    async with _running(copied):
        yield replace(furnished, folder=copied)


@contextlib.asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[None]:
    simulator = await asyncio.to_thread(create_app, folder / "chorus", speed=0)
    connection = connect(
        base_url="http://chorus.invalid",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        transport=httpx.ASGITransport(simulator),
    )
    await context.start(Settings(data_dir=folder / "choral"), connection)
    try:
        yield
    finally:
        await context.stop()
        await simulator.state.world.close()
