"""What to say of something that waits for the supplier: what happened, and the one act."""

from dataclasses import dataclass
from datetime import date, datetime

from chorus_app.domain.answer import Act
from chorus_app.texts.formats import PARIS, count, day_and_month, short_date


@dataclass(frozen=True, slots=True)
class WaitingText:
    """`title` says what happened, `act` names the one thing to do."""

    title: str
    act: str
    icon: str
    tone: str


NEEDLESS = "Déjà déposée depuis : supprimez ce brouillon"
"""What is said of a refused deposit whose number another one has borne to Chorus Pro since."""

_FIXED = {
    "DEPOT_REFUSE": WaitingText(
        "Dépôt refusé par Chorus Pro", "Corriger et renvoyer", "cross", "refused"
    ),
    "DEPOT_SUPERFLU": WaitingText(NEEDLESS, "Supprimer ce brouillon", "cross", "neutral"),
    "BROUILLON": WaitingText(
        "Brouillon enregistré, pas encore envoyé", "Terminer le dépôt", "pencil", "neutral"
    ),
    "BROUILLON_CHORUS": WaitingText(
        "Brouillon resté dans Chorus Pro", "Terminer sur le site de Chorus Pro", "pencil", "neutral"
    ),
}


def waiting_words(why: str, recipient: str) -> WaitingText:
    """Return the words for a reason of `services.inbox.Waiting`."""
    match why:
        case "SUSPENDUE":
            return WaitingText(
                f"Pièce demandée par {recipient}", "Ajouter la pièce", "pause", "accent"
            )
        case "A_RECYCLER":
            return WaitingText(
                f"{recipient} : envoi à corriger", "Corriger l’envoi", "recycle", "accent"
            )
        case "REJETEE":
            return WaitingText(f"Rejetée par {recipient}", "Refaire la facture", "cross", "refused")
        case "EN_RETARD":
            return WaitingText(f"{recipient} tarde à payer", "Relancer", "clock", "accent")
        case "COMPTE_TECHNIQUE":
            return WaitingText(
                "Le mot de passe de votre compte technique expire",
                "Renouveler le mot de passe",
                "warning",
                "accent",
            )
    return _FIXED.get(why) or WaitingText("Quelque chose vous attend", "Voir", "dots", "neutral")


def late_words(days: int, last_day: date | None) -> str:
    """Return since when the legal day is past."""
    return f"en retard de {count(days, 'jour', 'jours')}, depuis le {short_date(last_day)}"


def reminded_words(at: datetime, now: datetime) -> str:
    """Return that an invoice was reminded of, and that it may be once more."""
    day = day_and_month(at.astimezone(PARIS).date(), now.astimezone(PARIS).date())
    return f"Relancée le {day} · relancer de nouveau"


OWN_ACTS: dict[Act, str] = {
    Act.REEMETTRE: "Refaire la facture",
    Act.RELANCER: "Relancer le destinataire",
}
"""Acts that Choral prepares without telling Chorus Pro anything."""
