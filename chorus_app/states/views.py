"""The small objects that pages show: already words, never rows of the store."""

from dataclasses import dataclass, field
from datetime import date

from chorus_app import routes
from chorus_app.domain.invoice import TypeCode
from chorus_app.domain.payment import Doubt
from chorus_app.domain.status import Actor, Status, next_actor
from chorus_app.services.invoices import Row
from chorus_app.texts import formats
from chorus_app.texts.payment import PERHAPS_PAID
from chorus_app.texts.statuses import status_text


@dataclass
class RowView:
    """One invoice of a list; `found_by` is what a search found in it that the row does not show."""

    id: int
    href: str
    icon: str
    tone: str
    status: str
    shows_status: bool
    number: str
    name: str
    date: str
    amount: str
    hint: str
    hint_tone: str
    found_by: str = ""


@dataclass
class GroupView:
    """Rows under one heading; the heading is empty when the list is not sorted by status."""

    heading: str
    amount: str
    rows: list[RowView] = field(default_factory=list)


@dataclass
class ChipView:
    """Something that the search understood, and the address without it."""

    label: str
    href: str


@dataclass
class ChoiceView:
    """A value to choose, and whether it is chosen."""

    value: str
    label: str
    chosen: bool = False


def row_view(
    row: Row, today: date, doubt: Doubt | None = None, *, grouped: bool = False
) -> RowView:
    """Return an invoice as the list shows it; with a doubt, nobody is said to be late.

    The word of its status is left out where the heading says it (`grouped`), or the hint does.
    """
    words = status_text(row.status)
    hint, tone = _hint(row, today, doubt)
    day = formats.row_date(row.deposit_date or row.issue_date)
    return RowView(
        id=row.id or 0,
        href=routes.facture(row.id or 0),
        icon=words.icon,
        tone=words.tone,
        status=words.label,
        shows_status=not grouped and words.label.lower() not in hint.lower(),
        number=row.invoice_number,
        name=row.recipient_name,
        date=f"{'dépôt' if row.deposit_date else 'du'} {day}",
        amount=formats.money(row.payable_amount, row.currency),
        hint=hint,
        hint_tone=tone,
    )


def _hint(row: Row, today: date, doubt: Doubt | None) -> tuple[str, str]:
    """Return the line that says when or why, and its tone."""
    if row.status == Status.REJETEE and row.rejection_treated:
        return "rejet traité", "muted"
    if next_actor(row.status) is Actor.FOURNISSEUR:
        unsent = "pas encore envoyé" if row.type_code == TypeCode.AVOIR else "pas encore envoyée"
        return unsent if row.status == Status.BROUILLON else "en attente de vous", "accent"
    if row.status == Status.MISE_EN_PAIEMENT:
        return f"mise en paiement le {_day(row, today)}", "muted"
    if row.type_code == TypeCode.AVOIR:
        return f"avoir, {status_text(row.status).label.lower()}", "muted"
    return _due_hint(row, today, doubt) or (status_text(row.status).label, "muted")


def _due_hint(row: Row, today: date, doubt: Doubt | None) -> tuple[str, str] | None:
    """Return the last legal day or how long it is past, said to be an estimate while it is one."""
    if not row.payable_by:
        return None
    if row.payable_by < today and doubt:
        return PERHAPS_PAID.lower(), "muted"
    if row.payable_by < today:
        late = formats.count((today - row.payable_by).days, "jour", "jours")
        return f"{'retard' if row.day_is_exact else 'retard estimé'} : {late}", "accent"
    due = "échéance" if row.day_is_exact else "échéance estimée"
    return f"{due} : {formats.day_and_month(row.payable_by, today)}", "muted"


def _day(row: Row, today: date) -> str:
    at = row.status_at.astimezone(formats.PARIS).date() if row.status_at else row.deposit_date
    return formats.day_and_month(at, today)
