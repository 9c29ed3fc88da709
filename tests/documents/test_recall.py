"""What announced a value once is found again on the next page of the same layout."""

import pytest

from chorus_app import documents
from chorus_app.documents.recall import labels_of, values_under
from tests.documents.pdf_samples import Placed, lines, pdf

BESIDE = [(50.0, 60.0, "Dossier interne"), (300.0, 60.0, "D-2026/17")]
BELOW = [(50.0, 60.0, "Pièce comptable"), (50.0, 72.0, "D-2026/17")]


def other(page: list[Placed], number: str) -> bytes:
    """Draw the next invoice: another number, and all of it further down."""
    moved = [(left, top + 40, text.replace("D-2026/17", number)) for left, top, text in page]
    return pdf([*moved, *lines("Total TTC : 12,00 €", top=400)])


@pytest.mark.parametrize(
    ("page", "label"),
    [
        (lines("Dossier : D-2026/17"), "SAME dossier"),
        (BESIDE, "LEFT dossier interne"),
        (BELOW, "ABOVE piece comptable"),
    ],
)
def test_a_number_is_found_by_what_announces_it(page: list[Placed], label: str) -> None:
    learnt = labels_of(pdf(page), {"invoice_number": "D-2026/17"})

    assert learnt == {"invoice_number": label}
    assert values_under(other(page, "D-2026/18"), learnt) == {"invoice_number": "D-2026/18"}


def test_a_date_and_an_amount_are_read_as_such() -> None:
    page = pdf(lines("Fait à Bruz 3 mai 2026", "Somme demandée : 1 200,50 €"))
    wanted = {"issue_date": "2026-05-03", "payable_amount": "1200.50"}

    learnt = labels_of(page, wanted)

    assert learnt == {"issue_date": "SAME fait a bruz", "payable_amount": "SAME somme demandee"}
    assert values_under(page, learnt) == wanted


def test_two_values_under_one_label_give_none() -> None:
    page = pdf(lines("Dossier : D-1234", "Dossier : D-5678"))

    assert values_under(page, {"invoice_number": "SAME dossier"}) == {}


@pytest.mark.parametrize(
    "label", ["", "SAME", "SAME ", "LEFT ", "NOWHERE dossier", "SAME (", "dossier"]
)
def test_a_label_that_says_nothing_finds_nothing(label: str) -> None:
    assert values_under(pdf(lines("Dossier : D-1234")), {"invoice_number": label}) == {}


def test_what_the_page_does_not_show_is_not_learnt() -> None:
    page = pdf([*lines("Dossier : D-1234"), (300.0, 400.0, "D-9999")])

    assert labels_of(page, {"invoice_number": "D-5678"}) == {}
    assert labels_of(page, {"invoice_number": "D-9999"}) == {}, "nothing announces it"
    assert labels_of(b"%PDF-1.7 no", {"invoice_number": "D-1234"}) == {}


async def test_both_ways_cross_the_pipe() -> None:
    page = pdf(lines("Dossier : D-1234"))

    learnt = await documents.labels_of(page, {"invoice_number": "D-1234"})

    assert await documents.values_under(page, learnt) == {"invoice_number": "D-1234"}


async def test_two_invoices_of_one_program_have_one_print() -> None:
    one = (await documents.read(pdf(lines("Facture n° F-1", "Total TTC : 1,00 €")), "f.pdf")).layout
    two = (await documents.read(pdf(lines("Facture n° F-2", "Total TTC : 9,00 €")), "f.pdf")).layout
    third = (await documents.read(pdf(lines("Facture n° F-2", "Échéance : 1/2/2026")), "f")).layout

    assert one is not None
    assert one == two
    assert third is not None
    assert one.labels != third.labels
    assert one.maker == third.maker


ADDRESSED = [
    *lines("SARL Bruz Plomberie", "3 rue du Puits 35170 Bruz", left=50, top=50),
    *lines("Mairie de Bruz", "Place du Docteur Joly", "35170 Bruz", left=330, top=130),
]


def test_a_recipient_is_known_by_the_line_that_names_it() -> None:
    learnt = labels_of(pdf(ADDRESSED), {"recipient_name": "COMMUNE DE BRUZ"})

    assert learnt == {"recipient_name": "WHOLE mairie de bruz"}
    assert values_under(pdf(ADDRESSED), learnt) == {"recipient_name": "mairie de bruz"}
    rennes = [
        (left, top, text.replace("Mairie de Bruz", "Ville de Rennes"))
        for left, top, text in ADDRESSED
    ]
    assert values_under(pdf(rennes), learnt) == {}


@pytest.mark.parametrize("name", ["Commune de Vern-sur-Seiche", "", "12 34"])
def test_a_recipient_that_no_line_names_is_not_known(name: str) -> None:
    assert labels_of(pdf(ADDRESSED), {"recipient_name": name}) == {}
