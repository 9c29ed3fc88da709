"""Every `codeRetour`/`libelle` pair the simulator answers, and whether anyone published it.

Public material gives very few codes (reference: chorus-api.md, 1.6 and 8). Where none was found
the simulator uses its own: `codeRetour` from 29000 and a `libelle` that begins with `SIM_`, which
Chorus Pro never uses. The same number means different things on different routes.
"""

from dataclasses import dataclass

SUCCESS = "TRA_MSG_00.000"
SUCCESS_OF_LISTS = "GCU_MSG_01_000"


@dataclass(frozen=True, slots=True)
class Code:
    """One refusal. `sentence` is ours, in French; `source` says who published the pair."""

    route: str
    code_retour: int
    libelle: str
    sentence: str
    source: str = "choix du simulateur"
    sourced: bool = False


class Refusal(Exception):
    """A business rule refuses the request: HTTP 200 with a `codeRetour` that is not 0."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.sentence)
        self.code = code


_SPEC = "spécification externe 2017 (CPP-2017/ChorusPro)"
ANY = "factures"
SUBMIT = "factures/soumettre"
FLOW = "factures/deposer/flux"
PDF = "factures/deposer/pdf"
COMPLETE = "factures/completer"
RECYCLE = "factures/recycler"
HANDLE = "factures/traiter/recue"
VALIDATE = "factures/traiter/factureAValider"
DOWNLOAD = "factures/telecharger/groupe"
ADD_FILE = "transverses/ajouter/fichier"
REPORT = "transverses/consulterCR"
GIVE_FILE = "transverses/telecharger/pieceJointe"
STRUCTURES = "structures"


def _ours(route: str, code_retour: int, suffix: str, sentence: str) -> Code:
    return Code(route, code_retour, f"SIM_MSG_{suffix}", sentence)


def _known(route: str, code_retour: int, libelle: str, sentence: str, source: str) -> Code:
    return Code(route, code_retour, libelle, sentence, source, sourced=True)


NO_INVOICE = _known(ANY, 20000, "GDP_MSG_11.008", "La demande de paiement n'existe pas.", _SPEC)
NO_RIGHT = _known(
    ANY, 20001, "GDP_MSG_11.005", "L'utilisateur n'a pas les habilitations nécessaires.", _SPEC
)
NOT_SUSPENDED = _known(
    COMPLETE, 20002, "GDP_MSG_11.033", "Le statut de la facture n'est pas « Suspendue ».", _SPEC
)
EMPTY_SEARCH = _known(
    "factures/rechercher/recipiendaire",
    20000,
    "TRA_MSG_00.015",
    "La recherche ne donne aucun résultat.",
    "client Pastell",
)
FLOW_TOO_LARGE = _known(
    FLOW, 20001, "GDP_MSG_11.022", "Le fichier du flux est trop volumineux.", "un connecteur PHP"
)
ATTACHMENT_TOO_LARGE = Code(
    ADD_FILE,
    20003,
    "SIM_MSG_PJ.001",
    "La pièce jointe dépasse 10 Mo.",
    "codeRetour : commentaire d'un client ; libelle : choix du simulateur",
    sourced=True,
)

NO_NUMBER = _ours(SUBMIT, 29001, "SOU.001", "Le numéro de facture est obligatoire.")
BAD_NUMBER = _ours(
    SUBMIT,
    29002,
    "SOU.002",
    "Le numéro de facture a 20 caractères au plus : lettres, chiffres, - _ / +.",
)
DUPLICATE = _ours(SUBMIT, 29003, "SOU.003", "Une facture de ce fournisseur porte déjà ce numéro.")
BAD_TOTALS = _ours(SUBMIT, 29004, "SOU.004", "Les montants de la facture ne concordent pas.")
NO_RECIPIENT = _ours(SUBMIT, 29005, "SOU.005", "Le destinataire est inconnu ou inactif.")
SERVICE_NEEDED = _ours(
    SUBMIT, 29006, "SOU.006", "Le code service est obligatoire pour ce destinataire."
)
BAD_SERVICE = _ours(
    SUBMIT, 29007, "SOU.007", "Le service est inconnu de ce destinataire ou inactif."
)
ENGAGEMENT_NEEDED = _ours(
    SUBMIT, 29008, "SOU.008", "Le numéro d'engagement est obligatoire pour ce destinataire."
)
EITHER_NEEDED = _ours(
    SUBMIT, 29009, "SOU.009", "Ce destinataire demande un code service ou un numéro d'engagement."
)
RESERVED_SERVICE = _ours(
    SUBMIT, 29010, "SOU.010", "Le service FACTURES_PUBLIQUES est réservé aux entités publiques."
)
NO_ORIGIN = _ours(SUBMIT, 29011, "SOU.011", "Un avoir doit nommer sa facture d'origine.")
MEANS_ON_CREDIT = _ours(
    SUBMIT, 29012, "SOU.012", "Un avoir ne porte ni mode de règlement ni coordonnées bancaires."
)
NO_MEANS = _ours(SUBMIT, 29013, "SOU.013", "Le mode de règlement est obligatoire.")
BAD_PROCESS = _ours(
    SUBMIT, 29014, "SOU.014", "Le cadre de facturation doit être A1, A2, A9 ou A12."
)
NO_VALIDATOR = _ours(
    SUBMIT,
    29015,
    "SOU.015",
    "Le valideur est obligatoire et doit exister pour les cadres A9 et A12.",
)
NO_ATTACHMENT = _ours(
    SUBMIT, 29016, "SOU.016", "La pièce jointe principale est absente ou n'existe pas."
)
NO_LINE = _ours(SUBMIT, 29017, "SOU.017", "Une facture saisie a au moins une ligne de poste.")
NOT_YOUR_SUPPLIER = _ours(
    SUBMIT, 29018, "SOU.018", "Le fournisseur n'est pas celui du compte technique."
)
BAD_DATE = _ours(
    SUBMIT, 29019, "SOU.019", "La date de facture est absente ou postérieure au dépôt."
)
NO_EXEMPTION = _ours(SUBMIT, 29020, "SOU.020", "Une facture exonérée doit dire son motif.")
BAD_MODE = _ours(SUBMIT, 29021, "SOU.021", "Le mode de dépôt est absent ou inconnu.")
BAD_TYPE = _ours(SUBMIT, 29022, "SOU.022", "Le type de facture ou de TVA est absent ou inconnu.")
BAD_CURRENCY = _ours(SUBMIT, 29023, "SOU.023", "La devise est absente ou inconnue.")
TOO_LONG = _ours(SUBMIT, 29024, "SOU.024", "Un champ dépasse sa longueur permise.")
NOT_PAID = _ours(
    SUBMIT, 29025, "SOU.025", "Une facture déjà payée (A2) a un montant à payer de zéro."
)
TOO_HEAVY = _ours(
    SUBMIT, 29026, "SOU.026", "La facture et ses pièces dépassent 120 Mo (30 Mo pour un flux)."
)
UNREADABLE_PDF = _ours(PDF, 29101, "PDF.001", "Le fichier n'est pas un PDF lisible.")
PROTECTED_PDF = _ours(PDF, 29102, "PDF.002", "Le PDF est protégé par un mot de passe.")
NO_FILE = _ours(PDF, 29103, "PDF.003", "Le fichier ou son nom est absent ou illisible.")
BAD_FORMAT = _ours(PDF, 29104, "PDF.004", "Le format de dépôt est inconnu.")
BAD_SYNTAX = _known(
    FLOW,
    20001,
    "GDP_MSG_01.001",
    "Le format du flux est invalide.",
    "un client public (peu sûr)",
)
NO_FLOW_FILE = _ours(FLOW, 29201, "FLX.001", "Le fichier du flux ou son nom est absent.")
NO_FLOW = _ours(REPORT, 29301, "TRA.001", "Aucun flux ne porte ce numéro.")
NO_STRUCTURE = _ours(STRUCTURES, 29401, "STR.001", "La structure n'existe pas.")
NO_SERVICE = _ours(STRUCTURES, 29402, "STR.002", "Le service n'existe pas dans cette structure.")

NOTHING_ADDED = _ours(
    COMPLETE, 29501, "CPL.001", "Une facture se complète par une pièce jointe ou un commentaire."
)
NOT_TO_RECYCLE = _ours(
    RECYCLE, 29601, "REC.001", "Le statut de la facture n'est pas « À recycler »."
)
NOT_REJECTED = _ours(
    "factures/traiterRejet", 29701, "REJ.001", "Le statut de la facture n'est pas « Rejetée »."
)
BAD_MOVE = _ours(HANDLE, 29801, "TRT.001", "Ce statut ne peut pas suivre le statut actuel.")
NO_REASON = _ours(HANDLE, 29802, "TRT.002", "Un motif est obligatoire pour ce statut.")
BAD_VALIDATOR = _ours(
    VALIDATE, 29901, "VAL.001", "La facture n'attend pas cette action de ce valideur."
)
NO_DOWNLOAD = _ours(DOWNLOAD, 29951, "TEL.001", "Le format ou la liste de factures est absent.")
BAD_FILE = _ours(
    ADD_FILE, 29961, "PJ.002", "Le fichier est absent, ou son nom dépasse 50 caractères."
)
BAD_EXTENSION = _ours(ADD_FILE, 29962, "PJ.003", "L'extension du fichier n'est pas acceptée.")
NO_FILE_KEPT = _ours(GIVE_FILE, 29963, "PJ.004", "La pièce jointe n'existe pas.")


def table() -> tuple[Code, ...]:
    """Return every code of this module, by route then number."""
    found = {value for value in globals().values() if isinstance(value, Code)}
    return tuple(sorted(found, key=lambda code: (code.route, code.code_retour, code.libelle)))
