"""The first screen: what waits, what is to be cashed, the four families, the latest changes."""

from dataclasses import dataclass

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.status import Family, Status, members
from chorus_app.services import deposits, overview
from chorus_app.states.base import Signed, today
from chorus_app.states.views import RowView, row_view
from chorus_app.texts import formats
from chorus_app.texts.following import following_words
from chorus_app.texts.statuses import FAMILIES
from chorus_app.texts.waiting import waiting_words


@dataclass
class WaitingView:
    """Something that waits for the supplier: what happened, and the one act."""

    href: str
    icon: str
    tone: str
    title: str
    said: str
    act: str


@dataclass
class FamilyView:
    """One of the guide's four groups."""

    href: str
    icon: str
    tone: str
    name: str
    count: str
    amount: str


@dataclass
class BarView:
    """What a week should bring, as a bar; `height` in percent of the tallest."""

    label: str
    amount: str
    height: int
    late: bool


class AccueilState(Signed, rx.State):
    """What the first screen shows."""

    loaded: bool = False
    waiting: list[WaitingView] = []
    waiting_more: str = ""
    outstanding: str = ""
    outstanding_words: str = ""
    late_words: str = ""
    bars: list[BarView] = []
    families: list[FamilyView] = []
    latest: list[RowView] = []
    nothing: bool = False

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Fill the screen."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        seen = await overview.overview(who, today())
        drafts = await deposits.pending(who)
        self._show_waiting(seen, drafts)
        self._show_money(seen)
        self.families = [_family(family, seen) for family in FAMILIES]
        self.latest = [row_view(row, today()) for row in seen.latest]
        self.nothing = not seen.latest and not drafts
        self.loaded = True
        return None

    def _show_waiting(self, seen: overview.Overview, drafts: list[deposits.Draft]) -> None:
        refused = [_draft(draft) for draft in drafts if draft.is_refused]
        kept = [_draft(draft) for draft in drafts if not draft.is_refused]
        returned = [_waiting(row) for row in seen.waiting]
        self.waiting = (refused + returned + kept)[:6]
        more = len(drafts) + seen.waiting_count - len(self.waiting)
        self.waiting_more = f"Voir {formats.count(more, 'autre', 'autres')}" if more > 0 else ""

    def _show_money(self, seen: overview.Overview) -> None:
        self.outstanding = formats.money(seen.outstanding_amount)
        invoices = formats.count(seen.outstanding_count, "facture envoyée", "factures envoyées")
        self.outstanding_words = f"{invoices}, pas encore mises en paiement"
        self.late_words = ""
        if seen.late_count:
            late = formats.count(seen.late_count, "facture dépasse", "factures dépassent")
            amount = formats.money(seen.late_amount)
            self.late_words = f"{late} l’échéance légale estimée : {amount}"
        self.bars = _bars(seen)


def _draft(draft: deposits.Draft) -> WaitingView:
    refused = draft.is_refused
    return WaitingView(
        href=routes.brouillon(draft.id),
        icon="cross" if refused else "pencil",
        tone="refused" if refused else "neutral",
        title="Dépôt refusé par Chorus Pro" if refused else following_words(draft.stage, "", "")[0],
        said=draft.problem or draft.invoice_number or draft.file_name,
        act=_act(draft),
    )


def _act(draft: deposits.Draft) -> str:
    if draft.is_refused:
        return "Corriger et renvoyer"
    return "Terminer le dépôt" if draft.is_editable else "Suivre l’envoi"


def _waiting(row: overview.Row) -> WaitingView:
    words = waiting_words(row.status, row.recipient_name)
    where = f"{row.invoice_number}, {formats.money(row.payable_amount, row.currency)}"
    said = f"{where} : {formats.quoted(row.status_comment)}" if row.status_comment else where
    return WaitingView(
        href=routes.facture(row.id or 0),
        icon=words.icon,
        tone=words.tone,
        title=words.title,
        said=said,
        act=words.act,
    )


def _family(family: Family, seen: overview.Overview) -> FamilyView:
    name, icon, tone, _ = FAMILIES[family]
    number, amount = seen.families.get(family, (0, 0))
    criteria = SearchCriteria(statuses=tuple(status.value for status in members(family)))
    return FamilyView(
        href=routes.factures(criteria.query_string()),
        icon=icon,
        tone=tone,
        name=name,
        count=formats.count(number, "", "").strip(),
        amount=formats.money(amount),
    )


def _bars(seen: overview.Overview) -> list[BarView]:
    """Return one bar for what is late and one a week; none when nothing is expected."""
    late = [("retard", seen.late_amount, True)] if seen.late_amount > 0 else []
    weeks = [(f"{week.monday:%d/%m}", week.amount, False) for week in seen.weeks]
    tallest = max((amount for _, amount, _ in late + weeks), default=0)
    if tallest <= 0:
        return []
    return [
        BarView(label, formats.money(amount), max(0, round(100 * amount / tallest)), is_late)
        for label, amount, is_late in late + weeks
    ]


WAITING_ADDRESS = routes.factures(
    SearchCriteria(
        statuses=(Status.A_RECYCLER.value, Status.SUSPENDUE.value, Status.REJETEE.value)
    ).query_string()
)
