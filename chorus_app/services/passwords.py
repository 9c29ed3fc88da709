"""Passwords of users: argon2id (RFC 9106, second profile), computed away from the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

Result = TypeVar("Result")
LONGEST = 1_000
_hasher = PasswordHasher()
_workers = ThreadPoolExecutor(2, thread_name_prefix="argon2")
"""Each computation takes 64 MiB and all the cores it is given: a crowd must queue."""


async def digest(password: str) -> str:
    """Return the hash to keep."""
    return await _away(_hasher.hash, password)


async def matches(kept: str | None, password: str) -> bool:
    """Tell whether this is the password. Without a hash to compare, it takes the same time."""
    return await _away(_matches, kept, password[:LONGEST])


def _matches(kept: str | None, password: str) -> bool:
    try:
        return _hasher.verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


@lru_cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")


async def prepare() -> None:
    """Make the hash that unknown addresses are compared with: the first must not cost more."""
    await _away(_nobodys)


async def _away(work: Callable[..., Result], *given: str | None) -> Result:
    return await asyncio.get_running_loop().run_in_executor(_workers, work, *given)
