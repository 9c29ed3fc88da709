"""Order, contract and service whose label has another wording: its noun and the value's shape."""

import re
from collections.abc import Iterator, Mapping, Sequence

from chorus_app.documents import nouns
from chorus_app.documents.announced import announce, says_words
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.nouns import announces
from chorus_app.documents.reading import FieldReading, unlabelled
from chorus_app.documents.spans import taken_spans
from chorus_app.documents.text import plain

_CODE = re.compile(
    r"(?<![\w/.-])(?=[^ ]*[A-Z0-9])[A-Z0-9](?:[A-Z0-9]|[_/.-](?=\w))*(?:[a-z]\d+)?(?![\w/%])"
)
_NUMERO = re.compile(r"^N[.O°](?=\w*\d)")
_NUMBERED = re.compile(r"n ?°|num|#")
_PART_OF = re.compile(
    r"(?<!\w)(?:o\.?s|lots?|dossier|affaire|devis|chantier|b\.?l|livraison)(?!\w)"
)
_TOLD = re.compile(r"code|chorus|n ?°|executant|service ?:")
_NO_CODE = re.compile(
    r"(?:siret|siren|tva|iban|bic|sarl|sasu?|eurl|sa|ape|naf|rcs|tel|fax|ttc|ht|pro|code|service|"
    r"chorus|date|net|total|montant|page|n|facture|avoir|client)$"
)
_SERVICE_FALSE = re.compile(
    r"service (?:fait|client|commercial|compta|technique|apres|recouvr)|services\b"
)
_SUPPLIER = re.compile(r"maintenance|entretien|assur|abonnement|location|n ?° ?client")
_NEAR = 4
"""Line heights within which words announce a value under or over them."""
_ORDER_CODE = re.compile(r"(?:BC|BDC|CDE|CMD|EJ|ENG)[-_/]?\d{2}[\w/-]+")
"""A reference that says itself that it is an order's: `Réf. client : CDE2026-118`."""
_Noun = tuple[str, re.Pattern[str], int]
_NOUNS: tuple[_Noun, ...] = (
    ("purchase_order_reference", nouns.ORDER, 2),
    ("purchase_order_reference", nouns.PURCHASE, 1),
    ("contract_reference", nouns.MARKET, 2),
    ("contract_reference", nouns.CONTRACT, 1),
    ("buyer_reference", nouns.SERVICE, 1),
)


def guess_codes(layout: Layout, fields: Mapping[str, FieldReading]) -> dict[str, FieldReading]:
    """Return what unknown labels announce of the `fields` that are missing, to be checked."""
    asked = [one for one in _NOUNS if one[0] not in fields]
    taken = {reading.value for reading in fields.values()}
    best: dict[str, tuple[int, set[str]]] = {}
    for field, strength, value in _codes(layout, asked):
        held, values = best.get(field, (0, set()))
        if strength >= held and field not in fields and value not in taken:
            best[field] = strength, ({value} | values if strength == held else {value})
    return {
        field: unlabelled(values.pop()) for field, (_, values) in best.items() if len(values) == 1
    }


def _codes(layout: Layout, asked: Sequence[_Noun]) -> Iterator[tuple[str, int, str]]:
    words = [noun for _, noun, _ in asked] + [nouns.YOUR_REFERENCE]
    said = [cell for cell in layout.cells if any(noun.search(cell.plain) for noun in words)]
    for cell in layout.cells:
        if not any(_is_beside(cell, other) for other in said):
            continue
        spans = taken_spans(cell.text)
        for code in _CODE.finditer(cell.text):
            if any(start <= code.start() < end for start, end in spans):
                continue
            found = announce(cell, code.start(), code.end(), layout)
            if says_words(found.before) or not says_words(found.after):
                capitals = cell.text.isupper()
                yield from _announced(found.texts, asked, _NUMERO.sub("", code[0]), capitals)


def _is_beside(cell: Cell, other: Cell) -> bool:
    """Tell whether the words of another cell, or its own, may announce what a cell holds."""
    if cell is other:
        return True
    apart = max(cell.top - other.bottom, other.top - cell.bottom)
    return cell.page == other.page and apart < _NEAR * cell.height


def _announced(
    texts: Sequence[str], asked: Sequence[_Noun], code: str, capitals: bool
) -> Iterator[tuple[str, int, str]]:
    for text in map(nouns.last_part, texts):
        said = [(field, strength) for field, noun, strength in asked if announces(noun, text)]
        for field, strength in said:
            if _fits(field, text, code, capitals):
                yield field, strength, code
        if not said and _ORDER_CODE.fullmatch(code) and nouns.YOUR_REFERENCE.search(text):
            yield "purchase_order_reference", 0, code
        if said or nouns.OWN.search(text):
            return


def _fits(field: str, text: str, code: str, capitals: bool) -> bool:
    digits = sum(map(str.isdigit, code))
    if _PART_OF.search(text):
        return False
    if field == "buyer_reference":
        told = digits > 0 or not capitals or _TOLD.search(text) is not None
        return told and len(code) > 2 and not _is_no_service(text, code)
    if field == "contract_reference" and _SUPPLIER.search(text):
        return False
    return digits >= 3 or (digits > 0 and _NUMBERED.search(text) is not None)


def _is_no_service(text: str, code: str) -> bool:
    return bool(_NO_CODE.match(plain(code)) or _SERVICE_FALSE.search(text))
