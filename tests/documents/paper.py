"""Invoices drawn as small firms' programs draw them: fonts, right-aligned amounts, tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SELLER, BUYER = "40483304800022", "21350238800019"
NARROW = "\u202f"
"""The no-break space that good typography, and French Excel, put between thousands."""


@dataclass(frozen=True)
class Firm:
    """A firm's invoice: how to draw it, and what a careful reader finds on it.

    `vat` holds rate, base and tax of each line of VAT; what is `unsure` must be left to check, and
    what is `missing` must not be read at all.
    """

    name: str
    draw: Callable[["Paper"], None]
    says: dict[str, str] = field(default_factory=dict)
    vat: tuple[tuple[str, str, str], ...] | None = None
    unsure: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def pdf(self) -> bytes:
        """The invoice as a PDF."""
        paper = Paper()
        self.draw(paper)
        return paper.pdf()


class Paper:
    """A sheet to write on, in points from the left and from the top."""

    def __init__(self) -> None:
        self._out = BytesIO()
        fonts = Path(reportlab.__file__).parent / "fonts"
        pdfmetrics.registerFont(TTFont("Vera", fonts / "Vera.ttf"))
        self._canvas = Canvas(self._out, pagesize=A4, invariant=1)
        self._font, self._size = "Helvetica", 9.0

    def font(self, name: str = "Helvetica", size: float = 9) -> None:
        """Choose the font of what follows."""
        self._font, self._size = name, size

    def write(self, left: float, top: float, text: str) -> None:
        """Write from a point to the right."""
        self._canvas.setFont(self._font, self._size)
        self._canvas.drawString(left, A4[1] - top, text)

    def right(self, right: float, top: float, text: str) -> None:
        """Write up to a point, as columns of amounts are written."""
        self._canvas.setFont(self._font, self._size)
        self._canvas.drawRightString(right, A4[1] - top, text)

    def lines(self, left: float, top: float, *texts: str, step: float = 12) -> None:
        """Write lines one under the other."""
        for number, text in enumerate(texts):
            self.write(left, top + number * step, text)

    def row(self, top: float, *cells: tuple[float, str]) -> None:
        """Write cells on one line; a negative place is where the cell ends."""
        for place, text in cells:
            (self.write if place >= 0 else self.right)(abs(place), top, text)

    def totals(self, left: float, right: float, top: float, *pairs: tuple[str, str]) -> None:
        """Write labels with their amounts, one under the other."""
        for number, (label, amount) in enumerate(pairs):
            self.row(top + 13 * number, (left, label), (-right, amount))

    def box(self, left: float, top: float, width: float, height: float) -> None:
        """Draw a frame."""
        self._canvas.rect(left, A4[1] - top - height, width, height)

    def page(self) -> None:
        """Go on to the next page."""
        self._canvas.showPage()

    def pdf(self) -> bytes:
        """What was drawn, as a PDF."""
        self._canvas.save()
        return self._out.getvalue()


def written(
    *rows: tuple[float, *tuple[tuple[float, str], ...]] | tuple[()],
) -> Callable[[Paper], None]:
    """Draw an invoice row by row, each its top and its cells as `Paper.row` has them.

    An empty row ends the page.
    """

    def draw(paper: Paper) -> None:
        for row in rows:
            if row:
                paper.row(*row)
            else:
                paper.page()

    return draw
