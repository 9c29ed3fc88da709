"""`python -m tests.jobs --rounds N`: two workers on Redis, killed at random; Redis too at times.

As `python -m tests.services.crash`, whose deposits, faults and counting it borrows; here the
intents are queued by one process and carried out by others.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.jobs.processes import Place, several
from tests.services.crash import rounds
from tests.services.crash.rounds import Tally


def main() -> int:
    """Run the rounds; return 1 when an invoice is missing or exists twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.jobs", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", type=int, default=8, help="deposits in a round")
    parser.add_argument("--kills", type=int, default=6, help="workers killed in a round")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(Path(folder), options))


async def _run(folder: Path, options: argparse.Namespace) -> int:
    tally, lost = Tally(), 0
    async with several(folder, options.seed) as place:
        for rank in range(options.rounds):
            lost += await _round(place, tally, rank, options)
            print(
                f"round {rank + 1}: {tally.deposits} deposits, {tally.kills} workers killed, "
                f"Redis lost {lost} times, {len(tally.wrong)} wrong, {tally.seconds:.0f} s",
                flush=True,
            )
    for wrong in tally.wrong:
        print(wrong, file=sys.stderr)
    return 1 if tally.wrong else 0


async def _round(place: Place, tally: Tally, rank: int, options: argparse.Namespace) -> int:
    """Queue deposits while workers die and are replaced; then let two live until all is settled."""
    began, chance, lost = time.monotonic(), place.field.chance, 0
    numbers = [f"JC-{rank:03}-{one:02}" for one in range(options.size)]
    alive = [await place.worker() for _ in range(2)]
    confirming = asyncio.create_task(_confirm_all(place, numbers))
    for _ in range(options.kills):
        await place.field.chorus.post("/simulateur/api/faults", json=rounds._fault(chance))
        await asyncio.sleep(chance.uniform(0.1, 1.5))
        if chance.random() < 0.2:
            place.redis.stop()
            place.redis.start()
            lost += 1
        await alive.pop(chance.randrange(2)).kill()
        alive.append(await place.worker())
    await confirming
    await place.field.chorus.post("/simulateur/api/faults", json={"mode": "none"})
    await rounds._until_settled(place.field)
    for one in alive:
        await one.kill()
    rounds._count(place.field, tally, numbers)
    tally.deposits += len(numbers)
    tally.kills += options.kills
    tally.seconds += time.monotonic() - began
    return lost


async def _confirm_all(place: Place, numbers: list[str]) -> None:
    for number in numbers:
        await rounds._confirm(place.field, number)
        await asyncio.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())
