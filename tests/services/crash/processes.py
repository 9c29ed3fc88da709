"""The processes of a crash run: the simulator on a port, and senders that come and go."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from tests.services.crash.runner import SPEED

ROOT = Path(__file__).resolve().parents[3]


@contextlib.asynccontextmanager
async def simulator(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Run Chorus Pro in a process of its own; give a client to steer it by."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ("--port", str(port), "--data", str(folder), "--speed", str(SPEED))
    process = await _python("chorus_app.simulator", *words, quiet=True)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            await _until_it_answers(client)
            yield client
    finally:
        process.terminate()
        await process.wait()


async def _until_it_answers(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(60):
        while True:
            with contextlib.suppress(httpx.TransportError):
                await client.get("/simulateur/api/clock")
                return
            await asyncio.sleep(0.1)


class Sender:
    """A process that carries out intents until it is killed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, data_dir: Path, address: str) -> "Sender":
        """Start one, and return once it is at work."""
        process = await _python("tests.services.crash.runner", str(data_dir), address)
        assert process.stdout
        async with asyncio.timeout(60):
            assert await process.stdout.readline() == b"ready\n"
        return cls(process)

    async def kill(self) -> None:
        """End it as a power cut would: SIGKILL, nothing is told."""
        self._process.kill()
        await self._process.wait()


async def _python(module: str, *words: str, quiet: bool = False) -> asyncio.subprocess.Process:
    """Start a module; a quiet one may complain of clients that die in the middle of a request."""
    pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *words,
        stdout=nowhere if quiet else pipe,
        stderr=nowhere if quiet else None,
        cwd=ROOT,
    )
