"""Whose invoice a page is, by the line that names a public body."""

import pytest

from chorus_app.documents.names import likeness, named
from tests.documents.pdf_samples import Placed, lines, pdf

NAMES = {
    "bruz": "COMMUNE DE BRUZ",
    "rennes": "Ville de Rennes",
    "metropole": "Rennes Métropole",
    "malo": "Centre hospitalier de Saint-Malo",
    "etat": "Services de l'État",
}
SUPPLIER = lines("SARL Dupont Plomberie", "3 rue du Puits", "35170 BRUZ", left=50, top=50)


def to(*address: str) -> bytes:
    page: list[Placed] = [*SUPPLIER, *lines(*address, left=330, top=130)]
    return pdf([*page, *lines("Facture n° F-1", "Total TTC : 120,00 €", left=50, top=250)])


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (("Mairie de Bruz", "Place du Docteur Joly"), "bruz"),
        (("VILLE DE RENNES", "CS 63126", "35031 Rennes cedex"), "rennes"),
        (("Rennes Métropole", "4 avenue Henri Fréville"), "metropole"),
        (("CENTRE HOSPITALIER DE SAINT MALO",), "malo"),
        (("Services de l’État", "Service facturier"), "etat"),
    ],
    ids=["mairie", "capitals", "metropole", "hyphens", "apostrophe"],
)
def test_a_body_is_known_by_its_name(address: tuple[str, ...], key: str) -> None:
    assert named(to(*address), NAMES) == key


@pytest.mark.parametrize(
    "address",
    [
        ("Commune de Vern-sur-Seiche", "35770 Vern"),
        ("Bruz", "35170 Bruz"),
        ("Collège de Bruz",),
        ("Mairie", "35170 Bruz"),
        ("Ville de Rennes", "Livré à : Mairie de Bruz"),
        ("Ville de Rennes", "Rennes Métropole"),
    ],
    ids=["unknown", "town", "another", "no name", "delivery", "two"],
)
def test_what_is_not_plain_is_left_alone(address: tuple[str, ...]) -> None:
    assert named(to(*address), NAMES) == ""


def test_names_that_share_a_kind_only_are_not_alike() -> None:
    assert likeness("commune de bruz", "Commune de Rennes") == 0
    assert likeness("", "Commune de Rennes") == likeness("rennes", "") == 0


def test_no_file_and_no_name_give_nothing() -> None:
    assert named(b"%PDF-1.4 broken", NAMES) == ""
    assert named(to("Ville de Rennes"), {}) == ""
