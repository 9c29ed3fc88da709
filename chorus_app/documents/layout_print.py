"""What two invoices of the same program and the same seller have in common, whatever they say."""

import hashlib
import re

from chorus_app.documents.labels import find_labels
from chorus_app.documents.layout import Layout
from chorus_app.documents.reading import LayoutPrint

_MOST_LABELS = 40


def print_of(layout: Layout, producer: str, seller: str | None) -> LayoutPrint | None:
    """Return the print of a laid out document; none without a single label.

    `producer` is what the PDF says of the program, its version left out; `seller` is the seller's
    SIRET as read. The labels are those that begin a cell: one inside a sentence is no layout.
    """
    program = re.sub(r"[^a-z]", "", producer.lower())
    maker = hashlib.sha256(f"{program} {(seller or '')[:9]}".encode()).hexdigest()[:16]
    found = {
        f"{label.field}:{re.sub(r'[^a-z]', '', label.words)}"
        for cell in layout.cells
        for label in find_labels(cell.plain)[:1]
        if label.field and label.start == 0
    }
    labels = tuple(sorted(found)[:_MOST_LABELS])
    return LayoutPrint(maker, labels) if labels else None
