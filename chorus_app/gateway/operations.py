"""The operations of Chorus Pro that the client calls, and which of them may be repeated."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Operation:
    """A route of PISTE.

    `repeatable` tells that a second call does no harm: it reads, or makes nothing that shows.
    `coded` tells that the contract promises a `codeRetour`; `carries_file` that the body is heavy.
    `patience` is what a heavy answer adds to the time-out, in seconds.
    """

    path: str
    method: Literal["GET", "POST"] = "POST"
    repeatable: bool = True
    coded: bool = True
    carries_file: bool = False
    patience: float = 0.0


SEARCH = Operation("/cpro/factures/v1/rechercher/fournisseur")
DETAIL = Operation("/cpro/factures/v1/consulter/fournisseur")
HISTORY = Operation("/cpro/factures/v1/consulter/historique")
DEPOSIT_PDF = Operation("/cpro/factures/v1/deposer/pdf", coded=False, carries_file=True)
SUBMIT = Operation("/cpro/factures/v1/soumettre", repeatable=False)
DEPOSIT_FLOW = Operation("/cpro/factures/v1/deposer/flux", repeatable=False, carries_file=True)
COMPLETE = Operation("/cpro/factures/v1/completer", repeatable=False)
RECYCLE = Operation("/cpro/factures/v1/recycler", repeatable=False)
TREAT_REJECTION = Operation("/cpro/factures/v1/traiterRejet", repeatable=False)
CORRECT_VALIDATOR = Operation("/cpro/factures/v1/corriger/valideur/facture", repeatable=False)
DOWNLOAD = Operation("/cpro/factures/v1/telecharger/groupe", patience=90.0)
ADD_FILE = Operation("/cpro/transverses/v1/ajouter/fichier", carries_file=True)
FLOW_REPORT = Operation("/cpro/transverses/v1/consulterCRDetaille")
STRUCTURES = Operation("/cpro/structures/v1/rechercher")
STRUCTURE = Operation("/cpro/structures/v1/consulter")
SERVICES = Operation("/cpro/structures/v1/rechercher/services")
SERVICE = Operation("/cpro/structures/v1/consulter/service")
ATTACHED = Operation("/cpro/utilisateurs/v1/monCompte/recuperer/rattachements")
OWN_STRUCTURES = Operation("/cpro/transverses/v1/recuperer/structures/actives/fournisseur")
BANK_ACCOUNTS = Operation("/cpro/transverses/v1/recuperer/coordbanc/valides")
COMMITMENTS = Operation("/cpro/engagementsJuridiques/v1/rechercher")
CURRENCIES = Operation("/cpro/transverses/v1/recuperer/devises")
COUNTRIES = Operation("/cpro/transverses/v1/recuperer/pays")
VAT_RATES = Operation("/cpro/transverses/v1/recuperer/tauxtva")
VAT_EXEMPTIONS = Operation("/cpro/transverses/v1/recuperer/motifs/exonerationtva")
PAYMENT_MEANS = Operation("/cpro/transverses/v1/recuperer/modereglements")
BUSINESS_PROCESSES = Operation("/cpro/transverses/v1/recuperer/cadrefacturation")
ATTACHMENT_TYPES = Operation("/cpro/transverses/v1/recuperer/typespj")
DEPOSIT_MODES = Operation("/cpro/transverses/v1/recuperer/modedepot")
FLOW_FORMATS = Operation("/cpro/transverses/v1/recuperer/formatflux")
FLOW_SYNTAXES = Operation("/cpro/transverses/v1/recuperer/syntaxeflux")
REQUEST_TYPES = Operation("/cpro/transverses/v1/recuperer/typedp")
REQUEST_STATES = Operation("/cpro/transverses/v1/recuperer/etat/typedp")
WORKS_TYPES = Operation("/cpro/transverses/v1/recuperer/typefacturetravaux")
IDENTIFIER_TYPES = Operation("/cpro/transverses/v1/recuperer/typeidentifiant/structure")
REFUSAL_REASONS = Operation("/cpro/transverses/v1/recuperer/motifs/refus/Facture/AValider")
INQUIRIES = Operation("/cpro/transverses/v1/rechercher/categorieSollicitation")
INQUIRY_KINDS = Operation("/cpro/transverses/v1/rechercher/sousCategorieSollicitation")

RECEIVED = Operation("/cpro/factures/v1/rechercher/recipiendaire")
TO_TREAT = Operation("/cpro/factures/v1/rechercher/atraiter/recipiendaire")
RECEIVED_DETAIL = Operation("/cpro/factures/v1/consulter/recipiendaire")
FOLLOWING_STATUSES = Operation("/cpro/transverses/v1/recuperer/etats/traitement")
TREAT = Operation("/cpro/factures/v1/traiter/recue", repeatable=False)
VALIDATOR_SEARCH = Operation("/cpro/factures/v1/rechercher/valideur")
TO_VALIDATE = Operation("/cpro/factures/v1/rechercher/aTraiter/valideur")
VALIDATOR_DETAIL = Operation("/cpro/factures/v1/consulter/valideur")
VALIDATOR_STATUSES = Operation("/cpro/factures/v1/recuperer/statutsFactureVisibles/valideur")
VALIDATE = Operation("/cpro/factures/v1/traiter/factureAValider", repeatable=False)

WAITING = Operation("/cpro/factures/v1/rechercher/atraiter/fournisseur")
PAYMENT_REQUESTS = Operation("/cpro/factures/v1/rechercher/demandePaiement")
FLOW_RECEIPT = Operation("/cpro/transverses/v1/consulterCR")
STRUCTURE_FILES = Operation("/cpro/transverses/v1/rechercher/pj/structure")
OWN_FILES = Operation("/cpro/transverses/v1/rechercher/pj/moncompte")
ATTACHMENT = Operation("/cpro/transverses/v1/telecharger/pieceJointe", patience=90.0)
RECIPIENTS = Operation("/cpro/transverses/v1/rechercher/destinataire")
RECIPIENTS_FILE = Operation("/cpro/transverses/v1/telecharger/annuaire/destinataire", patience=90.0)
COMPANY = Operation("/cpro/transverses/v1/consulter/information/siret")
RECIPIENT_STRUCTURES = Operation("/cpro/transverses/v1/recuperer/structures/actives/destinataire")
WORKS_STRUCTURES = Operation("/cpro/transverses/v1/recuperer/structures/actives/facturetravaux")
WORKSPACES = Operation("/cpro/structures/v1/rechercher/espaces")
ATTACHED_SERVICES = Operation("/cpro/structures/v1/lister/rattachementsutilisateur")
HEALTH = Operation("/cpro/transverses/v1/health-check", method="GET", coded=False)
