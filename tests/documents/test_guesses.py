"""Values whose labels nobody listed: read by shape, place and nouns, and never as certain."""

import pytest

from chorus_app.documents.layout import lay_out
from chorus_app.documents.page_text import Page, Word
from chorus_app.documents.parse import read_file
from chorus_app.documents.rate_sums import rate_sums
from chorus_app.documents.reading import Certainty
from tests.documents.pdf_samples import Placed, lines, pdf
from tests.documents.sheet import BUYER, SELLER, row

TITLE = lines("FACTURE", left=60, top=60)


def column(*rows: tuple[str, str], top: float = 300) -> list[Placed]:
    """Place words on the left and amounts on the right, line after line."""
    placed = [
        row(top + 14 * place, (60, words), (480, said)) for place, (words, said) in enumerate(rows)
    ]
    return [one for line in placed for one in line]


GUESSED: dict[str, tuple[list[Placed], dict[str, str]]] = {
    "a number under its title": (
        lines("Notre facture", "TI-2026-05-031", left=60, top=60),
        {"invoice_number": "TI-2026-05-031"},
    ),
    "a number called a justification": (
        [*TITLE, *lines("Pièce justificative portant le repère 26-118", left=60, top=90)],
        {"invoice_number": "26-118"},
    ),
    "a number among those of others": (
        [
            *lines("Compte 40512", "Bordereau BL-8871", left=60, top=40),
            *lines("Notre facture, identifiant F26-0042", "Suit le devis DV-26-7", top=80),
        ],
        {"invoice_number": "F26-0042"},
    ),
    "the day of a letter": (
        [
            *lines("Facture A-26-9", left=60),
            *lines("Fait à Villers-Cotterêts, ce jour, le 4 mai 2026", left=60, top=500),
        ],
        {"issue_date": "2026-05-04"},
    ),
    "the only day that is nothing else": (
        [
            *lines("Facture A-26-9", left=60),
            *row(76, (60, "Jour de rédaction"), (200, "04/05/2026")),
            *lines("Intervention du 02/04/2026", "Exigible au 03/06/2026", left=60, top=120),
        ],
        {"issue_date": "2026-05-04"},
    ),
    "a sum at a French rate": (
        [
            *TITLE,
            *column(
                ("Prestations", "1 000,00 €"),
                ("Part de l'État", "200,00 €"),
                ("À mandater", "1 200,00 €"),
            ),
        ],
        {
            "tax_exclusive_amount": "1000.00",
            "tax_amount": "200.00",
            "tax_inclusive_amount": "1200.00",
        },
    ),
    "sums at two rates": (
        [
            *TITLE,
            *row(300, (60, "5,50"), (300, "2 650,10"), (480, "145,76")),
            *row(314, (60, "20,00"), (300, "193,20"), (480, "38,64")),
            *row(328, (60, "ENSEMBLE"), (300, "2 843,30"), (480, "184,40")),
            *row(342, (60, "A MANDATER"), (480, "3 027,70")),
        ],
        {"tax_exclusive_amount": "2843.30", "tax_inclusive_amount": "3027.70"},
    ),
    "the sum of a column without vat": (
        [
            *TITLE,
            *row(280, (60, "Description"), (480, "Total")),
            *column(
                ("Ateliers", "540,00 €"),
                ("Livrets", "63,00 €"),
                ("La somme de", "603,00 €"),
            ),
            *lines("TVA non applicable, article 293 B du CGI", left=60, top=360),
        ],
        {"tax_inclusive_amount": "603.00"},
    ),
    "what is left of a total": (
        [
            *TITLE,
            *column(
                ("Total TTC", "1 200,00 €"),
                ("Provision encaissée", "500,00 €"),
                ("Reste à mandater", "700,00 €"),
            ),
        ],
        {"payable_amount": "700.00"},
    ),
    "what is left once two sums are taken off": (
        [
            *TITLE,
            *column(
                ("Total TTC", "1 200,00 €"),
                ("Avance encaissée", "-500,00 €"),
                ("Retenue de garantie 5 %", "-60,00 €"),
                ("Reste à mandater", "640,00 €"),
            ),
        ],
        {"payable_amount": "640.00"},
    ),
    "a day after a number of other words": (
        lines("Facture mensuelle réf. interne 41/2026 – 12 mars 2026", left=60),
        {"issue_date": "2026-03-12"},
    ),
    "an order, a contract and a service": (
        [
            *TITLE,
            *lines(
                "Marché négocié sans publicité ni mise en concurrence n° 24DSI031",
                "Commande publique n° : HA26-000914",
                "Bureau ou service payeur : DSI-7",
                left=60,
                top=120,
            ),
        ],
        {
            "contract_reference": "24DSI031",
            "purchase_order_reference": "HA26-000914",
            "buyer_reference": "DSI-7",
        },
    ),
    "a negative total without a title": (
        column(("Total HT", "-100,00 €"), ("TVA 20 %", "-20,00 €"), ("Total TTC", "-120,00 €")),
        {"type_code": "AVOIR", "tax_inclusive_amount": "-120.00"},
    ),
    "two identifiers by their places": (
        [
            *lines("Lycée agricole des Vignes", "SIRET 19500000800013", left=50, top=40),
            *lines("Collège Jean Moulin", f"SIRET {BUYER}", left=330, top=120),
        ],
        {"seller_siret": "19500000800013", "buyer_siret": BUYER},
    ),
}


