"""Values found near their labels, in both reading orders. Nothing is chosen here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from itertools import pairwise, zip_longest

from chorus_app.documents import shapes
from chorus_app.documents.labels import MEDIUM, STRONG, WEAK, Label, find_labels
from chorus_app.documents.labels_under import value_over
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.other_bills import bills_another, without_other_columns
from chorus_app.documents.reading import AMOUNTS

_AMOUNT_FIELDS = {*AMOUNTS, "prepaid_amount"}
_GOODS = re.compile(r"designation|description|libelle|quantite|qte\b|article|prestation")
_TOTALS = re.compile(r"(?:total|totaux)\b")
_NUMERO = re.compile(r"n ?°|numero")
_FAR_RIGHT = 300.0
"""Points between a label and a value on its line, but for amounts, which leaders may join."""


class Place(IntEnum):
    """Where the value stood, from the least to the most telling."""

    LEFT = 0
    NEXT_IN_STREAM = 1
    BELOW = 2
    RIGHT = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a label announced. Amounts have `amount`, all others only `value`.

    `whole` is False when what follows the value may belong to it.
    """

    field: str
    value: str
    strength: int
    place: Place
    seen: bool
    cell: Cell
    words: str
    amount: Decimal = Decimal(0)
    whole: bool = True

    @property
    def weight(self) -> tuple[int, int]:
        """What to compare candidates by: the label first, then the place."""
        return self.strength, self.place

    @property
    def is_amount(self) -> bool:
        """Tell whether the value is an amount."""
        return not self.value

    def changed(self, *, strength: int, field: str = "") -> "Candidate":
        """Return the same value under another judgement of its label."""
        return replace(self, strength=strength, field=field or self.field)


def find_candidates(layout: Layout) -> list[Candidate]:
    """Find every labelled value, as seen on the page and in the order of the file."""
    seen = [found for cell in layout.cells for found in _of_cell(cell, layout)]
    rows = [found for line in layout.lines for found in _of_total_row(line)]
    return seen + rows + list(_of_stream(layout))


def _of_cell(cell: Cell, layout: Layout) -> Iterator[Candidate]:
    labelled = list(_labelled(cell))
    for label, rest in labelled:
        if not label.field:
            continue
        own = _own_part(label, cell, rest)
        found = list(_read(label, own, Place.SAME, cell, seen=True))
        if not found and shapes.is_blank(rest) and _ends_its_cell(label, rest, labelled):
            found = _nearby(label, cell, layout)
        yield from found


def _ends_its_cell(label: Label, rest: str, labelled: list[tuple[Label, str]]) -> bool:
    """Tell whether the value is to be looked for around the cell: nothing else ends it.

    The day of `Somme à payer avant le 27/02/2026` parts no amount from its label.
    """
    after = {other.field for other, _ in labelled if other.start > label.start}
    amount_by_a_day = label.field in _AMOUNT_FIELDS and after == {"due_date"}
    return rest == labelled[-1][1] or amount_by_a_day


def _of_total_row(line: tuple[Cell, ...]) -> Iterator[Candidate]:
    """Read `Total | 100,00 | 20,00 | 120,00` under the columns HT, TVA and TTC.

    The word may stand where the column of rates is, as what adds up is in no doubt.
    """
    found = [list(shapes.leading_amounts(cell.text)) for cell in line]
    values = [(cell, own[0]) for cell, own in zip(line, found, strict=True) if len(own) == 1]
    if len(values) < 3 or not any(_TOTALS.match(cell.plain) for cell in line):
        return
    (_, exclusive), (_, tax), (_, inclusive) = values[-3:]
    if exclusive + tax != inclusive:
        return
    for name, (cell, amount) in zip(AMOUNTS, values[-3:], strict=False):
        yield Candidate(name, "", MEDIUM, Place.RIGHT, True, cell, "total", amount)


