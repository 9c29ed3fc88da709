"""Deposited files, in a private folder that nothing serves. Keys are ours, never a file's name."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

_KEY_LENGTH = 32
_MOST_IN_MEMORY = 4


class FileTooLarge(Exception):
    """More bytes came than are allowed; what had been written is gone."""


class FileStore:
    """Files by key under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._room = asyncio.Semaphore(_MOST_IN_MEMORY)
        self._large_room = asyncio.Semaphore(1)

    async def save(self, chunks: AsyncIterator[bytes], limit: int) -> tuple[str, int]:
        """Write a stream and return its key and size in bytes.

        The bytes themselves are counted, whatever a header announced. Raises `FileTooLarge`, and
        what the stream raises; nothing is left of a file that did not come whole.
        """
        key = secrets.token_hex(16)
        path = self._path(key)
        await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True, mode=0o700)
        try:
            return key, await _write(path, chunks, limit)
        except BaseException:
            await self.delete(key)
            raise

    async def read(self, key: str) -> bytes:
        """Return a file's bytes. Raises `FileNotFoundError`."""
        return await asyncio.to_thread(self._path(key).read_bytes)

    async def place(self, key: str) -> Path:
        """Return where a file is, to be read piece by piece. Raises `FileNotFoundError`."""
        path = self._path(key)
        if not await asyncio.to_thread(path.is_file):
            raise FileNotFoundError(key)
        return path

    async def head(self, key: str, length: int) -> bytes:
        """Return a file's first bytes. Raises `FileNotFoundError`."""
        return await asyncio.to_thread(_head, self._path(key), length)

    @asynccontextmanager
    async def opened(self, key: str, *, large: bool = False) -> AsyncIterator[bytes]:
        """Give a file's bytes for a while; a few at most are in memory at once, others wait.

        `large` is for an archive, which holds ten times as much once open: one at a time.
        """
        async with self._large_room if large else self._room:
            yield await self.read(key)

    async def delete(self, key: str) -> None:
        """Forget a file; one that is gone already is fine."""
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def keys_before(self, moment: datetime) -> list[str]:
        """Return the keys of files written before a moment."""
        return await asyncio.to_thread(self._keys_before, moment.timestamp())

    def _keys_before(self, at: float) -> list[str]:
        files = (path for path in self._folder.glob("??/*") if len(path.name) == _KEY_LENGTH)
        return [path.name for path in files if path.stat().st_mtime < at]

    def _path(self, key: str) -> Path:
        if not (len(key) == _KEY_LENGTH and key.isalnum()):
            raise FileNotFoundError(key)
        return self._folder / key[:2] / key


def _head(path: Path, length: int) -> bytes:
    with path.open("rb") as file:
        return file.read(length)


async def _write(path: Path, chunks: AsyncIterator[bytes], limit: int) -> int:
    size = 0
    with await asyncio.to_thread(path.open, "wb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise FileTooLarge
            await asyncio.to_thread(file.write, chunk)
        await asyncio.to_thread(_keep, file)
    return size


def _keep(file: BinaryIO) -> None:
    """Have the bytes on the disk before a draft is made of them: a power cut must not empty it."""
    file.flush()
    os.fsync(file.fileno())
