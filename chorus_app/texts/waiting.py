"""What to say of an invoice that waits for the supplier: what happened, and the one act."""

from dataclasses import dataclass

from chorus_app.domain.status import Status


@dataclass(frozen=True, slots=True)
class WaitingText:
    """`title` says what happened, `act` names the one thing to do."""

    title: str
    act: str
    icon: str
    tone: str


def waiting_words(status: str, recipient: str) -> WaitingText:
    """Return the words for a status that waits for the supplier."""
    match status:
        case Status.SUSPENDUE:
            return WaitingText(
                f"{recipient} attend une pièce", "Voir la demande", "pause", "accent"
            )
        case Status.A_RECYCLER:
            return WaitingText(
                f"{recipient} : mauvais destinataire", "Voir quoi corriger", "recycle", "accent"
            )
        case Status.REJETEE:
            return WaitingText(f"Rejetée par {recipient}", "Voir le motif", "cross", "refused")
    return WaitingText("Brouillon pas encore envoyé", "Ouvrir", "pencil", "neutral")
