"""A file in, what it says out: PDF text, Factur-X, CII, UBL. Hostile files cost one answer."""

import asyncio
import os
from dataclasses import replace

from chorus_app.documents import refusals
from chorus_app.documents.pool import Pool
from chorus_app.documents.reading import (
    FIELDS,
    LABELS,
    Certainty,
    FieldReading,
    Finding,
    Kind,
    Reading,
    Severity,
    VatReading,
    finding_from,
)
from chorus_app.documents.refusals import Refusal, Unreadable
from chorus_app.documents.signatures import unreadable

__all__ = [
    "FIELDS",
    "LABELS",
    "LARGEST_FILE",
    "Certainty",
    "FieldReading",
    "Finding",
    "Kind",
    "Reading",
    "Refusal",
    "Severity",
    "Unreadable",
    "VatReading",
    "close_pool",
    "read",
    "start_pool",
]

LARGEST_FILE = 10_000_000
"""Bytes of the largest PDF or XML that Chorus Pro takes (API deposit: 10 Mo)."""

_pools: dict[asyncio.AbstractEventLoop, Pool] = {}


async def read(content: bytes, name: str) -> Reading:
    """Read a deposited file in a limited child process.

    `name` is the file's own name; it may confirm an invoice number, it never decides the type.
    Raises `Unreadable`, with a sentence to show, when the file is refused.
    """
    if not content:
        raise refusals.empty()
    if len(content) > LARGEST_FILE:
        raise refusals.too_large(LARGEST_FILE)
    answer = await _pool().run({"job": "read", "name": name}, content)
    if "code" in answer:
        raise Unreadable(Refusal(answer["code"]), answer["sentence"])
    reading = Reading.from_data(answer["reading"])
    if not reading.signed or reading.kind not in (Kind.PDF, Kind.PDF_FACTURX):
        return reading
    return replace(reading, findings=(*reading.findings, *await _signatures(content)))


async def _signatures(content: bytes) -> list[Finding]:
    """Check signatures in a child of their own: they take longer than all the rest."""
    answer = await _pool().run({"job": "signatures"}, content)
    if "code" in answer:
        return [unreadable()]
    return [finding_from(data) for data in answer["findings"]]


async def start_pool() -> None:
    """Start the helpers of this event loop. Without it the first files start them."""
    await _pool().start()


async def close_pool() -> None:
    """End the helpers of this event loop. A later `read` starts new ones."""
    pool = _pools.pop(asyncio.get_running_loop(), None)
    if pool is not None:
        await pool.close()


def _pool() -> Pool:
    loop = asyncio.get_running_loop()
    for old in [known for known in _pools if known.is_closed()]:
        del _pools[old]
    if loop not in _pools:
        _pools[loop] = Pool(min(2, os.cpu_count() or 1))
    return _pools[loop]
