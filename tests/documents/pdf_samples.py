"""PDFs of our own making: text placed by hand, XML attached, passwords set."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Placed = tuple[float, float, str]
"""Points from the left, points from the top, the text."""


def pdf(*pages: Sequence[Placed], size: float = 9, angle: int = 0, rotation: int = 0) -> bytes:
    """Make a PDF of A4 pages with each text at its place, in the order given.

    `angle` turns what is drawn, counter-clockwise; `rotation` is the page's /Rotate.
    """
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in pages or ([],):
        canvas.setFont("Helvetica", size)
        canvas.translate(*_ORIGINS[angle])
        canvas.rotate(angle)
        for left, top, text in page:
            canvas.drawString(left, A4[1] - top, text)
        if rotation:
            canvas.setPageRotation(rotation)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


_ORIGINS = {0: (0, 0), 90: (A4[0], 0), 180: A4, 270: (0, A4[1])}


def lines(*texts: str, left: float = 60, top: float = 60, step: float = 14) -> list[Placed]:
    """Place texts one under the other."""
    return [(left, top + number * step, text) for number, text in enumerate(texts)]


def with_attachments(content: bytes, *attachments: tuple[str, bytes]) -> bytes:
    """Attach files to a PDF."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    for name, data in attachments:
        writer.add_attachment(name, data)
    return _written(writer)


def encrypted(content: bytes, user: str, owner: str) -> bytes:
    """Protect a PDF with passwords; an empty user password leaves it readable."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt(user, owner, algorithm="AES-256")
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def classic_invoice() -> list[Placed]:
    """A usual French invoice: sender on the left, recipient on the right, totals below."""
    return [
        *lines("Menuiserie Aubry SARL", "12 rue des Ateliers", "35000 Rennes", left=50, top=50),
        *lines("SIRET : 732 829 320 00074", "TVA intra : FR44732829320", left=50, top=92),
        *lines("Destinataire", "Ville de Paris", "4 place de l'Hotel de Ville", left=330, top=130),
        *lines("75004 Paris", "SIRET : 217 500 016 00019", left=330, top=172),
        *lines("FACTURE N° FA-2026-0042", "Date de facture : 31/01/2026", left=50, top=230),
        *lines("Date d'échéance : 02/03/2026", "N° d'engagement : 4500012345", left=50, top=258),
        *lines("Code service : SERV-01", "N° de marché : M2026-07", left=50, top=286),
        *[
            (50, 340, "Désignation"),
            (300, 340, "Qté"),
            (360, 340, "P.U. HT"),
            (460, 340, "Total HT"),
        ],
        *[
            (50, 356, "Porte coupe-feu"),
            (300, 356, "2"),
            (360, 356, "500,00"),
            (460, 356, "1 000,00"),
        ],
        *[(360, 420, "Total HT"), (460, 420, "1 000,00 €")],
        *[(360, 434, "TVA 20 %"), (460, 434, "200,00 €")],
        *[(360, 448, "Total TTC"), (460, 448, "1 200,00 €")],
        *[(360, 462, "Net à payer"), (460, 462, "1 200,00 €")],
        *lines("IBAN : FR76 3000 6000 0112 3456 7890 189", "Mode de paiement : virement", top=520),
        (
            50,
            800,
            "Menuiserie Aubry SARL au capital de 10 000 € - SIRET 73282932000074 - APE 4332A",
        ),
    ]
