import asyncio
from collections.abc import Iterator

import pytest

from chorus_app import documents


@pytest.fixture(scope="session", autouse=True)
def helpers() -> Iterator[None]:
    """One pool of helpers for all these tests, ended after the last."""
    yield
    asyncio.run(documents.close_pool())
