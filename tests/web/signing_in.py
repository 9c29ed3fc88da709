"""The routes of sessions on a real database with one account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from chorus_app.gateway.connection import connect
from chorus_app.services import accounts, context, passwords, sessions
from chorus_app.services.attempts import Attempts
from chorus_app.settings import Settings
from chorus_app.web.session import routes

EMAIL, PASSWORD = "anne@choral.example", "un mot de passe"
GOOD = {"email": EMAIL, "password": PASSWORD}
WRONG = GOOD | {"password": "faux"}
ADDRESS = "http://choral.invalid"


@asynccontextmanager
async def running(folder: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[Settings]:
    """Choral with one account; no failure counted yet."""
    patch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
    patch.setattr(sessions, "by_email", Attempts(10, 900))
    patch.setattr(sessions, "by_client", Attempts(30, 900))
    patch.setattr(sessions, "by_device", Attempts(10, 900))
    passwords._nobodys.cache_clear()
    chorus = connect(base_url="http://chorus.invalid", client_id="", client_secret="")
    wanted = Settings(data_dir=folder)
    await context.start(wanted, chorus)
    await accounts.create(
        [(EMAIL, PASSWORD, "Anne Le Goff", "73980623000960", "Ets Horticoles", "TECH", "x")]
    )
    yield wanted
    await context.stop()


def client(seen_from: str = "192.0.2.1", **words: Any) -> httpx.AsyncClient:
    """Open a browser at this address; it keeps cookies."""
    transport = httpx.ASGITransport(Starlette(routes=routes), client=(seen_from, 4242))
    return httpx.AsyncClient(**({"transport": transport, "base_url": ADDRESS} | words))
