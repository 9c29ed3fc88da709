"""To which account a page asks to be paid: one IBAN, or none where two leave a choice."""

import re
from collections.abc import Iterator
from itertools import islice

from chorus_app.documents.french import first_iban
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import Certainty, Doubt, FieldReading

_BEGUN = re.compile(r"(?<![0-9A-Z])[A-Z]{2}\d{2}(?: ?[0-9A-Z]){0,30}$", re.ASCII)
_SIGNS = re.compile(r"(?<=[0-9A-Z]{4})[.–-](?=[0-9A-Z]{3,4}(?![a-z]))", re.ASCII)
_FACTOR = re.compile(r"affactur|factor|subrog|cessionnaire|liberatoire|\bcedee?s?\b")
_NOT_TO_PAY = re.compile(
    r"preleve|debit(?:e|er)\b|votre (?:iban|compte|rib)|(?:iban|compte|rib) (?:client|debiteur)"
    r"|ancien|n'utilisez plus|ne plus|cloture"
)
_MOST_IBANS, _MOST_BEGUN = 20, 20
"""What is looked at, so that a page made of IBANs costs no more than others."""
_LINES_AROUND = 2.5
"""Line heights within which words say whose account it is."""


def read_iban(layout: Layout) -> FieldReading | None:
    """Return the IBAN to pay to, certain by its key (ISO 13616) where the page shows no other.

    Of two, that of a factor is taken, to be checked: who bought the claim alone may be paid
    (article L. 313-28 of the code monétaire et financier). An account that is debited, or is no
    longer used, is not the one.
    """
    found: dict[str, list[str]] = {}
    for cell, iban in islice(_ibans(layout), _MOST_IBANS):
        found.setdefault(iban, []).append(_words_around(cell, layout))
    to_pay = {
        iban: " ".join(words)
        for iban, words in found.items()
        if not all(_NOT_TO_PAY.search(said) for said in words)
    }
    factors = [iban for iban, words in to_pay.items() if _FACTOR.search(words)]
    if len(found) > 1 and len(factors) == 1 and len(to_pay) > 1:
        return _to_check(factors[0])
    if len(to_pay) != 1:
        return None
    iban, words = to_pay.popitem()
    sold = any(_FACTOR.search(cell.plain) for cell in layout.cells)
    if len(found) > 1 or (sold and not _FACTOR.search(words)):
        return _to_check(iban)
    return FieldReading(iban, Certainty.LU, "texte, clé vérifiée")


def _to_check(iban: str) -> FieldReading:
    return FieldReading(iban, Certainty.A_VERIFIER, "texte, clé vérifiée", Doubt.PLUSIEURS)


def _ibans(layout: Layout) -> Iterator[tuple[Cell, str]]:
    """Give the IBANs of the pages, put together again where a line or a column parts them."""
    begun = 0
    for cell in layout.cells:
        text = _SIGNS.sub(" ", cell.text)
        whole = first_iban(text)
        if whole is None and begun < _MOST_BEGUN and _BEGUN.search(text):
            begun += 1
            whole = _joined(cell, text, layout)
        if whole:
            yield cell, whole


def _joined(cell: Cell, text: str, layout: Layout) -> str | None:
    """Return the IBAN that goes on in the cells beside, or on the next line; its key decides."""
    beside = " ".join([text, *(_SIGNS.sub(" ", one.text) for one in layout.right_of(cell))])
    if whole := first_iban(beside):
        return whole
    following = (
        other
        for other in layout.by_page.get(cell.page, [])
        if 0 <= other.top - cell.top - 0.5 * cell.height < 2 * cell.height
    )
    wholes = (first_iban(f"{text} {_SIGNS.sub(' ', other.text)}") for other in following)
    return next(filter(None, wholes), None)


def _words_around(cell: Cell, layout: Layout) -> str:
    """Return the words of the lines near a cell, which say whose account it is."""
    near = _LINES_AROUND * cell.height
    return " ".join(
        other.plain
        for other in layout.by_page.get(cell.page, [])
        if other is cell or (abs(other.top - cell.top) < near and other.overlaps(cell))
    )
