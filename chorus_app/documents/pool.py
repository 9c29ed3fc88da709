"""A few warm helper processes, asked one file at a time, from the event loop.

The web process never forks: it has threads. It starts `worker`, which is small and has none, and
`worker` forks.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from chorus_app.documents import frames, refusals

_PATIENCE = 25.0
"""Seconds before a helper that does not answer is replaced; its own limit is 15."""
_ROOT = Path(__file__).resolve().parents[2]


class HelperLost(Exception):
    """The helper went away before it answered."""


class Helper:
    """One helper process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> "Helper":
        """Start a helper. It inherits no secret: only what Python needs to find our code."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "chorus_app.documents.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_bare_environment(),
            start_new_session=True,
        )
        return cls(process)

    @property
    def alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.returncode is None

    async def ask(self, header: dict[str, Any], content: bytes) -> dict[str, Any]:
        """Send one file and return the answer; raises `HelperLost`."""
        sending, receiving = self._process.stdin, self._process.stdout
        if sending is None or receiving is None:
            raise HelperLost
        try:
            async with asyncio.timeout(_PATIENCE):
                sending.write(frames.pack(header, content))
                await sending.drain()
                return await _receive(receiving)
        except (asyncio.IncompleteReadError, OSError, TimeoutError) as error:
            raise HelperLost from error

    def kill(self) -> None:
        """End the helper and the child it may have, at once."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def close(self) -> None:
        """End an idle helper and wait for it."""
        self.kill()
        await self._process.wait()


class Pool:
    """At most `size` helpers, started when first needed or by `start`."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._slots = asyncio.Semaphore(size)
        self._idle: list[Helper] = []
        self._busy: set[Helper] = set()

    async def start(self) -> None:
        """Start every helper now, so that the first file does not wait for one."""
        missing = self._size - len(self._idle) - len(self._busy)
        self._idle += await asyncio.gather(*(Helper.start() for _ in range(missing)))

    async def run(self, header: dict[str, Any], content: bytes) -> dict[str, Any]:
        """Run one job. A file costs its child, not the helper: a lost helper is tried once more."""
        async with self._slots:
            try:
                return await self._ask(header, content)
            except HelperLost:
                return await self._ask_again(header, content)

    async def _ask_again(self, header: dict[str, Any], content: bytes) -> dict[str, Any]:
        try:
            return await self._ask(header, content)
        except HelperLost:
            raise refusals.too_complex() from None

    async def _ask(self, header: dict[str, Any], content: bytes) -> dict[str, Any]:
        helper = self._idle_helper() or await Helper.start()
        self._busy.add(helper)
        try:
            answer = await helper.ask(header, content)
        except BaseException:
            # Its answer, if it still comes, is to this file and must not be given to the next.
            helper.kill()
            raise
        finally:
            self._busy.discard(helper)
        self._idle.append(helper)
        return answer

    def _idle_helper(self) -> Helper | None:
        while self._idle:
            helper = self._idle.pop()
            if helper.alive:
                return helper
        return None

    async def close(self) -> None:
        """End every helper. Files being read are refused as too complex."""
        for helper in self._busy:
            helper.kill()
        idle, self._idle = self._idle, []
        await asyncio.gather(*(helper.close() for helper in idle))


async def _receive(stream: asyncio.StreamReader) -> dict[str, Any]:
    lengths = await stream.readexactly(2 * frames.LENGTH.size)
    (length,) = frames.LENGTH.unpack(lengths[: frames.LENGTH.size])
    answer: dict[str, Any] = json.loads(await stream.readexactly(length))
    return answer


def _bare_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONSAFEPATH": "1"}
