"""The other codes of Chorus Pro in words: cadres, modes of deposit, VAT, actions of users."""

from chorus_app.domain.invoice import BusinessProcess, UserAction, VatScheme
from chorus_app.texts.deposit import PROCESSES, SCHEMES
from chorus_app.texts.formats import moment

_MODES = {
    "SAISIE_WEB": "Saisie sur le portail",
    "SAISIE_PORTAIL": "Saisie sur le portail",
    "SAISIE_API": "Saisie par un logiciel",
    "PORTAIL_PDF": "PDF déposé sur le portail",
    "DEPOT_PDF_PORTAIL": "PDF déposé sur le portail",
    "DEPOT_PDF_SIGNE_PORTAIL": "PDF signé déposé sur le portail",
    "DEPOT_PDF_API": "PDF déposé par un logiciel",
    "DEPOT_PDF_SIGNE_API": "PDF signé déposé par un logiciel",
    "EDI": "Flux EDI",
    "EDI_XML_STRUCT": "Flux EDI structuré",
    "EDI_MIXTE": "Flux EDI mixte",
    "EDI_PDF_ARCHIVE": "Flux EDI avec PDF",
    "EDI_NUMERISATION": "Numérisation",
    "UPLOAD_PORTAIL": "Flux déposé sur le portail",
    "UPLOAD_API": "Flux déposé par un logiciel",
}
_ACTIONS = {
    "TELECHARGEMENT_FACTURE": "Facture téléchargée",
    "ACQUITTEMENT_REJET": "Rejet acquitté",
    "ACQUITTEMENT_SUSPENSION": "Suspension acquittée",
    "TRAITEMENT_REJET": "Rejet traité",
}
_PIECES = {
    "RIB": "Relevé d’identité bancaire",
    "AAR": "Accusé de réception",
    "ACE": "Acte d’engagement",
    "BL": "Bon de livraison",
    "ATT": "Attestation de service fait",
    "DEV": "Devis",
    "AUTRE": "Autre document",
}
_BY_SUPPLIER = {"ACQUITTEMENT_REJET", "ACQUITTEMENT_SUSPENSION", "TRAITEMENT_REJET"}


def process(code: str) -> str:
    """Return the words of a cadre de facturation."""
    if code in BusinessProcess.__members__:
        return PROCESSES[BusinessProcess(code)]
    return _plain(code)


def vat_scheme(code: str) -> str:
    """Return the words of a `typeTva`."""
    return SCHEMES[VatScheme(code)] if code in VatScheme.__members__ else _plain(code)


def deposit_mode(code: str) -> str:
    """Return the words of a `modeDepot`."""
    return _MODES.get(code) or _plain(code)


def piece_type(label: str) -> str:
    """Return the words of a type of piece: Chorus Pro writes some labels as their code."""
    return _PIECES.get(label) or label or "Pièce"


def user_action(action: UserAction) -> tuple[str, str, str]:
    """Return an action's name, its moment and author, and no comment."""
    actor = "vous" if action.code in _BY_SUPPLIER else action.actor
    who = f" · {actor}" if actor else ""
    return _ACTIONS.get(action.code) or _plain(action.code), moment(action.at) + who, ""


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
