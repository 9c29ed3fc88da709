"""The simulator's ASGI application."""

import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chorus_app.simulator import (
    access,
    console,
    routes_acts,
    routes_deposits,
    routes_files,
    routes_invoices,
    routes_lists,
    routes_people,
    routes_recipients,
    routes_structures,
    routes_transverses,
    routes_validators,
    steering,
)
from chorus_app.simulator.access import Closed
from chorus_app.simulator.codes import Refusal
from chorus_app.simulator.faults import FaultyTransport
from chorus_app.simulator.kept import Kept
from chorus_app.simulator.openapi import describe
from chorus_app.simulator.quirks import QuirkyAnswers
from chorus_app.simulator.wire import BadRequest
from chorus_app.simulator.world import World

UNREADABLE = "SIM_MSG_00.400"
_log = logging.getLogger(__name__)


def create_app(
    data_dir: Path,
    *,
    speed: float = 60.0,
    now: datetime | None = None,
    accept_any_credentials: bool = False,
    seed: int = 1,
) -> FastAPI:
    """Return a Chorus Pro that keeps its data in a folder, filled with the demonstration when new.

    `speed` is in simulated minutes for each real minute (0: lives stand still); `now` sets the
    date. `app.state.world` must be started to let lives unfold by themselves: by the lifespan
    events when served alone, by the caller when mounted in the process.
    """
    world = World(
        data_dir,
        speed=speed,
        now=now,
        accept_any_credentials=accept_any_credentials,
        seed=seed,
    )
    app = FastAPI(title="Chorus Pro, simulateur", version="1", lifespan=_lifespan)
    app.state.world = world
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    for module in (
        access,
        routes_invoices,
        routes_deposits,
        routes_acts,
        routes_recipients,
        routes_validators,
        routes_files,
        routes_structures,
        routes_transverses,
        routes_lists,
        routes_people,
        steering,
        console,
    ):
        app.include_router(module.router)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(Closed, _closed)
    app.add_exception_handler(BadRequest, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_middleware(Guarded)
    app.add_middleware(Correlated)
    app.add_middleware(QuirkyAnswers, quirks=world.quirks)
    app.add_middleware(FaultyTransport, faults=world.faults)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    world: World = app.state.world
    await world.start()
    yield
    await world.close()


class Guarded:
    """ASGI middleware: an error nobody foresaw is a 500, in the process as on a socket.

    Without it the exception itself would cross `ASGITransport` and surprise the client.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = Kept()
        try:
            await self._app(scope, receive, answer.send)
        except Exception:
            _log.exception("simulator: %s", scope["path"])
            refusal = JSONResponse({"libelle": "Erreur interne du serveur"}, 500)
            await refusal(scope, receive, send)
        else:
            await answer.give(send)


class Correlated:
    """ASGI middleware: each answer of the API carries an `x-correlationid`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                stamp = (b"x-correlationid", str(uuid.uuid4()).encode())
                message = {**message, "headers": [*message["headers"], stamp]}
            await send(message)

        is_api = scope["type"] == "http" and scope["path"].startswith("/cpro/")
        await self._app(scope, receive, stamped if is_api else send)


def _refused(request: Request, error: Exception) -> Response:
    """Answer a business refusal: HTTP 200 and its code (chorus-api.md, 1.6)."""
    assert isinstance(error, Refusal)
    return JSONResponse({"codeRetour": error.code.code_retour, "libelle": error.code.libelle})


def _closed(request: Request, error: Exception) -> Response:
    assert isinstance(error, Closed)
    headers = {"WWW-Authenticate": error.challenge} if error.challenge else None
    return JSONResponse(error.body, error.status, headers=headers)


def _unreadable(request: Request, error: Exception) -> Response:
    return JSONResponse({"codeRetour": 400, "libelle": UNREADABLE, "detail": str(error)}, 400)


async def _misread(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if console.is_console(request):
        return console.misread()
    return await request_validation_exception_handler(request, error)


def _http(request: Request, error: Exception) -> Response:
    """Answer like PISTE on its paths: 403 and `{}` for a route that it does not know."""
    assert isinstance(error, HTTPException)
    if console.is_console(request) and error.status_code in (404, 405):
        return console.absent()
    if request.url.path.startswith("/cpro/") and error.status_code in (404, 405):
        return JSONResponse({}, 403)
    return JSONResponse({"detail": error.detail}, error.status_code)
