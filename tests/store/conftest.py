import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlmodel import SQLModel

from chorus_app.store.engine import Store

ELSEWHERE = os.environ.get("CHORAL_TEST_DATABASE_URL", "")
"""Another empty database to run these tests on, such as `postgresql+asyncpg://…/choral_tests`."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of an empty database: a file of the test's own, unless another is asked for."""
    return ELSEWHERE or f"sqlite+aiosqlite:///{tmp_path / 'private' / 'choral.db'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """A migrated and empty database."""
    opened = await Store.open(url)
    if ELSEWHERE:
        await _empty(opened)
    yield opened
    await opened.close()


async def _empty(store: Store) -> None:
    async with store.session() as session:
        for table in reversed(SQLModel.metadata.sorted_tables):
            await session.execute(delete(table))
