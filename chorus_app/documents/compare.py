"""A PDF that carries XML says everything twice: what agrees is sure, what differs is told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chorus_app.documents import pdf_findings
from chorus_app.documents.french import amounts, dates
from chorus_app.documents.layout import Layout
from chorus_app.documents.reading import AMOUNTS, Certainty, Doubt, FieldReading, Finding
from chorus_app.documents.text import plain
from chorus_app.documents.values import exact_decimal
from chorus_app.documents.xml_fields import XmlReading

_COMPARED = ("invoice_number", "issue_date", "seller_siret", "buyer_siret", *AMOUNTS)
_ALWAYS_SHOWN = ("invoice_number", "tax_inclusive_amount")
"""What a page must show: its absence is told even when the page gives nothing else instead."""


@dataclass(slots=True)
class Compared:
    """The fields of both, and what to tell."""

    fields: dict[str, FieldReading]
    findings: list[Finding] = field(default_factory=list)


def agreement(readings: Sequence[XmlReading]) -> XmlReading:
    """Return what several XML invoices of one PDF have in common; one alone is returned as is."""
    first, *others = readings
    if not others:
        return first
    same = {
        name: value
        for name, value in first.fields.items()
        if all(other.value(name) == value.value for other in others)
    }
    findings = [*first.findings, pdf_findings.several_invoices()]
    return XmlReading(first.kind, first.profile, same, (), findings)


def compare_with_page(
    data: XmlReading, page_fields: dict[str, FieldReading], layout: Layout
) -> Compared:
    """Add to the data what only the page says, and tell where both differ."""
    compared = Compared({**_completing(data, page_fields), **data.fields})
    shown = _Shown(layout)
    if not shown.anything:
        return compared
    for name in _COMPARED:
        _compare(name, page_fields.get(name), shown, compared)
    return compared


def _completing(data: XmlReading, page_fields: dict[str, FieldReading]) -> dict[str, FieldReading]:
    """Return the page's fields; none of them is certain where the data say nothing."""
    return {
        name: FieldReading(found.value, Certainty.A_VERIFIER, found.source, Doubt.PAGE_SEULE)
        for name, found in page_fields.items()
        if found.value and name not in data.fields
    }


def _compare(name: str, on_page: FieldReading | None, shown: "_Shown", compared: Compared) -> None:
    said = compared.fields.get(name)
    if said is None or said.value is None or shown.has(name, said.value):
        return
    if on_page is None or on_page.value is None or on_page.value == said.value:
        if name in _ALWAYS_SHOWN:
            compared.findings.append(pdf_findings.disagreement(name, said.value, None))
        return
    compared.findings.append(pdf_findings.disagreement(name, said.value, on_page.value))
    doubtful = FieldReading(said.value, Certainty.A_VERIFIER, said.source, Doubt.DESACCORD)
    compared.fields[name] = doubtful


class _Shown:
    """What the page shows anywhere, whatever its label."""

    def __init__(self, layout: Layout) -> None:
        texts = [cell.text for cell in layout.cells] + [cell.text for cell in layout.stream]
        self.anything = bool(texts)
        self._dates = {day.value for text in texts for day in dates(text)}
        self._amounts = {abs(amount.value) for text in texts for amount in amounts(text)}
        self._letters = _bare(" ".join(texts))

    def has(self, name: str, value: str) -> bool:
        """Tell whether the value stands on the page in some usual form."""
        if name == "issue_date":
            return value in self._dates
        if name in AMOUNTS:
            exact = exact_decimal(value)
            return exact is not None and abs(exact) in self._amounts
        return _bare(value) in self._letters


def _bare(text: str) -> str:
    return re.sub(r"\W", "", plain(text))
