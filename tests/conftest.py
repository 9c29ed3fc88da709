"""What every test shares."""

import pytest
from hypothesis import settings

# A machine that does other work at the same time makes no property false.
settings.register_profile("choral", deadline=None)
settings.load_profile("choral")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests together where several processes run (`make test`).

    All of the browser's share one served Choral, and begin first: they take longest.
    """
    for item in items:
        file = item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group("browser" if "/browser/" in file else file))
    items.sort(key=lambda item: "/browser/" not in item.nodeid)
