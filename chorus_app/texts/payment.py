"""The words of the payment clock: the last day, lateness, interest, the rule, or why there is none."""

from chorus_app.domain.clock import PaymentClock, Progress
from chorus_app.domain.payment import BuyerKind, Delay, Doubt
from chorus_app.domain.status import Status
from chorus_app.texts.formats import count, medium_date, money, short_date

BUYERS: dict[BuyerKind, tuple[str, str]] = {
    BuyerKind.ETAT: ("État", "ministère, préfecture, tribunal, rectorat…"),
    BuyerKind.COLLECTIVITE: (
        "Collectivité locale",
        "commune, intercommunalité, département, région…",
    ),
    BuyerKind.ETABLISSEMENT: ("Établissement public", "école, université, EHPAD, régie…"),
    BuyerKind.SANTE: ("Hôpital public", "établissement public de santé"),
    BuyerKind.SANTE_DES_ARMEES: (
        "Service de santé des armées",
        "hôpital d’instruction des armées…",
    ),
    BuyerKind.ENTREPRISE: ("Entreprise publique", "SNCF, RATP, grand port maritime…"),
}
"""For each kind of buyer, its name and examples."""


def buyer_rule(kind: BuyerKind) -> str:
    """Return the delay of a kind of buyer, with its article."""
    article = "R2192-10" if kind.delay == Delay.GENERAL else "R2192-11"
    return f"{count(kind.delay.value, 'jour', 'jours')} (art.\u00a0{article})"


PERHAPS_PAID = "Peut-être déjà payée"
"""What is said of a late payment that nobody would have announced, in every list."""

DOUBTS: dict[Doubt, str] = {
    Doubt.ANNUAIRE: "ce destinataire n’annonce pas la mise en paiement",
    Doubt.JAMAIS_VUE: "ce destinataire ne vous a encore annoncé aucune mise en paiement",
}


def clock_words(found: PaymentClock, doubt: Doubt | None = None) -> tuple[str, str]:
    """Return the clock's one line and its tone; with a doubt, nobody is said to be late."""
    if found.paid:
        paid = f"Mise en paiement le {medium_date(found.paid)}"
        late = count(found.late_days, "jour", "jours")
        return (f"{paid}, {late} après l’échéance", "accent") if found.late_days else (paid, "paid")
    if not found.due:
        return "Délai sans doute interrompu", "accent"
    if found.late_days and doubt:
        return f"{PERHAPS_PAID} : {DOUBTS[doubt]}, vérifiez votre relevé", "ink"
    if found.late_days:
        late = count(found.late_days, "jour", "jours")
        return f"En retard de {late}, depuis le {medium_date(found.due)}", "accent"
    return f"À payer au plus tard le {medium_date(found.due)}", "ink"


def progress_words(found: PaymentClock, progress: Progress) -> tuple[str, str]:
    """Return what stands at both ends of the picture of a delay."""
    begun = "reparti" if found.resumed else "dépôt + 2 jours" if found.is_estimate else "reçue"
    over = count(progress.ran + found.late_days, "jour écoulé", "jours écoulés")
    return f"{begun} le {short_date(progress.begun)}", f"{over} sur {progress.days}"


def owed_words(found: PaymentClock, doubt: Doubt | None = None) -> str:
    """Return what lateness has cost so far, or that its rate is not known; empty when in time.

    With a doubt nothing is claimed: the legal day is said alone.
    """
    if not found.late_days:
        return ""
    if doubt and found.due and not found.paid:
        return f"Échéance légale : le {medium_date(found.due)}."
    fixed = f"{money(found.indemnity)} d’indemnité forfaitaire (art. D2192-35)"
    if found.interest is None:
        return (
            f"Dû pour ce retard : {fixed}, et des intérêts que Choral ne calcule pas : leur taux légal "
            f"du {_half_year(found.rate_half_year)} ne lui est pas encore connu."
        )
    unchecked = "" if found.rate_checked else ", taux à vérifier"
    return f"Dû pour ce retard : {money(found.interest)} d’intérêts (art. R2192-31{unchecked}) et {fixed}."


def _half_year(code: str) -> str:
    """Return `2026-S2` as one says it."""
    year, _, half = code.partition("-S")
    return f"{'premier' if half == '1' else 'second'} semestre {year}"


def claim_words(found: PaymentClock) -> str:
    """Return what a late payer owes, as one writes it to them; empty when in time."""
    if not found.late_days:
        return ""
    fixed = f"une indemnité forfaitaire de {money(found.indemnity)} (art. D2192-35)"
    if found.interest is None:
        return f"Sont dus pour ce retard {fixed} et des intérêts moratoires (art. R2192-31)."
    return f"Sont dus pour ce retard {fixed} et {money(found.interest)} d’intérêts moratoires (art. R2192-31)."


def rule_words(found: PaymentClock, kind: BuyerKind) -> str:
    """Return how the day was counted, with its articles of law."""
    return f"{buyer_rule(kind)} à partir {_start(found)}.{_interruption(found)}"


def buyer_words(kind: BuyerKind, *, chosen: bool) -> str:
    """Return what the buyer is held to be, and who says so."""
    return f"{BUYERS[kind][0]}, {'selon vous' if chosen else 'd’après son nom'}"


def habit_words(days: int, invoices: int, expected: str, *, past: bool) -> str:
    """Return what was observed of a recipient, never as a promise."""
    paid = count(invoices, "facture payée", "factures payées")
    when = " ; celle-ci attend depuis plus longtemps" if past else f", soit vers le {expected}"
    return (
        f"Observé sur {paid} par ce destinataire : {count(days, 'jour', 'jours')} après le dépôt "
        f"(médiane){when}. C’est une observation, pas un engagement."
    )


def _start(found: PaymentClock) -> str:
    if found.is_estimate:
        return (
            f"du {short_date(found.start)} : le dépôt plus deux jours, faute de connaître la mise à "
            "disposition (art. R2192-14)"
        )
    return f"de la mise à disposition, le {short_date(found.start)} (art. R2192-15)"


def _interruption(found: PaymentClock) -> str:
    if not found.interrupted:
        return ""
    stopped = f" Délai interrompu une fois, le {short_date(found.interrupted)}"
    if not found.resumed:
        return (
            f"{stopped} : quand l’acheteur aura reçu ce qu’il demande, 30 jours, ou le solde s’il est "
            "plus long, courront de nouveau (art. R2192-29)."
        )
    return (
        f"{stopped}, reparti le {short_date(found.resumed)} pour 30 jours, ou le solde s’il est plus "
        "long (art. R2192-29)."
    )


def without_clock(status: str) -> tuple[str, str]:
    """Return what to say of the payment where no delay runs, and why."""
    match status:
        case Status.A_RECYCLER:
            return "Le délai repartira du bon destinataire", "Corrigez l’envoi : rien ne court."
        case Status.BROUILLON:
            return "Le délai n’a pas commencé", "Il court quand l’acheteur a reçu la facture."
        case Status.REJETEE | Status.SUPPRIMEE:
            return "Aucun paiement attendu", "Cette facture ne sera pas payée."
    return "Échéance inconnue", "Chorus Pro ne donne pas de quoi la calculer."
