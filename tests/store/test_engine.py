import asyncio
import fcntl
import gc
import stat
import time
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, StatementError

from chorus_app.store import migrate, people
from chorus_app.store.engine import Store
from chorus_app.store.tables import Membership, Structure, now
from tests.databases import BOTH
from tests.store.samples import supplier


@BOTH
async def test_migrated_database_is_the_tables_of_today(store: Store, url: str) -> None:
    address = make_url(url)

    assert await asyncio.to_thread(migrate.differences, address) == []


async def test_the_comparison_sees_a_missing_column(store: Store, url: str) -> None:
    address = make_url(url)
    async with store.session() as session:
        await session.execute(text("ALTER TABLE structure DROP COLUMN sync_problem"))

    (difference,) = await asyncio.to_thread(migrate.differences, address)

    assert difference[0] == "add_column"
    assert difference[3].name == "sync_problem"


async def test_folder_is_made_and_closed_to_others(tmp_path: Path, store: Store) -> None:
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o700


async def test_sqlite_is_set_for_many_readers(store: Store) -> None:
    async with store.session() as session:
        settings = [
            await session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]

    assert settings == ["wal", 1, 10_000]


async def test_opens_again_what_it_made(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'choral.db'}"
    first = await Store.open(url)
    async with first.session() as session:
        await supplier(session)
    await first.close()

    second = await Store.open(url)
    async with second.session() as session:
        assert await people.structure_by_siret(session, "73980623000960")
    await second.close()


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"])
async def test_refuses_a_database_in_memory(url: str) -> None:
    with pytest.raises(ValueError, match="must be a file"):
        await Store.open(url)


async def test_opening_does_not_block_the_loop(tmp_path: Path) -> None:
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0)
            longest = max(longest, time.perf_counter() - began)
            await asyncio.sleep(0.001)

    pulse = asyncio.create_task(beat())
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'choral.db'}")
    pulse.cancel()
    await store.close()

    assert longest < 0.1


@BOTH
async def test_session_rolls_back_on_error(store: Store) -> None:
    with pytest.raises(RuntimeError):
        async with store.session() as session:
            await supplier(session)
            raise RuntimeError

    async with store.session() as session:
        assert not (await session.scalars(select(Structure))).all()


@BOTH
async def test_foreign_keys_hold(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.session() as session:
            session.add(Membership(user_id=1, structure_id=1))


@BOTH
async def test_a_failure_does_not_say_what_was_to_be_written(store: Store) -> None:
    said = "camille@choral.example"
    with pytest.raises(StatementError) as failed:
        async with store.session() as session:
            await session.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": said})

    assert "INSERT INTO nowhere" in str(failed.value)
    assert said not in str(failed.value)


@BOTH
async def test_moments_come_back_with_their_zone(store: Store) -> None:
    at = now()
    async with store.session() as session:
        number = await supplier(session)
        await people.record(session, number, true_at=at)

    async with store.session() as session:
        assert (await session.get_one(Structure, number)).true_at == at


async def test_a_moment_without_zone_is_refused(store: Store) -> None:
    async with store.session() as session:
        number = await supplier(session)

    with pytest.raises(StatementError, match="time zone"):
        async with store.session() as session:
            await people.record(session, number, true_at=now().replace(tzinfo=None))


@BOTH
async def test_writers_take_turns_and_lose_nothing(store: Store) -> None:
    """Read, decide, write: forty at once, and none works on an old reading."""
    async with store.session() as session:
        number = await supplier(session)

    async def add_one() -> None:
        async with store.writing() as session:
            structure = await session.get_one(Structure, number)
            await asyncio.sleep(0)
            structure.sync_done = structure.sync_done + 1

    await asyncio.gather(*(add_one() for _ in range(40)))

    async with store.session() as session:
        assert (await session.get_one(Structure, number)).sync_done == 40


@BOTH
async def test_reading_does_not_wait_for_a_writer(store: Store) -> None:
    async with store.session() as session:
        number = await supplier(session)

    async with store.writing() as writer, asyncio.timeout(2):
        await people.record(writer, number, name="Nouveau nom")
        async with store.session() as reader:
            assert (await reader.get_one(Structure, number)).name == "Ets Horticoles"


@BOTH
async def test_reading_sees_one_moment(store: Store) -> None:
    """A heading counts the rows that stand under it, also while a synchronisation writes."""
    async with store.session() as session:
        number = await supplier(session)

    async with store.reading() as reader:
        before = (await reader.execute(select(Structure.name, Structure.version))).all()
        async with store.session() as writer:
            await people.record(writer, number, name="Nouveau nom", version=9)
        after = (await reader.execute(select(Structure.name, Structure.version))).all()

    assert before == after == [("Ets Horticoles", 0)]
    async with store.reading() as reader:
        assert await reader.scalar(select(Structure.name)) == "Nouveau nom"


@BOTH
async def test_a_cancelled_writer_holds_nobody_up(store: Store) -> None:
    """A page that closes cancels what it asked for, wherever that stands."""
    async with store.session() as session:
        number = await supplier(session)

    async def write() -> None:
        async with store.writing() as session:
            for _ in range(5):
                await people.raise_version(session, number)

    gc.disable()
    try:
        for step in range(60):
            task = asyncio.create_task(write())
            await asyncio.sleep(step * 0.0001)
            task.cancel()
            await asyncio.wait([task])
            async with asyncio.timeout(2):
                await write()
    finally:
        gc.enable()


async def test_processes_that_start_together_take_turns(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/choral.db"
    with (tmp_path / "choral.db.migrating").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        opening = asyncio.create_task(Store.open(url))
        await asyncio.sleep(0.3)
        assert not (tmp_path / "choral.db").exists()
    store = await opening
    await store.ask()
    await store.close()
