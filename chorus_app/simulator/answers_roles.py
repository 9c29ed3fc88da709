"""The same invoices as other readers get them: to be treated, received, to be validated."""

import sqlite3
from typing import Any

from chorus_app.simulator.answers import listed
from chorus_app.simulator.wire import euros, rfc3339

Answer = dict[str, Any]

_TO_TREAT = frozenset(
    [
        "identifiantFactureCPP",
        "typeDemandePaiement",
        "codeFournisseur",
        "typeIdentifiantFournisseur",
        "designationFournisseur",
        "codeServiceFournisseur",
        "nomServiceFournisseur",
        "idDestinataire",
        "codeDestinataire",
        "designationDestinataire",
        "idServiceExecutant",
        "codeServiceExecutant",
        "nomServiceExecutant",
        "typeFacture",
        "numeroFacture",
        "dateFacture",
        "dateDepot",
        "montantHT",
        "montantTTC",
        "montantAPayer",
        "devise",
        "statut",
        "numeroMarche",
        "numeroBonCommande",
    ]
)
_RECEIVED = (_TO_TREAT - {"identifiantFactureCPP"}) | {
    "dateHeureEtatCourant",
    "commentaireEtatCourant",
}
_NOT_RECEIVED = frozenset(
    {
        "designationDestinataire",
        "miseEnPaiementDestinataire",
        "raisonSocialeFournisseur",
    }
)


def to_treat(row: sqlite3.Row) -> Answer:
    """Return one line of `rechercher/atraiter/fournisseur`."""
    return _only(listed(row), _TO_TREAT)


def received(row: sqlite3.Row) -> Answer:
    """Return one line of the recipient's searches."""
    return {
        "idFacture": row["id"],
        **_only(listed(row), _RECEIVED),
        "factureTelechargeeParDestinataire": bool(row["downloaded"]),
    }


def received_in_full(facture: Answer) -> Answer:
    """Return `facture` of `consulter/recipiendaire`: the supplier's without some fields."""
    made = {name: value for name, value in facture.items() if name != "rejetTraite"}
    for part in ("destinataire", "fournisseur"):
        made[part] = {
            name: value for name, value in made[part].items() if name not in _NOT_RECEIVED
        }
    return made


def validated(row: sqlite3.Row) -> Answer:
    """Return one line of the validator's searches."""
    return {
        "idFacture": row["id"],
        "typeDemandePaiement": "FACTURE",
        "idFournisseur": row["supplier_id"],
        "identifiantFournisseur": row["supplier_siret"],
        "typeIdentifiantFournisseur": "SIRET",
        "designationFournisseur": row["supplier_name"],
        "idDestinataire": row["recipient_id"],
        "typeIdentifiantDestinataire": "SIRET",
        "identifiantDestinataire": row["recipient_siret"],
        "designationDestinataire": row["recipient_name"],
        "idServiceExecutant": row["service_id"],
        "codeServiceExecutant": row["service_code"],
        "nomServiceExecutant": row["service_name"],
        "idValideur": row["validator_id"],
        "typeIdentifiantValideur": "SIRET",
        "identifiantValideur": row["validator_siret"],
        "designationValideur": row["validator_name"],
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
        "numeroEngagement": row["purchase_order"] or None,
    }


def payment_request(row: sqlite3.Row) -> Answer:
    """Return one line of `rechercher/demandePaiement`."""
    return {
        "idDemandePaiement": row["id"],
        "numeroDemandePaiement": row["number"],
        "typeDemandePaiement": "FACTURE",
        "typeFacture": row["type_code"],
        "cadreFacturation": row["business_process"],
        "etatCourant": row["status"],
        "dateHeureEtatCourant": rfc3339(row["status_at"]),
        "dateFournisseur": row["issue_date"],
        "dateDepot": row["deposit_date"],
        "montantHT": euros(row["net"]),
        "montantTTC": euros(row["gross"]),
        "montantAPayer": euros(row["payable"]),
        "numeroMarche": row["contract"] or None,
        "numeroBonCommande": row["purchase_order"] or None,
        "numeroFactureOrigine": row["preceding_number"] or None,
        "idStructureFournisseur": row["supplier_id"],
        "idStructureValideur1": row["validator_id"],
        "idStructureDestinataire": row["recipient_id"],
        "idServiceDestinataire": row["service_id"],
        "dpOuDpArchive": "DEMANDE_PAIEMENT",
        "commentaireEtatCourant": row["status_comment"] or None,
        "numeroDpMandat": row["mandate_number"] or None,
        "codeServiceDestinataire": row["service_code"],
        "nomServiceDestinataire": row["service_name"],
        "identifiantStructureFournisseur": row["supplier_siret"],
        "identifiantStructureDestinataire": row["recipient_siret"],
    }


def _only(answer: Answer, names: frozenset[str]) -> Answer:
    return {name: value for name, value in answer.items() if name in names}
