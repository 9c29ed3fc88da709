"""Services on their real parts: a database in a file, the simulator under the real client."""

import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from chorus_app.gateway.connection import Connection, connect
from chorus_app.services import accounts, context, passwords, sessions
from chorus_app.services.context import Context
from chorus_app.services.sessions import Identity
from chorus_app.settings import Settings
from chorus_app.simulator.app import create_app
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET, DEMO_ACCOUNTS

NOWHERE = "http://chorus.invalid"
PASSWORD = "choral-demo"
EMAILS = ("demo@choral.example", "charge@choral.example", "vide@choral.example")


@dataclass(frozen=True)
class Choral:
    """Choral as it runs, and the hand on the simulator."""

    context: Context
    chorus: httpx.AsyncClient
    people: tuple[Identity, ...]
    chorus_database: Path

    @property
    def demo(self) -> Identity:
        """Who acts for the supplier with 244 invoices."""
        return self.people[0]

    @property
    def load(self) -> Identity:
        """Who acts for the supplier with 20 000 invoices."""
        return self.people[1]

    @property
    def empty(self) -> Identity:
        """Who acts for the supplier without invoices."""
        return self.people[2]

    async def synchronise(self, who: Identity, times: int = 1) -> None:
        """Make passes over a supplier."""
        for _ in range(times):
            await self.context.synchroniser.synchronise(who.structure_id)

    def rewrite(self, sql: str, *values: object) -> None:
        """Change what Chorus Pro holds, without its noticing."""
        with contextlib.closing(sqlite3.connect(self.chorus_database)) as database, database:
            database.execute(sql, values)

    async def steer(self, what: str, **words: Any) -> None:
        """Steer the simulator."""
        answer = await self.chorus.post(f"/simulateur/api/{what}", json=words)
        assert answer.status_code == 200, answer.text


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash with argon2id at the least cost, or the tests would spend their time there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
        yield


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the simulator, seeded once and closed."""
    folder = tmp_path_factory.mktemp("demonstration")
    asyncio.run(create_app(folder, speed=0).state.world.close())
    return folder


@pytest.fixture
async def signed(tmp_path: Path) -> AsyncIterator[tuple[Identity, ...]]:
    """Choral with the demo accounts, where no Chorus Pro answers; gives who is signed in."""
    await context.start(Settings(data_dir=tmp_path / "choral"), _connection(None))
    yield await _sign_everybody_in()
    await context.stop()


@pytest.fixture
async def choral(demonstration: Path, tmp_path: Path) -> AsyncIterator[Choral]:
    """Choral with the demo accounts, on a Chorus Pro whose lives stand still."""
    simulator = create_app(Path(shutil.copytree(demonstration, tmp_path / "chorus")), speed=0)
    transport = httpx.ASGITransport(simulator)
    running = await context.start(Settings(data_dir=tmp_path / "choral"), _connection(transport))
    people = await _sign_everybody_in()
    async with httpx.AsyncClient(transport=transport, base_url=NOWHERE) as chorus:
        yield Choral(running, chorus, people, tmp_path / "chorus" / "chorus-pro.db")
    await context.stop()
    await simulator.state.world.close()


def demo_accounts() -> list[tuple[str, str, str, str, str, str, str]]:
    """Return one account for each demo supplier."""
    return [
        (email, PASSWORD, "Camille Martin", demo.siret, demo.name, demo.login, demo.password)
        for email, demo in zip(EMAILS, DEMO_ACCOUNTS, strict=True)
    ]


def _connection(transport: httpx.ASGITransport | None) -> Connection:
    return connect(
        base_url=NOWHERE,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        transport=transport,
    )


async def _sign_everybody_in() -> tuple[Identity, ...]:
    await accounts.create(demo_accounts())
    return tuple([(await sessions.sign_in(email, PASSWORD))[1] for email in EMAILS])
