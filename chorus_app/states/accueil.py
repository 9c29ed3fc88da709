"""The first screen: what waits, what is to be cashed, the four families, the latest changes."""

from dataclasses import dataclass

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.status import Family, members
from chorus_app.services import deposits, inbox, notify, overview
from chorus_app.services.doubt import payment_doubts
from chorus_app.services.sessions import Identity
from chorus_app.states.base import Signed, today
from chorus_app.states.money_views import BarView, PartView, bars, beside_families, parts
from chorus_app.states.notice_views import NoticeView, notice_view
from chorus_app.states.views import RowView, row_view
from chorus_app.states.waiting_views import WaitingView, waiting_view
from chorus_app.texts import formats
from chorus_app.texts.statuses import FAMILIES

_SHOWN = 3
_MOST_NEWS = 20
_MOST_NOTICES = 5


@dataclass
class FamilyView:
    """One of the guide's four groups."""

    href: str
    icon: str
    tone: str
    name: str
    count: str
    amount: str


class AccueilState(Signed, rx.State):
    """What the first screen shows."""

    loaded: bool = False
    waiting: list[WaitingView] = []
    waiting_more: str = ""
    outstanding: str = ""
    outstanding_words: str = ""
    late_words: str = ""
    bars: list[BarView] = []
    parts: list[PartView] = []
    beside_families: str = ""
    families: list[FamilyView] = []
    latest: list[RowView] = []
    nothing: bool = False

    news: list[WaitingView] = []
    news_open: bool = False
    notices: list[NoticeView] = []
    notices_words: str = ""

    put_off: str = rx.LocalStorage(name="choral-plus-tard")
    """What this person put off on this device: the day, who, then what came back and when."""

    _told: bool = False
    _news_marks: list[str] = []

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Fill the screen."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        seen = await overview.overview(who, today())
        doubts = await payment_doubts(who, seen.latest, today())
        self._show_waiting(await inbox.inbox(who, today()))
        self._show_money(seen, await deposits.waiting_count(who))
        await self._show_notices(who)
        self.families = [_family(family, seen) for family in FAMILIES]
        self.latest = [row_view(row, today(), doubts.get(row.id or 0)) for row in seen.latest]
        self.nothing = not seen.latest and not self.waiting
        if not self._told:
            self._tell((await inbox.news(who))[:_MOST_NEWS], who)
        self.loaded = True
        return None

    @rx.event
    async def acknowledge(self, invoice_id: int) -> EventSpec | None:
        """Acknowledge one invoice that came back."""
        return await self._acknowledge({invoice_id} if isinstance(invoice_id, int) else set())

    @rx.event
    async def acknowledge_all(self) -> EventSpec | None:
        """Acknowledge everything that the window shows, and close it."""
        return await self._acknowledge({view.id for view in self.news})

    @rx.event
    async def close_news(self) -> EventSpec | None:
        """Close the window; it comes back tomorrow, or once something else has come back."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        self.put_off = " ".join([*_today_of(who), *self._news_marks])
        self.news_open = False
        return None

    @rx.event
    async def all_read(self) -> EventSpec | None:
        """Mark every notice as read."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await notify.mark_read(who)
        await self._show_notices(who)
        return None

    def _tell(self, news: list[inbox.Item], who: Identity) -> None:
        """Open the window, once a visit, on what came back and is not acknowledged (row H7)."""
        self.news = [waiting_view(item) for item in news]
        marks = [f"{item.invoice_id}@{item.at and item.at.isoformat()}" for item in news]
        self._news_marks = marks
        kept = self.put_off.split() if isinstance(self.put_off, str) else []
        later = set(kept[2:]) if kept[:2] == _today_of(who) else set()
        self._told = bool(self.news)
        self.news_open = not later.issuperset(self._news_marks)

    async def _show_notices(self, who: Identity) -> None:
        told = await notify.unread(who, _MOST_NOTICES)
        self.notices = [notice_view(row) for row in told.notices if row.read_at is None]
        self.notices_words = formats.count(told.count, "nouveauté", "nouveautés")

    async def _acknowledge(self, ids: set[int]) -> EventSpec | None:
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await inbox.acknowledge(who, ids)
        self.news = [view for view in self.news if view.id not in ids]
        self.news_open = bool(self.news)
        return None

    def _show_waiting(self, found: inbox.Inbox) -> None:
        self.waiting = [waiting_view(item) for item in found.items[:_SHOWN]]
        more = found.count - len(self.waiting)
        self.waiting_more = f"Voir {formats.count(more, 'autre', 'autres')}" if more > 0 else ""

    def _show_money(self, seen: overview.Overview, unsent: int) -> None:
        self.outstanding = formats.money(seen.outstanding_amount)
        invoices = formats.count(seen.outstanding_count, "facture envoyée", "factures envoyées")
        self.outstanding_words = f"{invoices}, pas encore mises en paiement"
        self.late_words = ""
        if seen.expected.late.invoices:
            late = formats.count(
                seen.expected.late.invoices, "facture dépasse", "factures dépassent"
            )
            amount = formats.money(seen.expected.late.amount)
            self.late_words = f"{late} l’échéance légale, connue ou estimée : {amount}"
        self.bars, self.parts = bars(seen), parts(seen)
        self.beside_families = beside_families(seen, unsent)


def _today_of(who: Identity) -> list[str]:
    return [today().isoformat(), str(who.user_id)]


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
