"""What is seen while PostgreSQL is away, through the real socket, and that it comes back alone."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chorus_app.services.sessions import COOKIE
from chorus_app.settings import settings
from chorus_app.simulator.demo import DEMO_ACCOUNTS
from chorus_app.states import shell
from chorus_app.texts.errors import DATABASE_AWAY
from tests.databases import POSTGRESQL
from tests.postgresql_server import PostgresqlServer
from tests.states.conftest import Choral
from tests.states.tab import handlers

if TYPE_CHECKING:
    from starlette.testclient import TestClient

pytestmark = [
    POSTGRESQL,
    pytest.mark.filterwarnings("ignore:Using `httpx` with `starlette.testclient`"),
]
DEMO = {"email": "demo@choral.example", "password": "choral-demo"}


@pytest.fixture
def client(
    database: str, furnished: Choral, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> "Iterator[TestClient]":
    """The whole application on PostgreSQL, started as in production but for its front end."""
    shutil.copytree(furnished.folder / "chorus", tmp_path / "data" / "simulator")
    monkeypatch.setenv("CHORAL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CHORAL_SIMULATOR_SPEED", "0")
    monkeypatch.setenv("REFLEX_WEB_WORKDIR", str(tmp_path / "web"))
    monkeypatch.setenv("__REFLEX_SKIP_COMPILE", "true")
    monkeypatch.setattr(shell, "_PATIENCE", 0.2)
    monkeypatch.setattr(shell, "_AWAY_SECONDS", 0.2)
    settings.cache_clear()
    from starlette.testclient import TestClient

    from tests.states.socket import application

    with TestClient(application(), base_url="http://localhost:3000") as running:
        yield running
    settings.cache_clear()


def test_an_open_page_says_that_the_database_is_away_and_goes_on_once_it_is_back(
    client: "TestClient", postgresql: PostgresqlServer
) -> None:
    from tests.states.socket import latest, opened

    compte = handlers()["CompteState.arrive"]
    own = {"origin": "http://localhost:3000"}
    assert client.post("/api/session", json=DEMO, headers=own).status_code == 200
    session = client.cookies[COOKIE]
    with opened(client, tab="away", session=session) as socket:
        name = DEMO_ACCOUNTS[0].name
        assert latest(socket.call("ShellState.arrive", at="/"), "structure") == name
        with away(postgresql):
            socket.send(f"{compte.state_full_name}.{compte.fn.__name__}", at="/compte/")
            socket.wait_for("base de donn\\u00e9es")
            refused = client.post("/api/session", json=DEMO, headers=own)
            assert (refused.status_code, refused.json()) == (503, {"message": DATABASE_AWAY})
            assert client.get("/api/health").status_code == 503
        assert latest(socket.call("ShellState.arrive", at="/"), "problem") == ""

        socket.call("ShellState.follow", at="/")
        with away(postgresql):
            socket.wait_for("base de donn\\u00e9es")
        socket.wait_for('"problem_rx_state_": ""')
    assert client.get("/api/health").status_code == 200


@contextlib.contextmanager
def away(server: PostgresqlServer) -> Iterator[None]:
    """Have the server stopped for a while."""
    server.stop()
    try:
        yield
    finally:
        server.start()
