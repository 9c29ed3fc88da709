"""A PostgreSQL of our own for the tests that run on it: in a temporary folder, on a Unix socket.

It sorts as the server of a French operator would (ICU, `fr`), which is not how SQLite sorts.
"""

import asyncio
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.engine import URL, make_url

from chorus_app.store import migrate

_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "timezone": "Pacific/Auckland",  # far from UTC and from Paris: a moment lost shows
}
_SHARED = "choral_shared"
_CUT = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_SHARED}'"
_EMPTY = """
SET session_replication_role = replica;  -- past the triggers and the foreign keys
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        IF pg_relation_size(name::regclass) > 1000000
            THEN EXECUTE format('TRUNCATE %I CASCADE', name);
            ELSE EXECUTE format('DELETE FROM %I', name);
        END IF;
    END LOOP;
    PERFORM setval(sequencename::regclass, 1, false) FROM pg_sequences;
END $$
"""
"""Tables of tests are small: to truncate them all, or to copy a database, takes far longer."""


def _folder_of_programs() -> Path | None:
    """Return where `initdb` and `postgres` are; the newest, where Debian keeps several."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    found = shutil.which("initdb", path=os.pathsep.join(map(str, reversed(debian))))
    found = found or shutil.which("initdb")
    return Path(found).resolve().parent if found else None


PROGRAMS = _folder_of_programs()


@dataclass
class PostgresqlServer:
    """A server that may lose all it holds."""

    folder: Path
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def address(self, database: str) -> URL:
        return make_url(f"postgresql+asyncpg://choral@/{database}?host={self.folder}")

    def start(self) -> None:
        """Start it, and return once it answers."""
        assert PROGRAMS
        words = [f"-c{name}={value}" for name, value in _SETTINGS.items()]
        self._process = subprocess.Popen(
            [PROGRAMS / "postgres", "-D", self._data, "-k", self.folder, *words],
            **_harmless(self.folder),
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError, asyncpg.PostgresError):
                self.execute("SELECT 1")
                return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        """End it at once, its connections with it; what was committed comes back with `start`."""
        if self._process:
            os.kill(self._process.pid, signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def make_shared(self) -> None:
        """Lay out and migrate the database that `emptied` gives."""
        self.execute(f"CREATE DATABASE {_SHARED}")
        migrate.upgrade(self.address(_SHARED))

    def emptied(self) -> URL:
        """Return a migrated database without a row; it is the same each time."""
        self.execute(_CUT)
        self.execute(_EMPTY, _SHARED)
        return self.address(_SHARED)

    @contextlib.contextmanager
    def unmigrated(self) -> Iterator[URL]:
        """Give a database without a table for a while."""
        self.execute("CREATE DATABASE choral_unmigrated TEMPLATE template0")
        try:
            yield self.address("choral_unmigrated")
        finally:
            self.execute("DROP DATABASE choral_unmigrated WITH (FORCE)")

    def execute(self, sql: str, database: str = "postgres") -> None:
        asyncio.run(self._execute(sql, database))

    async def _execute(self, sql: str, database: str = "postgres") -> None:
        connection = await asyncpg.connect(
            host=str(self.folder), user="choral", database=database, timeout=30
        )
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def lay_out(self) -> None:
        """Make the cluster's files."""
        assert PROGRAMS
        words = ["--no-sync", "--auth=trust", "--username=choral", "--encoding=UTF8"]
        words = [*words, "--locale=C.UTF-8", "-D", str(self._data)]
        french = [*words, "--locale-provider=icu", "--icu-locale=fr"]
        for each in (french, words):  # before PostgreSQL 15 a cluster has no ICU
            done = subprocess.run(
                [PROGRAMS / "initdb", *each], check=False, **_harmless(self.folder)
            )
            if not done.returncode:
                return
            shutil.rmtree(self._data, ignore_errors=True)
        raise RuntimeError((self.folder / "log").read_text())


def _harmless(folder: Path) -> dict[str, Any]:
    """Return how a program of PostgreSQL is started: it refuses to be root."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    output = {"stdin": subprocess.DEVNULL, "stdout": (folder / "log").open("ab"), "stderr": -2}
    whose = {} if os.getuid() else _somebody()
    return {"cwd": folder, "env": {**kept, "LC_MESSAGES": "C"}, **output, **whose}


def _somebody() -> dict[str, Any]:
    """Return whom root starts PostgreSQL as."""
    known = {each.pw_name: each for each in pwd.getpwall()}
    somebody = known.get("postgres") or known["nobody"]
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": ()}


@contextlib.contextmanager
def postgresql_server() -> Iterator[PostgresqlServer]:
    """Run a PostgreSQL for a while. Its folder is short: a socket's path has 107 bytes at most."""
    with tempfile.TemporaryDirectory(prefix="choral-pg-") as name:
        if not os.getuid():
            os.chown(name, _somebody()["user"], -1)
        server = PostgresqlServer(Path(name))
        server.lay_out()
        server.start()
        try:
            server.make_shared()
            yield server
        finally:
            server.stop()
