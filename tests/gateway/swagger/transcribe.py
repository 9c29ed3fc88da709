"""Write the operations of Swagger files down, one line a shape, as the tests read them.

    python -m tests.gateway.swagger.transcribe FACTURES.json STRUCTURES.json

The official files are 220 kB and not ours to publish; what the tests need of them is this.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Definitions = dict[str, dict[str, Any]]
HEAD = (
    "# What each operation {}, as the official Swagger files list it: an operation and its shape;\n"
    "# then each shape, `field:type`; then each enumeration. A type is int, number, text, moment,\n"
    "# bool, a shape or an enumeration; `[]` makes it a list of these. Made by transcribe.py.\n"
)
VERBS = {"requests": "takes", "answers": "answers"}
_SCALARS = {"integer": "int", "number": "number", "boolean": "bool"}


class Transcript:
    """The lines of one side of the contract; an enumeration bears the name of its first field."""

    def __init__(self) -> None:
        self.operations: dict[str, str] = {}
        self.shapes: dict[str, dict[str, str]] = {}
        self.values: dict[str, str] = {}

    def read(self, swagger: dict[str, Any], side: str) -> None:
        """Add the operations of one file."""
        for path, methods in swagger["paths"].items():
            for told in methods.values():
                name = _shape_of(told, side)
                if name:
                    self.operations[swagger["basePath"] + path] = name
                    self._add(name, swagger["definitions"])

    def _add(self, name: str, definitions: Definitions) -> None:
        if name not in self.shapes:
            self.shapes[name] = {}
            for field, told in definitions[name].get("properties", {}).items():
                self.shapes[name][field] = self._kind(field, told, definitions)

    def _kind(self, field: str, told: dict[str, Any], definitions: Definitions) -> str:
        if "$ref" in told:
            name = _named(told)
            self._add(name, definitions)
            return name
        if told["type"] == "array":
            return self._kind(field, told["items"], definitions) + "[]"
        if "enum" in told:
            return self._enumeration(field, "|".join(str(value).strip() for value in told["enum"]))
        if told["type"] == "string":
            return "moment" if told.get("format") in ("date", "date-time") else "text"
        return _SCALARS[told["type"]]

    def _enumeration(self, field: str, values: str) -> str:
        known = next((name for name, each in self.values.items() if each == values), None)
        if known:
            return known
        name, rank = field, 1
        while name in self.values:
            rank += 1
            name = f"{field}{rank}"
        self.values[name] = values
        return name

    def lines(self) -> Iterator[str]:
        """Yield the transcript."""
        yield from (f"{path} {shape}" for path, shape in sorted(self.operations.items()))
        yield ""
        for name, fields in sorted(self.shapes.items()):
            told = " ".join(f"{field}:{kind}" for field, kind in fields.items())
            yield f"{name} = {told}".strip()
        yield ""
        yield from (f"{name} : {values}" for name, values in sorted(self.values.items()))


def _shape_of(operation: dict[str, Any], side: str) -> str:
    if side == "answers":
        return _named(operation["responses"]["200"]["schema"])
    bodies = [each for each in operation.get("parameters", ()) if each.get("in") == "body"]
    return _named(bodies[0]["schema"]) if bodies else ""


def _named(told: dict[str, Any]) -> str:
    return str(told["$ref"]).rpartition("/")[2]


def transcribed(side: str, *swaggers: dict[str, Any]) -> str:
    """Return one side of the contract, `requests` or `answers`."""
    transcript = Transcript()
    for swagger in swaggers:
        transcript.read(swagger, side)
    return "\n".join([HEAD.format(VERBS[side]), *transcript.lines(), ""])


if __name__ == "__main__":
    read = [json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:]]
    for one in VERBS:
        Path(__file__).with_name(f"{one}.txt").write_text(transcribed(one, *read), encoding="utf-8")
