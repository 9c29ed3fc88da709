"""Unpack a lot, zip or tar.gz: sizes are counted while reading, names are never used as paths."""

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from chorus_app.documents import refusals, sniff
from chorus_app.documents.text import clean

LARGEST_MEMBER = 10_000_000
LARGEST_UNPACKED = 120_000_000
"""Bytes of a whole lot: what Chorus Pro takes for an invoice and its attachments (120 Mo)."""
MOST_MEMBERS = 100
_MOST_ENTRIES = 1000


def unpack(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Give each file of an archive with its bare name. Raises `Unreadable`."""
    count = total = 0
    for name, data in _members(content):
        count, total = count + 1, total + len(data)
        if count > MOST_MEMBERS or total > LARGEST_UNPACKED:
            raise refusals.archive_too_large(MOST_MEMBERS, LARGEST_UNPACKED)
        yield name, data
    if not count:
        raise refusals.archive_empty()


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    if not sniff.is_archive(content):
        raise refusals.not_an_invoice(sniff.describe(content))
    members = _of_zip if content.startswith(b"PK") else _of_tar
    try:
        yield from members(content)
    except (zipfile.BadZipFile, tarfile.TarError, NotImplementedError, EOFError, OSError):
        raise refusals.archive_damaged() from None
    except (zlib.error, ValueError, RuntimeError):
        raise refusals.archive_damaged() from None


def _of_zip(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise refusals.archive_too_large(MOST_MEMBERS, LARGEST_UNPACKED)
        for entry in entries:
            name = _bare_name(entry.filename)
            if entry.is_dir() or not name:
                continue
            if entry.flag_bits & 1:
                raise refusals.archive_encrypted()
            with archive.open(entry) as packed:
                yield name, _checked(packed.read(LARGEST_MEMBER + 1))


def _of_tar(content: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=BytesIO(content), mode="r|gz") as archive:
        for number, entry in enumerate(archive):
            # Skipping an entry unpacks it all the same: its size is judged before.
            if entry.size > LARGEST_MEMBER or number >= _MOST_ENTRIES:
                raise refusals.archive_too_large(MOST_MEMBERS, LARGEST_UNPACKED)
            packed = archive.extractfile(entry) if entry.isreg() else None
            name = _bare_name(entry.name)
            if packed is not None and name:
                yield name, _checked(packed.read(LARGEST_MEMBER + 1))


def _checked(data: bytes) -> bytes:
    if len(data) > LARGEST_MEMBER:
        raise refusals.archive_too_large(MOST_MEMBERS, LARGEST_UNPACKED)
    return data


def _bare_name(path: str) -> str:
    """Return the name without its folders; empty for what systems leave in archives."""
    parts = path.replace("\\", "/").split("/")
    if "__MACOSX" in parts or parts[-1].startswith("."):
        return ""
    return clean(parts[-1], 200)
