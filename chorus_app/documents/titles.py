"""The title of a page: FACTURE, AVOIR, or a document that is no invoice."""

import re
from collections.abc import Iterable, Iterator

from chorus_app.documents.labels import find_labels
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import Certainty, FieldReading
from chorus_app.documents.shapes import leading_amounts

_INVOICE = re.compile(
    r"(?:votre )?(?:facture(?! a\b)|avoir|note de credit"
    r"|(?:note|memoire|etat) d'honoraires|memoire n)\b"
)
_CREDIT_NOTE = re.compile(r"(?:votre )?(?:facture (?:d')?)?avoir\b|note de credit\b")
_OTHER = re.compile(
    r"(?:facture )?(pro ?-?forma|devis|bon de (?:commande|livraison)|bordereau de livraison|"
    r"releve de (?:compte|factures)|attestation|relance)(?= |$|:)"
    r"|commande(?=$| client)"
)
_SAYS_CREDIT = re.compile(r"\bavoirs?\b|note de credit")
_SAYS_INVOICE = re.compile(r"^facture ?:|\b(?:valant|tenant lieu de) facture\b")
_OWN_NUMBER = re.compile(
    r"(?:n ?°|numero)(?: de)?(?: la)? ?(?:facture|avoir)\b|(?:facture|avoir) n ?°"
)
_NAMES_INVOICE = re.compile(r"\bfact(?:ure)?\b(?! (?:a|au|aux)\b)")
_OWN = ("invoice_number", "issue_date")
_LONGEST_TITLE = 6


def invoice_titles(layout: Layout) -> list[Cell]:
    """Return the cells of the first page's upper half that say FACTURE or AVOIR."""
    return [
        cell for cell in _upper_cells(layout) if _is_title(cell) and not _is_goods(cell, layout)
    ]


def is_near(cell: Cell, others: Iterable[Cell], lines: int = 6) -> bool:
    """Tell whether a cell stands within a few lines of one of the others."""
    return any(
        other.page == cell.page and abs(other.top - cell.top) < lines * cell.height
        for other in others
    )


def read_type(layout: Layout) -> FieldReading | None:
    """Read AVOIR or FACTURE from the titles; both together may well be an AVOIR."""
    titles = invoice_titles(layout)
    kinds = {"AVOIR" if _CREDIT_NOTE.match(cell.plain) else "FACTURE" for cell in titles}
    if len(kinds) == 1:
        return FieldReading(kinds.pop(), Certainty.LU, "titre")
    if kinds:
        return FieldReading("AVOIR", Certainty.A_VERIFIER, "titre")
    return _type_of_sentence(layout)


def _type_of_sentence(layout: Layout) -> FieldReading | None:
    """Read the type of `Avoir n° A12 du 11/03/2026 relatif à la facture n° F8`, to be checked."""
    said = [cell for cell in _upper_cells(layout) if _INVOICE.match(cell.plain)]
    numbered = (cell for cell in said if any(_announces(cell)))
    first = next(numbered, None)
    if first is None:
        return _type_of_labels(layout)
    kind = "AVOIR" if _CREDIT_NOTE.match(first.plain) else "FACTURE"
    return FieldReading(kind, Certainty.A_VERIFIER, "texte")


def _type_of_labels(layout: Layout) -> FieldReading | None:
    """Read the type of a page without a title from `N° de facture :`, to be checked.

    A page that also says `avoir` or is another document is left alone.
    """
    upper = _upper_cells(layout)
    if other_document(layout) or says_credit(layout):
        return None
    if any(_SAYS_INVOICE.search(cell.plain) for cell in upper):
        return FieldReading("FACTURE", Certainty.A_VERIFIER, "texte")
    labels = (label for cell in upper for label in find_labels(cell.plain))
    if any(label.field in _OWN and "facture" in label.words for label in labels):
        return FieldReading("FACTURE", Certainty.A_VERIFIER, "texte")
    if any(_NAMES_INVOICE.search(cell.plain) for cell in upper):
        return FieldReading("FACTURE", Certainty.A_VERIFIER, "texte, le mot facture")
    return None


def says_credit(layout: Layout) -> bool:
    """Tell whether the upper half of the first page speaks of a credit note."""
    return any(_SAYS_CREDIT.search(cell.plain) for cell in _upper_cells(layout))


def _announces(cell: Cell) -> Iterator[bool]:
    return (label.field == "invoice_number" for label in find_labels(cell.plain)[:1])


def other_document(layout: Layout) -> str | None:
    """Return the words of a title that is not an invoice's, as `Devis`; None when there is one."""
    others = [cell for cell in _upper_cells(layout) if _OTHER.match(cell.plain) and _is_short(cell)]
    titles = invoice_titles(layout)
    decided = [cell for cell in others if "forma" in cell.plain or _lists_invoices(cell, titles)]
    if decided or (others and not titles and not _numbers_an_invoice(layout)):
        return (decided or others)[0].text
    return None


def _numbers_an_invoice(layout: Layout) -> bool:
    """Tell whether a page whose columns say `Commande` or `Bon de livraison` says `N° facture`."""
    upper = _upper_cells(layout)
    return any(_OWN_NUMBER.match(cell.plain) and _is_short(cell) for cell in upper)


def _lists_invoices(cell: Cell, titles: Iterable[Cell]) -> bool:
    """Tell whether this is the title of a statement, whose columns say `Facture n°` below."""
    return cell.plain.startswith("releve") and all(cell.top < title.top for title in titles)


def _upper_cells(layout: Layout) -> list[Cell]:
    half = 0.5 * layout.page_heights.get(0, 0.0)
    return [cell for cell in layout.by_page.get(0, []) if cell.top < half]


def _is_goods(cell: Cell, layout: Layout) -> bool:
    """Tell whether it is a line such as `Avoir sur intervention | -84,00`."""
    beside = (other.text for other in layout.right_of(cell))
    return cell.plain.startswith("avoir ") and any(any(leading_amounts(text)) for text in beside)


def _is_title(cell: Cell) -> bool:
    if not _INVOICE.match(cell.plain) or not _is_short(cell):
        return False
    labels = find_labels(cell.plain)
    return not labels or labels[0].field != "preceding_invoice_reference"


def _is_short(cell: Cell) -> bool:
    return len(cell.plain.split()) <= _LONGEST_TITLE
