"""The words of a deposit under way: marks, obligations, and where it stands."""

from chorus_app.domain.deposit import Stage
from chorus_app.domain.invoice import Obligations, TypeCode

FLOWS = {
    "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP": "Chorus Pro a reçu le fichier et va le lire.",
    "IN_EN_ATTENTE_TRAITEMENT_CPP": "Le fichier attend son tour chez Chorus Pro.",
    "IN_EN_ATTENTE_RETRAITEMENT_CPP": "Chorus Pro va relire le fichier.",
    "IN_EN_COURS_TRAITEMENT_CPP": "Chorus Pro lit le fichier.",
    "IN_RECU": "Chorus Pro a reçu le fichier.",
    "IN_TRAITE_SE_CPP": "Chorus Pro a traité le fichier.",
    "IN_INTEGRE": "Chorus Pro a intégré le fichier.",
    "IN_INTEGRE_PARTIEL": "Chorus Pro a intégré une partie du fichier.",
    "QP_RECEVABLE": "Chorus Pro juge le fichier recevable.",
    "QP_RECEVABLE_AVEC_ERREUR": "Chorus Pro juge le fichier recevable, avec des réserves.",
    "QP_IRRECEVABLE": "Chorus Pro juge le fichier irrecevable et en donnera la raison.",
    "IN_REJETE": "Chorus Pro rejette le fichier et en donnera la raison.",
    "IN_INCIDENTE": "Chorus Pro a eu un incident en lisant le fichier.",
    "IN_A_RELANCER": "Chorus Pro va relire le fichier.",
    "IN_ERREUR_INTERNE": "Chorus Pro a eu une panne en lisant le fichier.",
}
"""Where a flow stands, by Chorus Pro's code (`etatCourantDepotFlux`)."""


_LEAVE_TO_US = "Choral réessaie tout seul : ne refaites rien."
_TRY_AGAIN = "Réessayez dans quelques minutes."


def while_sending(problem: str) -> str:
    """Return what is said while a stored intent leaves; whoever tries again would send it twice."""
    if not problem:
        return "Vous pouvez quitter cette page : l’envoi continue."
    return f"{problem.removesuffix(_TRY_AGAIN).strip()} {_LEAVE_TO_US}"


def following_words(
    stage: Stage, flow_state: str, problem: str, type_code: str = ""
) -> tuple[str, str]:
    """Return a title and a sentence for where a deposit stands. Saved is never called sent."""
    is_credit = type_code == TypeCode.AVOIR
    match stage:
        case Stage.A_ENVOYER:
            return "Envoi en cours", while_sending(problem)
        case Stage.EN_SUIVI:
            received = "Reçu, pas encore déposé" if is_credit else "Reçue, pas encore déposée"
            return received, FLOWS.get(flow_state) or problem or (
                "Chorus Pro a reçu le fichier et va le lire."
            )
        case Stage.DEPOSEE:
            if is_credit:
                return "Votre avoir est bien transmis", "Chorus Pro l’a enregistré comme déposé."
            return "Votre facture est bien transmise", "Chorus Pro l’a enregistrée comme déposée."
        case Stage.REFUSEE:
            return "Refusé par Chorus Pro" if is_credit else "Refusée par Chorus Pro", problem
    return "Brouillon enregistré, pas encore envoyé", ""


def unsent_words(stage: Stage) -> str:
    """Return what is said below the button that sends: nothing left, or nothing was taken."""
    if stage is Stage.REFUSEE:
        return "Chorus Pro a refusé ce dépôt : rien n’est enregistré chez lui, et rien n’a été renvoyé."
    return following_words(Stage.BROUILLON, "", "")[0]


def mark_words(mark: str, *, wanted: bool) -> tuple[str, str]:
    """Return the mark of a field and its tone; nothing once somebody typed the value.

    A field that was not read is to complete only where it is wanted: many are optional.
    """
    match mark:
        case "REFUSE":
            return "refusé", "refused"
        case "LU":
            return "lu", "paid"
        case "A_VERIFIER":
            return "à vérifier", "accent"
        case "DE_MEMOIRE":
            return "d’après votre dernière correction", "accent"
        case "A_COMPLETER" if wanted:
            return "à compléter", "neutral"
    return "", "neutral"


_DOUBTS = {
    "UNE_FOIS": "lu une seule fois, sans rien qui le confirme",
    "LIBELLE_VAGUE": "le libellé peut annoncer autre chose",
    "SANS_LIBELLE": "aucun libellé connu ne l’annonce",
    "COUPEE": "la fin a pu être mal lue",
    "PLUSIEURS": "plusieurs valeurs possibles, la plus proche du libellé est reprise",
    "ROLE": "rien ne dit clairement à qui est ce SIRET",
    "SOMME": "la somme des montants lus ne le confirme pas",
    "DEDUITE": "pas écrit tel quel, déduit du reste",
    "PAGE_SEULE": "lu sur la page, absent des données du fichier",
    "DESACCORD": "la page et les données du fichier diffèrent",
    "ARRONDIE": "arrondi à deux décimales",
    "NOM": "reconnu à son nom, la page ne donne pas son SIRET",
    "PROPOSEE": "proposé par Choral",
}


def doubt_words(mark: str, doubt: str) -> str:
    """Return why a field is to be checked; nothing once somebody typed the value."""
    why = _DOUBTS.get(doubt, "") if mark == "A_VERIFIER" else ""
    return f"À vérifier : {why}." if why else ""


def obligation_words(demands: Obligations) -> str:
    """Say what a recipient demands on each invoice, and whether it reports payments."""
    if demands.service_required and demands.engagement_required:
        wants = "Exige un code service et un numéro d’engagement."
    elif demands.service_required:
        wants = "Exige un code service."
    elif demands.engagement_required:
        wants = "Exige un numéro d’engagement."
    elif demands.service_or_engagement_required:
        wants = "Exige un code service ou un numéro d’engagement."
    else:
        wants = "N’exige ni code service ni numéro d’engagement."
    return wants if demands.reports_payment else f"{wants} N’envoie pas « mise en paiement »."
