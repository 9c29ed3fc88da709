"""What is PostgreSQL's own: a server that goes away, and connections that write at once."""

import asyncio
import time
import traceback
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError

from chorus_app.domain.deposit import Stage
from chorus_app.store import deposits, migrate, people, turns
from chorus_app.store.addresses import UnusableAddress
from chorus_app.store.away import DatabaseAway
from chorus_app.store.engine import Store
from chorus_app.store.tables import DepositRow, Structure, User, now
from tests.databases import BOTH, POSTGRESQL
from tests.postgresql_server import PostgresqlServer
from tests.store.samples import supplier


@pytest.fixture
def empty(postgresql: PostgresqlServer) -> Iterator[URL]:
    """A database that was never migrated."""
    with postgresql.unmigrated() as address:
        yield address


@pytest.fixture
async def stored(store: Store) -> AsyncIterator[list[str]]:
    """Thirty deposits to be sent; their ids."""
    async with store.session() as session:
        number = await supplier(session)
        user = User(email="a@choral.example", password_hash="", display_name="A")
        session.add(user)
        await session.flush()
        rows = [
            DepositRow(
                id=f"d{rank:02}",
                structure_id=number,
                user_id=user.id or 0,
                stage=Stage.A_ENVOYER,
                file_key="",
                file_name="",
                file_size=0,
                file_kind="PDF",
            )
            for rank in range(30)
        ]
        session.add_all(rows)
    yield [row.id for row in rows]


async def test_processes_that_start_together_migrate_once(empty: URL) -> None:
    await asyncio.gather(*(asyncio.to_thread(migrate.upgrade, empty) for _ in range(3)))

    assert await asyncio.to_thread(migrate.differences, empty) == []


@BOTH
async def test_an_intent_is_one_worker_s_however_many_claim_it(
    store: Store, stored: list[str]
) -> None:
    at = now()

    async def claim_all(rank: int) -> list[str]:
        mine = []
        for intent_id in stored:
            async with store.session() as session:
                until = at + timedelta(seconds=60 + rank)
                if await deposits.INTENTS.claim(session, intent_id, at, until):
                    mine.append(intent_id)
        return mine

    won = await asyncio.gather(*(claim_all(rank) for rank in range(4)))

    assert sorted(each for mine in won for each in mine) == stored


@BOTH
async def test_a_turn_is_one_process_s_however_many_claim_it(store: Store) -> None:
    async with store.session() as session:
        number = await supplier(session)
        await turns.add_missing(session, now())

    async def claim(rank: int) -> bool:
        async with store.session() as session:
            until = now() + timedelta(seconds=60 + rank)
            return bool(await turns.claim(session, number, now(), until))

    assert sum(await asyncio.gather(*(claim(rank) for rank in range(8)))) == 1


@POSTGRESQL
async def test_writers_in_several_processes_take_turns(store: Store, database: str) -> None:
    async with store.session() as session:
        number = await supplier(session)
    other = await Store.open(database)

    async def add_one(by: Store) -> None:
        async with by.writing() as session:
            structure = await session.get_one(Structure, number)
            await asyncio.sleep(0)
            structure.sync_done = structure.sync_done + 1

    await asyncio.gather(*(add_one(by) for by in (store, other) for _ in range(20)))
    await other.close()

    async with store.session() as session:
        assert (await session.get_one(Structure, number)).sync_done == 40


@POSTGRESQL
async def test_writers_that_wait_leave_connections_to_readers(store: Store) -> None:
    async def write() -> None:
        async with store.writing() as session:
            await session.execute(select(Structure))

    async with store.writing():
        waiting = [asyncio.create_task(write()) for _ in range(100)]
        await asyncio.sleep(0)
        async with asyncio.timeout(5):
            await store.ask()
    await asyncio.gather(*waiting)


@POSTGRESQL
async def test_a_server_that_went_away_is_told_and_found_again(
    store: Store, postgresql: PostgresqlServer
) -> None:
    async with store.session() as session:
        number = await supplier(session)
    try:
        with pytest.raises(DatabaseAway):
            async with store.session() as session:
                await people.record(session, number, name="Nouveau nom")
                await asyncio.to_thread(postgresql.stop)
        for _ in range(2):
            with pytest.raises(DatabaseAway):
                await store.ask()
    finally:
        await asyncio.to_thread(postgresql.start)

    async with store.session() as session:
        assert (await session.get_one(Structure, number)).name == "Ets Horticoles"
        assert await people.raise_version(session, number) == 1


@POSTGRESQL
async def test_a_connection_lost_between_two_questions_is_told(
    store: Store, postgresql: PostgresqlServer
) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'choral'"
    with pytest.raises(DatabaseAway):
        async with store.session() as session:
            await session.execute(text("SELECT 1"))
            await asyncio.to_thread(postgresql.execute, cut)
            await session.execute(text("SELECT 1"))

    await store.ask()


@POSTGRESQL
async def test_what_the_database_refuses_is_no_absence(store: Store) -> None:
    with pytest.raises(DBAPIError, match="division"):
        async with store.session() as session:
            await session.execute(text("SELECT 1 / 0"))


async def test_an_address_where_nothing_answers_is_told_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(DatabaseAway):
        await Store.open("postgresql+asyncpg://choral@127.0.0.1:1/choral")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "url",
    [
        "postgres://choral:s3cret@localhost/choral",
        "postgresql://choral:s3cret@localhost/choral",
        "postgresql+asyncpg://choral:s3c:ret@localhost:port/choral",
        "postgresql+asyncpg://choral:s3cret@localhost",
        "mysql+aiomysql://choral:s3cret@localhost/choral",
        "s3cret",
    ],
    ids=["postgres", "no driver", "bad port", "no database", "mysql", "no url"],
)
async def test_an_address_of_no_use_is_refused_without_being_quoted(url: str) -> None:
    with pytest.raises(UnusableAddress) as refused:
        await Store.open(url)

    assert "CHORAL_DATABASE_URL" in str(refused.value)
    assert "s3c" not in str(refused.value)


@POSTGRESQL
async def test_a_value_that_no_column_holds_is_not_quoted(store: Store) -> None:
    number = 10**12 + 234
    with pytest.raises(DBAPIError, match="query argument") as refused:
        async with store.session() as session:
            await session.get(Structure, number)

    assert str(number) not in "".join(traceback.format_exception(refused.value))


@BOTH
async def test_a_refused_row_is_not_quoted_in_what_is_logged(store: Store) -> None:
    siret = "7398" + "0623000960"  # a traceback quotes the source too
    with pytest.raises(IntegrityError) as refused:
        async with store.session() as session:
            await supplier(session, siret)
            await supplier(session, siret)

    logged = "".join(traceback.format_exception(refused.value))
    assert "siret" in logged
    assert siret not in logged
