"""`python -m tests.services.crash --rounds N`: kill -9 at random moments, then count invoices."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.services.crash.rounds import Tally, a_field, one_round


def main() -> int:
    """Run the rounds; return 1 when an invoice is missing or exists twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.services.crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", type=int, default=8, help="deposits in a round")
    parser.add_argument("--kills", type=int, default=6, help="times that senders die in a round")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(Path(folder), options))


async def _run(folder: Path, options: argparse.Namespace) -> int:
    tally = Tally()
    async with a_field(folder, options.seed) as place:
        for rank in range(options.rounds):
            await one_round(place, tally, rank, size=options.size, kills=options.kills)
            print(
                f"round {rank + 1}: {tally.deposits} deposits, {tally.kills} processes killed, "
                f"{tally.in_flight} sendings cut off ({tally.lost_answers} after they had worked), "
                f"{len(tally.wrong)} wrong, {tally.seconds:.0f} s",
                flush=True,
            )
    for wrong in tally.wrong:
        print(wrong, file=sys.stderr)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
