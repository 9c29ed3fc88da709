"""Two reading orders of the same words: the lines one sees, and the order of the file.

One order is not enough: in a common French layout the file writes `FACTURE N° :` sixty lines away
from its number, and the lines one sees put the heading `TOTAL TTC` above its value, not beside.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chorus_app.documents.bilingual import in_french
from chorus_app.documents.page_text import Page, Word
from chorus_app.documents.text import clean, plain

_SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)|(?<!\S)(?:[\d/.-] ){5,}\d(?!\S)")
_CELL_GAP = 0.85
"""Words further apart than this many line heights belong to different cells."""

_FAR_BELOW = 4.0
"""A value stands at most this many line heights under its heading."""
_OUT_OF_LINE = 6.0
"""Points by which a value may miss the column of its heading."""
_WHITE_BAND = 2.2
"""More empty line heights than this end a block."""
_SAME_COLUMN = 25.0
"""Points within which the left edges of a block's lines lie."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Neighbouring words of one line. `plain` is what labels are looked for in."""

    text: str
    plain: str
    page: int
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Height of its line."""
        return self.bottom - self.top

    def overlap(self, other: "Cell") -> float:
        """Return by how many points one stands above the other; below zero, the gap."""
        return min(self.right, other.right) - max(self.left, other.left)

    def overlaps(self, other: "Cell") -> bool:
        """Tell whether one stands above the other; columns may be a little out of line."""
        return self.overlap(other) > -_OUT_OF_LINE


@dataclass(frozen=True, slots=True)
class Layout:
    """A document as cells: `lines` as seen, top to bottom; `stream` as the file draws them."""

    lines: tuple[tuple[Cell, ...], ...]
    stream: tuple[Cell, ...]
    by_page: dict[int, list[Cell]] = field(default_factory=dict)
    page_heights: dict[int, float] = field(default_factory=dict)

    @property
    def cells(self) -> list[Cell]:
        """Every cell, line after line."""
        return [cell for line in self.lines for cell in line]

    def right_of(self, cell: Cell) -> list[Cell]:
        """Return the cells of the same height to the right, nearest first."""
        middle = (cell.top + cell.bottom) / 2
        beside = (
            other
            for other in self._page(cell.page)
            if other.left >= cell.right - 1 and other.top < middle < other.bottom
        )
        return sorted(beside, key=lambda other: other.left)

    def left_of(self, cell: Cell) -> list[Cell]:
        """Return the cells of the same height to the left, nearest first."""
        middle = (cell.top + cell.bottom) / 2
        beside = (
            other
            for other in self._page(cell.page)
            if other.right <= cell.left + 1 and other.top < middle < other.bottom
        )
        return sorted(beside, key=lambda other: -other.right)

    def above(self, cell: Cell) -> list[Cell]:
        """Return the nearest cell over this one, if it is near enough."""
        height = cell.height
        start, far = cell.top + 0.4 * height, _FAR_BELOW * height
        over = [
            other
            for other in self._page(cell.page)
            if 0 <= start - other.bottom < far and cell.overlaps(other)
        ]
        return sorted(over, key=lambda other: -other.bottom)[:1]

    def below(self, cell: Cell) -> list[Cell]:
        """Return the cells under this one and near it, nearest first."""
        height = cell.height
        start, far = cell.bottom - 0.4 * height, _FAR_BELOW * height
        under = [
            other
            for other in self._page(cell.page)
            if 0 <= other.top - start < far and cell.overlaps(other)
        ]
        return sorted(under, key=lambda other: (round(other.top), -cell.overlap(other)))

    def line_of(self, cell: Cell) -> list[Cell]:
        """Return the other cells of the same height."""
        return [*self.left_of(cell), *self.right_of(cell)]

    def block_above(self, cell: Cell) -> list[Cell]:
        """Return the cells of the same column above, nearest first, up to a white band."""
        block: list[Cell] = []
        current = cell
        while (nearest := self._just_above(current)) is not None:
            block.append(nearest)
            current = nearest
        return block

    def _just_above(self, cell: Cell) -> Cell | None:
        above = [
            other
            for other in self._page(cell.page)
            if other.bottom <= cell.top + 0.4 * cell.height
            and cell.top - other.bottom < _WHITE_BAND * cell.height
            and abs(other.left - cell.left) < _SAME_COLUMN
        ]
        return max(above, key=lambda other: other.bottom, default=None)

    def _page(self, number: int) -> list[Cell]:
        return self.by_page.get(number, [])


def lay_out(pages: Sequence[Page]) -> Layout:
    """Arrange the words of the pages in both orders."""
    lines = tuple(line for page in pages for line in _seen_lines(page))
    stream = tuple(_cell(words, page.number) for page in pages for words in page.stream)
    by_page: dict[int, list[Cell]] = {}
    for cell in (cell for line in lines for cell in line):
        by_page.setdefault(cell.page, []).append(cell)
    return Layout(lines, stream, by_page, {page.number: page.height for page in pages})


def _seen_lines(page: Page) -> list[tuple[Cell, ...]]:
    words = sorted((word for line in page.stream for word in line), key=_middle)
    lines: list[list[Word]] = []
    for word in words:
        if lines and _same_line(lines[-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [tuple(_cells(sorted(line, key=lambda word: word.left), page)) for line in lines]


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _same_line(line: list[Word], word: Word) -> bool:
    last = line[-1]
    if not (_says_anything(word) and _says_anything(last)):
        tall = max(line, key=lambda one: one.height)
        if word.height < 0.5 * tall.height:
            return tall.top <= _middle(word) <= tall.bottom + 0.1 * tall.height
        last = tall
    return abs(_middle(word) - _middle(last)) < 0.35 * min(last.height, word.height)


def _says_anything(word: Word) -> bool:
    """Tell a word from a comma or dash alone, whose box may be its ink."""
    return any(map(str.isalnum, word.text))


def _cells(words: Sequence[Word], page: Page) -> list[Cell]:
    groups: list[list[Word]] = []
    for word in words:
        if groups and word.left - groups[-1][-1].right < _CELL_GAP * _type_size(word, groups[-1]):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_cell(group, page.number) for group in groups]


def _type_size(word: Word, before: Sequence[Word]) -> float:
    """Return the height of the type: of a comma alone, that of the word before it."""
    return word.height if _says_anything(word) else max(word.height, before[-1].height)


def _joined(text: str) -> str:
    """Return the text with titles such as `F A C T U R E` in one word."""
    return _SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), text)


def _cell(words: Sequence[Word], page: int) -> Cell:
    text = in_french(_joined(clean(" ".join(word.text for word in words), 2000)))
    return Cell(
        text,
        plain(text),
        page,
        min(word.left for word in words),
        max(word.right for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
    )
