"""From labelled candidates to fields: the strongest wins, two equal ones that differ lose."""

import re
from collections.abc import Mapping, Sequence

from chorus_app.documents.candidates import Candidate, Place, find_candidates
from chorus_app.documents.french import first_date, first_iban
from chorus_app.documents.labels import MEDIUM, WEAK
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import Certainty, FieldReading
from chorus_app.documents.roles import read_roles
from chorus_app.documents.text import plain
from chorus_app.documents.totals import read_totals
from chorus_app.documents.values import process_code

_TITLE = re.compile(r"(?:facture|avoir|note de credit|facture d'avoir)\b")
_AVOIR = re.compile(r"(?:facture d')?avoir\b|note de credit\b")
_NO_VAT = re.compile(r"293 ?b|tva non applicable|exoneration de tva|non assujetti")
_OTHER_CURRENCY = re.compile(r"[$£]|\b(?:usd|gbp|chf)\b")
_ALONE = re.compile(r"(?:[a-z' -]{2,40}, ?)?(?:en date du |le |du )?")
_DELIVERY = re.compile(r"(?:adresse de |lieu de )?livr|chantier|expedie")
_REFERENCES = ("buyer_reference", "purchase_order_reference", "contract_reference")
_BOTH_ORDERS = "texte, dans les deux ordres de lecture"


def read_page_fields(layout: Layout, name: str) -> dict[str, FieldReading]:
    """Read the fields of a laid out document; `name` is the file's, it may confirm its number."""
    candidates = [
        _promoted(found, layout)
        for found in find_candidates(layout)
        if not _is_delivery_date(found, layout)
    ]
    everything = " ".join(cell.plain for cell in layout.cells)
    fields = read_totals(candidates, no_vat=_NO_VAT.search(everything) is not None)
    fields |= read_roles(layout)
    for field in ("invoice_number", "issue_date", "due_date", "preceding_invoice_reference"):
        _keep(fields, field, _choose(candidates, field))
    if "issue_date" not in fields:
        _keep(fields, "issue_date", _bare_date(layout, fields))
    for field in _REFERENCES:
        _keep(fields, field, _to_check(_choose(candidates, field)))
    _keep(fields, "invoice_number", _named(fields.get("invoice_number"), name))
    _keep(fields, "payment_means", _to_check(_choose(candidates, "payment_means")))
    _keep(fields, "business_process", _process(_choose(candidates, "business_process")))
    _keep(fields, "iban", _to_check(_choose(candidates, "iban")))
    _keep(fields, "iban", _iban(layout))
    _keep(fields, "currency", _currency(candidates, everything))
    _keep(fields, "type_code", _type(layout))
    return fields


def _keep(fields: dict[str, FieldReading], name: str, reading: FieldReading | None) -> None:
    if reading is not None:
        fields[name] = reading


def _is_delivery_date(found: Candidate, layout: Layout) -> bool:
    """A bare `Date` inside the block of the delivery address is not the invoice's."""
    if found.field != "issue_date" or found.strength > MEDIUM or not found.seen:
        return False
    return any(_DELIVERY.match(above.plain) for above in layout.block_above(found.cell))


def _promoted(found: Candidate, layout: Layout) -> Candidate:
    """A bare `N°` next to the title FACTURE announces the invoice's number."""
    if found.field != "invoice_number" or found.strength != WEAK or not found.seen:
        return found
    near = any(_is_title(cell) and _is_near(cell, found.cell) for cell in layout.cells)
    return _with_strength(found, MEDIUM) if near else found


def _is_title(cell: Cell) -> bool:
    return _TITLE.match(cell.plain) is not None and len(cell.plain.split()) <= 4


def _is_near(title: Cell, cell: Cell) -> bool:
    return title.page == cell.page and abs(title.top - cell.top) < 6 * cell.height


def _with_strength(found: Candidate, strength: int) -> Candidate:
    return Candidate(found.field, found.value, strength, found.place, found.seen, found.cell)


