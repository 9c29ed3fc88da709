"""What every test shares."""

from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

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
