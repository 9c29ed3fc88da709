"""Choral's own routes on a real port of this machine, with two suppliers signed in."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.applications import Starlette

from chorus_app.gateway.connection import connect
from chorus_app.services import accounts, context, sessions
from chorus_app.services.sessions import Identity
from chorus_app.settings import Settings
from chorus_app.web import files, pictures, upload

PASSWORD = "un mot de passe"
PEOPLE = (("anne@choral.example", "73980623000960"), ("lou@choral.example", "73282932000074"))


@dataclass(frozen=True)
class Site:
    """Where Choral answers, and its two visitors: who they are, and their session's cookie."""

    port: int
    folder: Path
    people: tuple[Identity, ...]
    cookies: tuple[str, ...]

    def browser(self, visitor: int | None = 0) -> httpx.AsyncClient:
        """Open a client with a visitor's session, or with none."""
        cookies = {} if visitor is None else {sessions.COOKIE: self.cookies[visitor]}
        address = f"http://127.0.0.1:{self.port}"
        return httpx.AsyncClient(base_url=address, cookies=cookies, timeout=30)

    def stored(self) -> list[Path]:
        """Return the files that are kept."""
        return [path for path in (self.folder / "files").rglob("*") if path.is_file()]


@asynccontextmanager
async def site(folder: Path) -> AsyncIterator[Site]:
    """Serve the routes of deposits; Chorus Pro is out of reach."""
    nowhere = connect(base_url="http://chorus.invalid", client_id="", client_secret="")
    await context.start(Settings(data_dir=folder), nowhere)
    await accounts.create(
        (email, PASSWORD, "Anne Le Goff", siret, "Ets", f"TECH_{siret}", "x")
        for email, siret in PEOPLE
    )
    signed = [await sessions.sign_in(email, PASSWORD) for email, _ in PEOPLE]
    app = Starlette(routes=[*upload.routes, *files.routes, *pictures.routes])
    async with served(app) as port:
        cookies = tuple(token for token, _ in signed)
        yield Site(port, folder, tuple(who for _, who in signed), cookies)
    await context.stop()


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[int]:
    """Serve an application on a free port by the server that runs Choral."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    server = Server(
        app, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False
    )
    running = asyncio.create_task(server.serve())
    async with asyncio.timeout(20):
        while not _answers(port):
            await asyncio.sleep(0.02)
    yield port
    server.stop()
    await running


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
