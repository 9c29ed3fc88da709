"""Time is played here; failures on a real socket are at the end."""

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator

import circuitbreaker
import pytest

from chorus_app.gateway import errors
from chorus_app.gateway.breaker import Breaker
from chorus_app.gateway.connection import Connection, connect
from chorus_app.gateway.port import Account, InvoiceQuery
from tests.gateway.sockets import FlakyServer, flaky_server, good, http


class Clock:
    def __init__(self) -> None:
        self.now = 0.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(circuitbreaker, "monotonic", lambda: made.now)
    return made


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(3, 10.0)


def call(breaker: Breaker, error: BaseException | None = None) -> None:
    with breaker.watching():
        if error:
            raise error


def fail(breaker: Breaker, times: int, kind: type[errors.ChorusError] = errors.TimedOut) -> None:
    for _ in range(times):
        with pytest.raises(kind):
            call(breaker, kind())


def test_failures_in_a_row_begin_a_pause(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 2)
    call(breaker)
    fail(breaker, 3)
    with pytest.raises(errors.Paused) as raised:
        call(breaker)
    assert raised.value.retry_after == 10
    assert not raised.value.may_have_worked
    clock.now += 9.9
    with pytest.raises(errors.Paused):
        call(breaker)


def test_after_the_pause_a_success_lets_everybody_in(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 10
    call(breaker)
    fail(breaker, 2)
    call(breaker)


def test_after_the_pause_a_failure_begins_another(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 10
    fail(breaker, 1)
    with pytest.raises(errors.Paused):
        call(breaker)
    clock.now += 10
    call(breaker)


def test_one_call_tries_while_the_others_wait(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 10
    with breaker.watching(), pytest.raises(errors.Paused):
        call(breaker)
    call(breaker)


def test_who_gives_up_teaches_nothing_and_keeps_nobody_out(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 10
    with pytest.raises(asyncio.CancelledError):
        call(breaker, asyncio.CancelledError())
    fail(breaker, 1)
    with pytest.raises(errors.Paused):
        call(breaker)


@pytest.mark.parametrize(
    "kind",
    [
        errors.Refused,
        errors.NotFound,
        errors.AccountRefused,
        errors.BadCredentials,
        errors.Forbidden,
        errors.TooManyRequests,
        errors.ChorusError,
    ],
)
def test_who_refuses_is_alive(breaker: Breaker, kind: type[errors.ChorusError]) -> None:
    fail(breaker, 2)
    fail(breaker, 1, kind)
    fail(breaker, 2)
    call(breaker)


@pytest.mark.parametrize(
    "kind", [errors.Unavailable, errors.ConnectionLost, errors.Unreachable, errors.UnreadableAnswer]
)
def test_what_counts_as_a_failure(breaker: Breaker, kind: type[errors.ChorusError]) -> None:
    fail(breaker, 3, kind)
    with pytest.raises(errors.Paused):
        call(breaker)


def test_a_late_success_ends_the_pause(breaker: Breaker) -> None:
    with breaker.watching():
        fail(breaker, 3)
    call(breaker)


def test_each_refusal_is_an_error_of_its_own(breaker: Breaker) -> None:
    """A shared one would grow a traceback that keeps every refused call in memory."""
    fail(breaker, 3)
    seen = []
    for _ in range(2):
        with pytest.raises(errors.Paused) as raised:
            call(breaker)
        seen.append(raised.value)
    assert seen[0] is not seen[1]


def test_what_was_asked_is_not_kept(breaker: Breaker) -> None:
    """The library keeps the last failure: it must not keep the file that was being sent."""

    class Body:
        pass

    def send(body: Body) -> None:
        with breaker.watching():
            raise errors.TimedOut

    body = Body()
    sent = weakref.ref(body)
    with pytest.raises(errors.TimedOut):
        send(body)
    del body
    gc.collect()
    assert sent() is None


@pytest.fixture
async def server() -> AsyncIterator[FlakyServer]:
    async with flaky_server() as flaky:
        yield flaky


@pytest.fixture
async def connection(server: FlakyServer) -> AsyncIterator[Connection]:
    async with connect(
        base_url=server.base_url, client_id="a", client_secret="b", failures=2, pause=0.2
    ) as connection:
        yield connection


async def test_nothing_leaves_during_a_pause_whoever_asks(
    server: FlakyServer, connection: Connection
) -> None:
    one, other = (connection.client_for(Account(login, "x")) for login in ("un", "deux"))
    server.script = [http(500, b"")] * 2 + [good(listeFactures=[])]
    for client in (one, other):
        with pytest.raises(errors.Unavailable):
            await client.treat_rejection(1)
    for client in (one, other):
        with pytest.raises(errors.Paused):
            await client.search(InvoiceQuery(), page=1, page_size=1)
    assert len(server.requests) == 2
    await asyncio.sleep(0.25)
    assert (await one.search(InvoiceQuery(), page=1, page_size=1)).total == 0


async def test_health_is_asked_during_a_pause_and_ends_it(
    server: FlakyServer, connection: Connection
) -> None:
    client = connection.client_for(Account("un", "x"))
    server.script = [http(500, b"")] * 2 + [good(statusCodeValue=200), good()]
    for _ in range(2):
        with pytest.raises(errors.Unavailable):
            await client.treat_rejection(1)
    assert await client.health()
    await client.treat_rejection(1)
