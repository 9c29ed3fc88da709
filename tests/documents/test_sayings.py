"""More ways in which a page says what it says, found on layouts of small firms."""

import pytest

from chorus_app.documents.parse import read_file
from tests.documents.pdf_samples import Placed, lines, pdf
from tests.documents.test_sentences import totals, under_title

CASES: dict[str, tuple[list[Placed], dict[str, str]]] = {
    "a spaced out title": (
        [(50, 60, "F A C T U R E   N. 0012044     DU 31/01/2026")],
        {"invoice_number": "0012044", "issue_date": "2026-01-31", "type_code": "FACTURE"},
    ),
    "a short number": ([(50, 60, "Facture : 118")], {"invoice_number": "118"}),
    "a credit note in a sentence": (
        [(50, 60, "Avoir n° A26-7 du 11/03/2026 relatif à la facture n° F25-8 du 30/11/2025")],
        {"invoice_number": "A26-7", "type_code": "AVOIR", "preceding_invoice_reference": "F25-8"},
    ),
    "day of the week": (
        under_title("Émise le : jeudi 12 mars 2026", "À régler avant le : samedi 11 avril 2026"),
        {"issue_date": "2026-03-12", "due_date": "2026-04-11"},
    ),
    "vat on a base": (
        totals(
            ("Total HT", "2 910,00 €"),
            ("TVA 10,00 % sur 2 310,00 €", "231,00 €"),
            ("TVA 20,00 % sur 600,00 €", "120,00 €"),
            ("Total TTC", "3 261,00 €"),
        ),
        {"tax_amount": "351.00", "tax_inclusive_amount": "3261.00"},
    ),
    "a day under the title": (
        [
            *lines("FACTURE PE-9", "31 mars 2026", left=50, top=60),
            *lines("01/03/26", "04/03/26", left=50, top=100),
        ],
        {"issue_date": "2026-03-31"},
    ),
    "payable au": (under_title("Facture F-1, payable au 19/04/2026"), {"due_date": "2026-04-19"}),
    "delay, then the day": (
        under_title("Échéance : 30 jours fin de mois le 30/04/2026"),
        {"due_date": "2026-04-30"},
    ),
    "number in long groups": (
        [(50, 60, "FACTURE"), (50, 80, "N° de facture : 2026 03 115588")],
        {"invoice_number": "202603115588"},
    ),
    "letter and groups": (
        [(50, 60, "FACTURE"), (50, 80, "Facture N° : F 2026 000 451")],
        {"invoice_number": "F2026000451"},
    ),
    "net of vat": (totals(("Total net de TVA", "450,00 €")), {"tax_inclusive_amount": "450.00"}),
    "exempt, to pay": (
        [
            *totals(("Total à payer", "1 084,30 €")),
            (50, 500, "Exonéré de TVA (article 261-4-1° du CGI)"),
        ],
        {"tax_inclusive_amount": "1084.30", "tax_amount": "0.00"},
    ),
    "this note": (
        totals(("Présente note HT", "50,00"), ("TVA 20 %", "10,00"), ("Note TTC", "60,00")),
        {"tax_exclusive_amount": "50.00", "tax_inclusive_amount": "60.00"},
    ),
    "so much HT": (
        totals(("Total TTC", "105,52"), ("dont TVA 5,5 %", "5,50"), ("soit HT", "100,02")),
        {"tax_exclusive_amount": "100.02", "tax_amount": "5.50"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_read(name: str) -> None:
    page, says = CASES[name]
    reading = read_file(pdf(page), "document.pdf")
    assert {field: reading.value(field) for field in says} == says
