"""Every operation of both Swagger files answers, with their field names and no other."""

import re
from datetime import datetime

import pytest

from tests.simulator.conftest import BEGINNER
from tests.simulator.contract import ANSWERS, SHAPES, strangers
from tests.simulator.files import cii, encoded, invoice_pdf, pdf, submission

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MINUTE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
DAYS = {"dateDepot", "dateFacture", "dateEcheancePaiement", "dateTraitement", "dateValidation1"}
MINUTES = {
    "dateCreationFacture",
    "histoStatutDatePassage",
    "histoActionDateHeure",
    "evenementDateHeure",
    "dateDbtService",
    "dateFinService",
    "dateCreation",
    "dateDebutValidite",
    "dateModification",
}
MOMENTS = {"dateHeureEtatCourant", "dateDepotFlux", "dateHeureEtatCourantFlux"}


async def deposit(portal, number, **changes):
    kept = await portal.call(
        "factures/v1/deposer/pdf",
        {"fichierFacture": encoded(invoice_pdf(number=number)), "nomFichier": "f.pdf"},
    )
    body = submission(portal, kept["pieceJointeId"], numeroFactureSaisi=number, **changes)
    answer = await portal.call("factures/v1/soumettre", body)
    assert answer["codeRetour"] == 0, answer
    return answer["identifiantFactureCPP"]


def subcontracted():
    return {
        "cadreDeFacturation": {
            "codeCadreFacturation": "A9_FACTURE_SOUSTRAITANT",
            "codeStructureValideur": BEGINNER.siret,
        }
    }


@pytest.fixture
async def answers(portal):
    """One answer of each operation, all of them successes."""
    state = portal.recipient("Services de l'État")
    bodies = portal.world.db
    state_id = bodies.value("SELECT id FROM structure WHERE siret = ?", (state.siret,))
    service_id = bodies.value("SELECT id FROM service WHERE structure_id = ?", (state_id,))
    delivered = await deposit(portal, "C/1")
    first, second, third = [
        await deposit(portal, f"C/{rank}", **subcontracted()) for rank in (2, 3, 4)
    ]
    await portal.advance(60)
    suspended = (await portal.search(statutCourant=["SUSPENDUE"]))[0]["identifiantFactureCPP"]
    recyclable = (await portal.search(statutCourant=["A_RECYCLER"]))[0]
    rejected = (await portal.search(statutCourant=["REJETEE"]))[0]["identifiantFactureCPP"]
    await portal.steer("move", idFacture=third, statut="ERREUR_FOURNISSEUR_SUR_VALIDEUR")
    plain = await portal.call(
        "factures/v1/deposer/pdf",
        {"fichierFacture": encoded(invoice_pdf()), "nomFichier": "f.pdf"},
    )
    made = {"factures/v1/deposer/pdf": plain}
    one = {"identifiantFactureCPP": delivered}
    asked = [
        ("factures/v1/soumettre", submission(portal, plain["pieceJointeId"]), None),
        ("factures/v1/rechercher/fournisseur", {"recupererTaille": True}, None),
        ("factures/v1/rechercher/atraiter/fournisseur", {"recupererTaille": True}, None),
        ("factures/v1/rechercher/demandePaiement", {"roleUtilisateur": "FOURNISSEUR"}, None),
        ("factures/v1/rechercher/recipiendaire", {"recupererTaille": True}, state),
        ("factures/v1/rechercher/atraiter/recipiendaire", {}, state),
        ("factures/v1/rechercher/valideur", {}, BEGINNER),
        ("factures/v1/rechercher/aTraiter/valideur", {}, BEGINNER),
        ("factures/v1/recuperer/statutsFactureVisibles/valideur", {}, BEGINNER),
        ("factures/v1/consulter/fournisseur", one, None),
        ("factures/v1/consulter/recipiendaire", one, state),
        ("factures/v1/consulter/valideur", {"identifiantFactureCPP": first}, BEGINNER),
        (
            "factures/v1/traiter/factureAValider",
            {"idFacture": first, "action": "VALIDATION"},
            BEGINNER,
        ),
        (
            "factures/v1/traiter/recue",
            {"idFacture": delivered, "nouveauStatut": "MANDATEE", "numeroDPMandat": "12"},
            state,
        ),
        (
            "factures/v1/telecharger/groupe",
            {"format": "PDF", "listeFacture": [{"idFacture": delivered}]},
            None,
        ),
        ("factures/v1/consulter/historique", {"idFacture": delivered}, None),
        (
            "factures/v1/completer",
            {"identifiantFactureCPP": suspended, "commentaire": "Voici la pièce."},
            None,
        ),
        (
            "factures/v1/recycler",
            {
                "identifiantFactureCPP": recyclable["identifiantFactureCPP"],
                "destinataire": {
                    "codeDestinataire": state.siret,
                    "codeServiceExecutant": "FAC0001035",
                },
                "reference": {"numeroBonCommande": "1300099999"},
            },
            None,
        ),
        (
            "factures/v1/traiterRejet",
            {"listeDemandePaiement": [{"idDemandePaiement": rejected}]},
            None,
        ),
        (
            "factures/v1/corriger/valideur/facture",
            {"idFacture": third, "identifiantStructure": BEGINNER.siret},
            None,
        ),
        (
            "factures/v1/deposer/flux",
            {
                "fichierFlux": encoded(pdf("x", attached=cii())),
                "nomFichier": "x.pdf",
                "syntaxeFlux": "IN_DP_E2_CII_FACTURX",
            },
            None,
        ),
        ("structures/v1/rechercher", {}, None),
        ("structures/v1/consulter", {"idStructureCPP": state_id}, None),
        ("structures/v1/rechercher/services", {"idStructure": state_id}, None),
        ("structures/v1/consulter/service", {"idService": service_id}, None),
        ("structures/v1/lister/rattachementsutilisateur", {"idStructure": state_id}, None),
        ("structures/v1/rechercher/espaces", {}, None),
    ]
    for path, body, account in asked:
        made[path] = await portal.call(path, body, account=account)
        assert made[path]["codeRetour"] == 0, (path, made[path])
    assert second
    return made


async def test_all_28_operations_answer_with_the_contracts_fields(answers):
    assert len(ANSWERS) == 28
    assert set(answers) == set(ANSWERS)
    for path, answer in answers.items():
        assert strangers(ANSWERS[path], answer) == [], path
        assert {"codeRetour", "libelle"} <= set(answer)


async def test_lists_are_not_empty_so_that_their_fields_were_seen(answers):
    for path, answer in answers.items():
        for name, value in answer.items():
            if isinstance(value, list):
                assert value, (path, name)


async def test_each_date_has_the_format_of_its_field(answers):
    seen = set()
    for name, value in _leaves(list(answers.values())):
        if name in DAYS:
            assert DAY.fullmatch(value), (name, value)
        elif name in MINUTES:
            assert MINUTE.fullmatch(value), (name, value)
        elif name in MOMENTS:
            assert datetime.fromisoformat(value).tzinfo, (name, value)
            assert "." in value
        else:
            continue
        seen.add(name)
    assert len(seen) >= 11


def _leaves(value, name=""):
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from _leaves(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, name)
    else:
        yield name, value


def test_the_check_itself_sees_a_wrong_name():
    assert strangers("ParametresRetour", {"pages": 1}) == []
    assert strangers("ParametresRetour", {"page": 1}) == [".page"]
    told = {"parametresRetour": {"totals": 1}}
    assert strangers("WsRetourRechercherStructure", told) == [".parametresRetour.totals"]
    assert "numeroPieceSuiante" in SHAPES["PieceSuivante"]
