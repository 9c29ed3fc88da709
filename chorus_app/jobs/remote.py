"""What is shared of Redis: how it is reached, and the names of the keys. No row lives there."""

from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from chorus_app.services.work import Job

PATIENCE = 3.0
"""Seconds to wait for Redis: without it, the sweeps of the database do."""
OPTIONS: dict[str, Any] = {
    "socket_connect_timeout": PATIENCE,
    "socket_keepalive": True,
    "retry": Retry(NoBackoff(), 0),
}
"""Redis's client would try for seconds by itself; here whoever asks decides."""

_CHECKED_EVERY = 5
"""Seconds after which a silent connection is tried: a Redis that is frozen closes none."""

SWEEPER = "choral:sweeper"
CHANGES = "choral:changes"
ALIVE = "choral:alive:"


def connect(url: str) -> Redis:
    """Return a client; nothing is asked yet. Raises `ValueError` for an address of another kind."""
    return Redis.from_url(
        url, socket_timeout=PATIENCE, health_check_interval=_CHECKED_EVERY, **OPTIONS
    )


def queue_key(line: str) -> str:
    """Return the list in which the jobs of a line wait."""
    return f"choral:jobs:{line}"


def mark_key(job: Job) -> str:
    """Return the mark of a job that waits."""
    return f"choral:waits:{job.kind.value}:{job.structure_id}"
