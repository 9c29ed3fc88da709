from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chorus_app.store.engine import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A migrated database in a file of its own."""
    opened = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'private' / 'choral.db'}")
    yield opened
    await opened.close()
