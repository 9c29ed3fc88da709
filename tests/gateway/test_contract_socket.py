"""The simulator as a process of its own, over a real socket."""

import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from chorus_app.gateway.connection import connect
from chorus_app.gateway.port import Account
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET, DEMO_ACCOUNTS
from tests.gateway.contract_failing import FailingContract
from tests.gateway.places import Place, simulated_account

SUPPLIER = DEMO_ACCOUNTS[0]
READY_WITHIN = 30.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def base_url(data_dir: Path) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "chorus_app.simulator", "--port", str(port)]
    process = subprocess.Popen([*command, "--data", str(data_dir), "--speed", "0"])
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, "the simulator ended"
        try:
            httpx.get(f"{url}/openapi.json", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the simulator did not start")


@pytest.fixture
async def place(base_url: str) -> AsyncIterator[Place]:
    async with httpx.AsyncClient(base_url=base_url) as bare:
        yield Place(
            open=partial(_open, base_url),
            account=Account(SUPPLIER.login, SUPPLIER.password),
            supplier_siret=SUPPLIER.siret,
            bare=bare,
            account_of=simulated_account,
        )


def _open(base_url: str, **changes):
    known = {"base_url": base_url, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    return connect(**(known | changes))


class TestOverASocket(FailingContract):
    """The whole contract."""
