import asyncio
from datetime import timedelta

from sqlalchemy import select

from chorus_app.store import turns
from chorus_app.store.engine import Store
from chorus_app.store.tables import Structure, now
from chorus_app.store.turn_tables import TurnRow
from tests.databases import BOTH

pytestmark = BOTH


async def suppliers(store: Store, count: int) -> list[int]:
    rows = [Structure(siret=f"{rank:014}", name="", account_login="TECH") for rank in range(count)]
    async with store.session() as session:
        session.add_all(rows)
    return [row.id or 0 for row in rows]


async def test_each_supplier_has_one_turn_however_many_give_it_at_once(store: Store) -> None:
    numbers = await suppliers(store, 20)

    async def give() -> None:
        async with store.session() as session:
            await turns.add_missing(session, now())
            await asyncio.sleep(0.05)

    await asyncio.gather(*(give() for _ in range(8)))

    async with store.session() as session:
        given = await session.scalars(select(TurnRow))
        assert sorted(row.structure_id for row in given) == numbers


async def test_a_turn_is_one_process_s_and_written_by_it_alone(store: Store) -> None:
    [number] = await suppliers(store, 1)
    mine, theirs = now() + timedelta(seconds=20), now() + timedelta(seconds=30)
    async with store.session() as session:
        await turns.add_missing(session, now())
    async with store.session() as session:
        assert await turns.claim(session, number, now(), mine)
        assert not await turns.claim(session, number, now(), theirs)
        assert not await turns.record(session, number, [theirs], failures=3)
        assert await turns.record(session, number, [theirs, mine], failures=4)
        assert (await session.get_one(TurnRow, number, populate_existing=True)).failures == 4


async def test_only_suppliers_with_an_account_have_a_turn(store: Store) -> None:
    numbers = await suppliers(store, 2)
    async with store.session() as session:
        session.add(Structure(siret="57200218600094", name="Sans compte technique"))
    async with store.session() as session:
        await turns.add_missing(session, now())
        (await session.get_one(Structure, numbers[0])).account_login = ""
    async with store.session() as session:
        assert list(await turns.due(session, now())) == numbers[1:]
