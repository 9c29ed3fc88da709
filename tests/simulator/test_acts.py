import pytest

from chorus_app.simulator import codes
from tests.simulator.conftest import BEGINNER
from tests.simulator.files import STATE, encoded


async def one(portal, status):
    return (await portal.search(statutCourant=[status]))[0]


async def piece(portal, name="bon.pdf", content=b"%PDF-1.4 bon"):
    answer = await portal.call(
        "transverses/v1/ajouter/fichier",
        {
            "pieceJointeFichier": encoded(content),
            "pieceJointeNom": name,
            "pieceJointeTypeMime": "application/pdf",
            "pieceJointeExtension": "PDF",
        },
    )
    return answer["pieceJointeId"]


async def test_suspended_invoice_is_completed_with_a_piece_and_lives_on(portal):
    line = await one(portal, "SUSPENDUE")
    invoice_id = line["identifiantFactureCPP"]
    answer = await portal.call(
        "factures/v1/completer",
        {
            "identifiantFactureCPP": invoice_id,
            "commentaire": "Le bon signé est joint.",
            "pieceJointeComplementaire": [
                {
                    "pieceJointeComplementaireDesignation": "Bon de livraison",
                    "pieceJointeComplementaireType": "BL",
                    "pieceJointeComplementaireId": await piece(portal),
                }
            ],
        },
    )
    assert answer["numeroFacture"] == line["numeroFacture"]
    assert answer["dateTraitement"] == "2026-03-10"
    full = await portal.call(
        "factures/v1/consulter/fournisseur", {"identifiantFactureCPP": invoice_id}
    )
    invoice = full["facture"]
    assert invoice["statutFacture"] == "COMPLETEE"
    assert invoice["commentaire"] == "Le bon signé est joint."
    (kept,) = invoice["listeDesPiecesJointes"]["pieceJointe"]
    assert (kept["pieceJointeDesignation"], kept["pieceJointeTypeCode"]) == (
        "Bon de livraison",
        "BL",
    )
    assert portal.world.db.value("SELECT due FROM invoice WHERE id = ?", (invoice_id,))


async def test_only_a_suspended_invoice_is_completed_and_by_something(portal):
    paid = await one(portal, "MISE_EN_PAIEMENT")
    body = {"identifiantFactureCPP": paid["identifiantFactureCPP"], "commentaire": "x"}
    refused = await portal.call("factures/v1/completer", body)
    assert (refused["codeRetour"], refused["libelle"]) == (20002, "GDP_MSG_11.033")
    suspended = await one(portal, "SUSPENDUE")
    body = {"identifiantFactureCPP": suspended["identifiantFactureCPP"]}
    refused = await portal.call("factures/v1/completer", body)
    assert refused["libelle"] == codes.NOTHING_ADDED.libelle


async def test_recycled_invoice_keeps_its_number_and_changes_recipient(portal):
    line = await one(portal, "A_RECYCLER")
    body = {
        "identifiantFactureCPP": line["identifiantFactureCPP"],
        "destinataire": {"codeDestinataire": STATE, "codeServiceExecutant": "FAC0001035"},
        "reference": {"numeroBonCommande": "1300012399", "numeroMarche": "IGNORED"},
    }
    answer = await portal.call("factures/v1/recycler", body)
    assert (answer["statutFacture"], answer["dateDepot"]) == ("DEPOSEE", "2026-03-10")
    (found,) = await portal.search(numeroFacture=line["numeroFacture"])
    assert found["codeDestinataire"] == STATE
    assert found["numeroBonCommande"] == "1300012399"
    assert found.get("numeroMarche") == line.get("numeroMarche")
    await portal.advance(60)
    (found,) = await portal.search(numeroFacture=line["numeroFacture"])
    assert found["statut"] == "MISE_A_DISPOSITION"


async def test_recycling_meets_the_rules_of_the_new_recipient(portal):
    line = await one(portal, "A_RECYCLER")
    body = {
        "identifiantFactureCPP": line["identifiantFactureCPP"],
        "destinataire": {"codeDestinataire": STATE, "codeServiceExecutant": ""},
    }
    refused = await portal.call("factures/v1/recycler", body)
    assert refused["libelle"] == codes.SERVICE_NEEDED.libelle
    paid = await one(portal, "MISE_EN_PAIEMENT")
    body["identifiantFactureCPP"] = paid["identifiantFactureCPP"]
    refused = await portal.call("factures/v1/recycler", body)
    assert refused["libelle"] == codes.NOT_TO_RECYCLE.libelle


async def test_treated_rejection_leaves_the_work_list_and_is_logged(portal):
    listed = "factures/v1/rechercher/atraiter/fournisseur"
    page = {"rechercheFactureATraiterParFournisseur": {"nbResultatsParPage": 500}}
    waiting = (await portal.call(listed, page))["listeFactures"]
    (rejected, *_) = [line for line in waiting if line["statut"] == "REJETEE"]
    body = {"listeDemandePaiement": [{"idDemandePaiement": rejected["identifiantFactureCPP"]}]}
    assert await portal.call("factures/v1/traiterRejet", body) == {
        "codeRetour": 0,
        "libelle": "TRA_MSG_00.000",
    }
    after = (await portal.call(listed, page))["listeFactures"]
    assert len(after) == len(waiting) - 1
    (found,) = await portal.search(numeroFacture=rejected["numeroFacture"])
    assert found["rejetTraite"] is True
    told = await portal.call(
        "factures/v1/consulter/historique", {"idFacture": rejected["identifiantFactureCPP"]}
    )
    actions = told["historiquesDesActionsUtilisateurs"]["histoAction"]
    assert [action["histoActionCode"] for action in actions] == [
        "ACQUITTEMENT_REJET",
        "TRAITEMENT_REJET",
    ]
    assert told["derniereAction"]["derniereActionCode"] == "TRAITEMENT_REJET"
    hidden = await portal.call(listed, page | {"masquerRejetee": True})
    assert "REJETEE" not in {line["statut"] for line in hidden["listeFactures"]}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("factures/v1/completer", {"commentaire": "x"}),
        ("factures/v1/recycler", {}),
        ("factures/v1/corriger/valideur/facture", {}),
    ],
)
async def test_a_stranger_may_not_act(portal, path, body):
    line = await one(portal, "SUSPENDUE")
    ids = {
        "identifiantFactureCPP": line["identifiantFactureCPP"],
        "idFacture": line["identifiantFactureCPP"],
    }
    refused = await portal.call(path, body | ids, account=BEGINNER)
    assert (refused["codeRetour"], refused["libelle"]) == (20001, "GDP_MSG_11.005")
