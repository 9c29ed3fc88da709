"""Answers of Chorus Pro as the reference describes them, made for these tests."""

from datetime import date
from typing import Any

from chorus_app.gateway.port import Submission

Json = dict[str, Any]


def found(**changes: object) -> Json:
    """One row of `listeFactures`, with what `changes` says instead."""
    return {
        "identifiantFactureCPP": 8316845,
        "typeDemandePaiement": "FACTURE",
        "codeFournisseur": "73980623000960",
        "designationFournisseur": "ETS HORTICOLES",
        "idDestinataire": 26300989,
        "codeDestinataire": "99986401570264",
        "designationDestinataire": "CHU de Rennes",
        "codeServiceExecutant": "SRV1",
        "nomServiceExecutant": "Espaces verts",
        "typeFacture": "FACTURE",
        "numeroFacture": "VTI/2026/00680",
        "dateFacture": "2026-02-27",
        "dateDepot": "2026-03-01",
        "montantHT": 1654.17,
        "montantTTC": 1985.005,
        "montantAPayer": 1985.0,
        "devise": "EUR",
        "statut": "SUSPENDUE",
        "numeroMarche": "M-9",
        "numeroBonCommande": "1300012345",
        "numeroFluxDepot": "CPP0011117000000000425903",
        "modeDepot": "DEPOT_PDF_API",
        "dateHeureEtatCourant": "2026-03-02T15:10:25.536+01:00",
        "commentaireEtatCourant": "Il manque le bon de livraison.",
        "rejetTraite": False,
    } | changes


def detail(**changes: object) -> Json:
    """An answer of `consulter/fournisseur`, with what `changes` says instead of its `facture`."""
    sheet: Json = {
        "identifiantFactureCPP": 8316845,
        "numeroFacture": "VTI/2026/00680",
        "statutFacture": "MISE_A_DISPOSITION",
        "modeDepot": "DEPOT_PDF_API",
        "destinataire": {
            "idDestinataire": 26300989,
            "codeDestinataire": "99986401570264",
            "libelleDestinataire": "CHU",
            "designationDestinataire": "CHU de Rennes",
            "codeServiceExecutant": "SRV1",
            "libelleServiceExecutant": "Espaces verts",
            "miseEnPaiementDestinataire": False,
            "adresseDestinataireDetail": "2 rue Henri Le Guilloux",
            "adresseDestinataireCodePostal": "35000",
            "adresseDestinataireVille": "Rennes",
        },
        "fournisseur": {
            "codeFournisseur": "73980623000960",
            "prenomFournisseur": "Georges",
            "nomFournisseur": "Martin",
        },
        "cadreDeFacturation": {"codeCadreFacturation": "A1_FACTURE_FOURNISSEUR"},
        "references": {
            "dateFacture": "2026-02-27",
            "dateDepot": "2026-03-01",
            "codeDeviseFacture": "EUR",
            "typeFacture": "FACTURE",
            "typeTva": "TVA_SUR_DEBIT",
            "dateEcheancePaiement": "2026-04-01",
        },
        "recapitulatifDeTva": {
            "ligneTva": [
                {
                    "ligneTvaTauxManuel": 5.5,
                    "ligneTvaMontantBaseHtParTaux": 100.0,
                    "ligneTvaMontantTvaParTaux": 5.5,
                },
                {
                    "ligneTvaTauxRefCode": "TVA5",
                    "ligneTvaTauxRefValeur": 20,
                    "ligneTvaMontantBaseHtParTaux": 50,
                    "ligneTvaMontantTvaParTaux": 10,
                },
            ]
        },
        "montantTotal": {
            "montantHtTotal": 150.0,
            "montantTVA": 15.5,
            "montantTtcAvantRemiseGlobalTTC": 170.5,
            "montantRemiseGlobaleTTC": 5.0,
            "montantTtcTotal": 165.5,
            "montantAPayer": 165.5,
        },
        "listeDesPiecesJointes": {
            "pieceJointe": [
                {
                    "pieceJointeId": 7,
                    "pieceJointeDesignation": "bon de livraison",
                    "pieceJointeExtension": "pdf",
                    "pieceJointeTypeLibelle": "Bon de livraison",
                }
            ]
        },
        "commentaire": "Merci",
    }
    return {"codeRetour": 0, "libelle": "TRA_MSG_00.000", "facture": sheet | changes}


def passage(number: int, at: str, status: str, **changes: object) -> Json:
    """One row of `histoStatut`."""
    return {
        "histoStatutId": number,
        "histoStatutCode": status,
        "histoStatutDatePassage": at,
        "histoStatutCommentaire": None,
        "histoStatutUtilisateurPrenom": "Ève",
        "histoStatutUtilisateurNom": "Le Goff",
    } | changes


def submission(**changes: object) -> Submission:
    """An invoice ready to be sent."""
    fields: Json = {
        "invoice_number": "VTI/2026/00700",
        "issue_date": date(2026, 3, 1),
        "type_code": "FACTURE",
        "recipient_siret": "99986401570264",
        "service_code": "SRV1",
        "purchase_order_reference": "1300012345",
        "contract_reference": "",
        "preceding_invoice_reference": "",
        "supplier_chorus_id": 26073617692140,
        "supplier_service_id": None,
        "business_process": "A1_FACTURE_FOURNISSEUR",
        "validator_siret": "",
        "vat_scheme": "TVA_SUR_DEBIT",
        "exemption_reason": "",
        "currency": "EUR",
        "payment_means": "VIREMENT",
        "tax_exclusive_amount": 165_417,
        "tax_amount": 33_084,
        "tax_inclusive_amount": 198_501,
        "payable_amount": 198_501,
        "attachment_id": 42,
        "attachment_name": "facture.pdf",
        "signed": False,
    }
    return Submission(**(fields | changes))
