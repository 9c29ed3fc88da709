import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from chorus_app.gateway.budget import Budget
from chorus_app.gateway.connection import connect
from chorus_app.gateway.errors import TooManyRequests
from chorus_app.gateway.port import Account, InvoiceQuery
from tests.gateway.sockets import FlakyServer, flaky_server, good

NOTHING = good(listeFactures=[])


@pytest.fixture
async def server() -> AsyncIterator[FlakyServer]:
    async with flaky_server() as flaky:
        yield flaky


async def spent(budget: Budget, times: int) -> float:
    started = time.perf_counter()
    await asyncio.gather(*(budget.spend() for _ in range(times)))
    return time.perf_counter() - started


async def test_a_burst_passes_then_each_waits_its_turn() -> None:
    assert await spent(Budget(20, longest_wait=5), 20) < 0.1
    assert 0.3 < await spent(Budget(20, longest_wait=5), 28) < 1.0


async def test_less_than_one_a_second() -> None:
    budget = Budget(0.5, longest_wait=0.1)
    await budget.spend()
    with pytest.raises(TooManyRequests) as raised:
        await budget.spend()
    assert "budget" in raised.value.detail
    assert not raised.value.may_have_worked


async def test_zero_sets_no_limit() -> None:
    budget = Budget(0, longest_wait=0.1)
    for _ in range(10_000):
        await budget.spend()


async def test_clients_of_one_account_share_its_budget(server: FlakyServer) -> None:
    server.script = [NOTHING] * 20
    async with connect(
        base_url=server.base_url, client_id="a", client_secret="b", requests_per_second=5
    ) as connection:

        async def ask(login: str) -> None:
            client = connection.client_for(Account(login, "x"))
            await client.search(InvoiceQuery(), page=1, page_size=1)

        await ask("un")
        started = time.perf_counter()
        await asyncio.gather(*(ask("deux") for _ in range(5)))
        assert time.perf_counter() - started < 0.3
        await asyncio.gather(*(ask("un") for _ in range(7)))
        assert time.perf_counter() - started > 0.4
    assert len(server.requests) == 13
