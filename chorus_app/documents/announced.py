"""Which words announce a value: those before it in its cell, else those beside or above it.

`labels` goes from words that it knows to their values. Here a value is known by its shape, and
its announcement may be of any wording: only the nouns in it matter (`nouns`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chorus_app.documents.labels_under import value_over
from chorus_app.documents.layout import Cell, Layout

_LETTERS = re.compile(r"[^\W\d_]{2,}|n ?°|#")
_RATE = re.compile(r"\d{1,2}(?:[.,]\d{1,2})? ?%")
_LAST_VALUE = re.compile(r".*\d[\w/.,-]*[€%)]?")
_LINKING = re.compile(r"\W*(?:n ?°|no|num\w*|du|le|en date du|date|date du|et|au|a)?\W*")
"""Words that only join a value to the one before: `FACTURE F-12 du 3 mai`."""
_FIGURES = re.compile(r"\S*\d\S*")
_COMPLETE = re.compile(r": ?\w")
_FAR_LEFT = 220.0
"""Points between words and the value on their line."""


@dataclass(frozen=True, slots=True)
class Announced:
    """Where a value stands and the texts that may announce it, the nearest first."""

    cell: Cell
    start: int
    end: int
    texts: tuple[str, ...]

    @property
    def before(self) -> str:
        """The words before it in its own cell."""
        return self.cell.plain[: self.start]

    @property
    def after(self) -> str:
        """What follows it in its own cell."""
        return self.cell.plain[self.end :]


def announce(cell: Cell, start: int, end: int, layout: Layout, far: float = _FAR_LEFT) -> Announced:
    """Return a value of a cell with the texts that announce it, `far` points to its left."""
    before = cell.plain[:start]
    own = _since_last_value(before)
    if _LINKING.fullmatch(own) and own != before:
        own = _FIGURES.sub("", before)
    texts: tuple[str, ...] = (own,) if says_words(own) else ()
    if not texts or _LINKING.fullmatch(own):
        texts += tuple(_around(cell, layout, far))
    return Announced(cell, start, end, texts)


def says_words(text: str) -> bool:
    """Tell whether a text says anything but punctuation and figures."""
    return _LETTERS.search(text) is not None


def _may_announce(text: str) -> bool:
    """Tell whether a text is words without their value: `Service : ACHATS` has its own."""
    return says_words(text) and not _COMPLETE.search(text)


def _since_last_value(text: str) -> str:
    """Return what follows the last figures of a text; the rate of `TVA 20 %` is a word of it."""
    return _LAST_VALUE.sub("", _RATE.sub("", text))


def _around(cell: Cell, layout: Layout, far: float) -> Iterator[str]:
    """Give the heading of the value's column, the words on its left, those above or under it."""
    beside = [other for other in layout.left_of(cell)[:1] if cell.left - other.right < far]
    said = [text for other in beside if _may_announce(text := _since_last_value(other.plain))]
    above = [
        other
        for other in layout.above(cell)
        if _may_announce(other.plain) and not value_over(other, layout)
    ]
    headings = [other.plain for other in above if not any(map(str.isdigit, other.plain))]
    if headings and _is_row_of_headings(above[0], layout):
        said = headings + said
        headings = []
    yield from said or headings or _under(cell, layout)


def _under(cell: Cell, layout: Layout) -> list[str]:
    """Give the heading under a value, where those of a row stand below it."""
    under = [other for other in layout.below(cell)[:1] if says_words(other.plain)]
    return [one.plain for one in under if _is_row_of_headings(one, layout)]


def _is_row_of_headings(cell: Cell, layout: Layout) -> bool:
    line = "".join(one.plain for one in [cell, *layout.line_of(cell)])
    return bool(layout.line_of(cell)) and not any(map(str.isdigit, line))
