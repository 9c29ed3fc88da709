"""Where on its page the value of a field stands, so that somebody can compare the two."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from chorus_app.documents.candidates import Candidate
from chorus_app.documents.french import amounts, dates
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.layout_print import print_of
from chorus_app.documents.page_text import Page, PageTexts, Word
from chorus_app.documents.reading import AMOUNTS, Place, Reading, Sheet
from chorus_app.documents.text import plain

_DATES = frozenset({"issue_date", "due_date"})
_UNPLACED = frozenset({"type_code", "currency", "payment_means", "business_process"})
"""What the page says in words of its own, or says everywhere."""
_TELLING = 5
"""Letters of a value that may be looked for on the whole page, without its label."""

Span = tuple[int, int]


def with_places(
    reading: Reading, texts: PageTexts, layout: Layout, candidates: Sequence[Candidate]
) -> Reading:
    """Return the reading with its layout, its pages' sizes and the place of each value on them."""
    by_number = {page.number: page for page in texts.pages}
    sheets = tuple(
        Sheet(page.number, round(page.width), round(page.height)) for page in texts.pages
    )
    places = {
        name: place
        for name, found in reading.fields.items()
        if found.value and name not in _UNPLACED
        if (place := _place(name, found.value, by_number, layout, candidates))
    }
    printed = print_of(layout, texts.producer, reading.value("seller_siret"))
    return replace(reading, sheets=sheets, places=places, layout=printed)


def _place(
    name: str,
    value: str,
    pages: Mapping[int, Page],
    layout: Layout,
    candidates: Sequence[Candidate],
) -> Place | None:
    for cell in _cells(name, value, layout, candidates):
        if not span_of(name, value, cell.text):
            continue
        words = _words(cell, pages[cell.page])
        span = span_of(name, value, " ".join(word.text for word in words))
        if span:
            return _box(_within(words, span), pages[cell.page])
    return None


def _cells(
    name: str, value: str, layout: Layout, candidates: Sequence[Candidate]
) -> Iterator[Cell]:
    """Give the cells to look in: those that the label announced, the most telling first."""
    own = (found for found in candidates if found.field == name and _says(found, value))
    yield from (found.cell for found in sorted(own, key=lambda found: found.weight, reverse=True))
    if len(re.sub(r"\W", "", value)) >= _TELLING or (name in AMOUNTS and Decimal(value)):
        yield from layout.cells


def _says(candidate: Candidate, value: str) -> bool:
    if not candidate.is_amount:
        return candidate.value == value
    return candidate.field in AMOUNTS and abs(candidate.amount) == abs(Decimal(value))


def _words(cell: Cell, page: Page) -> list[Word]:
    """Return the words of a cell, from left to right: a cell keeps their text only."""
    inside = [
        word
        for line in page.stream
        for word in line
        if cell.left - 1 < word.left
        and word.right < cell.right + 1
        and cell.top < (word.top + word.bottom) / 2 < cell.bottom
    ]
    return sorted(inside, key=lambda word: word.left)


def span_of(name: str, value: str, text: str) -> Span | None:
    """Return where in a text the value of a field stands, in any of its usual forms."""
    if name in AMOUNTS:
        wanted = abs(Decimal(value))
        found: Iterator[Span] = (
            (one.start, one.end) for one in amounts(text) if abs(one.value) == wanted
        )
    elif name in _DATES:
        found = ((day.start, day.end) for day in dates(text) if day.value == value)
    else:
        found = (match.span() for match in _spaced(value).finditer(plain(text)))
    return next(found, None)


@lru_cache(maxsize=256)
def _spaced(value: str) -> re.Pattern[str]:
    """Match the value whatever spaces and dots are put in it, and not inside a longer one."""
    signs = [re.escape(sign) for sign in plain(value) if not sign.isspace()]
    return re.compile(r"(?<!\w)" + r"[ .]?".join(signs) + r"(?!\w)")


def _within(words: Sequence[Word], span: Span) -> list[Word]:
    kept, start = [], 0
    for word in words:
        end = start + len(word.text)
        if start < span[1] and span[0] < end:
            kept.append(word)
        start = end + 1
    return kept


def _box(words: Sequence[Word], page: Page) -> Place | None:
    """Return the box around words as shares of the page; none for what lies outside of it."""
    left, right = min(word.left for word in words), max(word.right for word in words)
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    if left < 0 or top < 0 or right > page.width or bottom > page.height:
        return None
    width, height = (right - left) / page.width, (bottom - top) / page.height
    shares = left / page.width, top / page.height, width, height
    return Place(page.number, *(round(share, 4) for share in shares))
