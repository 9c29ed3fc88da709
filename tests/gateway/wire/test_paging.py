from collections.abc import Iterable

import pytest

from chorus_app.gateway.wire.paging import Page, follow, gather, page_of


class Listing:
    """Rows that move while one reads them: `arrivals` come in front before each page."""

    def __init__(self, rows: Iterable[int], size: int, arrivals: Iterable[list[int]] = ()) -> None:
        self.rows = list(rows)
        self.size = size
        self.arrivals = iter(arrivals)
        self.asked: list[int] = []

    async def page(self, page: int) -> Page[int]:
        self.asked.append(page)
        self.rows[:0] = next(self.arrivals, [])
        start = (page - 1) * self.size
        rows = tuple(self.rows[start : start + self.size])
        return Page(rows, page, -(-len(self.rows) // self.size), len(self.rows))


def itself(row: int) -> int:
    return row


async def test_every_page_is_read_once() -> None:
    listing = Listing(range(7), 3)
    assert await gather(listing.page, itself) == tuple(range(7))
    assert listing.asked == [1, 2, 3]


async def test_a_row_that_moved_comes_once() -> None:
    listing = Listing(range(7), 3, [[], [90, 91, 92], [93]])
    pages = [page.rows async for page in follow(listing.page, itself)]
    assert pages == [(0, 1, 2), (), (3, 4), (5, 6)]


async def test_an_empty_page_ends_it_whatever_is_told() -> None:
    asked: list[int] = []

    async def ask(page: int) -> Page[int]:
        asked.append(page)
        return Page((1, 2) if page == 1 else (), page, 99, 99)

    assert await gather(ask, itself) == (1, 2)
    assert asked == [1, 2]


async def test_no_result_is_one_empty_page() -> None:
    pages = [page async for page in follow(Listing([], 3).page, itself)]
    assert [(page.rows, page.total) for page in pages] == [((), 0)]


@pytest.mark.parametrize(
    ("answer", "received", "pages", "total"),
    [
        ({"parametresRetour": {"pages": 4, "total": 31}}, 10, 4, 31),
        ({"pages": 4, "total": 31}, 10, 4, 31),
        ({}, 10, 3, 20),
        ({"parametresRetour": None}, 9, 2, 19),
        ({"parametresRetour": {"pages": 0, "total": 0}}, 0, 0, 0),
    ],
)
def test_where_a_page_stands(answer, received: int, pages: int, total: int) -> None:
    page = page_of(answer, (), page=2, page_size=10, received=received)
    assert (page.pages, page.total) == (pages, total)
