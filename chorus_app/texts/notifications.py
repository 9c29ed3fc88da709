"""The words of notices: on a phone's locked screen, in a mail, in the app."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from chorus_app.domain.notice import Channel, Kind
from chorus_app.domain.status import BY_SUPPLIER
from chorus_app.texts import formats
from chorus_app.texts.statuses import status_text

KINDS: dict[Kind, tuple[str, str]] = {
    Kind.RETURNED: (
        "Factures revenues vers vous",
        "Suspendue, à recycler ou rejetée : le destinataire attend quelque chose de vous.",
    ),
    Kind.PROGRESS: ("Factures qui avancent", "Reçue, service fait, mandatée, comptabilisée…"),
    Kind.PAID: ("Factures mises en paiement", "L’ordre de virement est parti."),
    Kind.DEPOSIT_REFUSED: ("Dépôts refusés", "Chorus Pro n’a pas accepté une facture déposée."),
}
"""For each kind of event: its name and an example, for the screen of choices."""

CHANNELS: dict[Channel, str] = {
    Channel.APP: "Choral",
    Channel.MAIL: "Courriel",
    Channel.PUSH: "Notification",
}

_SHORT = 160
_LINES = re.compile(r"[\s\x00-\x1f\x7f]+")
_REFUSED_DEPOSIT = "Votre dépôt a été refusé."


@dataclass(frozen=True, slots=True)
class Told:
    """An event, to be put in words. `address` is the page that shows it; amount in euro cents."""

    kind: Kind
    status: str
    at: datetime
    invoice_number: str
    recipient_name: str
    payable_amount: int
    comment: str
    address: str


def title(told: Told) -> str:
    """Return a few words, on one line, that say what happened to which invoice."""
    number = _cut(_LINES.sub(" ", told.invoice_number), 60)
    if told.kind == Kind.DEPOSIT_REFUSED:
        return f"Dépôt refusé : {number or 'facture sans numéro'}"
    return f"{status_text(told.status).label} : {number}"


def body(told: Told, limit: int = _SHORT) -> str:
    """Return who is concerned, then the recipient's own words, or what the status means."""
    if told.kind == Kind.DEPOSIT_REFUSED:
        return _cut(told.comment.strip() or _REFUSED_DEPOSIT, limit)
    head = f"{told.recipient_name} · {formats.money(told.payable_amount)}"
    is_theirs = told.status not in BY_SUPPLIER and told.comment.strip()
    words = formats.quoted(told.comment) if is_theirs else ""
    return _cut(f"{head}. {words or status_text(told.status).meaning}", limit)


def subject(events: Sequence[Told]) -> str:
    """Return a mail's subject: the event, or how many there are."""
    if len(events) == 1:
        return title(events[0])
    waiting = sum(told.kind in {Kind.RETURNED, Kind.DEPOSIT_REFUSED} for told in events)
    many = f"{len(events)} nouvelles de vos factures"
    return f"{many}, dont {waiting} à traiter" if waiting else many


def plain_mail(events: Sequence[Told], name: str, unsubscribe: str) -> str:
    """Return a mail's text for a reader that shows no HTML."""
    parts = [f"Bonjour {name},", *(_plain(told) for told in events), _why(unsubscribe)]
    return "\n\n".join(parts) + "\n"


def html_mail(events: Sequence[Told], name: str, unsubscribe: str) -> str:
    """Return a mail's HTML: no picture, no script, nothing that tells when it was read."""
    rows = "".join(_html(told) for told in events)
    why, _, address = _why(unsubscribe).rpartition("\n")
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(subject(events))}</title></head>"
        '<body style="margin:0;padding:24px 16px;background:#f7f6f3;color:#1b1f23;'
        'font:16px/1.5 system-ui,sans-serif"><div style="max-width:560px;margin:0 auto">'
        f"<p>Bonjour {escape(name)},</p>{rows}"
        f'<p style="margin-top:32px;font-size:13px;color:#5b6167">{escape(why)}<br>'
        f'<a href="{escape(address)}" style="color:#5b6167">Ne plus recevoir ces courriels</a></p>'
        "</div></body></html>"
    )


def _plain(told: Told) -> str:
    lines = [title(told), body(told, 2000), _then(told), formats.moment(told.at), told.address]
    return "\n".join(line for line in lines if line)


def _html(told: Told) -> str:
    then = f"<p style='margin:8px 0 0'>{escape(_then(told))}</p>" if _then(told) else ""
    return (
        '<div style="margin:16px 0;padding:16px;background:#fff;border-radius:12px">'
        f'<p style="margin:0;font-weight:600">{escape(title(told))}</p>'
        f'<p style="margin:8px 0 0">{escape(body(told, 2000))}</p>{then}'
        f'<p style="margin:8px 0 0;font-size:13px;color:#5b6167">{formats.moment(told.at)} · '
        f'<a href="{escape(told.address)}" style="color:#1f4e79">Ouvrir dans Choral</a></p></div>'
    )


def _then(told: Told) -> str:
    """Return what usually follows a status, and who must act."""
    return "" if told.kind == Kind.DEPOSIT_REFUSED else status_text(told.status).then


def _why(unsubscribe: str) -> str:
    return (
        "Choral vous écrit parce que vos factures ont changé de statut dans Chorus Pro. "
        "Vos choix sont dans « Compte ». Pour ne plus recevoir ces courriels :\n" + unsubscribe
    )


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
