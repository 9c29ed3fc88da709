"""What no label gave, or gave wrongly: by shape, place and nouns, and always to be checked."""

from collections.abc import Mapping

from chorus_app.documents import nouns
from chorus_app.documents.guess_codes import guess_codes
from chorus_app.documents.guess_date import guess_date, is_another_day
from chorus_app.documents.guess_number import guess_number, is_another_number
from chorus_app.documents.layout import Layout
from chorus_app.documents.reading import MISSING, Certainty, FieldReading
from chorus_app.documents.titles import other_document


def guess_missing(
    layout: Layout, fields: Mapping[str, FieldReading], name: str
) -> dict[str, FieldReading]:
    """Return `fields` with the guesses; `name` is the file's. Another document has none of them."""
    if other_document(layout) and not _names_an_invoice(layout):
        return dict(fields)
    number = _number(layout, fields, name)
    day = _day(layout, fields, number.value)
    found = {"invoice_number": number, "issue_date": day}
    known = {**fields, **{field: one for field, one in found.items() if one.value}}
    return known | guess_codes(layout, known)


def type_by_sign(kind: FieldReading | None, total: str | None) -> FieldReading | None:
    """Return AVOIR, to be checked, for a negative total under a title that says nothing sure."""
    unsure = kind is None or kind.certainty is not Certainty.LU
    if not unsure or total is None or not total.startswith("-"):
        return kind
    return FieldReading("AVOIR", Certainty.A_VERIFIER, "texte, total négatif")


def _number(layout: Layout, fields: Mapping[str, FieldReading], name: str) -> FieldReading:
    said = fields.get("invoice_number", MISSING)
    foreign = said.value is not None and is_another_number(layout, said.value)
    if said.value and not foreign:
        return said
    issued = fields.get("issue_date", MISSING).value
    return guess_number(layout, name, issued) or _doubted(said)


def _day(layout: Layout, fields: Mapping[str, FieldReading], number: str | None) -> FieldReading:
    said = fields.get("issue_date", MISSING)
    foreign = said.value is not None and is_another_day(layout, said.value, number)
    if said.value and not foreign:
        return said
    due = fields.get("due_date", MISSING).value
    return guess_date(layout, due, number) or _doubted(said)


def _doubted(said: FieldReading) -> FieldReading:
    """A label gave it, but the nouns around it are another value's."""
    return FieldReading(said.value, Certainty.A_VERIFIER, said.source) if said.value else said


def _names_an_invoice(layout: Layout) -> bool:
    """Tell whether a page under another document's title, as `Bon de commande`, is an invoice."""
    return any(nouns.OWN_NUMBER.match(cell.plain) for cell in layout.by_page.get(0, []))
