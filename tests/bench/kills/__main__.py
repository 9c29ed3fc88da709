"""`python -m tests.bench.kills --kills 200 --seed 1`: kill -9 of the whole server, then count.

Choral's own server (granian: sockets, routes, jobs) dies at random moments while two people deposit
and answer over HTTP and the socket, and the recipients' moves are told by mail and push. Chorus Pro
and the mail server with the push endpoint run in processes that are not killed.
"""

import argparse
import math
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.kills.run import run


def main() -> int:
    """Run, print the figures; return 1 when something was lost or done twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=math.inf, help="no kill after so many")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tally = run(Path(folder), options.kills, options.seed, seconds=options.seconds)
    for wrong in tally.wrong:
        print(wrong, file=sys.stderr)
    print(f"seed {options.seed}: {tally.said()}, {time.monotonic() - began:.0f} s")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
