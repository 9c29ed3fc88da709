"""Failures on demand: what a network and an overloaded portal do to a client."""

import asyncio
import time
from dataclasses import dataclass
from typing import Literal, get_args

import httpx
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from chorus_app.simulator.kept import Kept

Mode = Literal[
    "none",
    "down",
    "slow",
    "401",
    "403",
    "429",
    "500",
    "503",
    "rubbish",
    "truncated",
    "drop_after_work",
]
MODES: tuple[str, ...] = get_args(Mode)
NONE: Mode = "none"
SLOW_BY = 5.0
_MAINTENANCE = "<!doctype html><title>Maintenance</title><h1>Service indisponible</h1>"


@dataclass(slots=True)
class Fault:
    """One failure in force. `seconds` is the delay of each answer when slow."""

    mode: Mode = "none"
    seconds: float = SLOW_BY
    paths: str = ""
    until: float | None = None
    times: int | None = None


class Faults:
    """The failure in force, if any."""

    def __init__(self) -> None:
        self._fault = Fault()

    def set(
        self,
        mode: Mode,
        *,
        seconds: float | None = None,
        paths: str = "",
        times: int | None = None,
    ) -> None:
        """Make the following calls fail.

        `seconds`: for `slow`, how long each answer waits (5 by default); otherwise how long the
        failure lasts (until told otherwise by default). `times`: how many calls it touches.
        """
        lasts = seconds if mode != "slow" else None
        until = None if lasts is None else time.monotonic() + lasts
        self._fault = Fault(mode, seconds or SLOW_BY, paths, until, times)

    @property
    def mode(self) -> Mode:
        """Tell which failure is in force now."""
        return self._fault.mode if self._is_on(self._fault) else "none"

    def take(self, path: str) -> Fault | None:
        """Return the failure that this call meets."""
        fault = self._fault
        if fault.mode == "none" or not self._touches(fault, path):
            return None
        if fault.times is not None:
            fault.times -= 1
        return fault

    @staticmethod
    def _is_on(fault: Fault) -> bool:
        ended = fault.until is not None and time.monotonic() > fault.until
        return not ended and (fault.times is None or fault.times > 0)

    @classmethod
    def _touches(cls, fault: Fault, path: str) -> bool:
        if not cls._is_on(fault):
            return False
        if fault.paths:
            return fault.paths in path and path.startswith(("/cpro/", "/api/"))
        return path.startswith("/cpro/")


class FaultyTransport:
    """ASGI middleware that applies the failure in force, before or after the work."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, badly when told to."""
        fault = self._faults.take(scope["path"]) if scope["type"] == "http" else None
        if fault is None:
            await self._app(scope, receive, send)
        elif fault.mode in ("slow", "truncated", "drop_after_work"):
            await self._after_work(fault.mode, fault.seconds, scope, receive, send)
        elif fault.mode == "down":
            await _hang_up(send)
        else:
            await _refusal(fault.mode)(scope, receive, send)

    async def _after_work(
        self, mode: Mode, seconds: float, scope: Scope, receive: Receive, send: Send
    ) -> None:
        answer = Kept()
        await self._app(scope, receive, answer.send)
        if mode == "slow":
            await asyncio.sleep(seconds)
        if mode == "drop_after_work":
            await _hang_up(send)
        else:
            await answer.give(
                send, answer.body[: len(answer.body) // 2] if mode == "truncated" else None
            )


async def _hang_up(send: Send) -> None:
    """Break the connection in the middle of an answer.

    In the process there is no connection to break: the exception that httpx raises for a broken
    one crosses `ASGITransport` unchanged. On a socket the announced length is never reached.
    """
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"64")]}
    )
    await send({"type": "http.response.body", "body": b"{", "more_body": True})
    raise httpx.RemoteProtocolError("Server disconnected without sending a response.")


def _refusal(mode: Mode) -> Response:
    if mode == "rubbish":
        return HTMLResponse(_MAINTENANCE)
    if mode == "503":
        return HTMLResponse(_MAINTENANCE, 503, headers={"Retry-After": "2"})
    if mode == "429":
        return JSONResponse({}, 429, headers={"Retry-After": "1"})
    if mode == "500":
        return JSONResponse({"libelle": "Erreur interne du serveur"}, 500)
    return JSONResponse({}, int(mode))
