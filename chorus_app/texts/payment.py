"""The words of the payment clock: an estimate, its rule, and why there is none."""

from datetime import date

from chorus_app.domain.payment import Delay
from chorus_app.domain.status import Status
from chorus_app.texts.formats import count, medium_date, short_date

_KINDS = {
    Delay.GENERAL: "État, collectivité ou établissement public",
    Delay.HEALTH: "établissement public de santé",
    Delay.UNDERTAKING: "entreprise publique",
}


def due_words(due: date, late: int) -> str:
    """Return the estimated last day, or by how many days it is past."""
    day = medium_date(due)
    if late > 0:
        return f"Retard estimé : {count(late, 'jour', 'jours')}, depuis le {day}"
    return f"À payer au plus tard le {day} (estimation)"


def rule_words(delay: Delay, made_available: date | None) -> str:
    """Return how the day was counted, with its articles of law."""
    start = (
        f"de la mise à disposition, le {short_date(made_available)}"
        if made_available
        else "du dépôt plus deux jours, faute de connaître la mise à disposition"
    )
    return (
        f"{delay.value} jours à partir {start}. Le type d’acheteur ({_KINDS[delay]}) est déduit de "
        "son nom. Code de la commande publique, art. R2192-10 à R2192-15."
    )


def without_date(status: str, moment: str) -> tuple[str, str]:
    """Return what to say of the payment where no day can be counted, and why."""
    match status:
        case Status.MISE_EN_PAIEMENT:
            return (
                f"Mise en paiement le {moment}",
                "L’argent arrive en général quelques jours après.",
            )
        case Status.SUSPENDUE | Status.A_RECYCLER:
            return (
                "Délai sans doute interrompu",
                "Quand l’acheteur aura reçu ce qu’il demande, un délai de 30 jours, ou le solde "
                "s’il est plus long, courra de nouveau (art. R2192-29).",
            )
        case Status.COMPLETEE:
            return (
                "Un nouveau délai court",
                "30 jours à partir de la réception des pièces, ou le solde s’il est plus long (art. "
                "R2192-29). Choral ne calcule pas encore cette date.",
            )
        case Status.BROUILLON:
            return "Le délai n’a pas commencé", "Il court quand l’acheteur a reçu la facture."
        case Status.REJETEE | Status.SUPPRIMEE:
            return "Aucun paiement attendu", "Cette facture ne sera pas payée."
    return "Échéance inconnue", "Chorus Pro ne donne pas de quoi la calculer."
