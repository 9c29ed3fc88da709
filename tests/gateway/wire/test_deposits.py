from base64 import b64decode
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chorus_app.domain.invoice import VatLine
from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.port import Flow, FlowError
from chorus_app.gateway.wire import deposits
from tests.gateway.samples import submission


def test_a_pdf_travels_in_base_64() -> None:
    body = deposits.pdf_body(b"%PDF\xff", "f.pdf", signed=True)
    assert b64decode(body["fichierFacture"]) == b"%PDF\xff"
    assert (body["nomFichier"], body["formatDepot"]) == ("f.pdf", "PDF_SIGNE_PADES")
    assert deposits.pdf_body(b"", "f.pdf", signed=False)["formatDepot"] == "PDF_NON_SIGNE"


def test_what_the_recognition_read() -> None:
    read = deposits.deposited_pdf(
        {
            "pieceJointeId": 42,
            "numeroFacture": "VTI/1",
            "dateFacture": "2026-03-01",
            "codeDestinataire": "99986401570264",
            "codeServiceExecutant": "",
            "codeFournisseur": None,
            "montantHtTotal": Decimal("1654.17"),
            "montantTtcAvantRemiseGlobalTTC": 1985,
        }
    )
    assert (read.attachment_id, read.invoice_number) == (42, "VTI/1")
    assert read.issue_date == date(2026, 3, 1)
    assert read.recipient_siret == "99986401570264"
    assert read.service_code is read.supplier_siret is read.purchase_order_reference is None
    assert (read.tax_exclusive_amount, read.tax_inclusive_amount) == (165417, 198500)
    assert read.tax_amount is read.payable_amount is None


def test_a_submission_as_clients_that_work_write_it() -> None:
    sent = submission(vat_lines=(VatLine(2000, 165_417, 33_084),), comment="Merci")
    assert deposits.submission_body(sent) == {
        "modeDepot": "DEPOT_PDF_API",
        "numeroFactureSaisi": "VTI/2026/00700",
        "dateFacture": "2026-03-01",
        "destinataire": {"codeDestinataire": "99986401570264", "codeServiceExecutant": "SRV1"},
        "fournisseur": {"idFournisseur": 26073617692140},
        "cadreDeFacturation": {"codeCadreFacturation": "A1_FACTURE_FOURNISSEUR"},
        "references": {
            "deviseFacture": "EUR",
            "typeFacture": "FACTURE",
            "typeTva": "TVA_SUR_DEBIT",
            "numeroBonCommande": "1300012345",
            "modePaiement": "VIREMENT",
        },
        "ligneTva": [
            {
                "ligneTvaTauxManuel": 20.0,
                "ligneTvaMontantBaseHtParTaux": 1654.17,
                "ligneTvaMontantTvaParTaux": 330.84,
            }
        ],
        "montantTotal": {
            "montantHtTotal": 1654.17,
            "montantTVA": 330.84,
            "montantTtcTotal": 1985.01,
            "montantAPayer": 1985.01,
        },
        "pieceJointePrincipale": [
            {
                "pieceJointePrincipaleId": 42,
                "pieceJointePrincipaleDesignation": "facture.pdf",
            }
        ],
        "commentaire": "Merci",
    }


def test_what_only_some_invoices_have() -> None:
    body = deposits.submission_body(
        submission(
            signed=True,
            business_process="A9_FACTURE_SOUSTRAITANT",
            validator_siret="73980623000960",
            supplier_service_id=27946199,
            vat_scheme="EXONERATION",
            exemption_reason="293B",
            vat_lines=(VatLine(0, 100, 0),),
            discount=5_000,
        )
    )
    assert body["modeDepot"] == "DEPOT_PDF_SIGNE_API"
    assert body["cadreDeFacturation"]["codeStructureValideur"] == "73980623000960"
    assert body["fournisseur"]["idServiceFournisseur"] == 27946199
    assert body["references"]["motifExonerationTva"] == "293B"
    assert body["montantTotal"]["montantRemiseGlobaleTTC"] == 50.0
    assert "ligneTva" not in body


def test_a_receipt() -> None:
    answer = {
        "identifiantFactureCPP": 9,
        "numeroFacture": None,
        "statutFacture": "DEPOSEE",
        "dateDepot": "2016-05-24 15:02",
        "empreinteCertificatDepot": "ab12",
    }
    receipt = deposits.submitted(answer, submission())
    assert (receipt.chorus_id, receipt.invoice_number) == (9, "VTI/2026/00700")
    assert (receipt.status, receipt.certificate) == ("DEPOSEE", "ab12")
    assert receipt.deposit_date == date(2016, 5, 24)


def test_a_receipt_without_an_id_may_have_worked() -> None:
    with pytest.raises(UnreadableAnswer) as raised:
        deposits.submitted({"codeRetour": 0}, submission())
    assert raised.value.may_have_worked


@pytest.mark.parametrize(
    "read", [deposits.deposited_pdf, deposits.received_flow, lambda a: deposits.flow_report(a, "1")]
)
def test_an_answer_without_its_essence_is_unreadable(read) -> None:
    with pytest.raises(UnreadableAnswer):
        read({"codeRetour": 0})


def test_a_flow_is_received() -> None:
    body = deposits.flow_body(b"<x/>", "f.xml", "IN_DP_E1_UBL_INVOICE")
    assert b64decode(body["fichierFlux"]) == b"<x/>"
    assert body["avecSignature"] is False
    answer = {"numeroFluxDepot": "CPP1", "dateDepot": "2026-03-01"}
    assert deposits.received_flow(answer) == Flow("CPP1", date(2026, 3, 1))


def test_a_report_gathers_every_refusal() -> None:
    report = deposits.flow_report(
        {
            "etatCourantDepotFlux": "IN_REJETE",
            "dateHeureEtatCourantFlux": "2018-02-16T15:10:25.536+01:00",
            "listeErreurDP": {"libelleErreurDP": "Le champ est obligatoire.", "numeroDP": "F1"},
            "listeErreurTechnique": [
                {"codeErreur": "12", "libelleErreur": None, "natureErreur": "SYNTAXE"},
                {"codeErreur": None},
            ],
        },
        "CPP1",
    )
    assert report.number == "CPP1"
    assert report.state == "IN_REJETE"
    assert report.state_at == datetime(2018, 2, 16, 14, 10, 25, 536000, UTC)
    assert report.errors == (
        FlowError("Le champ est obligatoire.", "F1"),
        FlowError("SYNTAXE 12"),
    )
