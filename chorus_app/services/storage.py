"""Deposited files, in a private folder that nothing serves. Keys are ours, never a file's name."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path


class FileTooLarge(Exception):
    """More bytes came than are allowed; what had been written is gone."""


class FileStore:
    """Files by key under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def save(self, chunks: AsyncIterator[bytes], limit: int) -> tuple[str, int]:
        """Write a stream and return its key and size in bytes.

        The bytes themselves are counted, whatever a header announced. Raises `FileTooLarge`.
        """
        key = secrets.token_hex(16)
        path = self._path(key)
        await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True, mode=0o700)
        size = 0
        with await asyncio.to_thread(path.open, "wb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    break
                await asyncio.to_thread(file.write, chunk)
        if size > limit:
            await self.delete(key)
            raise FileTooLarge
        return key, size

    async def read(self, key: str) -> bytes:
        """Return a file's bytes. Raises `FileNotFoundError`."""
        return await asyncio.to_thread(self._path(key).read_bytes)

    async def delete(self, key: str) -> None:
        """Forget a file; one that is gone already is fine."""
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    def _path(self, key: str) -> Path:
        if not (len(key) == 32 and key.isalnum()):
            raise FileNotFoundError(key)
        return self._folder / key[:2] / key
