"""Choose between the values that labels announce: the strongest wins, equals that differ lose."""

import re
from collections.abc import Sequence

from chorus_app.documents import nouns
from chorus_app.documents.candidates import Candidate, Place
from chorus_app.documents.labels import MEDIUM, STRONG, WEAK, find_labels
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import Certainty, Doubt, FieldReading
from chorus_app.documents.titles import invoice_titles, is_near

_DELIVERY = re.compile(r"(?:adresse de |lieu de )?livr|chantier|expedie")
_CREDIT = re.compile(r"avoir|credit")
_TERM = re.compile(r"(?<!\w)(?:contrat|abonnement|police|assurance|garantie|bail|licence|caution)")
_NEAR = 30
_UNTIL = re.compile(r"au\b")
_BOTH_ORDERS = "texte, dans les deux ordres de lecture"


def choose(candidates: Sequence[Candidate], field: str) -> FieldReading | None:
    """Return the value of the strongest label; none when the strongest disagree.

    It is certain when both reading orders give it under a telling label, and no other value
    stands under a label as telling.
    """
    found = [candidate for candidate in candidates if candidate.field == field]
    strongest = max((candidate.strength for candidate in found), default=0)
    top = [candidate for candidate in found if candidate.strength == strongest]
    values = {candidate.value for candidate in top}
    if len(values) > 1:
        return _settle(top)
    if not values:
        return None
    doubt = _doubt(top, strongest)
    if doubt:
        return FieldReading(values.pop(), Certainty.A_VERIFIER, "texte", doubt)
    return FieldReading(values.pop(), Certainty.LU, _BOTH_ORDERS)


def _doubt(top: Sequence[Candidate], strongest: int) -> Doubt | None:
    if strongest < MEDIUM:
        return Doubt.LIBELLE_VAGUE
    if len({candidate.seen for candidate in top}) < 2:
        return Doubt.UNE_FOIS
    return None if all(candidate.whole for candidate in top) else Doubt.COUPEE


def choose_to_check(candidates: Sequence[Candidate], field: str) -> FieldReading | None:
    """Choose a value that a label alone never makes certain."""
    return to_check(choose(candidates, field))


def to_check(reading: FieldReading | None) -> FieldReading | None:
    """Return the same reading, to be checked."""
    if reading is None:
        return None
    doubt = reading.doubt or Doubt.UNE_FOIS
    return FieldReading(reading.value, Certainty.A_VERIFIER, "texte", doubt)


def _settle(top: Sequence[Candidate]) -> FieldReading | None:
    """Choose between values under equal labels: the one that stands nearest to its label."""
    place = max((found.place for found in top if found.seen), default=Place.NEXT_IN_STREAM)
    nearest = {found.value for found in top if found.seen and found.place == place}
    if len(nearest) != 1:
        return None
    return FieldReading(nearest.pop(), Certainty.A_VERIFIER, "texte", Doubt.PLUSIEURS)


def in_context(
    candidates: Sequence[Candidate], layout: Layout, *, credit_note: bool
) -> list[Candidate]:
    """Judge weak labels by what stands around them.

    A bare `N°` by the title announces the invoice's number; a bare `Date` far from title and
    number is weak; one in the block of the delivery address is not the invoice's. On a credit
    note, `facture n°` announces the invoice that it corrects.
    """
    titles = invoice_titles(layout)
    kept = [
        found
        for found in candidates
        if not _is_foreign_date(found, layout, credit_note)
        and not _is_foreign_number(found)
        and not _is_due_before(found)
    ]
    numbered = [_renumbered(found, titles, credit_note=credit_note) for found in kept]
    numbered = _without_short_numbers(numbered, titles)
    numbered = [_contracted(found) for found in numbered]
    numbered = _without_earlier_invoices(numbered)
    numbers = [found.cell for found in numbered if found.field == "invoice_number"]
    return [_redated(found, [*titles, *numbers]) for found in numbered]


