import pytest

from chorus_app.simulator import codes
from tests.simulator.conftest import BEGINNER
from tests.simulator.files import submission

RECEIVED = "factures/v1/rechercher/recipiendaire"


@pytest.fixture
def lyon(portal):
    return portal.recipient("Ville de Lyon")


async def received(portal, account, **filters):
    body = {"paramRecherche": {"nbResultatsParPage": 500}} | filters
    return (await portal.call(RECEIVED, body, account=account)).get("listeFactures", [])


async def test_recipient_sees_what_it_received_and_nothing_else(portal, lyon):
    lines = await received(portal, lyon)
    assert {line["codeDestinataire"] for line in lines} == {lyon.siret}
    unseen = {"BROUILLON", "SUPPRIMEE", "DEPOSEE", "EN_COURS_ACHEMINEMENT"}
    assert not unseen & {line["statut"] for line in lines}
    paid = await received(portal, lyon, statutCourant=["MISE_EN_PAIEMENT"])
    assert {line["statut"] for line in paid} == {"MISE_EN_PAIEMENT"}
    top = await portal.call(RECEIVED, {}, account=lyon)
    assert top["pageCourante"] == 1
    assert "parametresRetour" not in top


async def test_empty_search_is_an_error_here(portal, lyon):
    told = await portal.call(RECEIVED, {"numeroFacture": "NOPE"}, account=lyon)
    assert (told["codeRetour"], told["libelle"]) == (20000, "TRA_MSG_00.015")


@pytest.fixture
async def delivered(portal):
    """An invoice that waits for its recipient, and the recipient's account."""
    line = (await portal.search(statutCourant=["MISE_A_DISPOSITION"]))[0]
    return line["identifiantFactureCPP"], portal.recipient(line["designationDestinataire"])


async def test_recipient_walks_an_invoice_to_its_payment(portal, delivered):
    invoice_id, account = delivered
    for status in ("MANDATEE", "COMPTABILISEE", "MISE_EN_PAIEMENT"):
        told = await portal.call(
            "factures/v1/traiter/recue",
            {"idFacture": invoice_id, "nouveauStatut": status, "numeroDPMandat": "M-7"},
            account=account,
        )
        assert told["nouveauStatut"] == status
    full = await portal.call(
        "factures/v1/consulter/recipiendaire",
        {"identifiantFactureCPP": invoice_id},
        account=account,
    )
    assert full["facture"]["statutFacture"] == "MISE_EN_PAIEMENT"
    assert full["facture"]["references"]["numeroDpMandat"] == "M-7"


async def test_moves_the_recipient_may_not_make(portal, lyon):
    (paid, *_) = await received(portal, lyon, statutCourant=["MISE_EN_PAIEMENT"])
    body = {"idFacture": paid["idFacture"], "nouveauStatut": "SUSPENDUE", "motif": "x"}
    refused = await portal.call("factures/v1/traiter/recue", body, account=lyon)
    assert refused["libelle"] == codes.BAD_MOVE.libelle
    nantes = portal.recipient("Ville de Nantes")
    refused = await portal.call("factures/v1/traiter/recue", body, account=nantes)
    assert refused["libelle"] == "GDP_MSG_11.005"


async def test_a_rejection_needs_a_reason(portal, delivered):
    invoice_id, account = delivered
    body = {"idFacture": invoice_id, "nouveauStatut": "REJETEE"}
    refused = await portal.call("factures/v1/traiter/recue", body, account=account)
    assert refused["libelle"] == codes.NO_REASON.libelle
    told = await portal.call(
        "factures/v1/traiter/recue", body | {"motif": "Prix erroné"}, account=account
    )
    assert told["nouveauStatut"] == "REJETEE"


async def test_legal_states_are_told_by_the_api_itself(portal):
    told = await portal.call(
        "transverses/v1/recuperer/etats/traitement", {"statutCourant": "SUSPENDUE"}
    )
    states = [
        item["statutPossiblePourTraitement"] for item in told["listeStatutsPossiblesPourTraitement"]
    ]
    assert states == ["MISE_A_DISPOSITION", "REJETEE"]


@pytest.fixture
async def subcontracted(portal):
    body = submission(
        portal,
        None,
        modeDepot="SAISIE_API",
        numeroFactureSaisi="ST-1",
        pieceJointePrincipale=[],
        lignePoste=[{"lignePosteQuantite": 1, "lignePosteMontantUnitaireHT": 1000}],
        cadreDeFacturation={
            "codeCadreFacturation": "A9_FACTURE_SOUSTRAITANT",
            "codeStructureValideur": BEGINNER.siret,
        },
    )
    return (await portal.call("factures/v1/soumettre", body))["identifiantFactureCPP"]


async def test_validator_accepts_and_the_invoice_leaves(portal, subcontracted):
    waiting = await portal.call("factures/v1/rechercher/aTraiter/valideur", {}, account=BEGINNER)
    assert [line["idFacture"] for line in waiting["listeFactures"]] == [subcontracted]
    told = await portal.call(
        "factures/v1/traiter/factureAValider",
        {"idFacture": subcontracted, "action": "VALIDATION"},
        account=BEGINNER,
    )
    assert told["statutFacture"] == "VALIDEE_1"
    await portal.advance(70)
    assert (await portal.search(numeroFacture="ST-1"))[0]["statut"] == "MISE_A_DISPOSITION"


async def test_validator_refuses_with_a_reason_only_once(portal, subcontracted):
    body = {"idFacture": subcontracted, "action": "REFUS"}
    path = "factures/v1/traiter/factureAValider"
    assert (await portal.call(path, body, account=BEGINNER))["libelle"] == codes.NO_REASON.libelle
    body["motifRefus"] = "MONTANT"
    assert (await portal.call(path, body, account=BEGINNER))["statutFacture"] == "REFUSEE_1"
    again = await portal.call(path, body, account=BEGINNER)
    assert again["libelle"] == codes.BAD_VALIDATOR.libelle
    assert (await portal.call(path, body))["libelle"] == "GDP_MSG_11.005"


async def test_wrong_validator_is_corrected(portal, subcontracted):
    await portal.call(
        "factures/v1/traiter/factureAValider",
        {"idFacture": subcontracted, "action": "ERREUR_VALIDEUR"},
        account=BEGINNER,
    )
    other = portal.siret("ARCADE NETTOYAGE")
    told = await portal.call(
        "factures/v1/corriger/valideur/facture",
        {"idFacture": subcontracted, "identifiantStructure": other},
    )
    assert told["idFacture"] == subcontracted
    (line,) = await portal.search(numeroFacture="ST-1")
    assert (line["statut"], line["codeValideur1"]) == ("A_VALIDER_1", other)


async def test_payment_requests_by_role(portal, lyon):
    path = "factures/v1/rechercher/demandePaiement"
    own = await portal.call(path, {"roleUtilisateur": "FOURNISSEUR"})
    assert own["total"] == 244
    body = {"roleUtilisateur": "DESTINATAIRE", "statutCourant": ["MISE_EN_PAIEMENT"]}
    theirs = (await portal.call(path, body, account=lyon))["listeDemandePaiement"]
    assert {line["identifiantStructureDestinataire"] for line in theirs} == {lyon.siret}
    assert (await portal.call(path, {"dpOuDpArchive": "DP_ARCHIVE"}))["total"] == 0
