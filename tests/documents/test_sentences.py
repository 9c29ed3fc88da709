"""Short pages, each with one way of saying things, and what must come of it."""

import pytest

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Certainty
from tests.documents.pdf_samples import Placed, lines, pdf
from tests.documents.sheet import BUYER, SELLER, row

TITLE = (50.0, 60.0, "Facture n° 2026-12")


def under_title(*texts: str) -> list[Placed]:
    return [TITLE, *lines(*texts, left=50, top=80)]


def totals(*pairs: tuple[str, str]) -> list[Placed]:
    rows = [row(300 + 12 * n, (350, head), (480, text)) for n, (head, text) in enumerate(pairs)]
    return [TITLE, *[cell for line in rows for cell in line]]


def parties(
    *right: str, left: tuple[str, ...] = ("Aubry SARL", f"SIRET : {SELLER}")
) -> list[Placed]:
    return [*lines(*left, left=50, top=60), *lines(*right, left=330, top=60)]


CASES: dict[str, tuple[list[Placed], dict[str, str | None]]] = {
    "number in groups": (
        [(50, 60, "Facture du 12/03/2026"), (50, 74, "n° 10 123 456 789")],
        {"invoice_number": "10123456789", "issue_date": "2026-03-12"},
    ),
    "day between label and amount": (
        totals(("Total TTC à payer avant le 28/03/2026 :", "120,00 €")),
        {"tax_inclusive_amount": "120.00"},
    ),
    "edition date": (under_title("Date d'édition : 31/01/2026"), {"issue_date": "2026-01-31"}),
    "a date of the order": (
        under_title("Commande n° 77 - Date : 02/01/2026"),
        {"issue_date": None, "purchase_order_reference": "77"},
    ),
    "a date of the goods": (
        [
            TITLE,
            *row(200, (50, "N°"), (100, "Désignation"), (300, "Date"), (400, "Montant")),
            *row(214, (50, "1001"), (100, "Visite"), (300, "05/01/2026"), (400, "60,00")),
        ],
        {"invoice_number": "2026-12", "issue_date": None},
    ),
    "delay and day": (
        under_title("Echéance : 30 jours fin de mois, soit le 28/02/2026"),
        {"due_date": "2026-02-28"},
    ),
    "delay then day": (
        under_title("Echéance à 30 jours : 02/03/2026"),
        {"due_date": "2026-03-02"},
    ),
    "Chorus words": (
        under_title(
            "N° EJ : 1512345678",
            "N° de service exécutant : FAC0000075",
            "Marché n° 2025-04 - Lot 2",
        ),
        {
            "purchase_order_reference": "1512345678",
            "buyer_reference": "FAC0000075",
            "contract_reference": "2025-04",
        },
    ),
    "words in brackets": (
        under_title(
            "N° d'engagement (bon de commande) : 4500012", "Code service destinataire : DSI"
        ),
        {"purchase_order_reference": "4500012", "buyer_reference": "DSI"},
    ),
    "wrapped headings": (
        [
            *row(60, (50, "N° de"), (150, "Date de"), (250, "Date")),
            *row(70, (50, "facture"), (150, "facture"), (250, "d'échéance")),
            *row(84, (50, "F26-0007"), (150, "31/01/2026"), (250, "02/03/2026")),
        ],
        {"invoice_number": "F26-0007", "issue_date": "2026-01-31", "due_date": "2026-03-02"},
    ),
    "avoir of an invoice": (
        [
            *lines("AVOIR", "N° AV-2026-1", "Facture n° F-2025-9 du 01/12/2025", left=50, top=60),
            (50, 102, "Date : 31/01/2026"),
        ],
        {
            "type_code": "AVOIR",
            "invoice_number": "AV-2026-1",
            "preceding_invoice_reference": "F-2025-9",
            "issue_date": "2026-01-31",
        },
    ),
    "discount": (
        totals(
            ("Total brut HT", "1 100,00 €"),
            ("Remise 10 %", "-110,00 €"),
            ("Total net HT", "990,00 €"),
            ("TVA 20,00 %", "198,00 €"),
            ("Total TTC", "1 188,00 €"),
        ),
        {"tax_exclusive_amount": "990.00", "tax_inclusive_amount": "1188.00"},
    ),
    "earlier balance": (
        totals(
            ("Total HT", "100,00"),
            ("TVA 20 %", "20,00"),
            ("Total TTC", "120,00"),
            ("Net à payer", "170,00"),
        ),
        {"tax_inclusive_amount": "120.00", "payable_amount": "170.00"},
    ),
    "a row of totals": (
        [
            TITLE,
            *row(300, (50, "Désignation"), (300, "HT"), (380, "TVA"), (460, "TTC")),
            *row(314, (50, "A"), (300, "60,00"), (380, "12,00"), (460, "72,00")),
            *row(328, (50, "B"), (300, "40,00"), (380, "8,00"), (460, "48,00")),
            *row(342, (50, "Total"), (300, "100,00"), (380, "20,00"), (460, "120,00")),
        ],
        {"tax_exclusive_amount": "100.00", "tax_amount": "20.00", "tax_inclusive_amount": "120.00"},
    ),
    "buyer with an APE code": (
        parties("Destinataire", "Commune de Dinan", f"SIRET : {BUYER} - APE 8411Z"),
        {"seller_siret": SELLER, "buyer_siret": BUYER},
    ),
    "seller's own words about clients": (
        parties(left=("Aubry SARL", "Client : C0042", f"SIRET : {SELLER}")),
        {"seller_siret": SELLER, "buyer_siret": None},
    ),
    "a number of the goods": (
        under_title("GTIN:73282932000074"),
        {"seller_siret": None, "buyer_siret": None},
    ),
    "labels beside": (
        [
            *row(60, (50, "SIRET fournisseur"), (250, "SIRET destinataire")),
            *row(74, (50, SELLER), (250, BUYER)),
        ],
        {"seller_siret": SELLER, "buyer_siret": BUYER},
    ),
    "no headings": (
        parties("Dupont", f"SIRET : {BUYER}"),
        {"seller_siret": SELLER, "buyer_siret": BUYER},
    ),
    "two labels for one day": (
        [
            (50, 60, "Facture"),
            *row(80, (50, "Numéro de la facture"), (300, "FR1234ABC")),
            *row(94, (50, "Date de la facture/Date de la livraison"), (300, "12 mars 2024")),
            *row(108, (50, "Somme à payer"), (300, "12,34 €")),
        ],
        {"invoice_number": "FR1234ABC", "issue_date": "2024-03-12", "payable_amount": "12.34"},
    ),
    "base before the tax": (
        [
            TITLE,
            *row(300, (350, "Total HT après remise"), (480, "1 000,00")),
            (350, 312, "TVA 20% sur 1 000,00 € : 200,00 €"),
            *row(324, (350, "Total TTC"), (480, "1 200,00")),
        ],
        {"tax_exclusive_amount": "1000.00", "tax_amount": "200.00"},
    ),
    "a devis": (lines("DEVIS N° D26-3", "Date : 31/01/2026"), {"invoice_number": None}),
}


