"""A database that does not answer, told apart from one that refuses what it was asked."""

import contextlib
import re
from collections.abc import Iterator

from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

_VALUES = re.compile(r"(query argument \$\d+).*|\nDETAIL.*", re.DOTALL)


class DatabaseAway(Exception):
    """The database does not answer. What was not committed is undone; it may be back any moment.

    The message is for the operator and bears no password.
    """


@contextlib.contextmanager
def reaching() -> Iterator[None]:
    """Raise `DatabaseAway` for whatever keeps a connection from being made."""
    try:
        yield
    except (OSError, NoConnectionFree) as error:
        raise DatabaseAway(str(error) or type(error).__name__) from error
    except DBAPIError as error:
        if error.statement:
            raise
        raise DatabaseAway(str(error.orig)) from error


@contextlib.contextmanager
def holding() -> Iterator[None]:
    """Raise `DatabaseAway` when a connection is lost; a statement that is refused stays so."""
    try:
        yield
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise DatabaseAway("the connection was lost") from error


def forget_values(failure: ExceptionContext) -> None:
    """Take out of a failure what PostgreSQL or asyncpg quotes of a row: failures end in the log."""
    error: BaseException | None = failure.sqlalchemy_exception
    while error:
        error.args = tuple(
            _VALUES.sub(r"\1", part) if isinstance(part, str) else part for part in error.args
        )
        if getattr(error, "detail", None):
            error.detail = None  # type: ignore[attr-defined]
        error = getattr(error, "orig", None) or error.__cause__
