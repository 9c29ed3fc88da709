"""Amounts of what was billed before, or is not yet, beside those of the invoice itself.

A situation of work shows what was cumulated, a credit note the invoice that it corrects, a
reminder what is still owed: such amounts add up as HT + TVA = TTC too, under the same labels.
"""

import re
from collections.abc import Sequence

from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.shapes import leading_amounts

_WORDS = re.compile(
    r"cumul|precedent|anterieur|d'origine|\binitiale?s?\b|deja (?:factur|mandat)|\brappel\b|arriere"
    r"|(?:derniere|ancienne) facture|ancien solde|(?:du|de) marche\b|valeur marche|de l'avenant"
    r"|(?:du|sur|selon) devis|estime|reste a facturer|plafond"
)
_WORDS_ONLY = re.compile(r"[^\d|:]*")
_MOST_COLUMNS = 8
_TABLE_HEIGHT = 14.0
"""Line heights above an amount within which its column may be headed."""


def bills_another(plain: str, start: int, end: int) -> bool:
    """Tell whether the label between two places, and the words after it, are another bill's."""
    after = _WORDS_ONLY.match(plain, end)
    return _WORDS.search(plain[start : after.end() if after else end]) is not None


def without_other_columns(beside: Sequence[Cell], layout: Layout) -> list[Cell]:
    """Leave out amounts of a line whose columns are headed `Cumul`, `Situations précédentes`.

    Only where the line has several: the nearest is the invoice's own otherwise.
    """
    amounts = [cell for cell in beside if any(leading_amounts(cell.text))]
    if not 2 <= len(amounts) <= _MOST_COLUMNS:
        return list(beside)
    others = {id(cell) for cell in amounts if _heads_another(cell, layout)}
    if len(others) == len(amounts):
        return list(beside)
    return [cell for cell in beside if id(cell) not in others]


def _heads_another(cell: Cell, layout: Layout) -> bool:
    """Tell whether the nearest words over an amount, with no figures, are another bill's."""
    over = [
        other
        for other in layout.by_page.get(cell.page, [])
        if 0 < cell.top - other.top < _TABLE_HEIGHT * cell.height
        and cell.overlap(other) > 0
        and not any(map(str.isdigit, other.plain))
    ]
    nearest = max(over, key=lambda other: other.top, default=None)
    return nearest is not None and _WORDS.search(nearest.plain) is not None
