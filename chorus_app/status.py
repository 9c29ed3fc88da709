"""For the operator: `python -m chorus_app.status` prints queues, mirrors, workers and failures.

It reads the database beside a running Choral, and tells nothing about anybody. Exit status 1 when
something has failed, should have left an hour ago, or when Redis is set and no worker is there.
"""

import asyncio
import sys
from datetime import datetime, timedelta

from redis.exceptions import RedisError

from chorus_app.jobs import fleet, remote
from chorus_app.jobs.fleet import Role
from chorus_app.jobs.queues import LINES
from chorus_app.settings import settings
from chorus_app.store import condition
from chorus_app.store.addresses import UnusableAddress
from chorus_app.store.away import DatabaseAway
from chorus_app.store.engine import Store
from chorus_app.store.tables import now

_LONG = timedelta(hours=1)
_AT_WORK = {"WAITING", "A_ENVOYER", "EN_SUIVI", "DUE", "UNDER_WAY"}


async def report(store: Store, at: datetime) -> tuple[list[str], bool]:
    """Return the lines to print, and whether all is well."""
    async with store.reading() as session:
        queues = await condition.deposits(session) + await condition.answers(session)
        queues += await condition.turns(session, at) + await condition.notices(session)
        problems = await condition.problems(session)
        suppliers = await condition.suppliers(session)
    lines = ["queues"]
    lines += [
        f"  {q.name:8} {q.state:10} {q.amount:7}"
        + (f"  {_age(q.oldest, at)}" if q.state in _AT_WORK else "")
        for q in queues
    ]
    lines += ["suppliers: last agreement with Chorus Pro"]
    lines += [
        f"  {s.number:<8} {s.done:7} of {s.total:<7} {_age(s.true_at, at)}" for s in suppliers
    ]
    failures = [f"  {name:8} {count:7}  {problem}" for name, problem, count in problems]
    failures += [f"  SUPPLIER {one.number:7}  {one.problem}" for one in suppliers if one.problem]
    late = any(q.state in _AT_WORK and q.oldest and at - q.oldest > _LONG for q in queues)
    return [*lines, "failures", *(failures or ["  none"])], not failures and not late


def _age(moment: datetime | None, at: datetime) -> str:
    """Return how long ago that was, to the second; a digest is for later."""
    if not moment:
        return "never"
    seconds = int((at - moment).total_seconds())
    return f"{timedelta(seconds=seconds)} ago" if seconds >= 0 else "later"


async def processes(redis_url: str, at: datetime) -> tuple[list[str], bool]:
    """Return the lines about workers and what waits on Redis, and whether somebody works."""
    if not redis_url:
        return ["jobs: done by the web process (CHORAL_REDIS_URL is not set)"], True
    redis = remote.connect(redis_url)
    try:
        alive = await fleet.members(redis)
        waiting = await fleet.waiting(redis, [line.name for line in LINES])
    except (RedisError, OSError):
        return ["jobs: Redis does not answer; workers go on from the database"], False
    finally:
        await redis.aclose()
    lines = ["jobs: on Redis, " + ", ".join(f"{count} {name}" for name, count in waiting.items())]
    lines += [
        f"  {one.role:9} {one.pid:7}  up {at - datetime.fromisoformat(one.since)}".partition(".")[0]
        + ("  sweeps" if one.sweeps else "")
        for one in alive
    ]
    works = any(one.role == Role.WORKER for one in alive)
    return lines if works else [*lines, "  no worker is there: run `make worker`"], works


async def main() -> int:
    """Print the report; return the exit status."""
    try:
        store = await Store.open(settings().database)
    except (UnusableAddress, DatabaseAway) as error:
        sys.stderr.write(f"The database of CHORAL_DATABASE_URL: {error}\n")
        return 1
    try:
        lines, well = await report(store, now())
    finally:
        await store.close()
    told, works = await processes(settings().redis, now())
    sys.stdout.write("\n".join(told + lines) + "\n")
    return 0 if well and works else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
