"""Where somebody said that a value stands, found again on the next page of the same layout.

Only the words that announce a value are remembered, and on which side of it they stand. Of a
recipient, whose name no label announces, the line that names it: it tells whose invoice a page is.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from chorus_app.documents import names, shapes
from chorus_app.documents.labels import STRONG
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.on_page import span_of
from chorus_app.documents.reading import AMOUNTS
from chorus_app.documents.text import plain
from chorus_app.documents.values import two_decimals

NAMED = "recipient_name"


class Side(StrEnum):
    """Where the label stands from its value: in the same cell, on its left, above it.

    `WHOLE`: it is the value, as the line that names a recipient.
    """

    WHOLE = "WHOLE"
    SAME = "SAME"
    LEFT = "LEFT"
    ABOVE = "ABOVE"


def labels_of(content: bytes, wanted: Mapping[str, str]) -> dict[str, str]:
    """Return, for values somebody typed, what announces each on the page: `SIDE label`.

    What the page does not show, or shows without words beside it, is left out.
    """
    layout = names.laid_out(content)
    found = {name: _label_of(layout, name, value) for name, value in wanted.items()}
    return {name: label for name, label in found.items() if label}


def values_under(content: bytes, labels: Mapping[str, str]) -> dict[str, str]:
    """Return the values that remembered labels announce; none where two of them differ."""
    layout = names.laid_out(content)
    found = {name: set(_values(layout, name, label)) for name, label in labels.items()}
    return {name: values.pop() for name, values in found.items() if len(values) == 1}


def _label_of(layout: Layout, name: str, value: str) -> str:
    if name == NAMED:
        return _naming(layout, value)
    for cell in layout.cells:
        span = span_of(name, value, cell.text)
        if not span:
            continue
        for side, text in _around(layout, cell, span[0]):
            if label := names.bare(plain(text)):
                return f"{side} {label}"
    return ""


def _naming(layout: Layout, name: str) -> str:
    """Return the line that is most like a recipient's name."""
    likes = ((names.likeness(line, name), line) for line in names.lines_of_words(layout))
    likeness, line = max(likes, default=(0.0, ""))
    return f"{Side.WHOLE} {line}" if likeness >= names.ALIKE else ""


def _around(layout: Layout, cell: Cell, start: int) -> Iterator[tuple[Side, str]]:
    yield Side.SAME, cell.plain[:start]
    if not names.bare(cell.plain[:start]):
        yield from ((Side.LEFT, other.plain) for other in layout.left_of(cell)[:1])
        yield from ((Side.ABOVE, other.plain) for other in layout.above(cell))


def _values(layout: Layout, name: str, remembered: str) -> Iterator[str]:
    side, _, label = remembered.partition(" ")
    if side == Side.WHOLE:
        yield from (line for line in names.lines_of_words(layout) if line and line == label)
        return
    for cell in layout.cells:
        for text in _announced(layout, cell, side, label):
            value = _read(name, text)
            if value:
                yield value


def _announced(layout: Layout, cell: Cell, side: str, label: str) -> Iterator[str]:
    """Give the texts that the label announces, when this cell bears it."""
    if side == Side.SAME:
        yield from (cell.text[end:] for end in _ends(cell.plain, label))
    elif names.bare(cell.plain) == label:
        others = layout.right_of(cell) if side == Side.LEFT else layout.below(cell)
        yield from (other.text for other in others[:1])


def _ends(text: str, label: str) -> Iterator[int]:
    """Give where a label ends that begins a cell, whatever signs stand between its words."""
    pattern = r"[\d\W_]*" + r"[\d\W_]+".join(map(re.escape, label.split())) + r"[^\w]*"
    found = re.match(pattern, text)
    if found:
        yield found.end()


def _read(name: str, text: str) -> str | None:
    if name in AMOUNTS:
        amount = next(shapes.leading_amounts(text), None)
        return two_decimals(amount) if amount is not None else None
    return shapes.leading_value(name, text, STRONG)
