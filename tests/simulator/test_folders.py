"""An invoice and the files that go with it, as one folder."""

from chorus_app.simulator import rules
from tests.simulator.files import encoded, invoice_pdf, submission
from tests.simulator.test_acts import piece

SUBMIT = "factures/v1/soumettre"


async def kept_pdf(portal, content):
    answer = await portal.call(
        "factures/v1/deposer/pdf", {"fichierFacture": encoded(content), "nomFichier": "f.pdf"}
    )
    return answer["pieceJointeId"]


async def test_a_draft_sent_twice_keeps_the_last_files_alone(portal):
    draft = (await portal.search(statutCourant=["BROUILLON"]))[0]
    chorus_id, number = draft["identifiantFactureCPP"], draft["numeroFacture"]
    first = await kept_pdf(portal, invoice_pdf(number="OLD"))
    await portal.call(SUBMIT, submission(portal, first, numeroFactureSaisi=number))
    portal.world.db.write("UPDATE invoice SET status = 'A_RECYCLER' WHERE id = ?", (chorus_id,))
    content = invoice_pdf(number=number)
    second = await kept_pdf(portal, content)
    body = submission(portal, second, numeroFactureSaisi=number)
    assert (await portal.call(SUBMIT, body))["codeRetour"] == 0
    answer = await portal.call(
        "factures/v1/telecharger/groupe",
        {
            "format": "PDF",
            "avecPiecesJointesComplementaires": "Oui",
            "listeFacture": [{"idFacture": chorus_id}],
        },
    )
    assert answer["fichierResultat"] == encoded(content)


async def test_files_too_heavy_together_are_refused(portal, monkeypatch):
    main = await kept_pdf(portal, invoice_pdf())
    slip = await piece(portal, content=bytes(1_500))
    monkeypatch.setattr(rules, "LARGEST_FOLDER", 2_000)
    added = [{"pieceJointeComplementaireId": slip}]
    body = submission(portal, main, pieceJointeComplementaire=added)
    heavy = await portal.call(SUBMIT, body)
    assert (heavy["codeRetour"], heavy["libelle"]) == (29026, "SIM_MSG_SOU.026")
    suspended = (await portal.search(statutCourant=["SUSPENDUE"]))[0]["identifiantFactureCPP"]
    monkeypatch.setattr(rules, "LARGEST_FOLDER", 1_000)
    body = {"identifiantFactureCPP": suspended, "pieceJointeComplementaire": added}
    assert (await portal.call("factures/v1/completer", body))["codeRetour"] == 29026
    monkeypatch.setattr(rules, "LARGEST_FOLDER", 10**9)
    assert (await portal.call("factures/v1/completer", body))["codeRetour"] == 0
