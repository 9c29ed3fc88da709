import pytest

from chorus_app.simulator import codes
from chorus_app.simulator.recognise import recognise
from tests.simulator.conftest import BEGINNER, SHOWCASE
from tests.simulator.files import STATE, encoded, invoice_pdf, pdf, submission


@pytest.fixture
async def attachment_id(portal):
    answer = await portal.call(
        "factures/v1/deposer/pdf",
        {
            "fichierFacture": encoded(invoice_pdf()),
            "nomFichier": "facture.pdf",
            "formatDepot": "PDF_NON_SIGNE",
        },
    )
    return answer["pieceJointeId"]


async def refused(portal, code, **changes):
    answer = await portal.call("factures/v1/soumettre", changes.pop("body"))
    assert (answer["codeRetour"], answer["libelle"]) == (code.code_retour, code.libelle)


async def test_deposited_pdf_is_read(portal):
    answer = await portal.call(
        "factures/v1/deposer/pdf",
        {"fichierFacture": encoded(invoice_pdf()), "nomFichier": "f.pdf"},
    )
    told = {
        "numeroFacture": "VTI/2026/90001",
        "dateFacture": "2026-03-09",
        "codeDestinataire": STATE,
        "codeFournisseur": SHOWCASE.siret,
        "codeServiceExecutant": "FAC0001035",
        "numeroBonCommande": "1300012345",
        "codeDeviseFacture": "EUR",
        "typeFacture": "FACTURE",
        "typeTva": "TVA_SUR_DEBIT",
        "montantHtTotal": 1000.0,
        "montantTVA": 200.0,
        "montantTtcAvantRemiseGlobalTTC": 1200.0,
        "montantAPayer": 1200.0,
    }
    assert answer["codeRetour"] == 0
    read = {name: value for name, value in answer.items() if name in told}
    assert read == {name: told[name] for name in read}
    assert len(read) >= len(told) - 3


def test_recognition_sometimes_leaves_a_field_out_and_always_the_same():
    text = "Facture n° : F1\nTotal HT : 10,00 €\nTotal TTC : 12,00 €"
    readings = [recognise(text, str(rank).encode()) for rank in range(300)]
    assert any(reading.number is None for reading in readings)
    assert sum(reading.number == "F1" for reading in readings) > 250
    assert recognise(text, b"7") == recognise(text, b"7")


async def test_pdf_that_cannot_be_taken(portal):
    async def send(content):
        return await portal.post(
            "factures/v1/deposer/pdf", {"fichierFacture": encoded(content), "nomFichier": "f.pdf"}
        )

    assert (await send(b"%PDF-" + b" " * 10_000_001)).status_code == 413
    locked = (await send(pdf("secret", password="x"))).json()
    assert locked["libelle"] == codes.PROTECTED_PDF.libelle
    assert (await send(b"GIF89a")).json()["libelle"] == codes.UNREADABLE_PDF.libelle
    assert (await send(b"%PDF-1.4 broken")).json()["libelle"] == codes.UNREADABLE_PDF.libelle


async def test_submitted_invoice_lives_on_to_its_recipient(portal, attachment_id):
    answer = await portal.call("factures/v1/soumettre", submission(portal, attachment_id))
    assert answer["codeRetour"] == 0, answer
    assert answer["statutFacture"] == "DEPOSEE"
    assert answer["dateDepot"] == "2026-03-10"
    assert answer["identifiantStructure"] == STATE
    assert len(answer["empreinteCertificatDepot"]) == 64
    invoice_id = answer["identifiantFactureCPP"]
    await portal.advance(13)
    assert (await portal.search(numeroFacture="VTI/2026/90001"))[0]["statut"] == (
        "EN_COURS_ACHEMINEMENT"
    )
    await portal.advance(47)
    found = (await portal.search(numeroFacture="VTI/2026/90001"))[0]
    assert (found["statut"], found["montantTTC"]) == ("MISE_A_DISPOSITION", 1200.0)
    assert [line["histoStatutCode"] for line in await portal.history(invoice_id)] == [
        "DEPOSEE",
        "EN_COURS_ACHEMINEMENT",
        "MISE_A_DISPOSITION",
    ]
    full = await portal.call(
        "factures/v1/consulter/fournisseur", {"identifiantFactureCPP": invoice_id}
    )
    invoice = full["facture"]
    assert invoice["pieceJointePrincipale"]["idPieceJointePrincipale"] == attachment_id
    assert invoice["references"]["numeroBonCommande"] == "1300012345"
    assert invoice["recapitulatifDeTva"]["ligneTva"][0]["ligneTvaTauxManuel"] == 20.0


