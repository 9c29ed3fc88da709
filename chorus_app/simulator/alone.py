"""One process at a time runs the simulator of a folder: it keeps its clock and its lives."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path


class InUse(Exception):
    """Another process runs this simulator."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Another process already runs the simulator of {folder}. To reach one from several "
            "processes (workers, several web processes), run `make simulator` and set "
            "CHORAL_CHORUS_URL=http://localhost:9000 for each of them."
        )


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder for a while; a process that dies lets go of it. Raises `InUse`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(folder) from None
        yield
