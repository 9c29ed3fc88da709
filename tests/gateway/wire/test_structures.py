import pytest

from chorus_app.domain.invoice import Obligations, Service, Structure
from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.wire import structures

CHU = Structure(26300989, "99986401570264", "CHU", active=False)


def test_a_siret_is_one_exact_question() -> None:
    body = structures.structures_body(
        siret="99986401570264", name="", city="", public_only=False, page=1, page_size=20
    )
    assert body["structure"] == {
        "identifiantStructure": "99986401570264",
        "typeIdentifiantStructure": "SIRET",
    }
    assert body["parametres"]["nbResultatsParPage"] == 20


def test_name_and_city_are_told_as_given() -> None:
    body = structures.structures_body(
        siret="", name="Ville", city="Rennes", public_only=True, page=2, page_size=5
    )
    assert body["structure"] == {
        "raisonSocialeStructure": "Ville",
        "adresseVille": "Rennes",
        "typeStructure": "PUBLIQUE",
    }
    assert body["parametres"]["pageResultatDemandee"] == 2


def test_bodies_found() -> None:
    rows = [
        {
            "idStructureCPP": 26300989,
            "identifiantStructure": "99986401570264",
            "designationStructure": "CHU",
            "statut": "INACTIVE",
        },
        {"idStructureCPP": 2, "statut": "ACTIVE"},
        {"designationStructure": "sans identifiant"},
    ]
    assert structures.found_structures({"listeStructures": rows}) == (
        CHU,
        Structure(2, "", "", active=True),
    )


def test_services_found() -> None:
    rows = [
        {"idService": 1, "codeService": "A", "libelleService": "Un", "estActif": False},
        {"idService": 2, "codeService": "B", "statutService": "INACTIF"},
        {"idService": 3, "codeService": "C"},
        {"codeService": "D"},
    ]
    assert structures.found_services({"listeServices": rows}) == (
        Service(1, "A", "Un", active=False),
        Service(2, "B", "", active=False),
        Service(3, "C", "", active=True),
    )


def test_a_recipient_with_its_obligations() -> None:
    sheet = {
        "informationGenerales": {
            "raisonSocialeStructure": "CHU de Rennes",
            "identifiantStructure": "99986401570264",
        },
        "adressePostaleDuSiege": {
            "adresse": "2 rue Henri Le Guilloux",
            "codePostal": "35000",
            "ville": "Rennes",
        },
        "parametres": {
            "codeServiceDoitEtreRenseigne": True,
            "numeroEJDoitEtreRenseigne": False,
            "gestionNumeroEJOuCodeService": True,
            "statutMiseEnPaiementNestPasRemonte": True,
        },
    }
    body = structures.recipient_of(CHU, sheet, ())
    assert body.structure == Structure(26300989, "99986401570264", "CHU de Rennes", active=False)
    assert body.obligations == Obligations(
        service_required=True,
        engagement_required=False,
        service_or_engagement_required=True,
        reports_payment=False,
    )
    assert body.address == "2 rue Henri Le Guilloux\n35000 Rennes"


def test_a_sheet_that_says_nothing_changes_nothing() -> None:
    sheet = {"parametres": {"connexionEDI": True}}
    body = structures.recipient_of(CHU, sheet, ())
    assert body.structure == CHU
    assert body.obligations == Obligations(False, False, False, reports_payment=True)


def test_demands_that_are_not_told_are_not_none() -> None:
    with pytest.raises(UnreadableAnswer):
        structures.recipient_of(CHU, {"codeRetour": 0}, ())


def test_a_service_that_demands_an_engagement() -> None:
    assert structures.service_demands_engagement({"parametres": {"numeroEngagement": True}})
    assert not structures.service_demands_engagement({"parametres": {}})
