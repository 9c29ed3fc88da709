"""Messages between the web process and its helpers: a length, then the bytes."""

import json
import struct
from typing import Any, BinaryIO

LENGTH = struct.Struct(">I")
LARGEST = 200_000_000


def pack(header: dict[str, Any], content: bytes = b"") -> bytes:
    """Return a frame: both lengths, the JSON header, the raw content."""
    text = json.dumps(header).encode()
    return LENGTH.pack(len(text)) + LENGTH.pack(len(content)) + text + content


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame, None at the end of the stream."""
    lengths = stream.read(2 * LENGTH.size)
    if len(lengths) < 2 * LENGTH.size:
        return None
    text_length, content_length = struct.unpack(">II", lengths)
    if text_length + content_length > LARGEST:
        return None
    return json.loads(stream.read(text_length)), stream.read(content_length)
