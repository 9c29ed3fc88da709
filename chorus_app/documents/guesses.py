"""What no label gave, or gave wrongly: by shape, place and nouns, and always to be checked."""

from collections.abc import Mapping
from functools import partial

from chorus_app.documents import guess_date, guess_number, nouns
from chorus_app.documents.guess_codes import guess_codes
from chorus_app.documents.layout import Layout
from chorus_app.documents.reading import MISSING, Certainty, Doubt, FieldReading
from chorus_app.documents.titles import other_document, says_credit

_NOTHING = -9
_ITS_NUMBER, _ITS_DAY = 6, 5
"""From these on, the nouns around a value call it the invoice's own."""


def guess_missing(
    layout: Layout, fields: Mapping[str, FieldReading], name: str, *, credit_note: bool
) -> dict[str, FieldReading]:
    """Return `fields` with the guesses; `name` is the file's. Another document has none of them."""
    if other_document(layout) and not _names_an_invoice(layout):
        return dict(fields)
    number = _number(layout, fields, name, credit_note)
    day = _day(layout, fields, number.value, credit_note)
    found = {"invoice_number": number, "issue_date": day}
    known = {**fields, **{field: one for field, one in found.items() if one.value}}
    return known | guess_codes(layout, known)


def type_by_rest(
    kind: FieldReading | None, fields: Mapping[str, FieldReading], layout: Layout
) -> FieldReading | None:
    """Return a type, to be checked, where no title gave a sure one: by the total's sign.

    What has a number, a date and a positive total is an invoice, unless it speaks of a credit.
    """
    said = fields.get("tax_inclusive_amount", MISSING)
    total, titled = said.value, kind is not None and kind.certainty is Certainty.LU
    if total is not None and total.startswith("-") and not (titled and _agrees(kind, said)):
        return FieldReading("AVOIR", Certainty.A_VERIFIER, "texte, total négatif")
    if titled:
        return kind
    complete = total and all(field in fields for field in ("invoice_number", "issue_date"))
    if kind or not complete or says_credit(layout) or other_document(layout):
        return kind
    return FieldReading("FACTURE", Certainty.A_VERIFIER, "texte, numéro, date et total")


def _agrees(kind: FieldReading | None, total: FieldReading) -> bool:
    """Tell whether a title may stand beside a negative total: Chorus Pro takes it as a credit."""
    return (kind is not None and kind.value == "AVOIR") or total.certainty is not Certainty.LU


def _number(
    layout: Layout, fields: Mapping[str, FieldReading], name: str, credit_note: bool
) -> FieldReading:
    judge = partial(guess_number.how_said, layout, credit_note=credit_note)
    said = fields.get("invoice_number", MISSING)
    how = judge(said.value) if said.value else _NOTHING
    if how is None:
        return said if _is_on_first_page(said.value, layout) else _doubted(said)
    if how >= _ITS_NUMBER:
        return said
    issued = fields.get("issue_date", MISSING).value
    guess = guess_number.guess_number(layout, name, issued, credit_note=credit_note) or MISSING
    better = judge(guess.value) if guess.value else None
    return _decided(said, how, guess, better or 0, _ITS_NUMBER)


def _day(
    layout: Layout, fields: Mapping[str, FieldReading], number: str | None, credit_note: bool
) -> FieldReading:
    judge = partial(guess_date.how_said, layout, number=number, credit_note=credit_note)
    said = fields.get("issue_date", MISSING)
    how = judge(said.value) if said.value else _NOTHING
    if how is None:
        return _doubted(said)
    if how >= _ITS_DAY or (how >= 0 and said.certainty is Certainty.LU):
        return said
    due = fields.get("due_date", MISSING).value
    guess = guess_date.guess_date(layout, due, number, credit_note=credit_note) or MISSING
    better = judge(guess.value) if guess.value else None
    return _decided(said, how, guess, better or 0, _ITS_DAY)


def _decided(
    said: FieldReading, how: int, guess: FieldReading, better: int, enough: int
) -> FieldReading:
    """Decide between what a label gave and a guess, by the nouns around each.

    A guess fills a gap and replaces what is another's; what a label gave weakly, only where its
    own nouns call it the invoice's.
    """
    if how < 0:
        return guess if guess.value else _doubted(said)
    return guess if better >= enough else said


def _is_on_first_page(number: str | None, layout: Layout) -> bool:
    """Tell whether a number stands on the first page: one of a later page is rarely its own."""
    wanted = (number or "").replace(" ", "")
    return any(wanted in cell.text.replace(" ", "") for cell in layout.by_page.get(0, []))


def _doubted(said: FieldReading) -> FieldReading:
    """A label gave it, but the nouns around it are another value's, or its page is."""
    if not said.value:
        return said
    return FieldReading(said.value, Certainty.A_VERIFIER, said.source, Doubt.LIBELLE_VAGUE)


def _names_an_invoice(layout: Layout) -> bool:
    """Tell whether a page under another document's title, as `Bon de commande`, is an invoice."""
    return any(nouns.OWN_NUMBER.match(cell.plain) for cell in layout.by_page.get(0, []))
