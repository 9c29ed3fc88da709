"""`python -m chorus_app.documents FILE…`: print what each file says, one JSON object a line."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from chorus_app.documents import (
    LARGEST_ARCHIVE,
    LARGEST_FILE,
    Reading,
    Unreadable,
    close_pool,
    is_archive,
    read,
    unpack,
)
from chorus_app.documents.refusals import too_large


def describe(name: str, reading: Reading) -> dict[str, Any]:
    """Return a reading as the object to print."""
    return {
        "file": name,
        "kind": reading.kind,
        "profile": reading.profile,
        **{field: found.value for field, found in reading.fields.items()},
        "vat_lines": [asdict(line) for line in reading.vat_lines],
        "certainty": {field: found.certainty for field, found in reading.fields.items()},
        "signature": reading.signed,
        "findings": [asdict(finding) for finding in reading.findings],
    }


async def _lines(path: Path) -> AsyncIterator[dict[str, Any]]:
    """Describe a file, or each file of an archive."""
    shown = _shown(path)
    if path.stat().st_size > LARGEST_ARCHIVE:  # noqa: ASYNC240
        yield _error(shown, too_large(LARGEST_FILE))
        return
    content = path.read_bytes()  # noqa: ASYNC240
    if not is_archive(content):
        yield await _line(shown, path.name, content)
        return
    try:
        members = await unpack(content)
    except Unreadable as refusal:
        yield _error(shown, refusal)
        return
    for member in members:
        yield await _line(f"{shown}/{member.name}", member.name, member.content)


def _shown(path: Path) -> str:
    """Return a path as text: a name that is not UTF-8 could not be printed."""
    return str(path).encode(errors="replace").decode()


async def _line(shown: str, name: str, content: bytes) -> dict[str, Any]:
    try:
        return describe(shown, await read(content, name))
    except Unreadable as refusal:
        return _error(shown, refusal)


def _error(shown: str, refusal: Unreadable) -> dict[str, Any]:
    return {"file": shown, "error": {"code": refusal.code, "message": refusal.sentence}}


async def _print_all(paths: list[Path]) -> int:
    """Print a line for each file; return the exit status.

    0 when each was read or refused with its reason, 2 when one could not be opened at all.
    """
    status = 0
    for path in paths:
        try:
            async for line in _lines(path):
                print(json.dumps(line, ensure_ascii=False))
        except OSError as error:
            print(f"{_shown(path)}: {error.strerror}", file=sys.stderr)
            status = 2
    await close_pool()
    return status


def main(arguments: list[str]) -> int:
    """Run the command with its arguments; return the exit status."""
    if not arguments:
        print("usage: python -m chorus_app.documents FILE…", file=sys.stderr)
        return 2
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return asyncio.run(_print_all([Path(argument) for argument in arguments]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