def _choose(candidates: Sequence[Candidate], field: str) -> FieldReading | None:
    """Return the value of the strongest label; none when the strongest disagree.

    It is certain when both reading orders give it under a telling label, and no other value
    stands under a label as telling.
    """
    found = [candidate for candidate in candidates if candidate.field == field]
    if not found:
        return None
    strongest = max(candidate.strength for candidate in found)
    top = [candidate for candidate in found if candidate.strength == strongest]
    values = {candidate.value for candidate in top}
    if len(values) > 1:
        return _settle(top)
    sure = strongest >= MEDIUM and len({candidate.seen for candidate in top}) == 2
    return FieldReading(
        values.pop(),
        Certainty.LU if sure else Certainty.A_VERIFIER,
        _BOTH_ORDERS if sure else "texte",
    )


def _settle(top: Sequence[Candidate]) -> FieldReading | None:
    """Choose between values under equal labels: the one that both orders put nearest."""
    place = (
        max(candidate.place for candidate in top if candidate.seen)
        if any(candidate.seen for candidate in top)
        else Place.NEXT_IN_STREAM
    )
    nearest = {found.value for found in top if found.seen and found.place == place}
    if len(nearest) != 1:
        return None
    return FieldReading(nearest.pop(), Certainty.A_VERIFIER, "texte")


def _bare_date(layout: Layout, fields: Mapping[str, FieldReading]) -> FieldReading | None:
    """Read a date that stands alone at the top of the first page, as in `Rennes, le 3 mai 2024`."""
    due = fields.get("due_date")
    found = {
        day.value
        for cell in layout.by_page.get(0, [])
        if cell.top < 0.5 * layout.page_heights[0] and (day := first_date(cell.text))
        if _ALONE.fullmatch(cell.plain[: day.start]) and not cell.plain[day.end :].strip(" .")
    } - {due.value if due else None}
    if len(found) != 1:
        return None
    return FieldReading(found.pop(), Certainty.A_VERIFIER, "texte, date sans libellé")


def _to_check(reading: FieldReading | None) -> FieldReading | None:
    if reading is None:
        return None
    return FieldReading(reading.value, Certainty.A_VERIFIER, "texte")


def _named(reading: FieldReading | None, name: str) -> FieldReading | None:
    """A number that the file's name repeats is confirmed."""
    if reading is None or reading.value is None or len(reading.value) < 5:
        return reading
    wanted = re.sub(r"\W", "", plain(reading.value))
    if wanted not in re.sub(r"\W", "", plain(name)):
        return reading
    return FieldReading(reading.value, Certainty.LU, "texte et nom du fichier")


def _process(reading: FieldReading | None) -> FieldReading | None:
    if reading is None or reading.value is None:
        return None
    code = process_code(reading.value)
    source = "texte" if code else f"texte, cadre {reading.value}"
    return FieldReading(code or "A1", Certainty.A_VERIFIER, source)


def _iban(layout: Layout) -> FieldReading | None:
    """The key of an IBAN confirms it; two different ones leave the choice to the supplier."""
    found = {iban for cell in layout.cells if (iban := first_iban(cell.text))}
    if len(found) != 1:
        return None
    return FieldReading(found.pop(), Certainty.LU, "texte, clé vérifiée")


def _currency(candidates: Sequence[Candidate], everything: str) -> FieldReading | None:
    said = _choose(candidates, "currency")
    if said:
        return said
    euro = "€" in everything or re.search(r"\beur(?:os?)?\b", everything)
    if not euro or _OTHER_CURRENCY.search(everything):
        return None
    return FieldReading("EUR", Certainty.LU, "texte")


def _type(layout: Layout) -> FieldReading | None:
    """Read the title: AVOIR or FACTURE, in the upper half of the first page."""
    titles = [cell for cell in layout.by_page.get(0, []) if _is_upper_title(cell, layout)]
    kinds = {"AVOIR" if _AVOIR.match(cell.plain) else "FACTURE" for cell in titles}
    if len(kinds) == 1:
        return FieldReading(kinds.pop(), Certainty.LU, "titre")
    value = "AVOIR" if "AVOIR" in kinds else None
    return FieldReading(value, Certainty.A_VERIFIER, "titre") if value else None


def _is_upper_title(cell: Cell, layout: Layout) -> bool:
    return (
        cell.top < 0.5 * layout.page_heights[0]
        and _TITLE.match(cell.plain) is not None
        and (len(cell.plain.split()) <= 6)
    )
