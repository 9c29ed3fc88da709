"""Short pages with a value that looks like the invoice's and is another's."""

import pytest

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Certainty
from tests.documents.pdf_samples import Placed, lines, pdf
from tests.documents.sheet import BUYER, SELLER, row

SELLS = lines("Aubry SARL", f"SIRET : {SELLER}", left=50, top=40)

CASES: dict[str, tuple[list[Placed], dict[str, str | None]]] = {
    "the number of a situation": (
        lines("Note d'honoraires n° 5", "N° de pièce : NH-26-118", left=50),
        {"invoice_number": "NH-26-118", "type_code": "FACTURE"},
    ),
    "an invoice that was paid": (
        lines("Facture n° A-26-9 du 02/05/2026", "Acompte facture A-26-2 du 03/03/2026", left=50),
        {"invoice_number": "A-26-9", "issue_date": "2026-05-02"},
    ),
    "days of the order, of the work": (
        lines(
            "Facture n° A-26-9 livraison le 01/05/2026",
            "Facture n° A-26-9 - prestation du 02/05/2026",
            left=50,
        ),
        {"invoice_number": "A-26-9", "issue_date": None},
    ),
    "a balance carried over": (
        lines("Votre facture du 05/11/2026", "Report de solde facture du 05/10/2026", left=50),
        {"issue_date": "2026-11-05"},
    ),
    "the days of a period": (
        lines("Facture n° A-26-9 du 01/05/2026 au 31/05/2026", left=50),
        {"invoice_number": "A-26-9", "issue_date": None},
    ),
    "a day when money came": (
        lines("Facture n° A-26-9", "Provision reçue le 02/02/2026", left=50),
        {"issue_date": None},
    ),
    "a credit among the goods": (
        [
            *lines("Facture n° A-26-9", left=50),
            *row(200, (50, "Avoir sur intervention du 03/11/2026"), (480, "-84,00")),
        ],
        {"type_code": "FACTURE", "invoice_number": "A-26-9"},
    ),
    "to whom it is sent": (
        lines("Facturé à :", "Mairie de Vichy", "Commande : 26PB0012", left=50),
        {"type_code": None, "purchase_order_reference": "26PB0012"},
    ),
    "a client's service that is no code": (
        lines("Facture n° A-26-9", "Service : entretien des locaux", left=50),
        {"buyer_reference": None},
    ),
    "a market place": (
        lines("Facture n° A-26-9", "7 place du Marché 56000-01 VANNES", left=50),
        {"contract_reference": None},
    ),
    "the contractor of a sub-contractor": (
        [
            *SELLS,
            *lines("Mairie de Vichy", f"SIRET : {BUYER}", left=330, top=40),
            *lines("Sous-traitant de GO (titulaire) SIRET 38012986646850", left=50, top=120),
        ],
        {"seller_siret": SELLER, "buyer_siret": BUYER},
    ),
    "a court that names an expert": (
        [
            *lines("Expert près la cour d'appel de Rennes", f"SIRET : {SELLER}", left=50, top=40),
            *lines("Tribunal administratif", f"SIRET : {BUYER}", left=330, top=120),
        ],
        {"seller_siret": SELLER, "buyer_siret": BUYER},
    ),
    "a seller called public": (
        [
            *lines("Mairie de Lyon", f"SIRET : {BUYER}", left=330, top=60),
            *lines(f"INTERIM PUBLIC SAS - Siret {SELLER}", left=50, top=800),
        ],
        {"seller_siret": SELLER, "buyer_siret": BUYER},
    ),
}


@pytest.mark.parametrize(("page", "says"), CASES.values(), ids=CASES.keys())
def test_what_is_another_s_is_not_taken(page: list[Placed], says: dict[str, str | None]) -> None:
    reading = read_file(pdf(page), "document.pdf")
    assert {name: reading.value(name) for name in says} == says


def test_a_number_of_one_digit_is_to_be_checked() -> None:
    reading = read_file(pdf(lines("Facture", "n° 7", left=50)), "document.pdf")
    number = reading.fields["invoice_number"]
    assert (number.value, number.certainty) == ("7", Certainty.A_VERIFIER)


@pytest.mark.parametrize("made", ["Devis n° D-12 établi le", "Contrat établi à Rennes le"])
def test_the_day_of_another_paper_is_never_certain(made: str) -> None:
    fields = read_file(
        pdf(lines("Facture n° A-26-9", f"{made} 03/03/2026", left=50)), "d.pdf"
    ).fields
    assert fields["issue_date"].certainty is Certainty.A_VERIFIER
