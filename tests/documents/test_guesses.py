"""Values whose labels nobody listed: read by shape, place and nouns, and never as certain."""

import pytest

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Certainty
from tests.documents.pdf_samples import Placed, lines, pdf
from tests.documents.sheet import BUYER, TITLE, column, row

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