def _without_earlier_invoices(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out numbers and days of invoices that were paid, where there is one that was not.

    `Facture n° A-2 du 02/03 réglée` and a deposit's `facture d'acompte n° A-1` stand under the
    same labels as the invoice's own.
    """
    earlier = {id(found) for found in candidates if _is_of_earlier_invoice(found)}
    rest = [found for found in candidates if id(found) not in earlier]
    own = {found.field for found in rest if found.strength > WEAK}
    return [found for found in candidates if id(found) not in earlier or found.field not in own]


def _is_of_earlier_invoice(found: Candidate) -> bool:
    if found.field not in ("invoice_number", "issue_date") or "facture" not in found.words:
        return False
    if "acompte" in found.words:
        return True
    words = found.words.removesuffix(" du")
    before, said, after = found.cell.plain.rpartition(words)
    if nouns.SETTLED.search(after):
        return True
    text = f"{before} {words}" if said else words
    own = nouns.OWN.search(text) is not None
    return own and nouns.is_another_invoice(text, credit_note=False)


def _is_foreign_date(found: Candidate, layout: Layout, credit_note: bool) -> bool:
    """Tell whether a date is a delivery's, or on a credit note that of the invoice it corrects."""
    if found.field != "issue_date":
        return False
    if credit_note and found.words.endswith(" du") and not _CREDIT.search(found.words):
        return True
    if found.strength == STRONG or not found.seen:
        return False
    if found.words == "du" and _begins_a_period(found.cell, layout):
        return True
    return any(_DELIVERY.match(above.plain) for above in layout.block_above(found.cell))


def _begins_a_period(day: Cell, layout: Layout) -> bool:
    """Tell whether `Au` and another day stand beside or under a day that `Du` announces."""
    under = layout.below(day)[:1]
    near = [
        *layout.right_of(day)[:1],
        *under,
        *(one for cell in under for one in layout.left_of(cell)),
    ]
    return any(_UNTIL.match(cell.plain) for cell in near)


def _is_due_before(found: Candidate) -> bool:
    """Tell whether a due date is another's: `sur facture n° F-3, échéance 22/03/2026`.

    Contracts, insurances and guarantees fall due too.
    """
    if found.field != "due_date":
        return False
    before = found.cell.plain.partition(found.words)[0]
    if _TERM.search(nouns.last_part(before)) or _TERM.search(before[-_NEAR:]):
        return True
    labels = find_labels(before)
    if any(label.field == "preceding_invoice_reference" for label in labels):
        return True
    own = nouns.OWN.search(before) is not None
    return own and nouns.is_another_invoice(before, credit_note=False)


def _is_foreign_number(found: Candidate) -> bool:
    """Tell whether a weak label only ends another one, as in `N° client facturé C0044`."""
    if found.field != "invoice_number" or found.strength > WEAK:
        return False
    before = found.cell.plain.partition(found.words)[0]
    return nouns.OTHER_OWNER.search(nouns.last_part(before)) is not None


def _renumbered(found: Candidate, titles: Sequence[Cell], *, credit_note: bool) -> Candidate:
    if found.field != "invoice_number":
        return found
    if credit_note and "facture" in found.words and "avoir" not in found.words:
        return found.changed(field="preceding_invoice_reference", strength=MEDIUM)
    reference = found.words.startswith("ref")
    telling = len(found.value) >= 4
    if found.strength == WEAK and telling and not reference and is_near(found.cell, titles):
        return found.changed(strength=MEDIUM)
    return found


def _contracted(found: Candidate) -> Candidate:
    """The number of the public contract comes before that of a subscription to the seller."""
    subscribed = found.field == "contract_reference" and "marche" not in found.words
    return found.changed(strength=min(found.strength, MEDIUM)) if subscribed else found


def _without_short_numbers(
    candidates: Sequence[Candidate], titles: Sequence[Cell]
) -> list[Candidate]:
    """Keep `N° 7` as the invoice's number by its title only, where there is no other."""
    short = [found for found in candidates if _is_short_and_weak(found)]
    rest = [found for found in candidates if not _is_short_and_weak(found)]
    if any(found.field == "invoice_number" for found in rest):
        return rest
    return rest + [found for found in short if is_near(found.cell, titles)]


def _is_short_and_weak(found: Candidate) -> bool:
    return found.field == "invoice_number" and found.strength == WEAK and len(found.value) < 4


def _redated(found: Candidate, landmarks: Sequence[Cell]) -> Candidate:
    if found.field != "issue_date" or found.strength != MEDIUM:
        return found
    return found if is_near(found.cell, landmarks) else found.changed(strength=WEAK)
