"""The database: opened once, brought to the latest migration, and asked through short sessions."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from chorus_app.store import migrate

_BUSY_MILLISECONDS = 10_000
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}",
    "PRAGMA cache_size = -8192",
    "PRAGMA mmap_size = 268435456",
)
_ONE_MOMENT = {
    "sqlite": "BEGIN",
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
}


class Store:
    """The one way to the database. Open it with `Store.open`, close it at the end."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._dialect = engine.dialect.name
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    @classmethod
    async def open(cls, url: str) -> "Store":
        """Open the database of an SQLAlchemy async URL, made and migrated if need be.

        Raises `ValueError` for a database in memory: each connection would see another one.
        """
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            await asyncio.to_thread(_make_folder, address)
        await asyncio.to_thread(migrate.upgrade, address)
        return cls(make_engine(address))

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """Give a session in a transaction: committed at the end, rolled back by an exception.

        On SQLite reading never waits for a writer, and the right to write is taken by the first
        change: what was read before it may have changed since. To read, decide and write as one
        act, use `writing`.
        """
        async with self._sessions.begin() as session:
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Give a session that sees one moment, however many questions it asks. Not for writing."""
        async with self.session() as session:
            await (await session.connection()).exec_driver_sql(_ONE_MOMENT[self._dialect])
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Give a session that nobody can write beside, from its first read on (SQLite).

        On PostgreSQL, ask for the rows `with_for_update()` as well: it locks rows, not the file.
        """
        async with self.session() as session:
            if self._dialect == "sqlite":
                await (await session.connection()).exec_driver_sql("BEGIN IMMEDIATE")
            yield session

    async def ask(self) -> None:
        """Ask the least there is. Raises whatever keeps the database from answering."""
        async with self.session() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


def make_engine(address: URL) -> AsyncEngine:
    """Return an engine whose SQLite connections are set for many readers and one writer.

    Its failures name the statement without the values: they end in the log, these are people's.
    """
    engine = create_async_engine(
        address,
        pool_pre_ping=address.get_backend_name() != "sqlite",
        hide_parameters=True,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        event.listen(engine.sync_engine, "invalidate", _roll_back)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _roll_back(connection: Any, _record: object, _error: object) -> None:
    """End the transaction of a task that was cancelled, as its connection is thrown away.

    Closing does not: SQLite keeps the connection, and its lock on the file, as long as a cursor
    of the cancelled task lives, which is until Python's next collection of cycles.
    """
    with contextlib.suppress(Exception):
        connection.rollback()


def _make_folder(address: URL) -> None:
    """Make the database's folder, closed to other users: it holds invoices and password hashes."""
    if not address.database or address.database == ":memory:":
        raise ValueError("the database must be a file: CHORAL_DATABASE_URL names none")
    Path(address.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
