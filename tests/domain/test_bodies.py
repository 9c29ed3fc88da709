import pytest

from chorus_app.domain.bodies import BodyKind, is_of, said


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Commune de Bruz", {BodyKind.COMMUNE}),
        ("VILLE D'AGEN", {BodyKind.COMMUNE}),
        ("Communauté de communes du Pays de Dol", {BodyKind.INTERCOMMUNALITE}),
        ("Rennes Métropole", {BodyKind.INTERCOMMUNALITE}),
        ("Département du Rhône", {BodyKind.DEPARTEMENT}),
        ("Conseil départemental de la Creuse", {BodyKind.DEPARTEMENT}),
        ("Région Bretagne", {BodyKind.REGION}),
        ("Préfecture de la région Bretagne", {BodyKind.PREFECTURE}),
        ("CHU de Rennes", {BodyKind.HOPITAL, BodyKind.CHU}),
        ("Centre Hospitalier Universitaire de Nantes", {BodyKind.HOPITAL, BodyKind.CHU}),
        ("Centre hospitalier de Saint-Malo", {BodyKind.HOPITAL}),
        ("Hospices civils de Lyon", {BodyKind.HOPITAL}),
        ("C.C.A.S. de Rennes", {BodyKind.CCAS}),
        ("EHPAD Les Ajoncs", {BodyKind.EHPAD}),
        ("Service départemental d'incendie et de secours", {BodyKind.POMPIERS}),
        ("École nationale vétérinaire", {BodyKind.ECOLE}),
        ("Lycée Chateaubriand", {BodyKind.LYCEE}),
        ("Université de Rennes", {BodyKind.UNIVERSITE}),
        ("Services de l'État", set()),
        ("Chambre d'agriculture de Bretagne", set()),
        ("Syndicat mixte des transports de Belfort", set()),
    ],
)
def test_a_name_says_its_kind_itself(name: str, kinds: set[BodyKind]) -> None:
    assert {kind for kind in BodyKind if is_of(kind, name)} == kinds


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("mairie", BodyKind.COMMUNE),
        ("Hôpitaux", BodyKind.HOPITAL),
        ("hosto", BodyKind.HOPITAL),
        ("lycées", BodyKind.LYCEE),
        ("fac", BodyKind.UNIVERSITE),
        ("S.D.I.S.", BodyKind.POMPIERS),
        ("l’école", BodyKind.ECOLE),
        ("départements", BodyKind.DEPARTEMENT),
        ("préfecture", BodyKind.PREFECTURE),
    ],
)
def test_a_usual_word_for_a_kind(typed: str, kind: BodyKind) -> None:
    assert said([typed, "de", "pau"]) == (kind, 1)


def test_other_words_are_no_kind() -> None:
    assert said(["rennes", "mairie"]) is None
    assert said([]) is None
