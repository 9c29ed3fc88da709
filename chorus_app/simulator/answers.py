"""Invoices as the contract writes them: one line of a list, one invoice in full, one history.

Field names are Chorus Pro's own, its misspellings included (`numeroPieceSuiante`).
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from chorus_app.simulator.code_lists import EXEMPTIONS, VAT_RATES
from chorus_app.simulator.wire import Page, day, euros, minute, rfc3339

Answer = dict[str, Any]

JOINED = """
  FROM invoice i
  JOIN structure s ON s.id = i.supplier_id
  JOIN structure r ON r.id = i.recipient_id
  LEFT JOIN service e ON e.id = i.service_id
  LEFT JOIN structure v ON v.id = i.validator_id
  LEFT JOIN bank_account b ON b.id = i.bank_account_id
"""
COLUMNS = """
SELECT i.*, s.siret AS supplier_siret, s.name AS supplier_name,
  r.siret AS recipient_siret, r.name AS recipient_name, r.reports_payment,
  e.code AS service_code, e.name AS service_name, e.reports_payment AS service_reports_payment,
  v.siret AS validator_siret, v.name AS validator_name, b.iban, b.bic, b.name AS bank_name
"""


def listed(row: sqlite3.Row) -> Answer:
    """Return one line of `rechercher/fournisseur`."""
    return {
        "identifiantFactureCPP": row["id"],
        "typeDemandePaiement": "FACTURE",
        "codeFournisseur": row["supplier_siret"],
        "typeIdentifiantFournisseur": "SIRET",
        "designationFournisseur": row["supplier_name"],
        "idDestinataire": row["recipient_id"],
        "codeDestinataire": row["recipient_siret"],
        "designationDestinataire": row["recipient_name"],
        "idServiceExecutant": row["service_id"],
        "codeServiceExecutant": row["service_code"],
        "nomServiceExecutant": row["service_name"],
        "typeFacture": row["type_code"],
        "numeroFacture": row["number"],
        "dateFacture": row["issue_date"],
        "dateDepot": row["deposit_date"],
        "montantHT": euros(row["net"]),
        "montantTTC": euros(row["gross"]),
        "montantAPayer": euros(row["payable"]),
        "devise": row["currency"],
        "statut": row["status"],
        "numeroMarche": row["contract"] or None,
        "numeroBonCommande": row["purchase_order"] or None,
        "numeroFluxDepot": row["flow_number"] or None,
        "numeroFactureOrigine": row["preceding_number"] or None,
        "modeDepot": row["deposit_mode"],
        "dateHeureEtatCourant": rfc3339(row["status_at"]),
        "commentaireEtatCourant": row["status_comment"] or None,
        "rejetTraite": bool(row["rejection_treated"]),
        **_validator(row),
        **_bank_of_list(row),
    }


def _validator(row: sqlite3.Row) -> Answer:
    if not row["validator_id"]:
        return {}
    return {
        "typeIdentifiantValideur1": "SIRET",
        "codeValideur1": row["validator_siret"],
        "raisonSocialeValideur1": row["validator_name"],
        "dateValidation1": day(row["validated_at"]),
    }


def _bank_of_list(row: sqlite3.Row) -> Answer:
    if not row["iban"]:
        return {}
    iban = str(row["iban"])
    return {
        "coordBancairesFournisseurCodePays": iban[:2],
        "coordBancairesFournisseurCleIban": iban[2:4],
        "coordBancairesFournisseurCodeBanque": iban[4:9],
        "coordBancairesFournisseurCompteBancaire": iban[14:25],
        "coordBancairesFournisseurCleRib": iban[25:],
        "coordBancairesFournisseurNomCb": row["bank_name"],
    }


def in_full(row: sqlite3.Row, links: list[sqlite3.Row], pages: Mapping[str, Page]) -> Answer:
    """Return `facture` of `consulter/fournisseur`; `pages` are those of its three lists."""
    main = next((link for link in links if link["main"]), None)
    return {
        "identifiantFactureCPP": row["id"],
        "numeroFacture": row["number"],
        "statutFacture": row["status"],
        "modeDepot": row["deposit_mode"],
        "rejetTraite": bool(row["rejection_treated"]),
        "destinataire": _recipient(row),
        "fournisseur": _supplier(row),
        "cadreDeFacturation": {
            "codeCadreFacturation": row["business_process"],
            "idValideur1": row["validator_id"],
            **_validator(row),
        },
        "references": _references(row, links),
        "recapitulatifDeTva": _vat(json.loads(row["vat_lines"]), pages["vat"]),
        "montantTotal": _totals(row),
        "pieceJointePrincipale": {
            "idLiaisonPieceJointePrincipale": main["id"],
            "idPieceJointePrincipale": main["attachment_id"],
        }
        if main
        else None,
        "listeDesPiecesJointes": _attachments(links, pages["attachments"]),
        "lignesDePoste": _lines(json.loads(row["lines"]), pages["lines"]),
        "commentaire": row["comment"] or None,
    }


def _recipient(row: sqlite3.Row) -> Answer:
    reports = row["reports_payment"] and row["service_reports_payment"] in (None, 1)
    return {
        "idDestinataire": row["recipient_id"],
        "codeDestinataire": row["recipient_siret"],
        "libelleDestinataire": row["recipient_name"],
        "designationDestinataire": row["recipient_name"],
        "idServiceExecutant": row["service_id"],
        "codeServiceExecutant": row["service_code"],
        "libelleServiceExecutant": row["service_name"],
        "miseEnPaiementDestinataire": bool(reports),
        "adresseDestinataireDetail": row["recipient_address"],
        "adresseDestinataireCodePostal": row["recipient_postcode"],
        "adresseDestinataireVille": row["recipient_city"],
        "adresseDestinataireCodePays": "FR",
        "adresseDestinataireLibellePays": "France",
    }


def _supplier(row: sqlite3.Row) -> Answer:
    bank = {name: value for name, value in _bank_of_list(row).items() if not name.endswith("NomCb")}
    if bank:
        bank |= {
            "coordBancairesCodeGuichet": str(row["iban"])[9:14],
            "coordBancairesBicSwift": row["bic"],
            "coordBancairesFournisseurId": row["bank_account_id"],
            "coordBancairesFournisseurType": "IBAN",
            "coordBancairesFournisseurLibelle": row["bank_name"],
        }
    return {
        "idFournisseur": row["supplier_id"],
        "typeIdentifiantFournisseur": "SIRET",
        "codeFournisseur": row["supplier_siret"],
        "raisonSocialeFournisseur": row["supplier_name"],
        "designationFournisseur": row["supplier_name"],
        "adresseFournisseurDetail": row["supplier_address"],
        "adresseFournisseurCodePostal": row["supplier_postcode"],
        "adresseFournisseurVille": row["supplier_city"],
        "adresseFournisseurCodePays": "FR",
        "adresseFournisseurLibellePays": "France",
        **bank,
    }


def _references(row: sqlite3.Row, links: list[sqlite3.Row]) -> Answer:
    return {
        "dateFacture": row["issue_date"],
        "dateDepot": row["deposit_date"],
        "codeDeviseFacture": row["currency"],
        "libelleDeviseFacture": "Euro européen" if row["currency"] == "EUR" else row["currency"],
        "typeFacture": row["type_code"],
        "typeTva": row["vat_scheme"],
        "motifExonerationTva": row["exemption_reason"] or None,
        "libelleMotifExonerationTva": EXEMPTIONS.get(row["exemption_reason"]),
        "numeroMarche": row["contract"] or None,
        "numeroBonCommande": row["purchase_order"] or None,
        "numeroFactureOrigine": row["preceding_number"] or None,
        "modePaiement": row["payment_means"] or None,
        "dateCreationFacture": minute(row["created_at"]),
        "dateEcheancePaiement": row["due_date"],
        "tailleTotalePiecesJointes": sum(link["size"] for link in links) or None,
        "numeroDpMandat": row["mandate_number"] or None,
    }


def _totals(row: sqlite3.Row) -> Answer:
    return {
        "montantHtTotal": euros(row["net"]),
        "montantTVA": euros(row["vat"]),
        "montantTtcAvantRemiseGlobalTTC": euros(row["gross"]),
        "montantRemiseGlobaleTTC": euros(row["discount"]),
        "motifRemiseGlobaleTTC": row["discount_reason"] or None,
        "montantTtcTotal": euros(row["gross"] - row["discount"]),
        "montantAPayer": euros(row["payable"]),
    }


def _vat(lines: list[Answer], page: Page) -> Answer:
    shown = [
        {
            **_rate(line),
            "ligneTvaMontantBaseHtParTaux": euros(line["base"]),
            "ligneTvaMontantTvaParTaux": euros(line["vat"]),
        }
        for line in page.slice(lines)
    ]
    return {"ligneTva": shown, **page.named(len(lines), "LignesRecapitulativesTVA")}


def _rate(line: Answer) -> Answer:
    """Return the rate of a line of VAT: a code of the list, or a figure."""
    known = {code: (rank, label, value) for rank, (code, label, value) in enumerate(VAT_RATES, 1)}
    if line.get("code") not in known:
        return {"ligneTvaTauxManuel": line["rate"] / 100}
    rank, label, value = known[line["code"]]
    return {
        "ligneTvaTauxRefId": rank,
        "ligneTvaTauxRefCode": line["code"],
        "ligneTvaTauxRefLibelle": label,
        "ligneTvaTauxRefValeur": value,
    }


def _attachments(links: list[sqlite3.Row], page: Page) -> Answer:
    others = [link for link in links if not link["main"]]
    shown = [
        {
            "pieceJointeTypeCode": link["type_code"],
            "pieceJointeTypeLibelle": link["type_label"],
            "pieceJointeDesignation": link["label"],
            "pieceJointeNumeroLigneFacture": link["line_number"],
            "pieceJointeIdLiaison": link["id"],
            "pieceJointeId": link["attachment_id"],
            "pieceJointeExtension": link["extension"],
        }
        for link in page.slice(others)
    ]
    return {"pieceJointe": shown, **page.named(len(others), "ListePiecesJointe")}


def _lines(lines: list[Answer], page: Page) -> Answer:
    return {
        "lignePoste": [_line(line) for line in page.slice(lines)],
        **page.named(len(lines), "LignesPoste"),
    }


def _line(line: Answer) -> Answer:
    net = round(line["quantity"] * line["price"]) - line["discount"]
    vat = round(net * line["rate"] / 10000)
    return {
        "lignePosteNumero": line["number"],
        "lignePosteReference": line["reference"],
        "lignePosteDenomination": line["label"],
        "lignePosteQuantite": line["quantity"],
        "lignePosteUniteLibelle": line["unit"],
        "lignePosteMontantUnitaireHT": euros(line["price"]),
        "lignePosteMontantRemiseHT": euros(line["discount"]),
        "lignePosteTauxTva": line.get("code"),
        "lignePosteTauxTvaManuel": None if line.get("code") else line["rate"] / 100,
        "lignePosteMontantHtApresRemise": euros(net),
        "lignePosteMontantTva": euros(vat),
        "lignePosteMontantTtcApresRemise": euros(net + vat),
    }
