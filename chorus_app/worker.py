"""`python -m chorus_app.worker`: carries out jobs in a process of its own, told by Redis.

Run as many as wanted; one of them sweeps the database. With `--scheduler` the process sweeps and
carries out nothing. A signal ends it in good order; `kill -9` loses nothing either.
"""

import argparse
import asyncio
import logging
import os
import signal
import sys

from chorus_app import startup
from chorus_app.jobs.fleet import Role


def main() -> int:
    """Work until a signal comes; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m chorus_app.worker", description=__doc__)
    parser.add_argument("--scheduler", action="store_true", help="sweep, carry out nothing")
    role = Role.SCHEDULER if parser.parse_args().scheduler else Role.WORKER
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        asyncio.run(_work(role))
    except startup.CannotWork as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


async def _work(role: Role) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with startup.working(role):
        print(f"Choral {role} {os.getpid()}", flush=True)  # noqa: T201  (the operator sees that it is up)
        await stopped.wait()


if __name__ == "__main__":
    sys.exit(main())