async def test_attachment_as_one_object_is_taken_too(portal, attachment_id):
    body = submission(
        portal,
        attachment_id,
        pieceJointePrincipale={"pieceJointePrincipaleId": attachment_id},
        dateFacture="2026-03-09T00:00:00+01:00",
    )
    assert (await portal.call("factures/v1/soumettre", body))["codeRetour"] == 0


async def test_number_is_unique_for_a_supplier(portal, attachment_id):
    body = submission(portal, attachment_id)
    assert (await portal.call("factures/v1/soumettre", body))["codeRetour"] == 0
    await refused(portal, codes.DUPLICATE, body=body)
    await refused(
        portal,
        codes.DUPLICATE,
        body=body | {"numeroFactureSaisi": await paid_number(portal)},
    )


async def paid_number(portal):
    return (await portal.search(statutCourant=["MISE_EN_PAIEMENT"]))[0]["numeroFacture"]


async def test_draft_is_sent_under_its_own_id(portal, attachment_id):
    draft = (await portal.search(statutCourant=["BROUILLON"]))[0]
    body = submission(portal, attachment_id, numeroFactureSaisi=draft["numeroFacture"])
    answer = await portal.call("factures/v1/soumettre", body)
    assert answer["identifiantFactureCPP"] == draft["identifiantFactureCPP"]
    assert answer["statutFacture"] == "DEPOSEE"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (codes.NO_NUMBER, {"numeroFactureSaisi": ""}),
        (codes.BAD_NUMBER, {"numeroFactureSaisi": "A" * 21}),
        (codes.BAD_NUMBER, {"numeroFactureSaisi": "n° 12"}),
        (codes.BAD_DATE, {"dateFacture": "2026-03-11"}),
        (codes.BAD_DATE, {"dateFacture": None}),
        (codes.BAD_MODE, {"modeDepot": "PIGEON"}),
        (codes.BAD_TOTALS, {"montantTotal__montantTtcTotal": 1200.01}),
        (codes.BAD_TOTALS, {"montantTotal__montantAPayer": 1100}),
        (codes.BAD_TOTALS, {"ligneTva": [{"ligneTvaMontantBaseHtParTaux": 999}]}),
        (codes.BAD_TOTALS, {"references__typeTva": "SANS_TVA"}),
        (codes.NO_RECIPIENT, {"destinataire__codeDestinataire": "00000000000000"}),
        (codes.NO_RECIPIENT, {"destinataire__codeDestinataire": "57200218600094"}),
        (codes.SERVICE_NEEDED, {"destinataire__codeServiceExecutant": ""}),
        (codes.BAD_SERVICE, {"destinataire__codeServiceExecutant": "NOWHERE"}),
        (codes.RESERVED_SERVICE, {"destinataire__codeServiceExecutant": "FACTURES_PUBLIQUES"}),
        (codes.ENGAGEMENT_NEEDED, {"references__numeroBonCommande": ""}),
        (codes.NO_MEANS, {"references__modePaiement": None}),
        (codes.NO_ORIGIN, {"references__typeFacture": "AVOIR"}),
        (codes.BAD_TYPE, {"references__typeTva": "TVA"}),
        (codes.NO_EXEMPTION, {"references__typeTva": "EXONERATION"}),
        (codes.BAD_CURRENCY, {"references__deviseFacture": "euro"}),
        (
            codes.BAD_PROCESS,
            {
                "cadreDeFacturation__codeCadreFacturation": (
                    "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR"
                )
            },
        ),
        (
            codes.NO_VALIDATOR,
            {"cadreDeFacturation__codeCadreFacturation": "A9_FACTURE_SOUSTRAITANT"},
        ),
        (
            codes.NOT_PAID,
            {"cadreDeFacturation__codeCadreFacturation": "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE"},
        ),
        (codes.NO_ATTACHMENT, {"pieceJointePrincipale": []}),
        (codes.NO_ATTACHMENT, {"pieceJointePrincipale": [{"pieceJointePrincipaleId": 987654}]}),
        (codes.NO_LINE, {"modeDepot": "SAISIE_API"}),
        (codes.NOT_YOUR_SUPPLIER, {"fournisseur__idFournisseur": 26300989}),
        (codes.TOO_LONG, {"commentaire": "x" * 2001}),
    ],
)
async def test_each_rule_refuses_with_its_own_code(portal, attachment_id, code, changes):
    before = portal.world.db.value("SELECT count(*) FROM invoice")
    await refused(portal, code, body=submission(portal, attachment_id, **changes))
    assert portal.world.db.value("SELECT count(*) FROM invoice") == before


