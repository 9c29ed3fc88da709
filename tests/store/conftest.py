from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from chorus_app.store.engine import Store, make_engine


@pytest.fixture
def url(database: str, tmp_path: Path) -> str:
    """The address of an empty database: a file of the test's own, unless another is asked for."""
    return database or f"sqlite+aiosqlite:///{tmp_path / 'private' / 'choral.db'}"


@pytest.fixture
async def store(url: str, database: str) -> AsyncIterator[Store]:
    """A migrated and empty database."""
    opened = Store(make_engine(make_url(url))) if database else await Store.open(url)
    yield opened
    await opened.close()
