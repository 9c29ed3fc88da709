"""Invoices stored before signs were left aside are found like those stored since."""

import asyncio

from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from chorus_app.store import migrate
from chorus_app.store.derived import search_text
from chorus_app.store.engine import Store
from chorus_app.store.invoices import upsert
from tests.store.samples import invoice, supplier

NAMES = ("Ville de Saint-Malo", "C.C.A.S. d’Œuvres\u00a0sociales", "", "É" * 300)
MADE = [
    invoice(number, recipient_name=NAMES[number % 4], service_name=f"Service n° {number}")
    for number in range(1, 2_502)
]
BEFORE = {
    1: "vti/2026/00001\nc.c.a.s. d’oeuvres sociales 21350238800019 compta service n° 1"
    "\neng-77 m2025-3"
}


async def test_every_stored_text_is_written_anew_and_back(store: Store, url: str) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        await upsert(session, mine, MADE)
    await store.close()

    await asyncio.to_thread(_go, url, command.downgrade, "0010-1")
    texts = await asyncio.to_thread(_texts, url)
    assert {number: texts[number] for number in BEFORE} == BEFORE

    await asyncio.to_thread(_go, url, command.upgrade, "head")
    assert await asyncio.to_thread(_texts, url) == {one.chorus_id: search_text(one) for one in MADE}


def _go(url: str, way: object, version: str) -> None:
    def act(connection: Connection) -> None:
        way(migrate._config(connection), version)  # type: ignore[operator]

    migrate._with_connection(make_url(url), act)


def _texts(url: str) -> dict[int, str]:
    def read(connection: Connection) -> dict[int, str]:
        rows = connection.execute(text("SELECT chorus_id, search_text FROM invoice"))
        return {row.chorus_id: row.search_text for row in rows}

    return migrate._with_connection(make_url(url), read)
