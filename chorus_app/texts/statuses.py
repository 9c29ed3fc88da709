"""Each status in plain words: its name, what it means, who acts next and what usually follows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chorus_app.domain.invoice import TypeCode
from chorus_app.domain.status import Actor, Family, Status, next_actor


@dataclass(frozen=True, slots=True)
class StatusText:
    """`label` names it, `meaning` says what happened, `then` what comes next and by whom.

    `tone` is a colour family of the style sheet, `icon` a name of `components.base.icons`.
    """

    label: str
    meaning: str
    then: str
    tone: str
    icon: str


STATUSES: dict[Status, StatusText] = {
    Status.BROUILLON: StatusText(
        "Brouillon",
        "La facture est enregistrée mais n’a pas été envoyée.",
        "À vous : terminez-la, ou supprimez-la, là où elle a été commencée.",
        "neutral",
        "pencil",
    ),
    Status.DEPOSEE: StatusText(
        "Déposée",
        "Chorus Pro a reçu la facture.",
        "Chorus Pro l’achemine vers le destinataire ; vous n’avez rien à faire.",
        "onway",
        "send",
    ),
    Status.EN_COURS_ACHEMINEMENT: StatusText(
        "En cours d’acheminement",
        "La facture voyage de Chorus Pro vers le destinataire.",
        "Chorus Pro la remet au destinataire ; vous n’avez rien à faire.",
        "onway",
        "send",
    ),
    Status.MISE_A_DISPOSITION: StatusText(
        "Mise à disposition",
        "Le destinataire a reçu la facture et en a été averti. Son délai de paiement a commencé.",
        "Au destinataire de la traiter.",
        "onway",
        "inbox",
    ),
    Status.COMPLETEE: StatusText(
        "Complétée",
        "Les pièces demandées ont été ajoutées à la facture suspendue.",
        "Au destinataire de reprendre le traitement.",
        "onway",
        "inbox",
    ),
    Status.A_RECYCLER: StatusText(
        "À recycler",
        "Le destinataire n’est pas le bon, ou le service ou l’engagement est faux.",
        "À vous : corrigez le SIRET, le service ou l’engagement, puis renvoyez. "
        "Le numéro de facture ne change pas.",
        "accent",
        "recycle",
    ),
    Status.SUSPENDUE: StatusText(
        "Suspendue",
        "Le destinataire attend une pièce ou une précision pour continuer.",
        "À vous : ajoutez la pièce demandée, la facture repart sous le même numéro.",
        "accent",
        "pause",
    ),
    Status.REJETEE: StatusText(
        "Rejetée",
        "Le destinataire refuse la facture, par exemple parce qu’une donnée est fausse.",
        "À vous : lisez le motif, puis émettez une nouvelle facture avec un nouveau numéro.",
        "refused",
        "cross",
    ),
    Status.SERVICE_FAIT: StatusText(
        "Service fait",
        "Le destinataire confirme que la livraison ou la prestation a eu lieu.",
        "Au destinataire de donner l’ordre de payer.",
        "onway",
        "check",
    ),
    Status.MANDATEE: StatusText(
        "Mandatée",
        "Le destinataire a donné l’ordre de payer.",
        "Au comptable public de contrôler et de payer.",
        "onway",
        "stamp",
    ),
    Status.MISE_A_DISPOSITION_COMPTABLE: StatusText(
        "Mise à disposition du comptable",
        "Le comptable public a reçu l’ordre de payer.",
        "Au comptable public de contrôler et de payer.",
        "onway",
        "stamp",
    ),
    Status.COMPTABILISEE: StatusText(
        "Comptabilisée",
        "Le comptable public a validé la dépense.",
        "Au comptable public d’ordonner le virement.",
        "onway",
        "stamp",
    ),
    Status.MISE_EN_PAIEMENT: StatusText(
        "Mise en paiement",
        "L’ordre de virement est parti à la Banque de France.",
        "L’argent arrive en général sous quelques jours : vérifiez votre relevé.",
        "paid",
        "check",
    ),
    Status.SUPPRIMEE: StatusText(
        "Supprimée",
        "La facture a été supprimée. Elle ne compte dans aucun total.",
        "Il n’y a rien à faire.",
        "neutral",
        "trash",
    ),
}

CREDIT_NOTES: dict[Status, tuple[str, str]] = {
    Status.BROUILLON: (
        "L’avoir est enregistré mais n’a pas été envoyé.",
        "À vous : terminez-le, ou supprimez-le, là où il a été commencé.",
    ),
    Status.DEPOSEE: (
        "Chorus Pro a reçu l’avoir.",
        "Chorus Pro l’achemine vers le destinataire ; vous n’avez rien à faire.",
    ),
    Status.EN_COURS_ACHEMINEMENT: (
        "L’avoir voyage de Chorus Pro vers le destinataire.",
        "Chorus Pro le remet au destinataire ; vous n’avez rien à faire.",
    ),
    Status.MISE_A_DISPOSITION: (
        "Le destinataire a reçu l’avoir et en a été averti.",
        "Au destinataire de le traiter.",
    ),
    Status.COMPLETEE: (
        "Les pièces demandées ont été ajoutées à l’avoir suspendu.",
        "Au destinataire de reprendre le traitement.",
    ),
    Status.A_RECYCLER: (
        "Le destinataire n’est pas le bon, ou le service ou l’engagement est faux.",
        "À vous : corrigez le SIRET, le service ou l’engagement, puis renvoyez. "
        "Le numéro de l’avoir ne change pas.",
    ),
    Status.SUSPENDUE: (
        "Le destinataire attend une pièce ou une précision pour continuer.",
        "À vous : ajoutez la pièce demandée, l’avoir repart sous le même numéro.",
    ),
    Status.REJETEE: (
        "Le destinataire refuse l’avoir, par exemple parce qu’une donnée est fausse.",
        "À vous : lisez le motif, puis émettez un nouvel avoir avec un nouveau numéro.",
    ),
    Status.SUPPRIMEE: (
        "L’avoir a été supprimé. Il ne compte dans aucun total.",
        "Il n’y a rien à faire.",
    ),
}
"""What a status means and what follows, where the words of an invoice do not fit a credit note."""

REJECTION_TREATED = "Ce rejet est traité : rien n’attend plus de vous ici."

OTHERS: dict[str, str] = {
    "A_VALIDER_1": "À valider par le premier valideur",
    "A_VALIDER_2": "À valider par le second valideur",
    "VALIDEE_1": "Validée par le premier valideur",
    "VALIDEE_2": "Validée par le second valideur",
    "REFUSEE_1": "Refusée par le premier valideur",
    "REFUSEE_2": "Refusée par le second valideur",
    "ABSENCE_VALIDATION_1_HORS_DELAI": "Validée tacitement (premier valideur hors délai)",
    "ABSENCE_VALIDATION_2_HORS_DELAI": "Validée tacitement (second valideur hors délai)",
    "ERREUR_FOURNISSEUR_SUR_VALIDEUR": "Valideur à corriger",
    "ERREUR_COTRAITANT_SUR_VALIDEUR": "Valideur à corriger par le cotraitant",
    "INTERPRETEE_OCR": "Lue, pas encore envoyée",
    "PRISE_EN_COMPTE_DESTINATAIRE": "Prise en compte par le destinataire",
    "A_COMPLETER": "À compléter",
    "ABANDONNEE": "Abandonnée",
    "ASSOCIEE": "Associée à un dossier",
    "EN_COURS_TRAITEMENT_PIVOT_S": "En cours de traitement",
    "EN_ATTENTE_RECYCLAGE_FOURNISSEUR": "En attente de recyclage",
    "NON_CONFORME": "Non conforme",
    "REMPLACEE_PAR_A22": "Remplacée par un décompte tacite",
    "DUPLIQUE_APRES_REFUS": "Dupliquée après un refus",
    "TECHNIQUE_INCONNU": "Statut inconnu de Chorus Pro",
    "ERREUR_DESTINATAIRE_PD": "Destinataire erroné (projet de décompte)",
    "ERREUR_DESTINATAIRE_EA": "Destinataire erroné (état d’acompte)",
    "A_ASSOCIER_FOURNISSEUR": "À associer par le fournisseur",
    "REFUSEE_FOURNISSEUR": "Refusée par le fournisseur",
    "ERREUR_FOURNISSEUR_SUR_MOE": "Maître d’œuvre à corriger par le fournisseur",
    "ERREUR_FOURNISSEUR_SUR_MOA": "Maître d’ouvrage à corriger par le fournisseur",
    "ERREUR_MOE_SUR_FOURNISSEUR": "Fournisseur à corriger par le maître d’œuvre",
    "ERREUR_MOA_SUR_FOURNISSEUR": "Fournisseur à corriger par le maître d’ouvrage",
    "ERREUR_MOE_SUR_MOA": "Maître d’ouvrage à corriger par le maître d’œuvre",
    "ERREUR_DE_MOE": "Maître d’œuvre erroné",
    "ERREUR_DE_MOA": "Maître d’ouvrage erroné",
    "A_VALIDER_MOE": "À valider par le maître d’œuvre",
    "REFUSEE_MOE": "Refusée par le maître d’œuvre",
    "A_ASSOCIER_MOE": "À associer par le maître d’œuvre",
    "MISE_A_DISPOSITION_MOE": "Mise à disposition du maître d’œuvre",
    "PRISE_EN_COMPTE_MOE": "Prise en compte par le maître d’œuvre",
    "ABSENCE_VALIDATION_MOE_DELAI_REGLEMENTAIRE": "Validée tacitement (maître d’œuvre hors délai)",
    "A_ASSOCIER_MOA": "À associer par le maître d’ouvrage",
    "REFUSEE_MOA": "Refusée par le maître d’ouvrage",
    "TRANSMISE_MOA": "Transmise au maître d’ouvrage",
    "MISE_A_DISPOSITION_MOA": "Mise à disposition du maître d’ouvrage",
    "PRISE_EN_COMPTE_MOA": "Prise en compte par le maître d’ouvrage",
}

_WHO: dict[Actor, str] = {
    Actor.FOURNISSEUR: "À vous de jouer.",
    Actor.CHORUS: "Chorus Pro poursuit le traitement.",
    Actor.DESTINATAIRE: "Au destinataire d’agir.",
    Actor.COMPTABLE: "Au comptable public d’agir.",
    Actor.BANQUE: "La banque exécute le virement.",
    Actor.VALIDEUR: "Au valideur de se prononcer.",
    Actor.PERSONNE: "Il n’y a rien à faire.",
}

FAMILIES: dict[Family, tuple[str, str, str, str]] = {
    Family.EMISSION: ("Émission", "send", "onway", "brouillons et envois"),
    Family.RECEPTION: ("Réception", "inbox", "neutral", "chez le destinataire"),
    Family.RENVOI: ("Renvoi", "recycle", "accent", "revenues vers vous"),
    Family.AVANCEMENT: ("Avancement", "bank", "paid", "en bonne voie ou payées"),
}
"""For each family of the guide: its name, icon, tone and a few words."""


def ahead_words(steps: Sequence[Status], maybe: Sequence[Status], *, tells_payment: bool) -> str:
    """Return what usually follows; empty when nothing does.

    `maybe` are optional statuses of which nobody knows whether this recipient sends them.
    """
    sure = ", puis ".join(f"« {STATUSES[step].label} »" for step in steps)
    said = f"Ensuite, en général : {sure}." if steps else ""
    if maybe:
        names = ", ".join(f"« {STATUSES[step].label} »" for step in maybe)
        said = f"{said} Facultatif, selon le destinataire : {names}."
    if not tells_payment:
        said = (
            f"{said} Ce destinataire n’annonce pas la mise en paiement : surveillez votre relevé."
        )
    return said.strip()


def status_text(code: str, type_code: str = "") -> StatusText:
    """Return the words of any status, named by the guide or not, for an invoice of this type."""
    if code in Status.__members__:
        words = STATUSES[Status(code)]
        if type_code == TypeCode.AVOIR and (own := CREDIT_NOTES.get(Status(code))):
            return replace(words, meaning=own[0], then=own[1])
        return words
    label = OTHERS.get(code) or code.replace("_", " ").capitalize()
    return StatusText(
        label,
        "Chorus Pro emploie ici un statut que le guide des fournisseurs ne décrit pas.",
        _WHO[next_actor(code)],
        "neutral",
        "dots",
    )
