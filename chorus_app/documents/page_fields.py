"""What the pages of a PDF say: fields, VAT lines, and what is odd about the page itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chorus_app.documents import pdf_findings
from chorus_app.documents.accounts import read_iban
from chorus_app.documents.candidates import Candidate, find_candidates
from chorus_app.documents.choosing import choose, choose_to_check, in_context, to_check
from chorus_app.documents.guesses import guess_missing, type_by_rest
from chorus_app.documents.layout import Layout
from chorus_app.documents.page_vat import read_vat_lines
from chorus_app.documents.reading import (
    MISSING,
    Certainty,
    Doubt,
    FieldReading,
    Finding,
    VatReading,
)
from chorus_app.documents.roles import read_roles
from chorus_app.documents.text import plain
from chorus_app.documents.titles import other_document, read_type
from chorus_app.documents.totals import read_totals
from chorus_app.documents.values import process_code

_NO_VAT = re.compile(
    r"\b293[ -]?b\b|t\.?v\.?a\.? non applicable"
    r"|exoner(?:ation|ee?s?) (?:de (?:la )?t\.?v\.?a|art)"
    r"|t\.?v\.?a\W{1,3}exoner|non (?:assujetti|soumise? a (?:la )?t\.?v\.?a)"
    r"|franchise (?:en base )?de (?:la )?t\.?v\.?a|tva sur la marge"
    r"|autoliquidation|auto-liquidation|\bart(?:icle|\.)? ?261\b"
)
_OTHER_CURRENCY = re.compile(r"[$£]|\b(?:usd|gbp|chf)\b")
_CHOSEN = ("invoice_number", "issue_date", "due_date", "preceding_invoice_reference")
_CHECKED = (
    "buyer_reference",
    "purchase_order_reference",
    "contract_reference",
    "payment_means",
)
_LONGEST_TERM = 100
"""Days from an invoice to its due date, a full month of slack added."""
_ESSENTIAL = ("invoice_number", "issue_date", "tax_inclusive_amount")


@dataclass(slots=True)
class PageReading:
    """What the pages say; `fields` holds only what was read, out of the `candidates`."""

    fields: dict[str, FieldReading] = field(default_factory=dict)
    vat_lines: tuple[VatReading, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    def keep(self, name: str, reading: FieldReading | None) -> None:
        """Keep a reading, unless nothing was read."""
        if reading is not None:
            self.fields[name] = reading


def read_pages_fields(layout: Layout, name: str, *, guess: bool = True) -> PageReading:
    """Read a laid out document; `name` is the file's, it may confirm the invoice's number.

    `guess`: look by shape and place for what no label gives, which no data give either.
    """
    kind = read_type(layout)
    credit_note = kind is not None and kind.value == "AVOIR"
    candidates = in_context(find_candidates(layout), layout, credit_note=credit_note)
    everything = " ".join(cell.plain for cell in layout.cells)
    page = PageReading(
        read_totals(candidates, layout, no_vat=_NO_VAT.search(everything) is not None)
    )
    page.fields |= read_roles(layout)
    for chosen in _CHOSEN:
        page.keep(chosen, choose(candidates, chosen))
    for checked in _CHECKED:
        page.keep(checked, choose_to_check(candidates, checked))
    if guess:
        page.fields = guess_missing(layout, page.fields, name, credit_note=credit_note)
    number = page.fields.get("invoice_number")
    page.keep("invoice_number", _named(number, name, credit_note=credit_note))
    due = page.fields.get("due_date")
    due = to_check(due) if credit_note else due
    page.keep("due_date", _in_time(due, page.fields.get("issue_date")))
    page.keep("business_process", _process(choose(candidates, "business_process")))
    page.keep("iban", read_iban(layout))
    page.keep("currency", _currency(candidates, everything))
    page.keep("type_code", type_by_rest(kind, page.fields, layout))
    if not credit_note and page.fields.get("type_code", MISSING).value == "AVOIR":
        # Known by its sums alone: « Facture » may announce the invoice that it corrects.
        page.keep("invoice_number", to_check(page.fields.get("invoice_number")))
    page.vat_lines = read_vat_lines(layout, page.fields)
    page.findings = _findings(layout, page.fields)
    page.candidates = candidates
    return page


def _findings(layout: Layout, fields: Mapping[str, FieldReading]) -> list[Finding]:
    title = other_document(layout)
    if title:
        return [pdf_findings.other_document(title)]
    if layout.cells and not any(name in fields for name in _ESSENTIAL):
        return [pdf_findings.nothing_recognised()]
    return []


def _named(reading: FieldReading | None, name: str, *, credit_note: bool) -> FieldReading | None:
    """A number that the file's name repeats is confirmed, unless as a part of a longer one.

    The file of a credit note may be named after the invoice that it corrects.
    """
    if reading is None or reading.value is None or len(reading.value) < 5 or credit_note:
        return reading
    signs = map(re.escape, re.sub(r"[\W_]", "", plain(reading.value)))
    whole = re.compile(r"(?<!\d)(?<!\d[\W_])" + r"[\W_]*".join(signs) + r"(?![\W_]?\d)")
    if not whole.search(plain(name)):
        return reading
    return FieldReading(reading.value, Certainty.LU, "texte et nom du fichier")


def _in_time(due: FieldReading | None, issued: FieldReading | None) -> FieldReading | None:
    """Doubt a due date before the invoice's own, or long after: what was paid or ends has one.

    A public body pays within thirty to sixty days (article R. 2192-10 of the code de la commande
    publique).
    """
    if due is None or issued is None or not due.value or not issued.value:
        return due
    days = (date.fromisoformat(due.value) - date.fromisoformat(issued.value)).days
    if 0 <= days <= _LONGEST_TERM or due.certainty is not Certainty.LU:
        return due
    return FieldReading(due.value, Certainty.A_VERIFIER, "texte", Doubt.LIBELLE_VAGUE)


def _process(reading: FieldReading | None) -> FieldReading | None:
    if reading is None or reading.value is None:
        return None
    code = process_code(reading.value)
    source = "texte" if code else f"texte, cadre {reading.value}"
    return FieldReading(code or "A1", Certainty.A_VERIFIER, source)


def _currency(candidates: Sequence[Candidate], everything: str) -> FieldReading | None:
    said = choose(candidates, "currency")
    if said:
        return said
    euro = "€" in everything or re.search(r"\beur(?:os?)?\b", everything)
    if not euro or _OTHER_CURRENCY.search(everything):
        return None
    return FieldReading("EUR", Certainty.LU, "texte")
