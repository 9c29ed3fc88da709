"""What Chorus Pro takes, field by field (`requests.txt`), and where a body differs from it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

_LINES = (Path(__file__).parent / "requests.txt").read_text(encoding="utf-8").splitlines()
_SHAPE = re.compile(r"(\w+) = ?(.*)")
BODIES = dict(line.split(" ") for line in _LINES if line.startswith("/"))
SHAPES = {
    found[1]: dict(word.split(":") for word in found[2].split())
    for found in map(_SHAPE.fullmatch, _LINES)
    if found
}

_DAY = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?")
_SCALARS: dict[str, Callable[[object], bool]] = {
    "int": lambda value: type(value) is int,
    "number": lambda value: type(value) in (int, float),
    "text": lambda value: isinstance(value, str),
    "day": lambda value: isinstance(value, str) and bool(_DAY.fullmatch(value)),
    "bool": lambda value: isinstance(value, bool),
}


def differences(body: object, kind: str, path: str = "") -> Iterator[str]:
    """Yield the paths of what the contract does not have, and how each differs."""
    if kind.endswith("[]"):
        if not isinstance(body, list):
            yield f"{path}: not a list"
            return
        for item in body:
            yield from differences(item, kind[:-2], path)
    elif kind in SHAPES:
        yield from _in_object(body, SHAPES[kind], path)
    elif kind in _SCALARS:
        if not _SCALARS[kind](body):
            yield f"{path}: not {kind}"
    elif body not in kind.split("|"):
        yield f"{path}: {body} is none of {kind}"


def _in_object(body: object, fields: dict[str, str], path: str) -> Iterator[str]:
    if not isinstance(body, dict):
        yield f"{path}: not an object"
        return
    for name, value in body.items():
        inner = f"{path}.{name}".lstrip(".")
        if name in fields:
            yield from differences(value, fields[name], inner)
        else:
            yield f"{inner}: unknown"
