"""What every test shares."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.postgresql_server import PROGRAMS, PostgresqlServer, postgresql_server

# A machine that does other work at the same time makes no property false.
settings.register_profile("choral", deadline=None)
settings.load_profile("choral")


class _ByFile(LoadScopeScheduling):
    """Keeps a file's tests in one process; all of the browser's, which share a served Choral.

    xdist's own groups (`--dist loadgroup`) do not reach the node ids of pytest 9.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "browser" if "/browser/" in file else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _ByFile:
    """Share the tests out where several processes run (`make test`)."""
    return _ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the browser's tests begin first: they take longest."""
    items.sort(key=lambda item: "/browser/" not in item.nodeid)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests that name no database run on another one."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL for all the tests of this process."""
    if not PROGRAMS:
        pytest.skip("needs PostgreSQL (apt-get install postgresql)")
    with postgresql_server() as server:
        yield server


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have Choral open an empty database; give its address, or "" for a file in its own folder.

    Files whose tests run on both ask for it by `tests.databases.BOTH`.
    """
    kind = getattr(request, "param", "") or request.config.getoption("--database")
    if kind == "sqlite":
        return ""
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    url = server.emptied().render_as_string(hide_password=False)
    monkeypatch.setenv("CHORAL_DATABASE_URL", url)
    return url
