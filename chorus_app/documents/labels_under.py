"""Forms that print labels under their values, as small print under boxes.

A label stands nearer to its own value than to that of the next row, and its neighbours in the row
are labels under values too: both must hold, or the label is read as one over its value.
"""

from chorus_app.documents.labels import find_labels
from chorus_app.documents.layout import Cell, Layout

_SAME_LEFT = 3.0
"""Points by which the left edges of a value and of its label may differ."""
_LEAST_GAP = 0.5
_MOST_IN_A_ROW = 12


def value_over(cell: Cell, layout: Layout) -> Cell | None:
    """Return the value that stands over a label, in a row of labels under their values."""
    if any(map(str.isdigit, cell.plain)) or not find_labels(cell.plain):
        return None
    labels = [one for one in [cell, *layout.line_of(cell)] if find_labels(one.plain)]
    if not 2 <= len(labels) <= _MOST_IN_A_ROW or not all(_bare_over(one, layout) for one in labels):
        return None
    return _bare_over(cell, layout)


def _bare_over(cell: Cell, layout: Layout) -> Cell | None:
    """Return the figures just over a label, where they are much nearer than what is under it."""
    over = next(iter(layout.above(cell)), None)
    if over is None or abs(over.left - cell.left) > _SAME_LEFT or find_labels(over.plain):
        return None
    if not any(map(str.isdigit, over.plain)):
        return None
    under = next(iter(layout.below(cell)), None)
    gap = max(cell.top - over.bottom, _LEAST_GAP)
    return over if under is None or 2 * gap < under.top - cell.bottom else None
