"""The same file uploaded twice: the later draft tells of the earlier one.

A deposit keeps the SHA-256 of its file within its reading. Nothing is forbidden: an archive may
rightly hold what was uploaded alone. What was uploaded before the digest was kept is not found.
"""

import asyncio
import hashlib
import json
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.deposit import Stage
from chorus_app.store import deposits as store
from chorus_app.store.tables import DepositRow

_KEY = "sha256"


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier deposit of the same file: its number, or the file's name where none is known."""

    deposit_id: str
    stage: Stage
    name: str


async def kept_digest(content: bytes) -> dict[str, object]:
    """Return what a deposit keeps of its file's content."""
    found = await asyncio.to_thread(hashlib.sha256, content)
    return {_KEY: found.hexdigest()}


async def twin_of(session: AsyncSession, row: DepositRow) -> Twin | None:
    """Return the earlier deposit of the same file that went furthest, if there is one."""
    digest = json.loads(row.reading).get(_KEY)
    found = await store.of_same_file(session, row, f'"{_KEY}": "{digest}"') if digest else None
    if not found:
        return None
    return Twin(found.id, Stage(found.stage), found.invoice_number or found.file_name)
