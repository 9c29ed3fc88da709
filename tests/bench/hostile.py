"""`python -m tests.bench.hostile [SAMPLES_DIR]`: what each hostile file costs.

Prints, for each hostile file of the samples and each of our own, what came of it, the seconds, the
most memory that its child held, and in the end the memory of this process before and after. Exits
with 1 when an outcome is not a right one.
"""

import asyncio
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chorus_app.documents import LARGEST_ARCHIVE, LARGEST_FILE, Unreadable, is_archive
from chorus_app.documents.pool import Pool
from tests.bench.truth import right_outcomes, samples
from tests.documents.hostile_samples import HOSTILE
from tests.documents.xml_samples import Cii


@dataclass(frozen=True)
class Attack:
    """A file, and the outcomes that are right for it."""

    name: str
    content: bytes
    right: set[str]


@dataclass(frozen=True)
class Cost:
    """What reading a file took."""

    outcome: str
    seconds: float
    peak: int


def attacks(folder: Path | None) -> Iterator[Attack]:
    """Give our own hostile files, then those of the samples."""
    for name, (content, outcomes) in HOSTILE.items():
        yield Attack(name, content, set(outcomes.split()))
    for sample in samples(folder) if folder else ():
        if "hostile" in sample.kind:
            yield Attack(Path(sample.name).name, sample.content, right_outcomes(sample))


async def cost(pool: Pool, content: bytes) -> Cost:
    """Read a file, or unpack it; an empty or too large one is refused before any child."""
    job = "unpack" if is_archive(content) else "read"
    started = time.perf_counter()
    if len(content) > (LARGEST_ARCHIVE if job == "unpack" else LARGEST_FILE):
        return Cost("TOO_LARGE", 0.0, 0)
    if not content:
        return Cost("EMPTY", 0.0, 0)
    try:
        answer, _ = await pool.run({"job": job, "name": "file"}, content)
    except Unreadable as refusal:
        return Cost(f"helper lost: {refusal.code}", time.perf_counter() - started, 0)
    outcome = str(answer.get("code") or ("read" if job == "read" else "unpacked"))
    return Cost(outcome, time.perf_counter() - started, answer["peak"])


async def main(folder: Path | None) -> int:
    """Measure every attack; return how many came to a wrong outcome."""
    pool, wrong, worst = Pool(1), 0, Cost("", 0.0, 0)
    await cost(pool, Cii().xml())
    before, count = _memory(), 0
    for attack in attacks(folder):
        found = await cost(pool, attack.content)
        right = found.outcome in attack.right or found.outcome == "TOO_LARGE"
        wrong, count = wrong + (not right), count + 1
        worst = Cost("", max(worst.seconds, found.seconds), max(worst.peak, found.peak))
        mark = "" if right else f"  WRONG, expected {' or '.join(sorted(attack.right))}"
        print(
            f"{attack.name[-58:]:58} {found.outcome:20} {found.seconds:6.2f} s "
            f"{found.peak // 1_000_000:4} MB{mark}",
            flush=True,
        )
    after = await cost(pool, Cii().xml())
    await pool.close()
    print(f"{count} files, {wrong} wrong; slowest {worst.seconds:.1f} s, ", end="")
    print(f"largest child {worst.peak // 1_000_000} MB; next sound file: {after.outcome}")
    print(f"memory of this process: {before} MB before, {_memory()} MB after")
    return wrong


def _memory() -> int:
    """Return the megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1_000_000


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)) > 0)
