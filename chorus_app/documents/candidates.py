"""Values found near their labels, in both reading orders. Nothing is chosen here."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from chorus_app.documents import shapes
from chorus_app.documents.labels import STRONG, Label, find_labels
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import AMOUNTS

_AMOUNT_FIELDS = {*AMOUNTS, "prepaid_amount"}
_FAR_RIGHT = 300.0
"""Points between a label and a value on its line, but for amounts, which leaders may join."""


class Place(IntEnum):
    """Where the value stood, from the least to the most telling."""

    NEXT_IN_STREAM = 1
    BELOW = 2
    RIGHT = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a label announced. Amounts have `amount`, all others only `value`."""

    field: str
    value: str
    strength: int
    place: Place
    seen: bool
    cell: Cell
    amount: Decimal = Decimal(0)

    @property
    def weight(self) -> tuple[int, int]:
        """What to compare candidates by: the label first, then the place."""
        return self.strength, self.place


def find_candidates(layout: Layout) -> list[Candidate]:
    """Find every labelled value, as seen on the page and in the order of the file."""
    seen = [found for cell in layout.cells for found in _of_cell(cell, layout)]
    return seen + list(_of_stream(layout))


def _of_cell(cell: Cell, layout: Layout) -> Iterator[Candidate]:
    for label, rest in _labelled(cell):
        if not label.field:
            continue
        found = list(_read(label, rest, Place.SAME, cell, seen=True))
        if not found and shapes.is_blank(rest):
            found = _nearby(label, cell, layout)
        yield from found


def _nearby(label: Label, cell: Cell, layout: Layout) -> list[Candidate]:
    for place, others in ((Place.RIGHT, layout.right_of(cell)), (Place.BELOW, layout.below(cell))):
        for other in others:
            if place is Place.RIGHT and not _is_reachable(label, cell, other):
                break
            if shapes.is_filler(other.text):
                continue
            found = list(_read(label, other.text, place, other, seen=True))
            if found or not _may_skip(label, other):
                if found:
                    return found
                break
    return []


def _is_reachable(label: Label, cell: Cell, other: Cell) -> bool:
    return label.field in _AMOUNT_FIELDS or other.left - cell.right < _FAR_RIGHT


def _may_skip(label: Label, other: Cell) -> bool:
    """A VAT rate may stand between the word and the amount of VAT."""
    return label.field in _AMOUNT_FIELDS and shapes.is_rate(other.text)


def _of_stream(layout: Layout) -> Iterator[Candidate]:
    for number, cell in enumerate(layout.stream):
        for label, rest in _labelled(cell):
            if not label.field:
                continue
            found = list(_read(label, rest, Place.SAME, cell, seen=False))
            if not found and shapes.is_blank(rest) and number + 1 < len(layout.stream):
                other = layout.stream[number + 1]
                found = list(_read(label, other.text, Place.NEXT_IN_STREAM, other, seen=False))
            yield from found


def _labelled(cell: Cell) -> Iterator[tuple[Label, str]]:
    """Give each label of a cell with the text between it and the next label."""
    labels = find_labels(cell.plain)
    ends = [label.start for label in labels[1:]] + [len(cell.text)]
    for label, end in zip(labels, ends, strict=False):
        yield label, cell.text[label.end : end]


def _read(label: Label, text: str, place: Place, cell: Cell, *, seen: bool) -> Iterator[Candidate]:
    if place is not Place.SAME and find_labels(cell.plain)[:1] and not _is_bare_value(label, text):
        return
    if label.field in _AMOUNT_FIELDS:
        for amount in shapes.leading_amounts(text):
            yield Candidate(label.field, "", label.strength, place, seen, cell, amount)
        return
    value = shapes.leading_value(label.field, text, label.strength)
    if value:
        yield Candidate(label.field, value, label.strength, place, seen, cell)
    if label.field == "invoice_number" and value:
        day = shapes.date_after_number(text, value)
        if day:
            yield Candidate("issue_date", day, STRONG, place, seen, cell)


def _is_bare_value(label: Label, text: str) -> bool:
    """Tell whether a neighbour that holds a label of its own may still be the value."""
    return label.field in ("business_process", "payment_means", "invoice_number") and bool(
        shapes.leading_value(label.field, text, label.strength)
    )
