"""Three processes side by side: Chorus Pro, the mail server with the push endpoint, and Choral."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.bench.choral import ROOT, free_port
from tests.bench.kills.server import SPEED

HASTE = 30.0
GRANIAN = "--interface asgi --factory --workers 1 --host 127.0.0.1 --log-level error --port"


@dataclass
class Field:
    """Where a run takes place; `choral` is the process of Choral that lives now."""

    folder: Path
    chorus_url: str
    listeners_url: str
    smtp_port: int
    haste: float = HASTE
    port: int = field(default_factory=free_port)
    choral: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start Choral and return once it answers."""
        self.launch()
        self.await_choral()

    def await_choral(self) -> None:
        """Return once Choral answers."""
        assert self.choral
        _await(f"{self.url}/ping", self.choral)

    def launch(self) -> None:
        """Start Choral without waiting."""
        environment = {
            "PORT": str(self.port),
            "CHORAL_PUBLIC_URL": self.url,
            "CHORAL_DATA_DIR": str(self.folder / "choral"),
            "CHORAL_CHORUS_URL": self.chorus_url,
            "CHORAL_SIMULATOR_SPEED": str(SPEED),
            "CHORAL_SYNC_SECONDS": "0.5",
            "CHORAL_DEMO": "false",
            "CHORAL_SMTP_HOST": "127.0.0.1",
            "CHORAL_SMTP_PORT": str(self.smtp_port),
            "CHORAL_SMTP_SECURITY": "none",
            "KILLS_HASTE": str(self.haste),
            "KILLS_PUSH": self.listeners_url,
            "REFLEX_WEB_WORKDIR": str(self.folder / "web"),
            "REFLEX_ENV_MODE": "prod",
            "__REFLEX_SKIP_COMPILE": "true",
        }
        self.choral = _granian("tests.bench.kills.server:app", self.port, environment)

    def kill(self) -> None:
        """End Choral as a power cut would: its workers and its readers of files with it."""
        if self.choral:
            os.killpg(self.choral.pid, signal.SIGKILL)
            self.choral.wait()

    def steer(self, what: str, **body: Any) -> None:
        """Steer the simulator."""
        answer = httpx.post(f"{self.chorus_url}/simulateur/api/{what}", json=body, timeout=30)
        answer.raise_for_status()

    def listeners(self, **how: int) -> None:
        """Have the push endpoint answer `status`, or the mail server be away: `mail` 0, back: 1."""
        httpx.post(f"{self.listeners_url}/steer", json=how).raise_for_status()

    def choral_rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Look into Choral's database."""
        return _ask(self.folder / "choral" / "choral.db", sql, *values)

    def chorus_rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Look into what Chorus Pro holds."""
        return _ask(self.folder / "chorus" / "chorus-pro.db", sql, *values)

    def came(self, kind: str) -> list[dict[str, str]]:
        """Return the mails or the pushes that came, in order."""
        log = self.folder / "came.jsonl"
        lines = log.read_text().splitlines() if log.exists() else []
        return [told for line in lines if (told := json.loads(line))["kind"] == kind]


def _ask(path: Path, sql: str, *values: object) -> list[dict[str, Any]]:
    with contextlib.closing(sqlite3.connect(path, timeout=30)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(sql, values)]


@contextlib.contextmanager
def a_field(folder: Path, haste: float = HASTE) -> Iterator[Field]:
    """Start what is never killed and Choral, and end everything at the end."""
    chorus, listening, smtp = free_port(), free_port(), free_port()
    words = ["--port", str(chorus), "--data", str(folder / "chorus"), "--speed", str(SPEED)]
    log = {"KILLS_LOG": str(folder / "came.jsonl"), "KILLS_SMTP_PORT": str(smtp)}
    processes = [
        _python(["-m", "chorus_app.simulator", *words], {}),
        _granian("tests.bench.kills.listeners:app", listening, log),
    ]
    addresses = f"http://127.0.0.1:{chorus}", f"http://127.0.0.1:{listening}"
    place = Field(folder, *addresses, smtp, haste)
    place.launch()
    try:
        _await(place.chorus_url, processes[0])
        _await(place.listeners_url, processes[1])
        place.await_choral()
        yield place
    finally:
        place.kill()
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _granian(target: str, port: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return _python(["-m", "granian", *GRANIAN.split(), str(port), target], environment)


def _python(words: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start Python in a group of its own, so that all that it starts can be killed with it."""
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=None if os.environ.get("KILLS_LOUD") else subprocess.DEVNULL,
        start_new_session=True,
    )


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(url, timeout=5)
            return
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers at {url}")
