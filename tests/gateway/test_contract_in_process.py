"""The simulator under the client, in this very process: how Choral runs by default."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from chorus_app.gateway.connection import connect
from chorus_app.gateway.port import Account, InvoiceQuery
from chorus_app.simulator.app import create_app
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET, DEMO_ACCOUNTS
from chorus_app.simulator.quirks import UNKNOWN_STATUS
from tests.gateway.contract_failing import FailingContract
from tests.gateway.contract_roles import RolesContract
from tests.gateway.places import Place, simulated_account

BASE_URL = "http://simulateur"
SUPPLIER = DEMO_ACCOUNTS[0]


@pytest.fixture(scope="module")
def app(data_dir: Path) -> Iterator[FastAPI]:
    app = create_app(data_dir, speed=0)
    yield app
    asyncio.run(app.state.world.close())


@pytest.fixture
async def place(app: FastAPI) -> AsyncIterator[Place]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as bare:
        yield Place(
            open=partial(_open, transport),
            account=Account(SUPPLIER.login, SUPPLIER.password),
            supplier_siret=SUPPLIER.siret,
            bare=bare,
            account_of=simulated_account,
        )


def _open(transport: httpx.ASGITransport, **changes):
    known = {
        "base_url": BASE_URL,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "transport": transport,
    }
    return connect(**(known | changes))


class TestInProcess(FailingContract):
    """The whole contract."""


class TestWithOddAnswers(RolesContract):
    """The contract but for failures, with what real answers hold now and then."""

    @pytest.fixture(autouse=True)
    async def odd(self, place: Place) -> AsyncIterator[None]:
        await place.play(["unknown_fields", "other_dates", "duplicate_history"])
        yield
        await place.play([])


async def test_unknown_statuses_are_kept_as_they_came(place: Place) -> None:
    async with place.open() as connection:
        client = place.client(connection)
        known = [page async for page in client.search_all(InvoiceQuery())]
        await place.play(["unknown_statuses"])
        odd = [page async for page in client.search_all(InvoiceQuery())]
        await place.play([])
    before, after = (
        {i.chorus_id: i for page in pages for i in page.invoices} for pages in (known, odd)
    )
    changed = {one for one in before if after[one] != before[one]}
    assert changed == {one for one in before if one % 7 == 0}
    assert {after[one].status for one in changed} == {UNKNOWN_STATUS}


async def test_pages_that_move_under_the_reader_give_no_invoice_twice(place: Place) -> None:
    async with place.open() as connection:
        client = place.client(connection)
        await place.play(["moving_pages"])
        pages = [page async for page in client.search_all(InvoiceQuery(), page_size=20)]
        await place.play([])
    ids = [invoice.chorus_id for page in pages for invoice in page.invoices]
    assert len(ids) == len(set(ids)) > 200