def _nearby(label: Label, cell: Cell, layout: Layout) -> list[Candidate]:
    """Look to the right, then below: the first cell that says something decides."""
    over = value_over(cell, layout) if label.field not in _AMOUNT_FIELDS else None
    if over and (found := list(_read(label, over.text, Place.BELOW, over, seen=True))):
        return found
    beside = [other for other in layout.right_of(cell) if _is_reachable(label, cell, other)]
    if label.field in AMOUNTS:
        beside = without_other_columns(beside, layout)
    if label.field not in _AMOUNT_FIELDS and _stands_over_its_value(label, cell, layout):
        beside = []
    for place, others in ((Place.RIGHT, beside), (Place.BELOW, layout.below(cell))):
        telling = (other for other in others if not _may_skip(label, place, other))
        nearest = next(telling, None)
        text = _own_part(label, cell, nearest.text) if nearest else ""
        found = list(_read(label, text, place, nearest, seen=True)) if nearest else []
        if found and nearest:
            return _doubted(found, cell, nearest, layout) if place is Place.BELOW else found
    return _before(label, cell, layout)


def _stands_over_its_value(label: Label, cell: Cell, layout: Layout) -> bool:
    """Tell whether a bare value stands just under a label, as in a grid of small boxes.

    In a list of labels, another label would stand there; in a table, one on the value's left.
    """
    under = next(iter(layout.below(cell)), None)
    if under is None or abs(under.left - cell.left) > 3 or under.top - cell.bottom > cell.height:
        return False
    if find_labels(under.plain) or any(find_labels(one.plain) for one in layout.left_of(under)[:1]):
        return False
    value = shapes.leading_value(label.field, under.text, label.strength)
    return value is not None and not any(map(str.isalpha, under.text.replace(value, "")))


def _own_part(label: Label, cell: Cell, text: str) -> str:
    """Return the part of `MOB-DOUCES / 202600177` that answers a label of `service / engagement`.

    As many parts as labels, and both parted by a slash: the order is the same.
    """
    labels = find_labels(cell.plain)
    between = (cell.plain[one.end : other.start] for one, other in pairwise(labels))
    parts = text.split(" / ")
    if len(parts) < 2 or len(parts) != len(labels) or {gap.strip() for gap in between} != {"/"}:
        return text
    return parts[labels.index(label)]


def _before(label: Label, cell: Cell, layout: Layout) -> list[Candidate]:
    """Look to the left, in a line of two cells, or above in a larger font: the value came first.

    Nothing says that the value is not that of a label lost on its own left: the label is weak.
    """
    beside = layout.line_of(cell)
    above = [other for other in layout.above(cell) if other.height > 1.15 * cell.height]
    if len(beside) == 1 and beside[0].left < cell.left and not find_labels(beside[0].plain):
        value = beside[0]
    elif above and not find_labels(above[0].plain):
        value = above[0]
    else:
        return []
    found = _read(label, value.text, Place.LEFT, value, seen=True)
    return [candidate.changed(strength=WEAK) for candidate in found]


def _doubted(found: list[Candidate], heading: Cell, value: Cell, layout: Layout) -> list[Candidate]:
    """Doubt what stands under a heading of the goods: it is theirs, not the invoice's.

    An amount may still be the total of an invoice of one line; one with more amounts under it is
    the first of several lines.
    """
    goods = any(_GOODS.match(cell.plain) for cell in layout.line_of(heading))
    if not found[0].is_amount:
        return [] if goods else found
    under = next(iter(layout.below(value)), None)
    lines = under is not None and any(shapes.leading_amounts(under.text))
    return [candidate.changed(strength=WEAK) for candidate in found] if goods or lines else found


def _is_reachable(label: Label, cell: Cell, other: Cell) -> bool:
    return label.field in _AMOUNT_FIELDS or other.left - cell.right < _FAR_RIGHT


def _may_skip(label: Label, place: Place, other: Cell) -> bool:
    """A colon may stand between label and value; before an amount, also a rate or some prose."""
    if shapes.is_filler(other.text):
        return True
    if label.field not in _AMOUNT_FIELDS:
        return False
    if place is Place.RIGHT:
        return shapes.is_rate(other.text)
    return not find_labels(other.plain) and not any(shapes.leading_amounts(other.text))