@pytest.mark.parametrize(("page", "says"), GUESSED.values(), ids=GUESSED.keys())
def test_what_no_label_gives_is_read_by_its_shape_and_place(
    page: list[Placed], says: dict[str, str]
) -> None:
    fields = read_file(pdf(page), "document.pdf").fields
    assert {name: fields[name].value for name in says} == says


@pytest.mark.parametrize(("page", "says"), GUESSED.values(), ids=GUESSED.keys())
def test_a_guess_is_never_certain(page: list[Placed], says: dict[str, str]) -> None:
    fields = read_file(pdf(page), "document.pdf").fields
    sums = {"tax_exclusive_amount", "tax_amount", "tax_inclusive_amount", "payable_amount"}
    labelled = sums if "type_code" in says else set()
    guessed = [fields[name] for name in set(says) - labelled]
    assert {one.certainty for one in guessed} == {Certainty.A_VERIFIER}
    assert all(one.doubt for one in guessed if one is not fields["type_code"])


ABSENT: dict[str, tuple[list[Placed], tuple[str, ...]]] = {
    "numbers of others only": (
        [
            *TITLE,
            *lines(
                "Devis DV-26-210",
                "Contrat de location 77-204418",
                "Décret n° 2013-269",
                "06.71.82.93.04",
                "56240 Plouay",
                left=60,
                top=90,
            ),
        ],
        ("invoice_number",),
    ),
    "days of other deeds": (
        [
            *TITLE,
            *lines(
                "Intervention du 02/04/2026",
                "Bon signé le 15/05/2026",
                "Période du 01/05/2026 au 31/05/2026",
                left=60,
                top=90,
            ),
        ],
        ("issue_date",),
    ),
    "two days that nothing tells apart": (
        [*TITLE, *lines("04/05/2026", "05/05/2026", left=60, top=300)],
        ("issue_date",),
    ),
    "amounts that make no sum": (
        [*TITLE, *column(("Cloison", "100,00 €"), ("Porte", "70,00 €"), ("Pose", "90,00 €"))],
        ("tax_exclusive_amount", "tax_amount", "tax_inclusive_amount", "payable_amount"),
    ),
    "streets, towns and departments": (
        [
            *TITLE,
            *lines(
                "Service culturel", "225 route de l'Église", "7 place du Marché", left=60, top=90
            ),
            *lines("SERVICE INTENDANCE", "51100 REIMS", left=330, top=90),
        ],
        ("buyer_reference", "purchase_order_reference", "contract_reference"),
    ),
    "another paper": (
        lines("DEVIS", "Offre DV-26-210", "Rennes, le 4 mai 2026", left=60),
        ("invoice_number",),
    ),
}


@pytest.mark.parametrize(("page", "names"), ABSENT.values(), ids=ABSENT.keys())
def test_without_evidence_a_field_stays_empty(page: list[Placed], names: tuple[str, ...]) -> None:
    fields = read_file(pdf(page), "document.pdf").fields
    assert {name: fields[name].value for name in names} == dict.fromkeys(names)


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