@pytest.mark.parametrize("name", CASES)
def test_a_way_of_saying_it(name: str) -> None:
    page, says = CASES[name]
    reading = read_file(pdf(page), "document.pdf")
    assert {field: reading.value(field) for field in says} == says


@pytest.mark.parametrize(
    ("page", "field", "value"),
    [
        (lines("Facture N° 2026-03 / 0012", left=50), "invoice_number", "2026-03"),
        (
            [(50, 60, "Facture du 12/03/2026"), (50, 74, "n° 10 123 456 789")],
            "invoice_number",
            "10123456789",
        ),
        (parties("Dupont", f"SIRET : {BUYER}"), "buyer_siret", BUYER),
        (
            [
                TITLE,
                *row(200, (50, "Article"), (250, "Montant HT"), (330, "TVA"), (410, "Montant TTC")),
                *row(214, (50, "A"), (250, "60,00"), (330, "12,00"), (410, "72,00")),
                *row(300, (350, "Total à payer"), (480, "192,00 €")),
            ],
            "tax_inclusive_amount",
            "72.00",
        ),
        ([TITLE, (50, 500, "Date : 31/01/2026")], "issue_date", "2026-01-31"),
    ],
)
def test_what_may_be_wrong_is_to_be_checked(page: list[Placed], field: str, value: str) -> None:
    found = read_file(pdf(page), "document.pdf").fields[field]
    assert (found.value, found.certainty) == (value, Certainty.A_VERIFIER)


def test_the_name_of_the_file_confirms_the_number() -> None:
    page = pdf(lines("Facture N° 2026-03 / 0012", left=50))
    found = read_file(page, "facture-2026-03.pdf").fields["invoice_number"]
    assert found.certainty is Certainty.LU


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("DEVIS N° D26-3", "OTHER_DOCUMENT"),
        ("Facture pro forma", "OTHER_DOCUMENT"),
        ("Bon de livraison n° 12", "OTHER_DOCUMENT"),
        ("Lorem ipsum dolor sit amet", "NOTHING_READ"),
    ],
)
def test_a_document_that_is_no_invoice_is_told(title: str, code: str) -> None:
    findings = read_file(pdf([(50, 60, title)]), "document.pdf").findings
    assert [finding.code for finding in findings] == [code]


def test_vat_lines_that_make_up_the_totals() -> None:
    page = [
        TITLE,
        *row(300, (50, "Base"), (150, "Taux"), (250, "TVA")),
        *row(314, (50, "1 000,00"), (150, "20 %"), (250, "200,00")),
        *row(328, (50, "100,00"), (150, "5,5 %"), (250, "5,50")),
        *row(400, (350, "Total HT"), (480, "1 100,00 €")),
        *row(412, (350, "Total TVA"), (480, "205,50 €")),
        *row(424, (350, "Total TTC"), (480, "1 305,50 €")),
    ]
    found = read_file(pdf(page), "document.pdf").vat_lines
    assert [(line.rate, line.taxable_amount, line.tax_amount) for line in found] == [
        ("20.00", "1000.00", "200.00"),
        ("5.50", "100.00", "5.50"),
    ]


def test_one_rate_is_one_vat_line() -> None:
    page = totals(("Total HT", "100,00 €"), ("TVA 20 %", "20,00 €"), ("Total TTC", "120,00 €"))
    (line,) = read_file(pdf(page), "document.pdf").vat_lines
    assert (line.category, line.rate, line.taxable_amount) == ("S", "20.00", "100.00")
