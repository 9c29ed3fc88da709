"""Which databases a test runs on, other than the one of `pytest --database`."""

import pytest


def _on(*kinds: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("database", kinds, indirect=True, ids=kinds)


BOTH = _on("sqlite", "postgresql")
"""`pytestmark = BOTH`: every test of a file runs on SQLite, and on PostgreSQL if it is there."""
POSTGRESQL = _on("postgresql")
