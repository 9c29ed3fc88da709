"""The engine of one process, without Redis and with it: queues, lanes, sweeps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from chorus_app.jobs import engine as engines
from chorus_app.jobs import handlers, queues, remote
from chorus_app.jobs.engine import Engine
from chorus_app.jobs.fleet import Role, members, waiting
from chorus_app.jobs.running import running
from chorus_app.services import work
from chorus_app.services.work import Job, Kind
from tests.databases import POSTGRESQL
from tests.jobs.redis_server import RedisServer
from tests.postgresql_server import PostgresqlServer
from tests.services.conftest import Choral
from tests.services.looking import until

DEPOSITS = Job(Kind.DEPOSITS, 1)


class Works:
    """What jobs were carried out; each takes as long as the test wants."""

    def __init__(self) -> None:
        self.done: list[Job] = []
        self.at_once = self.most = 0
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def carry_out(self, job: Job) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await self.go_on.wait()
            self.done.append(job)
        finally:
            self.at_once -= 1


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> Works:
    """Jobs that only say that they were done, and a database in which nothing is due."""
    works = Works()

    async def nothing() -> list[int]:
        return []

    monkeypatch.setattr(handlers, "carry_out", works.carry_out)
    for kind in handlers.SWEPT:
        monkeypatch.setitem(handlers._DUE, kind, nothing)
    monkeypatch.setattr(engines, "SWEEP_SECONDS", 0.05)
    return works


def due(monkeypatch: pytest.MonkeyPatch, kind: Kind, *numbers: int) -> None:
    async def found() -> list[int]:
        return list(numbers)

    monkeypatch.setitem(handlers._DUE, kind, found)


@asynccontextmanager
async def in_process() -> AsyncIterator[Engine]:
    async with running("", Role.WEB) as engine:
        yield engine


async def test_a_wake_is_carried_out_at_once(works: Works) -> None:
    async with in_process():
        work.wake(DEPOSITS)

        async def done() -> bool:
            return DEPOSITS in works.done

        await until(done, 5)


async def test_a_sweep_finds_what_is_due_until_it_is_no_more(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(monkeypatch, Kind.ANSWERS, 7)
    async with in_process():

        async def again() -> bool:
            return works.done.count(Job(Kind.ANSWERS, 7)) >= 3

        await until(again, 5)


async def test_a_sweep_that_fails_is_followed_by_others(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep, failures = Engine.sweep, iter([RuntimeError("once"), RuntimeError("twice")])

    async def failing(engine: Engine) -> None:
        if error := next(failures, None):
            raise error
        await sweep(engine)

    monkeypatch.setattr(Engine, "sweep", failing)
    due(monkeypatch, Kind.DEPOSITS, 1)
    async with running("", Role.WEB):
        await until(lambda: _done(works), 10)


async def _done(works: Works) -> bool:
    return DEPOSITS in works.done


async def test_a_job_under_way_is_not_begun_again_and_takes_one_place(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.go_on.clear()
    due(monkeypatch, Kind.DEPOSITS, 1)
    async with in_process():
        await asyncio.sleep(0.5)  # ten sweeps
        assert works.most == 2  # this one and the cleaning
        work.wake(Job(Kind.DEPOSITS, 2))

        async def other() -> bool:
            return works.at_once == 3

        await until(other, 5)


async def test_thousands_of_mirrors_make_no_deposit_wait_and_a_few_run_at_once(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.go_on.clear()
    due(monkeypatch, Kind.SYNCHRONISE, *range(1, 1001))
    (calm,) = [line.at_once for line in queues.LINES if Kind.SYNCHRONISE in line.kinds]
    async with in_process():

        async def full() -> bool:
            return works.at_once == calm

        await until(full, 5)
        await asyncio.sleep(0.2)
        assert works.most == calm
        work.wake(DEPOSITS)

        async def begun() -> bool:
            return works.at_once == calm + 1

        await until(begun, 5)


async def test_a_job_that_fails_ends_nothing(
    works: Works, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(job: Job) -> None:
        works.done.append(job)
        raise OSError("disk full")

    monkeypatch.setattr(handlers, "carry_out", fail)
    due(monkeypatch, Kind.MAILS, 0)
    async with in_process():

        async def again() -> bool:
            return works.done.count(Job(Kind.MAILS)) >= 3

        await until(again, 5)
    assert "MAILS failed" in caplog.text


async def test_the_end_stops_what_is_under_way_and_hears_no_more(works: Works) -> None:
    works.go_on.clear()
    async with in_process():
        work.wake(DEPOSITS)

        async def begun() -> bool:
            return works.at_once == 2

        await until(begun, 5)
    assert works.at_once == 0
    work.wake(DEPOSITS)
    await asyncio.sleep(0.1)
    assert works.done == []


async def test_what_the_web_process_queues_a_worker_does(redis: RedisServer, works: Works) -> None:
    async with running(redis.url, Role.WEB) as web, running(redis.url, Role.WORKER):
        await web.put(DEPOSITS)

        async def done() -> bool:
            return DEPOSITS in works.done

        await until(done, 5)


async def test_without_a_worker_a_job_waits_once_and_the_web_process_does_not_do_it(
    redis: RedisServer, works: Works
) -> None:
    async with running(redis.url, Role.WEB) as web:
        for _ in range(5):
            await web.put(DEPOSITS)
        client = remote.connect(redis.url)
        assert await waiting(client, ["urgent", "calm"]) == {"urgent": 1, "calm": 0}
        await asyncio.sleep(0.2)
        assert works.done == []
        await client.aclose()


async def test_one_of_several_workers_sweeps_and_another_takes_over(
    redis: RedisServer, works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = remote.connect(redis.url)

    async def sweepers() -> list[bool]:
        return [one.sweeps for one in await members(client)]

    async with running(redis.url, Role.SCHEDULER):

        async def one_leads() -> bool:
            return sorted(await sweepers()) == [False, True]

        async with running(redis.url, Role.WORKER):
            await until(one_leads, 10)

        async def alone() -> bool:
            return await sweepers() == [True]

        await until(alone, 10)
        due(monkeypatch, Kind.ANSWERS, 3)
        await asyncio.sleep(0.3)
        assert works.done in ([], [Job(Kind.CLEANING)])
        assert await waiting(client, ["urgent"]) == {"urgent": 1}
    assert await sweepers() == []
    await client.aclose()


async def test_with_redis_away_a_worker_goes_on_from_the_database(
    redis: RedisServer,
    works: Works,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with running(redis.url, Role.WORKER), running(redis.url, Role.WEB) as web:
        redis.stop()
        await web.put(DEPOSITS)
        assert DEPOSITS not in works.done
        due(monkeypatch, Kind.DEPOSITS, 1)

        async def done() -> bool:
            return DEPOSITS in works.done

        await until(done, 15)
        due(monkeypatch, Kind.DEPOSITS)
        redis.start()
        await asyncio.sleep(0.2)
        works.done.clear()

        async def heard() -> bool:
            await web.put(Job(Kind.ANSWERS, 9))
            return Job(Kind.ANSWERS, 9) in works.done

        await until(heard, 20)
    said = [record.getMessage() for record in caplog.records]
    assert sum("Redis is away" in one for one in said) <= 3
    assert any("Redis is back" in one for one in said)


async def test_a_frozen_redis_holds_up_no_sweep(
    redis: RedisServer, works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "PATIENCE", 0.3)
    async with running(redis.url, Role.WORKER):
        redis.freeze()
        due(monkeypatch, Kind.DEPOSITS, *range(1, 101))

        async def done() -> bool:
            return len({job for job in works.done if job.kind is Kind.DEPOSITS}) == 100

        await until(done, 10)  # one by one they would take half a minute


@POSTGRESQL
async def test_a_database_that_is_away_is_logged_once(
    choral: Choral, postgresql: PostgresqlServer, caplog: pytest.LogCaptureFixture
) -> None:
    sweeper = Engine([], works=False, sweeps=False)
    await asyncio.to_thread(postgresql.stop)
    try:
        for _ in range(3):
            await sweeper.sweep()
    finally:
        await asyncio.to_thread(postgresql.start)
    for _ in range(2):
        await sweeper.sweep()

    told = [one.getMessage() for one in caplog.records if one.name == engines.__name__]
    assert [words.partition(";")[0] for words in told] == [
        "the database is away",
        "the database is back",
    ]
