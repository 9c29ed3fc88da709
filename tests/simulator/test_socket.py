"""The simulator served alone, in its own process, over a real socket."""

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests.simulator.conftest import Portal


@pytest.fixture
def served(data_dir):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "chorus_app.simulator", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--data", str(data_dir), "--speed", "0"], env=os.environ, stdout=subprocess.PIPE
    )
    base = f"http://127.0.0.1:{port}"
    _wait(base)
    yield base
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0


def _wait(base):
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{base}/simulateur/api/clock", timeout=1)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the simulator did not come up")


async def test_served_alone_with_broken_connections(served):
    async with httpx.AsyncClient(base_url=served) as client:
        portal = Portal(None, client)
        await portal.sign_in()
        assert len(await portal.search()) == 244
        for mode in ("down", "drop_after_work"):
            await portal.steer("faults", mode=mode, times=1)
            with pytest.raises(httpx.TransportError):
                await portal.post("factures/v1/rechercher/fournisseur")
        assert len(await portal.search()) == 244
