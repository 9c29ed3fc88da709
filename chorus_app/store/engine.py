"""The database: opened once, brought to the latest migration, and asked through short sessions."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from chorus_app.store import away, migrate
from chorus_app.store.addresses import database_address

_BUSY_MILLISECONDS = 10_000
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}",
    "PRAGMA cache_size = -8192",
    "PRAGMA mmap_size = 268435456",
)
_POSTGRESQL: dict[str, Any] = {
    "pool_pre_ping": True,  # a server that was started anew is noticed before it is asked
    "pool_size": 10,
    "max_overflow": 10,
    "pool_timeout": 10,
    "connect_args": {
        "timeout": 10,
        "command_timeout": 60,
        "server_settings": {
            "application_name": "choral",
            "jit": "off",  # compiling takes longer than any search
            "lock_timeout": str(_BUSY_MILLISECONDS),
            # A process that is frozen in the middle must not keep its rows from the others.
            "idle_in_transaction_session_timeout": "60000",
        },
    },
}
_ONE_MOMENT = {
    "sqlite": "BEGIN",
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
}
_ONE_WRITER = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(1)",
}


class Store:
    """The one way to the database. Open it with `Store.open`, close it at the end."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._dialect = engine.dialect.name
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._writer = asyncio.Lock()

    @classmethod
    async def open(cls, url: str) -> "Store":
        """Open the database of an SQLAlchemy async URL, made and migrated if need be.

        Raises `UnusableAddress` for one that Choral cannot use, and `DatabaseAway` when nothing
        answers there.
        """
        address = database_address(url)
        if address.get_backend_name() == "sqlite":
            await asyncio.to_thread(_make_folder, address)
        with away.reaching():
            await asyncio.to_thread(migrate.upgrade, address)
        return cls(make_engine(address))

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """Give a session in a transaction: committed at the end, rolled back by an exception.

        On SQLite reading never waits for a writer, and the right to write is taken by the first
        change: what was read before it may have changed since. To read, decide and write as one
        act, use `writing`. Raises `DatabaseAway` when the database does not answer, or goes away.
        """
        with away.holding():
            async with self._sessions.begin() as session:
                with away.reaching():
                    await session.connection()
                yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Give a session that sees one moment, however many questions it asks. Not for writing."""
        async with self.session() as session:
            await (await session.connection()).exec_driver_sql(_ONE_MOMENT[self._dialect])
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Give a session that no other `writing` session is beside, from its first read on.

        On SQLite no session at all writes beside it. PostgreSQL locks rows, not the file: ask for
        those that `session` changes too `with_for_update()`.
        """
        async with self._in_turn(), self.session() as session:
            await (await session.connection()).exec_driver_sql(_ONE_WRITER[self._dialect])
            yield session

    def _in_turn(self) -> AbstractAsyncContextManager[object]:
        """Have this process's writers wait here: on PostgreSQL each would hold a connection."""
        return contextlib.nullcontext() if self._dialect == "sqlite" else self._writer

    async def ask(self) -> None:
        """Ask the least there is. Raises whatever keeps the database from answering."""
        async with self.session() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


def make_engine(address: URL) -> AsyncEngine:
    """Return an engine whose connections are set for many readers, and never wait for ever.

    Its failures name the statement without the values: they end in the log, these are people's.
    """
    if address.get_backend_name() != "sqlite":
        engine = create_async_engine(address, hide_parameters=True, **_POSTGRESQL)
        event.listen(engine.sync_engine, "handle_error", away.forget_values)
        return engine
    engine = create_async_engine(address, hide_parameters=True)
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
    Path(address.database or "").parent.mkdir(mode=0o700, parents=True, exist_ok=True)
