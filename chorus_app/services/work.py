"""What is done beside the pages, by kind; and how to have it looked at without waiting.

The rows of the database are the truth: what is due, who works on it, when to try again. A job
names where to look, so that losing one loses time alone: `jobs` looks for what is due by itself.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of jobs."""

    DEPOSITS = "DEPOSITS"
    ANSWERS = "ANSWERS"
    MAILS = "MAILS"
    PUSHES = "PUSHES"
    SYNCHRONISE = "SYNCHRONISE"
    CLEANING = "CLEANING"


class Job(NamedTuple):
    """One kind of work for one supplier, by our number; 0 where the kind knows no supplier."""

    kind: Kind
    structure_id: int = 0


_waker: Callable[[Job], None] | None = None


def wake(job: Job) -> None:
    """Have a job done now; nothing happens, and nothing is lost, where nobody listens."""
    if _waker:
        _waker(job)


def listen(waker: Callable[[Job], None] | None) -> None:
    """Hand jobs to `waker` from now on; to nobody with None."""
    global _waker  # noqa: PLW0603  (one process, one engine)
    _waker = waker
