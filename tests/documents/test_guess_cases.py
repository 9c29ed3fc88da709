"""What is guessed, case by case: numbers in groups, contracts, references, rates."""

import pytest

from chorus_app.documents.layout import lay_out
from chorus_app.documents.page_text import Page, Word
from chorus_app.documents.parse import read_file
from chorus_app.documents.rate_sums import rate_sums
from chorus_app.documents.reading import Certainty
from tests.documents.pdf_samples import lines, pdf
from tests.documents.sheet import BUYER, SELLER, TITLE, column, row


def test_a_client_s_number_after_a_weak_label_gives_way() -> None:
    page = [
        *lines("Facture vente FV25-11894", left=60, top=45),
        *row(169, (60, "N° client facturé"), (200, "C004417")),
    ]
    assert read_file(pdf(page), "document.pdf").value("invoice_number") == "FV25-11894"


def test_a_value_under_its_label_comes_before_one_beside_it() -> None:
    page = [
        *TITLE,
        *row(113, (60, "Date de facture"), (160, "du 08/04/2025")),
        *row(125, (60, "15/04/2025"), (160, "Notre commande")),
    ]
    assert read_file(pdf(page), "document.pdf").value("issue_date") == "2025-04-15"


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("C25 4418 077", "C25 4418 077"),
        ("26040871184 02C1", "26040871184 02C1"),
        ("2026 06 62 004417 du 12 juin 2026", "2026 06 62 004417"),
        ("41 882", "41882"),
        ("2025-11-02", "2025-11-02"),
    ],
    ids=["letters", "letters at the end", "fourteen digits", "thousands", "like a day"],
)
def test_a_number_in_groups(shown: str, number: str) -> None:
    page = lines(f"Facture n° {shown}", left=60)
    assert read_file(pdf(page), "document.pdf").value("invoice_number") == number


def test_the_public_contract_comes_before_the_seller_s() -> None:
    page = [*TITLE, *lines("N° contrat : M-54-0918", "N° marché public : 2023F022", top=120)]
    assert read_file(pdf(page), "document.pdf").value("contract_reference") == "2023F022"


def test_a_comma_whose_box_is_its_ink_belongs_to_its_line() -> None:
    words = (Word("135", 500, 512, 100, 105), Word(",", 514, 516, 104.5, 106))
    layout = lay_out([Page(0, 595, 842, (words[:1], words[1:]))])
    assert [cell.text for line in layout.lines for cell in line] == ["135 ,"]


def test_the_seller_of_a_lone_identifier() -> None:
    page = [*TITLE, *lines(f"SIRET {SELLER}", left=50, top=30)]
    reading = read_file(pdf(page), "document.pdf")
    assert (reading.value("seller_siret"), reading.value("buyer_siret")) == (SELLER, None)


def test_columns_of_orders_make_no_other_document() -> None:
    page = [
        *row(41, (60, "N° FACTURE"), (160, "DATE"), (260, "COMMANDE"), (360, "BL")),
        *row(54, (60, "AQ/26/03318"), (160, "12/06/2026"), (260, "PIS-2026-27"), (360, "40117")),
    ]
    reading = read_file(pdf(page), "document.pdf")
    said = ("invoice_number", "issue_date", "type_code", "purchase_order_reference")
    assert [reading.value(name) for name in said] == [
        "AQ/26/03318",
        "2026-06-12",
        "FACTURE",
        "PIS-2026-27",
    ]
    assert not reading.findings


def test_an_invoice_without_the_word_is_told_by_what_it_holds() -> None:
    page = [
        *lines("Toulon, le 18 février 2026", "Note n° T26-0094", left=60),
        *column(("Honoraires HT", "100,00"), ("TVA 20 %", "20,00"), ("Honoraires TTC", "120,00 €")),
    ]
    kind = read_file(pdf(page), "document.pdf").fields["type_code"]
    assert (kind.value, kind.certainty) == ("FACTURE", Certainty.A_VERIFIER)


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("Notre commande CC-88210", "purchase_order_reference", None),
        ("Réf. client : CDE2026-118", "purchase_order_reference", "CDE2026-118"),
        ("Marché n° 2024S0117 lot 22", "contract_reference", "2024S0117"),
        ("Code service exec. SOINS / TOURNEE 4", "buyer_reference", "SOINS"),
        ("Réf. Chorus : service EP", "buyer_reference", "EP"),
        ("COMMANDE N° 26-7 DU 03/02/2026", "purchase_order_reference", "26-7"),
    ],
    ids=["of the seller", "by its prefix", "without the lot", "one of several", "after its noun",
         "in capitals"],
)  # fmt: skip
def test_a_reference_and_no_more(said: str, field: str, value: str | None) -> None:
    page = [*TITLE, *lines(said, left=60, top=120)]
    assert read_file(pdf(page), "document.pdf").value(field) == value


def test_what_stands_under_chorus_is_the_buyer_s() -> None:
    page = [*TITLE, *lines("Point de livraison (PCE)", "CHORUS PRO", f"SIRET {BUYER}", top=120)]
    reading = read_file(pdf(page), "document.pdf")
    assert (reading.value("seller_siret"), reading.value("buyer_siret")) == (None, BUYER)


def test_the_rates_that_prove_a_sum() -> None:
    bases_and_taxes = [59520, 1250, 6200, 341, 28620, 5724, 94340, 7315, 101655]
    proven = {(base, tax) for base, tax, sure in rate_sums(bases_and_taxes) if sure}
    assert proven == {(94340, 7315)}
    assert set(rate_sums([10000, 3000, 13000])) == set()
    assert set(rate_sums([-10000, -2000, -12000])) == {(-10000, -2000, True)}
