"""The contract, read from its transcripts, and where a body or an answer differs from it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

_LINE = re.compile(r"(\w+) ([=:]) ?(.*)")
_SCALARS: dict[str, Callable[[object], bool]] = {
    "int": lambda value: type(value) is int,
    "number": lambda value: type(value) in (int, float),
    "text": lambda value: isinstance(value, str),
    "moment": lambda value: isinstance(value, str) and is_moment(value),
    "bool": lambda value: isinstance(value, bool),
}
Difference = tuple[str, str]
"""A field, written `Shape.field`, and how it differs."""


def is_moment(value: str) -> bool:
    """Tell whether this is an RFC 3339 date and time, as every date of the Swagger is."""
    try:
        return "T" in value and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


class Contract:
    """One side of it: `shapes` by operation, `fields` by shape, `values` by enumeration.

    `official` are the operations of the Swagger files; the others are known from clients alone.
    """

    def __init__(self, side: str) -> None:
        self.official = _operations(_lines(side))
        lines = _lines(side) + _lines(f"{side}_elsewhere")
        self.shapes = _operations(lines)
        found = [match.groups() for match in map(_LINE.fullmatch, lines) if match]
        self.fields = {
            name: dict(word.split(":") for word in words.split())
            for name, mark, words in found
            if mark == "="
        }
        self.values = {name: words.split("|") for name, mark, words in found if mark == ":"}

    def differences(self, said: object, kind: str, field: str = "") -> Iterator[Difference]:
        """Yield what the contract does not have in a value of this kind."""
        if kind.endswith("[]"):
            if not isinstance(said, list):
                yield field, "not a list"
                return
            for item in said:
                yield from self.differences(item, kind[:-2], field)
        elif kind in self.fields:
            yield from self._in_object(said, kind, field)
        elif kind in self.values:
            if said not in self.values[kind]:
                yield field, f"{said} is none of {kind}"
        elif not _SCALARS[kind](said):
            yield field, f"not a {kind}"

    def _in_object(self, said: object, shape: str, field: str) -> Iterator[Difference]:
        if not isinstance(said, dict):
            yield field or shape, "not an object"
            return
        for name, value in said.items():
            inner = f"{shape}.{name}"
            if name in self.fields[shape]:
                yield from self.differences(value, self.fields[shape][name], inner)
            else:
                yield inner, "unknown"

    def seen(self, said: object, kind: str) -> Iterator[str]:
        """Yield each field that says something, as `Shape.field`."""
        if isinstance(said, list):
            for item in said:
                yield from self.seen(item, kind.removesuffix("[]"))
        elif isinstance(said, dict) and kind in self.fields:
            for name, value in said.items():
                if name in self.fields[kind] and value is not None:
                    yield f"{kind}.{name}"
                    yield from self.seen(value, self.fields[kind][name])

    def reached(self, *kinds: str) -> set[str]:
        """Return every field of these shapes and of those inside them."""
        shapes: set[str] = set()
        waiting = list(kinds)
        while waiting:
            shape = waiting.pop()
            if shape in self.fields and shape not in shapes:
                shapes.add(shape)
                waiting += [kind.removesuffix("[]") for kind in self.fields[shape].values()]
        return {f"{shape}.{name}" for shape in shapes for name in self.fields[shape]}


def _lines(name: str) -> list[str]:
    told = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in told if not line.startswith("#")]


def _operations(lines: list[str]) -> dict[str, str]:
    return dict(line.split(" ") for line in lines if line.startswith("/"))


REQUESTS = Contract("requests")
ANSWERS = Contract("answers")
