"""`chorus-api` of PyPI: each of its methods, unchanged but for the address it asks."""

from base64 import b64decode, b64encode
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.simulator.foreign.conftest import Served

client_module = pytest.importorskip("chorusapi.client", reason="chorus-api is not installed")

RECIPIENT = "99986401570264"


@pytest.fixture
def chorus(served: Served):
    made = client_module.ChorusAPI("any id", "any secret", served.account.login, "any password")
    made.auth_url, made.api_url = f"{served.url}/api/oauth/token", served.url
    return made.auth()


def test_a_token_and_the_health_of_the_service(chorus) -> None:
    assert chorus.get_token()
    health = chorus.health_check()
    assert health.status_code_value == 200
    assert health.status_code == "OK"


def test_bodies_and_what_they_demand(chorus) -> None:
    found = chorus.rechercher_structure(RECIPIENT)
    assert (found.code_retour, found.libelle) == (0, "TRA_MSG_00.000")
    [body] = found.liste_structures
    assert (body.id_structure_cpp, body.identifiant_structure) == (26300989, RECIPIENT)
    assert body.type_identifiant_structure == "SIRET"
    sheet = chorus.consulter_structure(body.id_structure_cpp)
    assert sheet.information_generales.id_structure_cpp == 26300989
    assert sheet.adresse_postale_du_siege.ville
    assert sheet.parametres.code_service_doit_etre_renseigne in (True, False)
    services = chorus.rechercher_services(body.id_structure_cpp).liste_structures
    assert 27946199 in {service.id_service for service in services}
    assert all(service.code_service for service in services)
    [other] = chorus.rechercher_structure("21380538500019").liste_structures
    assert other.designation_structure


def test_an_invoice_is_deposited_and_followed(chorus, served: Served) -> None:
    service = chorus.rechercher_services(26300989).liste_structures[0]
    content = served.invoice("FOREIGN-1", recipient=RECIPIENT, service=service.code_service)
    receipt = chorus.deposer_flux(
        b64encode(content).decode(), "facture.xml", syntaxe_flux="IN_DP_E1_CII_16B"
    )
    assert receipt.code_retour == 0
    number = receipt.numero_flux_depot
    assert number.startswith("CPP")
    pending = chorus.consulter_cr(number)
    assert pending.numero_flux_depot == number
    assert pending.etat_courant_flux not in ("IN_INTEGRE", "IN_REJETE")
    served.steer("clock", advance_minutes=120)
    assert chorus.consulter_cr(number).etat_courant_flux == "IN_INTEGRE"
    report = chorus.consulter_cr_detaille(number)
    assert (report.etat_courant_depot_flux, list(report.liste_erreur_dp)) == ("IN_INTEGRE", [])
    [invoice] = chorus.rechercher_facture(number).liste_factures
    assert (invoice.numero_facture, invoice.montant_ttc) == ("FOREIGN-1", 120.0)
    assert invoice.code_fournisseur == served.account.siret


def test_a_refused_invoice_says_why(chorus, served: Served) -> None:
    content = served.invoice("FOREIGN-2", recipient="00000000000000", service="")
    number = chorus.deposer_flux(
        b64encode(content).decode(), "facture.xml", syntaxe_flux="IN_DP_E1_CII_16B"
    ).numero_flux_depot
    served.steer("clock", advance_minutes=120)
    assert chorus.consulter_cr(number).etat_courant_flux == "IN_REJETE"
    assert b64decode(chorus.consulter_cr(number).fichier_cr)
    errors = list(chorus.consulter_cr_detaille(number).liste_erreur_dp)
    assert errors[0].libelle_erreur_dP


def test_the_directory_and_the_lists(chorus, served: Served) -> None:
    archive = ZipFile(BytesIO(b64decode(chorus.annuaire_destinataire().fichier_resultat)))
    assert archive.namelist()
    currencies = {each.code_devise for each in chorus.devises().liste_devises}
    assert "EUR" in currencies
    told = chorus.information_siret(served.account.siret)
    assert told.siret == served.account.siret
    assert told.raison_sociale == served.account.name
