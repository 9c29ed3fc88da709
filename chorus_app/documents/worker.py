"""The helper process: warm, single-threaded, it forks a limited child for each file.

`python -m chorus_app.documents.worker` reads frames on its standard input and answers on its
standard output. Parsers only ever run in the child, whose time, memory and files are limited: a
file that kills it costs one answer, and the next file is read at once.
"""

import gc
import os
import resource
import select
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chorus_app.documents import frames, jobs, refusals
from chorus_app.documents.refusals import Unreadable


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: bytes of memory, seconds of processor, seconds in all.

    The memory comes on top of what the helper itself holds (some 110 MB): the same file then
    meets the same limit whatever process forked its child.
    """

    memory: int = 400 * 1024 * 1024
    cpu: int = 10
    wall: float = 15.0


def main() -> None:
    """Answer until the input ends; the web process closes it when it stops."""
    jobs.warm_up()
    gc.freeze()
    while (message := frames.read(0)) is not None:
        header, content = message
        jobs.prepare(header)
        frames.write(1, run_limited(header, content, Limits()))


def run_limited(header: dict[str, Any], content: bytes, limits: Limits) -> bytes:
    """Run one job in a child; return its answer as a frame, a refusal when the child died.

    The answer's `peak` is the most memory that the child held at once, in bytes.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_the_child(header, content, writing, limits)
    os.close(writing)
    try:
        answer = _collect(reading, limits.wall)
    finally:
        os.close(reading)
        peak = _end(child)
    told, data = frames.unpack(answer) or _refused(refusals.too_complex())
    return frames.pack({**told, "peak": peak}, data)


def _refused(error: Unreadable, fault: str = "") -> frames.Message:
    return {"code": error.code, "sentence": error.sentence, "fault": fault}, b""


def _be_the_child(header: dict[str, Any], content: bytes, writing: int, limits: Limits) -> None:
    """Limit this process, run the job, write the answer and leave without any clean-up."""
    try:
        _restrict(limits)
        frames.write(writing, frames.pack(*_attempt(header, content)))
    finally:
        os._exit(0)


def _attempt(header: dict[str, Any], content: bytes) -> frames.Message:
    try:
        return jobs.run(header, content)
    except Unreadable as error:
        return _refused(error)
    except (MemoryError, RecursionError):
        return _refused(refusals.too_complex())
    except Exception:  # a fault of ours: the web process logs it, the supplier gets a sentence
        return _refused(refusals.too_complex(), traceback.format_exc(limit=-3))


def _restrict(limits: Limits) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    most = _address_space() + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    sys.setrecursionlimit(2000)


def _address_space() -> int:
    """Return the bytes that this process has mapped so far."""
    pages = Path("/proc/self/statm").read_text().split()[0]
    return int(pages) * resource.getpagesize()


def _collect(reading: int, wall: float) -> bytes:
    """Return what the child wrote, nothing when it took too long or wrote too much."""
    deadline = time.monotonic() + wall
    chunks = bytearray()
    while (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select([reading], [], [], left)
        chunk = os.read(reading, 65536) if ready else b""
        if not chunk:
            return bytes(chunks) if ready else b""
        chunks += chunk
        if len(chunks) > frames.LARGEST:
            break
    return b""


def _end(child: int) -> int:
    """End the child; return the most bytes that it held at once."""
    # SIGKILL to a child that already left is harmless: it stays a zombie until waited for.
    os.kill(child, signal.SIGKILL)
    return os.wait4(child, 0)[2].ru_maxrss * 1024


if __name__ == "__main__":
    main()
