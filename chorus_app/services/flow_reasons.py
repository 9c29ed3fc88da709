"""Why Chorus Pro rejected a file, in plain words.

It answers with the name of an XML element, or a sentence in English. Source of the sentences:
chorus-api.md §4.6, as users quote them; of the BT numbers: EN 16931.
"""

import re
from collections.abc import Iterable

from chorus_app.gateway.port import FlowError

_REPAIR = "Corrigez-la dans votre logiciel de facturation, puis déposez le nouveau fichier."
_UNSAID = f"Chorus Pro a rejeté cette facture sans en dire la raison. {_REPAIR}"
_MISSING = re.compile(
    r"l[’']\s*[ée]l[ée]ment\s+(\S+?)(?:\.value)?\s+est obligatoire", re.IGNORECASE
)
_ELEMENTS = {
    "SpecifiedTradeSettlementPaymentMeans.TypeCode": "le moyen de paiement (BT-81)",
    "ApplicableHeaderTradeAgreement.BuyerReference": "le code service (BT-10)",
    "BuyerOrderReferencedDocument.IssuerAssignedID": "le numéro d’engagement (BT-13)",
    "ApplicableTradeTax.TypeCode": "le type de taxe d’une ligne de TVA",
    "ApplicableTradeTax.CategoryCode": "la catégorie d’une ligne de TVA (BT-118)",
}
_SENTENCES = {
    "performing service is mandatory for this recipient": (
        "ce destinataire exige un code service, ou n’a pas celui du fichier (BT-10)"
    ),
    "recipient not located or inactive": "le destinataire est inconnu ou n’est plus actif (BT-46)",
    "header synthesis is not correct": "les totaux ne concordent pas avec les lignes ou la TVA",
    "the consistency checks performed on the payment request are not valid": (
        "les données se contredisent : fournisseur, destinataire ou montants"
    ),
    "this invoice could not be analyzed by the chorus pro system": (
        "Chorus Pro n’arrive pas à lire ce fichier"
    ),
}


def reasons(errors: Iterable[FlowError]) -> str:
    """Return why a flow was rejected and what to do, in French; never empty."""
    said = dict.fromkeys(plain(error.message) for error in errors if error.message.strip())
    if not said:
        return _UNSAID
    return f"Chorus Pro a rejeté cette facture : {' ; '.join(said)}. {_REPAIR}"


def plain(message: str) -> str:
    """Turn one reason of Chorus Pro into plain words; one that is not known is kept as it came."""
    words = " ".join(message.split()).rstrip(".")
    if found := _MISSING.search(words):
        return f"il manque {_element(found[1])}"
    return _SENTENCES.get(words.lower(), words)


def _element(path: str) -> str:
    known = (words for end, words in _ELEMENTS.items() if path.endswith(end))
    return next(known, f"un élément obligatoire ({'.'.join(path.split('.')[-2:])})")
