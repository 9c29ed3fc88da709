"""What the pages of a PDF say: fields, VAT lines, and what is odd about the page itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chorus_app.documents import pdf_findings
from chorus_app.documents.candidates import Candidate, find_candidates
from chorus_app.documents.choosing import choose, choose_to_check, in_context
from chorus_app.documents.french import first_iban
from chorus_app.documents.guesses import guess_missing, type_by_rest
from chorus_app.documents.layout import Layout
from chorus_app.documents.page_vat import read_vat_lines
from chorus_app.documents.reading import (
    Certainty,
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
    r"\b293[ -]?b\b|tva non applicable|exoner(?:ation|ee?s?) (?:de (?:la )?tva|art)"
    r"|tva\W{1,3}exoner|non (?:assujetti|soumise? a (?:la )?tva)"
    r"|franchise (?:en base )?de tva|tva sur la marge|autoliquidation|auto-liquidation"
)
_OTHER_CURRENCY = re.compile(r"[$£]|\b(?:usd|gbp|chf)\b")
_CHOSEN = ("invoice_number", "issue_date", "due_date", "preceding_invoice_reference")
_CHECKED = (
    "buyer_reference",
    "purchase_order_reference",
    "contract_reference",
    "payment_means",
    "iban",
)
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
    page.keep("invoice_number", _named(page.fields.get("invoice_number"), name))
    page.keep("business_process", _process(choose(candidates, "business_process")))
    page.keep("iban", _iban(layout))
    page.keep("currency", _currency(candidates, everything))
    page.keep("type_code", type_by_rest(kind, page.fields, layout))
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
    said = choose(candidates, "currency")
    if said:
        return said
    euro = "€" in everything or re.search(r"\beur(?:os?)?\b", everything)
    if not euro or _OTHER_CURRENCY.search(everything):
        return None
    return FieldReading("EUR", Certainty.LU, "texte")
