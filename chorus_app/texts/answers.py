"""The words of answers: acts, what waits and why, faults of pieces, the reminder, the journal."""

from urllib.parse import quote

from chorus_app.domain.answer import COMMENT_LIMIT, Act, AnswerStage, PieceFault
from chorus_app.domain.clock import PaymentClock
from chorus_app.domain.deposit import Fault
from chorus_app.domain.journal import Kind
from chorus_app.domain.reminder import Reminder
from chorus_app.texts import deposit
from chorus_app.texts.following import while_sending
from chorus_app.texts.formats import count, money, short_date
from chorus_app.texts.payment import claim_words
from chorus_app.texts.statuses import status_text

ACTS: dict[Act, str] = {
    Act.COMPLETER: "Compléter",
    Act.RECYCLER: "Recycler",
    Act.TRAITER_REJET: "Traiter le rejet",
    Act.REEMETTRE: "Refaire une facture",
    Act.RELANCER: "Relancer",
    Act.ACQUITTER: "Acquitter",
    Act.POURSUIVRE: "Reprendre",
    Act.OUVRIR_CHORUS: "Ouvrir Chorus Pro",
    Act.CHANGER_MOT_DE_PASSE: "Renouveler le mot de passe",
}
"""What the button of an act says."""

DONE: dict[Act, tuple[str, str]] = {
    Act.COMPLETER: (
        "Facture complétée",
        "Chorus Pro l’a enregistré : le destinataire reprend son traitement.",
    ),
    Act.RECYCLER: (
        "Facture renvoyée",
        "Chorus Pro l’a enregistré : elle repart vers ce destinataire.",
    ),
    Act.TRAITER_REJET: (
        "Rejet traité",
        "Chorus Pro l’a enregistré : rien n’est envoyé au destinataire.",
    ),
}
"""For each answer, its title and what follows once Chorus Pro took it."""

WAITING: dict[str, str] = {
    "COMPTE_TECHNIQUE": "Le mot de passe de votre compte technique expire bientôt.",
    "DEPOT_REFUSE": "Chorus Pro a refusé ce dépôt. Corrigez-le, puis renvoyez-le.",
    "SUSPENDUE": "Le destinataire attend des pièces ou une précision.",
    "A_RECYCLER": "La facture n’est pas au bon endroit. Corrigez son destinataire, gardez son numéro.",
    "REJETEE": "Le destinataire refuse cette facture. Faites-en une autre, avec un nouveau numéro.",
    "EN_RETARD": "La date légale de paiement est passée.",
    "DEPOT_SUPERFLU": "Ce numéro a été déposé depuis, par un autre envoi. Supprimez ce brouillon.",
    "BROUILLON": "Brouillon enregistré ici, pas encore envoyé.",
    "BROUILLON_CHORUS": "Brouillon enregistré dans Chorus Pro. Seul le site de Chorus Pro permet de "
    "l’envoyer ou de le supprimer.",
}
"""For each reason of `services.inbox.Waiting`, what happened and what to do."""

PIECE_FAULTS: dict[PieceFault, str] = {
    PieceFault.SANS_NOM: "Le fichier n’a pas de nom. Renommez-le, puis choisissez-le de nouveau.",
    PieceFault.FORMAT: "Chorus Pro n’accepte pas ce type de fichier. Choisissez un PDF, une photo JPEG "
    "ou PNG, ou un document bureautique.",
    PieceFault.CONTENU: "Ce fichier n’est pas ce que son nom annonce. Enregistrez-le de nouveau dans son "
    "vrai format, ou choisissez-en un autre.",
    PieceFault.VIDE: "Ce fichier est vide. Choisissez-en un autre.",
    PieceFault.TROP_LOURDE: "Cette pièce dépasse 10\u00a0Mo, la limite de Chorus Pro.",
    PieceFault.DOSSIER_TROP_LOURD: "Les pièces dépassent ensemble 110\u00a0Mo. Retirez-en une.",
    PieceFault.TROP_DE_PIECES: "Vingt pièces au plus. Réunissez-en plusieurs dans un seul PDF.",
}
NOT_NOW = (
    "Cette facture a changé d’état, ou une autre réponse est en cours d’envoi. Relisez-la avant de "
    "répondre."
)
CHORUS_DRAFT = (
    "Ce brouillon a été commencé ailleurs : Chorus Pro ne laisse pas Choral le terminer ni le "
    "supprimer. Faites-le sur son site ; il quittera « À traiter » peu après."
)
OPEN_CHORUS = "Ouvrir le site de Chorus Pro"
_NOTHING = "Ajoutez une pièce ou un commentaire : sans l’un ou l’autre, il n’y a rien à envoyer."
_LONG = f"Le commentaire dépasse {count(COMMENT_LIMIT, 'caractère', 'caractères')}."

