"""A few warm helper processes, asked one file at a time, each from a thread of its own.

The web process never forks: it has threads. It starts `worker`, which is small and has none, and
`worker` forks. Nothing here belongs to an event loop, so that the same helpers serve them all.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from chorus_app.documents import frames, refusals
from chorus_app.documents.frames import Message

_PATIENCE = 40.0
"""Seconds before a helper that does not answer is ended: it limits a file to 15, and may first
have to start on a machine that is busy elsewhere."""
_ROOT = Path(__file__).resolve().parents[2]


class HelperLost(Exception):
    """The helper went away before it answered, or was ended for its silence (`late`)."""

    def __init__(self, *, late: bool) -> None:
        super().__init__()
        self.late = late


class Helper:
    """One helper process. It inherits no secret: only what Python needs to find our code."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "chorus_app.documents.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_bare_environment(),
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def ask(self, header: dict[str, Any], content: bytes) -> Message:
        """Send one file and wait for the answer; raises `HelperLost`."""
        deadline = time.monotonic() + _PATIENCE
        watchdog = threading.Timer(_PATIENCE, self.end)
        watchdog.start()
        try:
            answer = self._exchange(frames.pack(header, content))
        except (OSError, ValueError):
            answer = None
        finally:
            watchdog.cancel()
        if answer is None:
            raise HelperLost(late=time.monotonic() >= deadline)
        return answer

    def _exchange(self, frame: bytes) -> Message | None:
        sending, receiving = self._process.stdin, self._process.stdout
        if sending is None or receiving is None:
            return None
        frames.write(sending.fileno(), frame)
        return frames.read(receiving.fileno())

    def end(self) -> None:
        """End the helper and the child it may have, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """End the helper and give back its pipes."""
        self.end()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


class Pool:
    """At most `size` helpers, started when first needed or by `start`."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._threads = ThreadPoolExecutor(size, "documents")
        self._idle: list[Helper] = []
        self._busy: set[Helper] = set()
        self._lock = threading.Lock()

    async def start(self) -> None:
        """Start every helper now, so that the first file does not wait for one."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._start)

    async def run(self, header: dict[str, Any], content: bytes) -> Message:
        """Run one job; raises `Unreadable` when no helper survives it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._run, header, content)

    async def close(self) -> None:
        """End every helper; a later job starts new ones."""
        await asyncio.to_thread(self._close)

    def _start(self) -> None:
        with self._lock:
            missing = self._size - len(self._idle) - len(self._busy)
            self._idle += [Helper() for _ in range(missing)]

    def _run(self, header: dict[str, Any], content: bytes) -> Message:
        """Ask helpers until one answers, or until two were lost through what may be the file.

        A file costs its child, not the helper: one that waited and is gone was ended by something
        else, maybe hours ago, and says nothing of this file.
        """
        suspected = 0
        while suspected < 2:
            helper, waited = self._take()
            try:
                return self._ask(helper, header, content)
            except HelperLost as loss:
                suspected += loss.late or not waited
        raise refusals.too_complex()

    def _ask(self, helper: Helper, header: dict[str, Any], content: bytes) -> Message:
        try:
            answer = helper.ask(header, content)
        except HelperLost:
            self._give_back(helper, healthy=False)
            raise
        self._give_back(helper, healthy=True)
        return answer

    def _take(self) -> tuple[Helper, bool]:
        """Return a helper, and whether it waited for work before."""
        with self._lock:
            alive = [helper for helper in self._idle if helper.alive]
            for dead in set(self._idle) - set(alive):
                dead.close()
            waited = bool(alive)
            helper = alive.pop() if waited else Helper()
            self._idle = alive
            self._busy.add(helper)
            return helper, waited

    def _give_back(self, helper: Helper, *, healthy: bool) -> None:
        with self._lock:
            self._busy.discard(helper)
            if healthy:
                self._idle.append(helper)
        if not healthy:
            helper.close()

    def _close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
            busy = list(self._busy)
        for helper in busy:
            helper.end()
        for helper in idle:
            helper.close()


def _bare_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONSAFEPATH": "1"}
