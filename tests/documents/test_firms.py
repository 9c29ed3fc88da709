"""Invoices of small firms' programs: all that they say is read, nothing certain is wrong."""

import pytest

from chorus_app.documents.bilingual import in_french
from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Certainty
from tests.documents import (
    layouts_deposits,
    layouts_firms,
    layouts_forms,
    layouts_habits,
    layouts_parties,
    layouts_printers,
    layouts_rates,
    layouts_suppliers,
    layouts_suppliers_more,
    layouts_traps_more,
)
from tests.documents.paper import Firm

FIRMS = (
    *layouts_firms.FIRMS,
    *layouts_deposits.FIRMS,
    *layouts_parties.FIRMS,
    *layouts_forms.FIRMS,
    *layouts_habits.FIRMS,
    *layouts_printers.FIRMS,
    *layouts_rates.FIRMS,
    *layouts_suppliers.FIRMS,
    *layouts_suppliers_more.FIRMS,
    *layouts_traps_more.FIRMS,
)
ASKED = ("invoice_number", "issue_date", "tax_inclusive_amount", "seller_siret", "buyer_siret")


@pytest.mark.parametrize("firm", FIRMS, ids=lambda firm: firm.name)
def test_a_firm_s_invoice_is_read(firm: Firm) -> None:
    reading = read_file(firm.pdf(), "document.pdf")
    assert {name: reading.value(name) for name in firm.says} == firm.says
    certain = {name for name, found in reading.fields.items() if found.certainty is Certainty.LU}
    assert certain & set(ASKED) <= set(firm.says)
    assert not certain & set(firm.unsure)
    assert {name: reading.value(name) for name in firm.missing} == dict.fromkeys(firm.missing)


@pytest.mark.parametrize(
    "firm", [firm for firm in FIRMS if firm.vat is not None], ids=lambda firm: firm.name
)
def test_the_lines_of_vat_are_read(firm: Firm) -> None:
    lines = read_file(firm.pdf(), "document.pdf").vat_lines
    assert {(one.rate, one.taxable_amount, one.tax_amount) for one in lines} == set(firm.vat or ())


def test_a_statement_is_no_invoice_and_nothing_of_it_is_certain() -> None:
    reading = read_file(layouts_traps_more.STATEMENT.pdf(), "document.pdf")
    assert [finding.code for finding in reading.findings] == ["OTHER_DOCUMENT"]
    for name in ("invoice_number", "issue_date", "tax_inclusive_amount"):
        assert reading.fields[name].certainty is not Certainty.LU


def test_a_value_before_its_label_is_to_be_checked() -> None:
    firm = next(firm for firm in FIRMS if "left of" in firm.name)
    fields = read_file(firm.pdf(), "document.pdf").fields
    for name in ("invoice_number", "issue_date", "tax_inclusive_amount"):
        assert fields[name].certainty is Certainty.A_VERIFIER


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("TVA 20% / VAT 20% 1 750,00 €", "TVA 20% 1 750,00 €"),
        ("Facture n° / Invoice no. OD-1", "Facture n° OD-1"),
        ("Total TTC / Total incl. VAT", "Total TTC"),
        ("Client / Customer:", "Client:"),
        (
            "Date de facture / de livraison : 03/02/2026",
            "Date de facture / de livraison : 03/02/2026",
        ),
        ("HT / TTC", "HT / TTC"),
        ("FAC/2026/00042 / total", "FAC/2026/00042 / total"),
    ],
)
def test_translations_are_left_out(text: str, french: str) -> None:
    assert in_french(text) == french
