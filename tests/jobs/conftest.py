"""Jobs on their real parts: a database in a file, the simulator, a Redis of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.redis_server import PROGRAM, RedisServer, redis_server
from tests.services.conftest import choral, demonstration, quick_passwords

__all__ = ["choral", "demonstration", "quick_passwords"]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis that the test may stop and start."""
    if not PROGRAM:
        pytest.skip("needs redis-server (apt-get install redis-server)")
    with redis_server(tmp_path) as server:
        yield server