JOURNAL: dict[Kind, str] = {
    Kind.CONNEXION: "Connexion",
    Kind.DEPOT_CONFIRME: "Dépôt confirmé",
    Kind.DEPOT_ACCEPTE: "Dépôt enregistré par Chorus Pro",
    Kind.DEPOT_REFUSE: "Dépôt refusé par Chorus Pro",
    Kind.COMPLETER_CONFIRME: "Complément confirmé",
    Kind.COMPLETER_ACCEPTE: "Complément enregistré par Chorus Pro",
    Kind.COMPLETER_REFUSE: "Complément refusé par Chorus Pro",
    Kind.RECYCLER_CONFIRME: "Recyclage confirmé",
    Kind.RECYCLER_ACCEPTE: "Recyclage enregistré par Chorus Pro",
    Kind.RECYCLER_REFUSE: "Recyclage refusé par Chorus Pro",
    Kind.TRAITER_REJET_CONFIRME: "Traitement du rejet confirmé",
    Kind.TRAITER_REJET_ACCEPTE: "Traitement du rejet enregistré par Chorus Pro",
    Kind.TRAITER_REJET_REFUSE: "Traitement du rejet refusé par Chorus Pro",
    Kind.ACQUITTEMENT: "Retour acquitté",
    Kind.REEMISSION: "Nouvelle facture préparée",
    Kind.REJET_REMPLACE: "Rejet traité par une nouvelle facture",
    Kind.RELANCE: "Relance préparée",
    Kind.BROUILLON_SUPPRIME: "Brouillon supprimé",
    Kind.ACHETEUR: "Nature de l’acheteur corrigée",
    Kind.COMPTE_TECHNIQUE: "Mot de passe du compte technique renouvelé",
}
REMINDERS = {"copie": "Message copié", "mail": "Message ouvert dans la messagerie"}
"""How a reminder left, in the journal's words."""


def fault_words(field: str, fault: Fault) -> str:
    """Return what is wrong with a field of an answer, and how to mend it."""
    if field == "pieces":
        return _NOTHING
    if field == "comment" and fault is Fault.TROP_LONG:
        return _LONG
    return deposit.fault(fault, field)


def answer_words(act: Act, stage: AnswerStage, problem: str) -> tuple[str, str]:
    """Return a title and a sentence for where an answer stands. Saved is never called sent."""
    match stage:
        case AnswerStage.A_ENVOYER:
            return "Envoi en cours", while_sending(problem)
        case AnswerStage.FAITE:
            return DONE[act]
        case AnswerStage.REFUSEE:
            return "Refusée par Chorus Pro", problem
    return "Réponse enregistrée, pas encore envoyée", ""


def reminder_words(facts: Reminder) -> tuple[str, str]:
    """Return the subject and the text of a reminder, ready to send."""
    order = facts.purchase_order_reference
    about = f", engagement {order}" if order else ""
    lines = [
        "Bonjour,",
        "",
        f"Notre facture {facts.number} de {money(facts.amount, facts.currency)}{about}, déposée dans "
        f"Chorus Pro pour {facts.service_name or facts.recipient_name}, a le statut "
        f"« {status_text(facts.status).label} ».",
        *_lateness(facts.clock, is_perhaps_paid=facts.is_perhaps_paid),
        "Pouvez-vous nous dire quand elle sera payée, ou ce qui manque pour qu’elle le soit ?",
        "",
        "Cordialement,",
        facts.signed_by,
        f"{facts.supplier_name}, SIRET {facts.supplier_siret}",
    ]
    return f"Facture {facts.number} : demande de suivi", "\n".join(lines)


def _lateness(clock: PaymentClock | None, *, is_perhaps_paid: bool) -> list[str]:
    """Say the legal day only where it is known, and what is owed only when it is surely past."""
    if not clock or not clock.due:
        return []
    if not clock.late_days:
        return [f"Son paiement est attendu au plus tard le {short_date(clock.due)}."]
    if is_perhaps_paid:
        return [
            f"Son paiement était attendu au plus tard le {short_date(clock.due)}. Sauf erreur de notre "
            "part, il n’apparaît pas sur notre relevé. S’il a été fait, merci de nous en donner la date.",
        ]
    late = count(clock.late_days, "jour", "jours")
    return [
        f"Le délai légal de paiement s’est achevé le {short_date(clock.due)}, il y a {late}.",
        claim_words(clock),
    ]


def mail_link(subject: str, body: str) -> str:
    """Return a `mailto:` link without an address: Chorus Pro does not tell the service's own."""
    return (
        f"mailto:?subject={quote(subject)}&body={quote(body.replace(chr(10), chr(13) + chr(10)))}"
    )
