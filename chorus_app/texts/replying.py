"""The words of the answering page: its title, what the act does, the question before it is sent."""

from datetime import datetime

from chorus_app.domain.answer import Act
from chorus_app.domain.status import Status
from chorus_app.texts.formats import moment
from chorus_app.texts.statuses import status_text

TITLES: dict[Act, str] = {
    Act.COMPLETER: "Compléter la facture",
    Act.RECYCLER: "Corriger l’envoi",
    Act.TRAITER_REJET: "Marquer le rejet comme traité",
}

EXPLANATIONS: dict[Act, str] = {
    Act.COMPLETER: "Ajoutez la pièce demandée, ou répondez en quelques mots : la facture repart aussitôt, sous le même numéro.",
    Act.RECYCLER: "Corrigez le destinataire, le service ou l’engagement, rien d’autre : la facture repart sous le même numéro.",
    Act.TRAITER_REJET: "Le rejet quitte la liste de ce qui vous attend. La facture reste rejetée : elle ne sera pas payée.",
}

UNCHANGED = (
    "Rien n’a changé : corrigez le destinataire, le service ou l’engagement avant de renvoyer."
)

CONFIRMATIONS: dict[Act, str] = {
    Act.COMPLETER: "Envoyer ces pièces au destinataire ?",
    Act.RECYCLER: "Renvoyer la facture à ce destinataire ?",
    Act.TRAITER_REJET: "Marquer ce rejet comme traité ?",
}

OTHER_UNDER_WAY = (
    "Une autre réponse à cette facture est en cours d’envoi : celle-ci n’est pas partie. Votre saisie "
    "est gardée."
)
_TREATED = "Ce rejet est déjà traité : il n’y a plus rien à faire ici."


def moved_words(act: Act, status: str) -> str:
    """Return that an invoice is by now in a status that allows no such answer; nothing for none."""
    if not status:
        return ""
    label = status_text(status).label
    if act is Act.TRAITER_REJET and status == Status.REJETEE:
        return _TREATED
    return (
        f"Cette facture a changé d’état : elle est maintenant « {label} ». Cette réponse ne peut plus "
        "partir ; votre saisie est gardée."
    )


def done_words(act: Act, at: datetime | None) -> str:
    """Return when Chorus Pro took an answer, for whoever comes back to it."""
    what = (
        "Ce rejet a été traité" if act is Act.TRAITER_REJET else "Votre réponse a été enregistrée"
    )
    return f"{what} le {moment(at)}."
