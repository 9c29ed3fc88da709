"""`python -m tests.bench.fuzz --minutes N --seed S [--samples DIR] [--only INDEX]`.

Feeds spoilt files to the reader through the real pool, and counts what must not be: a fault of our
own (any error that is not a refusal), a hang, a value that is not clean. Failing inputs are kept in
`.fuzz/`, named after the seed and the index that draw them again. Exits with 1 when there is one.
"""

import argparse
import asyncio
import logging
import re
import resource
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from chorus_app import documents
from chorus_app.documents.text import clean
from tests.bench.fuzz_inputs import Inputs

KEPT = Path(".fuzz")
_LONGEST = 30.0
"""Seconds after which a file counts as a hang: a child may take 15, twice when it is signed."""
_SHAPES = {
    "issue_date": r"\d{4}-\d\d-\d\d",
    "due_date": r"\d{4}-\d\d-\d\d",
    "currency": r"[A-Z]{3}",
    "seller_siret": r"\d{14}",
    "buyer_siret": r"\d{14}",
    "type_code": "FACTURE|AVOIR",
    "tax_exclusive_amount": r"-?\d+\.\d\d",
    "tax_amount": r"-?\d+\.\d\d",
    "tax_inclusive_amount": r"-?\d+\.\d\d",
    "payable_amount": r"-?\d+\.\d\d",
    "iban": r"[A-Z]{2}\d\d[0-9A-Z]{11,30}",
}


class _Faults(logging.Handler):
    """Keeps what the reader logs: only faults of our own are logged."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record.getMessage())


@dataclass
class Run:
    """The counts of a run."""

    inputs: Inputs
    seed: int
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    faults: _Faults = field(default_factory=_Faults)

    async def feed(self, index: int) -> None:
        """Read one input and judge what came of it."""
        content = self.inputs.draw(index)
        started = time.perf_counter()
        try:
            found = await self._read(content)
        except Exception as error:
            found = [f"raised {type(error).__name__}: {error}"]
        seconds = time.perf_counter() - started
        self.slowest = max(self.slowest, seconds)
        found += [f"fault: {text}" for text in self.faults.seen]
        found += [f"hang: {seconds:.0f} s"] if seconds > _LONGEST else []
        self.faults.seen.clear()
        if found:
            self._keep(index, content, found)

    async def _read(self, content: bytes) -> list[str]:
        if not documents.is_archive(content):
            return await self._read_one(content)
        try:
            members = await documents.unpack(content)
        except documents.Unreadable as refusal:
            return self._refused(refusal)
        self.outcomes["unpacked"] += 1
        return [text for member in members for text in await self._read_one(member.content)]

    async def _read_one(self, content: bytes) -> list[str]:
        try:
            reading = await documents.read(content, "file")
        except documents.Unreadable as refusal:
            return self._refused(refusal)
        self.outcomes[f"read {reading.kind}"] += 1
        return [*unclean(asdict(reading)), *misshapen(reading)]

    def _refused(self, refusal: documents.Unreadable) -> list[str]:
        self.outcomes[refusal.code] += 1
        return list(unclean(refusal.sentence))

    def _keep(self, index: int, content: bytes, found: list[str]) -> None:
        for text in found:
            self.failures[text.splitlines()[-1][:150]] += 1
        KEPT.mkdir(exist_ok=True)
        (KEPT / f"{self.seed}-{index}.bin").write_bytes(content)
        (KEPT / f"{self.seed}-{index}.txt").write_text("\n".join(found), errors="replace")


def unclean(value: Any) -> list[str]:
    """Return the texts that could not be stored, sent as JSON or shown."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in unclean(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in unclean(part)]
    # Our own sentences hold no-break spaces, which `clean` would make plain.
    if isinstance(value, str) and clean(value, 10_000) != re.sub("[\u00a0\u202f]", " ", value):
        return [f"unclean: {value[:80]!r}"]
    return []


def misshapen(reading: documents.Reading) -> list[str]:
    """Return the fields whose value is not of their kind, and findings on fields unknown."""
    wrong = [
        f"misshapen: {name} {value[:60]!r}"
        for name, shape in _SHAPES.items()
        if (value := reading.value(name)) is not None and not re.fullmatch(shape, value, re.ASCII)
    ]
    unknown = {finding.field for finding in reading.findings} - {*documents.FIELDS, ""}
    return wrong + [f"unknown field: {name!r}" for name in unknown]


async def main(arguments: argparse.Namespace, inputs: Inputs) -> int:
    """Run until the time is up; print what was counted; return the exit status."""
    run = Run(inputs, arguments.seed)
    log = logging.getLogger("chorus_app.documents")
    log.addHandler(run.faults)
    log.propagate = False
    await documents.start_pool()
    before, started, index = _memory(), time.monotonic(), 0
    while time.monotonic() - started < arguments.minutes * 60:
        if arguments.only is not None:
            index = arguments.only
        await run.feed(index)
        index += 1
        if index % 2000 == 0:
            print(f"{index} inputs, {sum(run.failures.values())} failures", flush=True)
        if arguments.only is not None:
            break
    await documents.close_pool()
    _report(run, index, time.monotonic() - started, before)
    return 1 if run.failures else 0


def _report(run: Run, count: int, seconds: float, before: int) -> None:
    print(f"seed {run.seed}: {count} inputs in {seconds / 60:.1f} min, slowest {run.slowest:.1f} s")
    print(f"memory of this process: {before} MB at the start, {_memory()} MB at the end")
    for outcome, times in run.outcomes.most_common():
        print(f"{times:8} {outcome}")
    print(f"{sum(run.failures.values())} failures (inputs kept in {KEPT}/)")
    for failure, times in run.failures.most_common():
        print(f"{times:8} {failure}")


def _memory() -> int:
    """Return the megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1_000_000


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fuzz")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=Path)
    parser.add_argument("--only", type=int, help="draw this index alone")
    return parser.parse_args()


if __name__ == "__main__":
    asked = _arguments()
    sys.exit(asyncio.run(main(asked, Inputs(asked.seed, asked.samples))))
