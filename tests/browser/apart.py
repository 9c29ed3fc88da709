"""The same browser tests with the jobs in processes of their own: `CHORAL_TEST_APART=1 pytest …`.

`workers` runs a Redis and two workers beside the served Choral, which then does no job itself; with
`CHORAL_TEST_APART=web` Reflex also keeps its states in Redis and serves from several processes.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.choral import ROOT
from tests.jobs.redis_server import redis_server

APART = os.environ.get("CHORAL_TEST_APART", "")


@contextmanager
def workers(folder: Path, **settings: str) -> Iterator[dict[str, str]]:
    """Give the variables to serve Choral with: these settings, where nothing is to be apart."""
    if not APART:
        yield settings
        return
    with ExitStack() as stack:
        url = stack.enter_context(redis_server(folder)).url
        told = {**settings, "CHORAL_DATA_DIR": str(folder / "choral"), "CHORAL_REDIS_URL": url}
        for rank in range(2):
            stack.enter_context(_worker({**os.environ, **told}, folder / f"worker-{rank}.log"))
        yield {**told, "REFLEX_REDIS_URL": url} if APART == "web" else told


@contextmanager
def _worker(environment: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "chorus_app.worker"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)
