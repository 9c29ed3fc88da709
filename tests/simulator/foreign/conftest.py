"""Other people's clients of Chorus Pro, unchanged, against the simulator on a socket.

They are not among our requirements: each test runs where its client is installed (the README's
section on the simulator gives the commands) and is skipped elsewhere.
"""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from chorus_app.simulator.demo import DEMO_ACCOUNTS, DemoAccount
from tests.gateway.papers import cii

READY_WITHIN = 30.0


@dataclass(frozen=True)
class Served:
    """A simulator in a process of its own that lets any credentials in."""

    url: str

    @property
    def account(self) -> DemoAccount:
        return DEMO_ACCOUNTS[0]

    def steer(self, what: str, **words: Any) -> None:
        answer = httpx.post(f"{self.url}/simulateur/api/{what}", json=words, timeout=60)
        assert answer.status_code == 200, answer.text

    def invoice(self, number: str, *, recipient: str, service: str) -> bytes:
        """Return an invoice of the demo supplier, in CII."""
        return cii(
            number,
            recipient=recipient,
            supplier=self.account.siret,
            service=service,
            engagement="1300012345",
            issued=datetime.now(UTC).date(),
        )


@pytest.fixture(scope="module")
def served(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = shutil.copytree(seeded, tmp_path_factory.mktemp("served") / "chorus")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "chorus_app.simulator", "--port", str(port), "--speed", "0"]
    process = subprocess.Popen([*command, "--data", str(data), "--accept-any-credentials"])
    try:
        yield _ready(Served(f"http://127.0.0.1:{port}"))
    finally:
        process.terminate()
        process.wait(10)


def _ready(served: Served) -> Served:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{served.url}/simulateur/api/clock", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return served
    raise AssertionError("the simulator did not start")
