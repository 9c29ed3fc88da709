"""What runs beside the pages: Chorus Pro reached, the store opened, jobs started and ended."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx

from chorus_app import console, documents
from chorus_app.gateway.connection import HOSTS, Connection, connect
from chorus_app.jobs import remote
from chorus_app.jobs.fleet import Role
from chorus_app.jobs.running import running as jobs_running
from chorus_app.logs import keep_clients_out
from chorus_app.services import accounts, context
from chorus_app.services.health import DatabaseAway
from chorus_app.settings import Settings, settings
from chorus_app.stopping import end_in_time
from chorus_app.store.addresses import UnusableAddress

_IN_PROCESS = "http://chorus.simulateur"


@contextlib.asynccontextmanager
async def running() -> AsyncIterator[None]:
    """Start everything, yield while Choral serves, end everything in the reverse order.

    Raises `CannotWork` when the settings leave the jobs to nobody.
    """
    wanted = settings()
    _check_redis(wanted)
    end_in_time()
    keep_clients_out()
    async with opened(wanted), contextlib.AsyncExitStack() as stack:
        await documents.start_pool()
        stack.push_async_callback(documents.close_pool)
        if wanted.is_demo:
            await _demo()
        await stack.enter_async_context(jobs_running(wanted.redis, Role.WEB))
        yield


@contextlib.asynccontextmanager
async def working(role: Role) -> AsyncIterator[None]:
    """Run the jobs of a process that serves no page. Raises `CannotWork`, for the operator."""
    wanted = settings()
    if not wanted.redis:
        raise CannotWork("CHORAL_REDIS_URL is not set: the web process does the jobs itself.")
    _check_redis(wanted)
    async with opened(wanted), jobs_running(wanted.redis, role):
        yield


class CannotWork(Exception):
    """The settings contradict each other; the message is for the operator."""


def _check_redis(wanted: Settings) -> None:
    """Raise `CannotWork` when jobs are left to workers that could not do them."""
    if not wanted.redis:
        return
    if wanted.chorus == "simulator" and not wanted.chorus_url:
        raise CannotWork(
            "CHORAL_REDIS_URL leaves jobs to workers, which cannot reach the simulator in the web "
            "process. Run it alone (`make simulator`) and give "
            "CHORAL_CHORUS_URL=http://localhost:9000 to every process."
        )
    try:
        remote.connect(wanted.redis)
    except ValueError:
        # What was refused may be a piece of the password, where it holds a « / ».
        raise CannotWork(
            "CHORAL_REDIS_URL must be like redis://:password@host:6379/0, with the signs of the "
            "password that are no letters or digits percent-encoded."
        ) from None


@contextlib.asynccontextmanager
async def opened(wanted: Settings) -> AsyncIterator[None]:
    """Reach Chorus Pro and open the store for a while. Raises `CannotWork`, for the operator."""
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(prepared(wanted, await _chorus(wanted, stack)))
        yield


@contextlib.asynccontextmanager
async def prepared(wanted: Settings, connection: Connection) -> AsyncIterator[None]:
    """Open the store for a while, over a Chorus Pro. Raises `CannotWork`, for the operator."""
    try:
        await context.start(wanted, connection)
    except UnusableAddress as error:
        raise CannotWork(str(error)) from None
    except DatabaseAway as error:
        raise CannotWork(f"The database of CHORAL_DATABASE_URL: {error}") from None
    try:
        yield
    finally:
        await context.stop()


async def _chorus(wanted: Settings, stack: contextlib.AsyncExitStack) -> Connection:
    """Reach Chorus Pro: PISTE, another simulator, or the one in this process."""
    if wanted.chorus == "simulator":
        return await _simulator(wanted, stack)
    return connection_to_piste(wanted)


def connection_to_piste(wanted: Settings) -> Connection:
    """Return a connection to PISTE's sandbox, unless production is wanted; nothing is sent yet."""
    host = HOSTS["production" if wanted.chorus == "production" else "sandbox"]
    return connect(
        base_url=host.base_url,
        token_url=host.token_url,
        client_id=wanted.piste_client_id,
        client_secret=wanted.piste_client_secret.get_secret_value(),
        timeout=wanted.chorus_timeout,
        requests_per_second=wanted.request_budget,
    )


async def _simulator(wanted: Settings, stack: contextlib.AsyncExitStack) -> Connection:
    from chorus_app.simulator.alone import alone  # noqa: PLC0415  (never loaded against PISTE)
    from chorus_app.simulator.app import create_app  # noqa: PLC0415
    from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET  # noqa: PLC0415

    transport = None
    if not wanted.chorus_url:
        folder = wanted.data_dir / "simulator"
        stack.enter_context(alone(folder))
        app = await asyncio.to_thread(create_app, folder, speed=wanted.simulator_speed)
        await app.state.world.start()
        stack.push_async_callback(app.state.world.close)
        if wanted.is_demo:
            console.show(app)
            stack.callback(console.hide)
        transport = httpx.ASGITransport(app)
    return connect(
        base_url=wanted.chorus_url or _IN_PROCESS,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        timeout=wanted.chorus_timeout,
        requests_per_second=wanted.request_budget,
        transport=transport,
    )


async def _demo() -> None:
    from chorus_app.simulator.demo import DEMO_ACCOUNTS  # noqa: PLC0415

    await accounts.create(
        (email, accounts.DEMO_PASSWORD, name, known.siret, known.name, known.login, known.password)
        for (email, name), known in zip(accounts.DEMO_PEOPLE, DEMO_ACCOUNTS, strict=True)
    )
    email = accounts.DEMO_PEOPLE[0][0]
    print(f"Démonstration : {email} / {accounts.DEMO_PASSWORD}", flush=True)  # noqa: T201
