"""What a deposited flow holds: one file, or an archive of several (ZIP, tar, compressed tar)."""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterable
from typing import IO

from chorus_app.simulator.files import Unreadable

MOST_FILES = 500
MOST_BYTES = 120_000_000
"""All files together, unpacked: an archive may lie about what it holds."""
ZIP = b"PK\x03\x04"
_COMPRESSED = (b"\x1f\x8b", b"BZh")


def unpacked(content: bytes, *, most: int | None = None) -> list[bytes]:
    """Return the files of an archive, or the one file that this is. Raises `Unreadable`.

    `most` bounds what comes out, in bytes (`MOST_BYTES` when left out).
    """
    limit = MOST_BYTES if most is None else most
    try:
        if content.startswith(ZIP):
            return _zip(content, limit)
        if content.startswith(_COMPRESSED) or content[257:262] == b"ustar":
            return _tar(content, limit)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, OSError, EOFError) as error:
        raise Unreadable("archive") from error
    except (RuntimeError, NotImplementedError) as error:  # encrypted, or packed in an unknown way
        raise Unreadable("archive") from error
    return [content]


def _zip(content: bytes, limit: int) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = (name for name in archive.infolist() if not name.is_dir())
        return _read((archive.open(name) for name in files), limit)


def _tar(content: bytes, limit: int) -> list[bytes]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:*") as archive:
        files = (archive.extractfile(member) for member in archive if member.isfile())
        return _read((file for file in files if file), limit)


def _read(files: Iterable[IO[bytes]], left: int) -> list[bytes]:
    """Read files one by one, counting what comes out rather than what was announced."""
    found: list[bytes] = []
    for file in files:
        with file:
            found.append(file.read(left + 1))
        left -= len(found[-1])
        if left < 0 or len(found) > MOST_FILES:
            raise Unreadable("archive too large")
    return found