def _of_stream(layout: Layout) -> Iterator[Candidate]:
    for cell, following in zip_longest(layout.stream, layout.stream[1:]):
        labelled = list(_labelled(cell))
        for label, rest in labelled:
            if not label.field:
                continue
            own = _own_part(label, cell, rest)
            found = list(_read(label, own, Place.SAME, cell, seen=False))
            # A row of headings is no label of the line that follows: which value would be whose?
            if not found and following and len(labelled) == 1 and _leads_to(cell, rest, following):
                text = following.text
                found = list(_read(label, text, Place.NEXT_IN_STREAM, following, seen=False))
            yield from found


def _leads_to(cell: Cell, rest: str, following: Cell) -> bool:
    """Tell whether a label that ends its line is answered by the next line of the file."""
    beside = following.left >= cell.right - 1 and following.top < cell.bottom
    under = following.top > cell.top and cell.overlaps(following)
    return shapes.is_blank(rest) and following.page == cell.page and (beside or under)


def _labelled(cell: Cell) -> Iterator[tuple[Label, str]]:
    """Give each label of a cell with the text between it and the next label."""
    labels = find_labels(cell.plain)
    for place, label in enumerate(labels):
        if not (place and _is_date_of(labels[place - 1], label)):
            rest = _rest(cell.text, labels, place)
            since = labels[place - 1].end if place else 0
            if label.field in AMOUNTS and bills_another(cell.plain, since, label.end):
                label = replace(label, field="")  # noqa: PLW2901
            yield label, shapes.without_base(rest) if label.field == "tax_amount" else rest


def _rest(text: str, labels: tuple[Label, ...], place: int) -> str:
    """Return what follows a label; `Date de facture / de livraison :` gives both the same day."""
    if place + 1 == len(labels):
        return text[labels[place].end :]
    between = text[labels[place].end : labels[place + 1].start]
    return _rest(text, labels, place + 1) if between.strip() == "/" else between


def _is_date_of(before: Label, label: Label) -> bool:
    """`Commande n° 77 - Date : 02/01` dates the order, not the invoice."""
    others = ("purchase_order_reference", "contract_reference", "preceding_invoice_reference")
    return label.field == "issue_date" and before.field in others


def _read(label: Label, text: str, place: Place, cell: Cell, *, seen: bool) -> Iterator[Candidate]:
    if place is not Place.SAME and find_labels(cell.plain)[:1] and not _is_bare_value(label, text):
        return
    if label.field in _AMOUNT_FIELDS:
        found = list(shapes.leading_amounts(text))
        for amount in found if place is Place.SAME else found[:1]:
            yield Candidate(label.field, "", label.strength, place, seen, cell, label.words, amount)
        bare = shapes.bare_amount(text) if label.strength == STRONG and not found else None
        if bare is not None:
            yield Candidate(label.field, "", WEAK, place, seen, cell, label.words, bare)
        return
    value = shapes.leading_value(label.field, text, _telling(label))
    if value:
        one = Candidate(label.field, value, label.strength, place, seen, cell, label.words)
        strength = WEAK if shapes.is_short_number(value) else label.strength
        yield replace(one, whole=_is_whole(one, text), strength=strength)
    if label.field == "invoice_number" and value and _dates_the_invoice(label):
        day = shapes.date_after_number(text, value)
        if day:
            yield Candidate("issue_date", day, STRONG, place, seen, cell, f"{label.words} du")


def _telling(label: Label) -> int:
    """After `N°` a value is a number, even one that looks like a day: `N° 2026-01-04`."""
    return STRONG if _NUMERO.match(label.words) else label.strength


def _dates_the_invoice(label: Label) -> bool:
    """`Acompte facture A-12 du 12/03` dates another invoice, unlike `Facture A-12 du 12/03`."""
    return label.names_the_invoice and (label.strength > WEAK or label.start == 0)


def _is_whole(found: Candidate, text: str) -> bool:
    numbers = ("invoice_number", "preceding_invoice_reference")
    return found.field not in numbers or shapes.number_is_whole(text, found.value)


def _is_bare_value(label: Label, text: str) -> bool:
    """Tell whether a neighbour that holds a label of its own may still be the value."""
    return label.field in ("business_process", "payment_means", "invoice_number") and bool(
        shapes.leading_value(label.field, text, label.strength)
    )
