"""Messages between the web process and its helpers: two lengths, a JSON header, raw bytes."""

import json
import os
import struct
from typing import Any

_LENGTHS = struct.Struct(">II")
LARGEST = 150_000_000
"""Bytes of the largest frame: an unpacked lot and its list."""

Message = tuple[dict[str, Any], bytes]


def pack(header: dict[str, Any], content: bytes = b"") -> bytes:
    """Return a frame."""
    text = json.dumps(header).encode()
    return _LENGTHS.pack(len(text), len(content)) + text + content


def write(descriptor: int, frame: bytes) -> None:
    """Write a whole frame to a pipe; raises `OSError` when nobody reads any more."""
    rest = memoryview(frame)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def read(descriptor: int) -> Message | None:
    """Read one frame from a pipe, None when it ends before."""
    lengths = _read_exactly(descriptor, _LENGTHS.size)
    if lengths is None:
        return None
    whole = _read_exactly(descriptor, sum(_LENGTHS.unpack(lengths)))
    return unpack(lengths + whole) if whole is not None else None


def unpack(frame: bytes) -> Message | None:
    """Open a frame, None when it is cut short or followed by anything."""
    if len(frame) < _LENGTHS.size:
        return None
    text, content = _LENGTHS.unpack_from(frame)
    body = frame[_LENGTHS.size :]
    if len(body) != text + content:
        return None
    return json.loads(body[:text]), body[text:]


def _read_exactly(descriptor: int, length: int) -> bytes | None:
    chunks = bytearray()
    while len(chunks) < length:
        chunk = os.read(descriptor, min(length - len(chunks), 1 << 20))
        if not chunk:
            return None
        chunks += chunk
    return bytes(chunks)
