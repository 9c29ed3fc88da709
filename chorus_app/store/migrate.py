"""Migrations: from any earlier version of the database to the tables of today.

To write a new one after a change in `tables`:
`python -m chorus_app.store.migrate "what changes"`, then read what was generated.
"""

import asyncio
import contextlib
import fcntl
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

import chorus_app.store.answer_tables
import chorus_app.store.hint_tables
import chorus_app.store.notice_tables
import chorus_app.store.tables
import chorus_app.store.turn_tables  # noqa: F401  (all name their tables in SQLModel.metadata)

Result = TypeVar("Result")
_FOLDER = Path(__file__).parent / "migrations"


def upgrade(address: URL) -> None:
    """Bring the database to the latest version. Blocks: call it in a thread.

    Processes that start together take turns: either database would let two make the same table.
    """
    with _alone(address):
        _with_connection(address, _to_head)


def _to_head(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # its lock ends with this transaction
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(0)")
    command.upgrade(_config(connection), "head")


@contextlib.contextmanager
def _alone(address: URL) -> Iterator[None]:
    """Hold a lock beside an SQLite file. On PostgreSQL `_to_head` has one."""
    if address.get_backend_name() != "sqlite" or not address.database:
        yield
        return
    with Path(f"{address.database}.migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def differences(address: URL) -> list[Any]:
    """Return what a migrated database lacks to be the tables of today: nothing, if all is well."""
    return _with_connection(
        address,
        lambda connection: compare_metadata(
            MigrationContext.configure(connection), SQLModel.metadata
        ),
    )


def write(message: str) -> None:
    """Write a new migration from the difference between the tables and the last version."""
    number = f"{len(list((_FOLDER / 'versions').glob('*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        address = make_url(f"sqlite+aiosqlite:///{folder}/latest.db")
        upgrade(address)
        _with_connection(
            address,
            lambda connection: command.revision(
                _config(connection), message, autogenerate=True, rev_id=number
            ),
        )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _with_connection(address: URL, act: Callable[[Connection], Result]) -> Result:
    """Run what needs a plain connection through the async driver: no second driver to install."""

    async def run() -> Result:
        engine = create_async_engine(address, poolclass=NullPool)
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(act)
        finally:
            await engine.dispose()

    return asyncio.run(run())


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]) or "change")
