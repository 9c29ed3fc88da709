"""A file in, what it says out: PDF text, Factur-X, CII, UBL. Hostile files cost one answer."""

import logging
import os
from dataclasses import dataclass, replace
from typing import Any

from chorus_app.documents import refusals
from chorus_app.documents.piece_types import HEAD, fits
from chorus_app.documents.pool import Pool
from chorus_app.documents.reading import (
    FIELDS,
    LABELS,
    Certainty,
    Doubt,
    FieldReading,
    Finding,
    Kind,
    LayoutPrint,
    Place,
    Reading,
    Severity,
    Sheet,
    VatReading,
    finding_from,
)
from chorus_app.documents.refusals import Refusal, Unreadable
from chorus_app.documents.signatures import unreadable
from chorus_app.documents.sniff import is_archive

__all__ = [
    "FIELDS",
    "HEAD",
    "LABELS",
    "LARGEST_ARCHIVE",
    "LARGEST_FILE",
    "Certainty",
    "Doubt",
    "FieldReading",
    "Finding",
    "Kind",
    "LayoutPrint",
    "Member",
    "Place",
    "Reading",
    "Refusal",
    "Severity",
    "Sheet",
    "Unreadable",
    "VatReading",
    "close_pool",
    "draw",
    "fits",
    "is_archive",
    "labels_of",
    "named",
    "read",
    "start_pool",
    "unpack",
    "values_under",
]

LARGEST_FILE = 10_000_000
"""Bytes of the largest PDF or XML that Chorus Pro takes (API deposit: 10 Mo)."""
LARGEST_ARCHIVE = 30_000_000
"""Bytes of the largest lot of XML that Chorus Pro takes (30 Mo)."""

_log = logging.getLogger(__name__)
_pool = Pool(min(2, os.cpu_count() or 1))


async def read(content: bytes, name: str) -> Reading:
    """Read a deposited file in a limited child process.

    `name` is the file's own name; it may confirm an invoice number, it never decides the type.
    Raises `Unreadable`, with a sentence to show, when the file is refused.
    """
    if not content:
        raise refusals.empty()
    if len(content) > LARGEST_FILE:
        raise refusals.too_large(LARGEST_FILE)
    answer, _ = await _ask({"job": "read", "name": name}, content)
    reading = Reading.from_data(answer["reading"])
    if not reading.signed or reading.kind not in (Kind.PDF, Kind.PDF_FACTURX):
        return reading
    return replace(reading, findings=(*reading.findings, *await _signatures(content)))


async def _signatures(content: bytes) -> list[Finding]:
    """Check signatures in a child of their own: they take longer than all the rest."""
    try:
        answer, _ = await _ask({"job": "signatures"}, content)
    except Unreadable:
        return [unreadable()]
    return [finding_from(data) for data in answer["findings"]]


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive, with its bare name: no folder, nothing that could be a path."""

    name: str
    content: bytes


async def draw(content: bytes, page: int) -> bytes:
    """Draw one page of a PDF, counted from 0, in a limited child process; returns WebP.

    Raises `Unreadable` when there is no such page, or it cannot be drawn.
    """
    _, picture = await _ask({"job": "draw", "page": page}, content)
    return picture


async def labels_of(content: bytes, wanted: dict[str, str]) -> dict[str, str]:
    """Return what announces each value on the pages of a PDF, for `values_under` of the next one.

    `wanted` holds values by field, written as a reading writes them. Raises `Unreadable`.
    """
    answer, _ = await _ask({"job": "labels", "wanted": wanted}, content)
    return dict(answer["found"])


async def values_under(content: bytes, labels: dict[str, str]) -> dict[str, str]:
    """Return the values that labels of `labels_of` announce. Raises `Unreadable`."""
    answer, _ = await _ask({"job": "values", "wanted": labels}, content)
    return dict(answer["found"])


async def named(content: bytes, names: dict[str, str]) -> str:
    """Return the key of the only name of a public body that a line of the PDF bears, if any.

    Raises `Unreadable`.
    """
    answer, _ = await _ask({"job": "named", "wanted": names}, content)
    return str(answer["found"])


async def unpack(content: bytes) -> tuple[Member, ...]:
    """Open a lot, zip or tar.gz, in a limited child process.

    Raises `Unreadable` when it is no archive, is damaged, asks for a password, or is too large
    once opened, whatever sizes it announces.
    """
    if not content:
        raise refusals.empty()
    if len(content) > LARGEST_ARCHIVE:
        raise refusals.too_large(LARGEST_ARCHIVE)
    answer, data = await _ask({"job": "unpack"}, content)
    members, start = [], 0
    for name, length in answer["members"]:
        members.append(Member(name, data[start : start + length]))
        start += length
    return tuple(members)


async def _ask(header: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Run one job; raise the refusal that it may come to."""
    answer, data = await _pool.run(header, content)
    if answer.get("fault"):
        _log.error("Reading a file failed:\n%s", answer["fault"])
    if "code" in answer:
        raise Unreadable(Refusal(answer["code"]), answer["sentence"])
    return answer, data


async def start_pool() -> None:
    """Start the helpers of this process. Without it the first files start them."""
    await _pool.start()


async def close_pool() -> None:
    """End the helpers of this process. A later `read` starts new ones."""
    await _pool.close()