async def test_inactive_body_receives_nothing(portal, attachment_id):
    closed = portal.siret("Syndicat intercommunal des eaux de la Seiche")
    body = submission(portal, attachment_id, destinataire={"codeDestinataire": closed})
    await refused(portal, codes.NO_RECIPIENT, body=body)


async def test_one_of_service_and_engagement_is_enough_where_either_will_do(portal, attachment_id):
    body = submission(
        portal,
        attachment_id,
        destinataire={"codeDestinataire": portal.siret("Ville de Strasbourg")},
        references__numeroBonCommande="",
    )
    await refused(portal, codes.EITHER_NEEDED, body=body)
    body["references"]["numeroBonCommande"] = "BC1"
    assert (await portal.call("factures/v1/soumettre", body))["codeRetour"] == 0


async def test_a_service_may_demand_an_engagement_that_its_body_does_not(portal, attachment_id):
    siret = portal.siret("Ville de Lyon")
    service = portal.world.db.value(
        """SELECT e.code FROM service e JOIN structure s ON s.id = e.structure_id
        WHERE s.siret = ? AND e.active AND e.engagement_required""",
        (siret,),
    )
    to = {"codeDestinataire": siret, "codeServiceExecutant": service}
    body = submission(portal, attachment_id, destinataire=to, references__numeroBonCommande="")
    await refused(portal, codes.ENGAGEMENT_NEEDED, body=body)


async def test_credit_note_names_its_origin_and_no_means_of_payment(portal, attachment_id):
    body = submission(
        portal,
        attachment_id,
        references__typeFacture="AVOIR",
        references__numeroFactureOrigine=await paid_number(portal),
    )
    await refused(portal, codes.MEANS_ON_CREDIT, body=body)
    body["references"]["modePaiement"] = ""
    assert (await portal.call("factures/v1/soumettre", body))["codeRetour"] == 0


async def test_subcontractor_waits_for_a_validator_then_validation_is_tacit(portal, attachment_id):
    body = submission(
        portal,
        attachment_id,
        cadreDeFacturation={
            "codeCadreFacturation": "A9_FACTURE_SOUSTRAITANT",
            "codeStructureValideur": BEGINNER.siret,
        },
    )
    answer = await portal.call("factures/v1/soumettre", body)
    assert answer["statutFacture"] == "A_VALIDER_1"
    await portal.advance(15 * 24 * 60 + 90)
    codes_seen = [
        line["histoStatutCode"] for line in await portal.history(answer["identifiantFactureCPP"])
    ]
    assert codes_seen[:3] == ["A_VALIDER_1", "ABSENCE_VALIDATION_1_HORS_DELAI", "DEPOSEE"]


async def test_entry_without_a_number_gets_the_portals(portal):
    body = submission(
        portal,
        None,
        modeDepot="SAISIE_API",
        numeroFactureSaisi=None,
        dateFacture=None,
        pieceJointePrincipale=[],
        lignePoste=[
            {
                "lignePosteNumero": 1,
                "lignePosteQuantite": 10,
                "lignePosteMontantUnitaireHT": 100,
                "lignePosteTauxTvaManuel": 20,
            }
        ],
    )
    answer = await portal.call("factures/v1/soumettre", body)
    assert answer["codeRetour"] == 0
    assert answer["numeroFacture"].startswith("SAISIE-")


def test_codes_are_distinct_and_say_whether_they_were_published():
    table = codes.table()
    pairs = [(code.route, code.code_retour, code.libelle) for code in table]
    assert len(pairs) == len(set(pairs))
    for code in table:
        assert code.sourced == (code.source != "choix du simulateur")
        assert code.sentence.endswith(".")
        if not code.sourced:
            assert code.code_retour >= 29000
            assert code.libelle.startswith("SIM_")
