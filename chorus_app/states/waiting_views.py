"""What waits, as a screen shows it: what happened, since when, the motive in full, the one act."""

from dataclasses import dataclass

from chorus_app import routes
from chorus_app.domain.answer import Act, AnswerStage
from chorus_app.services.inbox import Item
from chorus_app.states.base import now
from chorus_app.texts import formats
from chorus_app.texts.waiting import late_words, reminded_words, waiting_words


@dataclass
class WaitingView:
    """Something that waits for the supplier."""

    id: int
    href: str
    icon: str
    tone: str
    title: str
    said: str
    when: str
    act: str
    deposited: str


def waiting_view(item: Item) -> WaitingView:
    """Return an item of the inbox in words, with where its act leads."""
    words = waiting_words(item.why.value, item.recipient_name)
    return WaitingView(
        id=item.invoice_id or 0,
        href=_address(item),
        icon=words.icon,
        tone=words.tone,
        title=words.title,
        said=_said(item),
        when=_when(item),
        act=_act(item, words.act),
        deposited=formats.medium_date(item.deposit_date),
    )


def _when(item: Item) -> str:
    """Return when it happened, or when the account ends; of a late invoice `said` tells it."""
    if item.late_days:
        return ""
    return formats.moment(item.at) if item.at else f"le {formats.medium_date(item.day)}"


def _said(item: Item) -> str:
    amount = formats.money(item.amount, item.currency) if item.amount is not None else ""
    # Of what came back the title names the recipient; of a draft nothing else does.
    recipient = "" if item.invoice_id else item.recipient_name
    facts = " · ".join(fact for fact in (item.number, recipient, amount) if fact)
    if item.late_days:
        return f"{facts} · {late_words(item.late_days, item.day)}"
    if not item.motive:
        return facts
    quoted = formats.quoted(item.motive)
    return f"{facts} : {quoted}" if facts else quoted


def _act(item: Item, act: str) -> str:
    match item.answer:
        case AnswerStage.A_ENVOYER:
            return "Réponse en cours d’envoi"
        case AnswerStage.FAITE:
            return "Réponse envoyée"
        case AnswerStage.REFUSEE:
            return "Réponse refusée : corriger"
    if item.reminded_at:
        return reminded_words(item.reminded_at, now())
    if item.invoice_id and item.deposit_id:
        return "Voir la nouvelle facture"
    return act


def _address(item: Item) -> str:
    if item.deposit_id:
        return routes.brouillon(item.deposit_id)
    if item.act is Act.CHANGER_MOT_DE_PASSE or not item.invoice_id:
        return routes.COMPTE
    if item.act is Act.OUVRIR_CHORUS:
        return routes.facture(item.invoice_id)
    return routes.repondre(item.invoice_id, item.act)
