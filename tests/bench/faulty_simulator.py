"""`python -m tests.bench.faulty_simulator`: the simulator, failing at random in a process.

The simulator's own faults, and those that need both sides of the work: late work, and a 500 or a
page of rubbish after it.
"""

import argparse
import asyncio
import random
import signal
from collections import Counter
from pathlib import Path
from typing import Any, get_args

from fastapi import FastAPI, Request
from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chorus_app.simulator import demo
from chorus_app.simulator.app import create_app
from chorus_app.simulator.faults import Fault, FaultyTransport, Mode
from chorus_app.simulator.world import World

SLOW = 1.6
"""Seconds: more than the client of the measure waits."""
MEANINGS = {
    "down": "connection cut before the work",
    "drop_after_work": "connection cut after the work",
    "429": "429 with Retry-After",
    "500": "500 before the work",
    "500_after_work": "500 after the work",
    "503": "503, maintenance",
    "rubbish": "200 with a page of HTML, no work",
    "rubbish_after_work": "200 with a page of HTML, after the work",
    "truncated": "answer cut in its middle, after the work",
    "slow": "answer later than the time-out",
    "late": "work itself later than the time-out",
    "token": "every token expires",
}
REFUSALS = {
    "401": "401, technical account refused",
    "403": "403 and `{}`: API not subscribed",
    "413": "413, file too large",
    "415": "415, content type refused",
}
"""Not played at random: waiting does not repair them."""
_OF_THE_SIMULATOR = frozenset(get_args(Mode))


class Unreliable:
    """ASGI middleware: each call meets a fault with a probability of `rate`."""

    def __init__(self, app: ASGIApp, world: World, rate: float, seed: int) -> None:
        self._app = app
        self._world = world
        self._dice = random.Random(seed)
        self.rate = rate
        self.only = ""
        self.paths = ""
        self.times = -1
        self.counts: Counter[tuple[str, str]] = Counter()
        self.duplicates = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or fail at it."""
        if scope["type"] != "http" or not scope["path"].startswith(("/cpro/", "/api/")):
            return await self._app(scope, receive, send)
        mode = self._draw(scope["path"])
        receive = await _read_before(receive)
        if mode in _OF_THE_SIMULATOR:
            one = FaultyTransport(self._counting, _Always(Fault(mode, SLOW)))
            return await one(scope, receive, send)
        if mode in REFUSALS:
            return await JSONResponse({}, int(mode))(scope, receive, send)
        if mode == "late":
            await asyncio.sleep(SLOW)
        elif mode == "token":
            self._world.forget_tokens()
        if not mode.endswith("_after_work"):
            return await self._counting(scope, receive, send)
        await self._counting(scope, receive, _nowhere)
        failure = JSONResponse({}, 500) if mode.startswith("500") else HTMLResponse("<h1>Oups</h1>")
        return await failure(scope, receive, send)

    def _draw(self, path: str) -> str:
        if self.times == 0 or self.paths not in path or self._dice.random() >= self.rate:
            return "none"
        self.times -= 1
        mode = self.only or self._dice.choice(list(MEANINGS))
        self.counts[mode, path.rpartition("/v1/")[2] or path] += 1
        return mode

    async def _counting(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Do the work, and count invoices that Chorus Pro refuses because it has them already."""

        async def counted(message: Message) -> None:
            self.duplicates += b"SIM_MSG_SOU.003" in message.get("body", b"")
            await send(message)

        await self._app(scope, receive, counted)


class _Always:
    """One failure for one call, in the simulator's own terms."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault

    def take(self, path: str) -> Fault | None:
        return None if self._fault.mode == "none" else self._fault


async def _read_before(receive: Receive) -> Receive:
    """Read the whole request now: a client that hangs up later has still sent it."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _nowhere(message: Message) -> None:
    """Lose an answer."""


def unreliable(data: Path, *, speed: float, rate: float, seed: int) -> FastAPI:
    """Return the simulator behind its faults, with a way to read and set them."""
    demo.LOAD_SIZE = 50
    app = create_app(data, speed=speed)
    faults = Unreliable(app, app.state.world, rate, seed)
    served = FastAPI(lifespan=app.router.lifespan_context)
    served.state.world = app.state.world

    @served.get("/bench/faults")
    def read() -> dict[str, Any]:
        found = [[*key, count] for key, count in sorted(faults.counts.items())]
        return {"counts": found, "duplicates": faults.duplicates}

    @served.post("/bench/faults")
    async def steer(request: Request) -> None:
        asked = await request.json()
        faults.rate, faults.only = asked["rate"], asked.get("only", "")
        faults.paths, faults.times = asked.get("paths", ""), asked.get("times", -1)

    served.mount("/", faults)
    return served


async def serve(app: FastAPI, port: int) -> None:
    """Serve until a signal comes."""
    server = Server(
        app, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False
    )
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.stop)
    await server.serve()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.faulty_simulator")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--speed", type=float, default=600.0)
    parser.add_argument("--rate", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    app = unreliable(asked.data, speed=asked.speed, rate=asked.rate, seed=asked.seed)
    asyncio.run(serve(app, asked.port))


if __name__ == "__main__":
    main()
