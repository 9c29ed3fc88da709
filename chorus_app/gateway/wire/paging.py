"""Pages of Chorus Pro, followed to the end while the list may move under the reader."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from chorus_app.gateway.wire.values import Json, number, part

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page. `pages` and `total` are what Chorus Pro told with this very page."""

    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int


def page_of(
    answer: Json, rows: tuple[Row, ...], *, page: int, page_size: int, received: int
) -> Page[Row]:
    """Read the page's place; `parametresRetour` stands inside, or its fields at the top.

    `received` counts the rows as they came: when Chorus Pro does not tell the number of pages, a
    full page has a successor.
    """
    place = part(answer, "parametresRetour") or answer
    guess = page + 1 if received >= page_size else page
    pages, total = number(place.get("pages")), number(place.get("total"))
    return Page(
        rows,
        page,
        guess if pages is None else pages,
        (page - 1) * page_size + received if total is None else total,
    )


async def follow(
    ask: Callable[[int], Awaitable[Page[Row]]], key: Callable[[Row], Hashable]
) -> AsyncIterator[Page[Row]]:
    """Yield every page from the first, each row once, until an empty page or the last one.

    A row that arrives while one reads pushes the others to the next page, where they come again:
    they are dropped there. The number of pages is believed anew with each page.
    """
    seen: set[Any] = set()
    page = 0
    while True:
        page += 1
        found = await ask(page)
        if page > 1 and not found.rows:
            return
        new = {key(row): row for row in found.rows if key(row) not in seen}
        seen.update(new)
        yield replace(found, rows=tuple(new.values()))
        if page >= found.pages or not found.rows:
            return


async def gather(
    ask: Callable[[int], Awaitable[Page[Row]]], key: Callable[[Row], Hashable]
) -> tuple[Row, ...]:
    """Return every row of every page."""
    return tuple([row async for page in follow(ask, key) for row in page.rows])
