"""What stands in CHORAL_DATABASE_URL, checked before anything is asked of it."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_DRIVERS = {"sqlite+aiosqlite", "postgresql+asyncpg"}
_WANTED = (
    "CHORAL_DATABASE_URL must be like postgresql+asyncpg://choral:password@host:5432/choral, with "
    "the signs of the password that are no letters or digits percent-encoded, or "
    "sqlite+aiosqlite:///folder/choral.db"
)


class UnusableAddress(ValueError):
    """The database of the settings cannot be used; the message is for the operator."""


def database_address(url: str) -> URL:
    """Return the address of a database that Choral can use.

    Raises `UnusableAddress`, whose message quotes nothing of the URL, for another driver, for what
    is no URL, and for SQLite in memory, where each connection would see another database.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise UnusableAddress(_WANTED) from None
    if address.drivername not in _DRIVERS:
        raise UnusableAddress(_WANTED)
    if not address.database or address.database == ":memory:":
        raise UnusableAddress("CHORAL_DATABASE_URL: the database must be a file, or have a name")
    return address
