"""The simulator under the client, in this very process: how Choral runs by default."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from chorus_app.gateway.connection import connect
from chorus_app.gateway.port import Account
from chorus_app.simulator.app import create_app
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET, DEMO_ACCOUNTS
from tests.gateway.contract_failing import FailingContract
from tests.gateway.places import Place

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
