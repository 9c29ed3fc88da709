"""One invoice: amount and status, whose turn it is, its history, its parties and totals."""

from contextlib import suppress
from dataclasses import dataclass

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.domain.answer import SENT, Act, acts_of
from chorus_app.domain.clock import PaymentClock
from chorus_app.domain.invoice import History, StatusChange, TypeCode
from chorus_app.domain.journal import Kind
from chorus_app.domain.status import BY_SUPPLIER
from chorus_app.services import ahead, buyers, invoices, journal, papers
from chorus_app.services.buyers import BuyerKind
from chorus_app.services.doubt import payment_doubt
from chorus_app.services.invoices import OpenInvoice, Row
from chorus_app.services.payment import payment_clock
from chorus_app.services.sessions import Identity
from chorus_app.states.base import Signed, today, whole_number
from chorus_app.states.clock_views import BuyerView, buyer_views, habit_line
from chorus_app.states.facts import FactView, parties, references, totals
from chorus_app.states.kin_views import KinView, kin
from chorus_app.states.paper_views import PaperView, paper_views
from chorus_app.texts import formats
from chorus_app.texts.answers import CHORUS_DRAFT, JOURNAL, OPEN_CHORUS, REMINDERS
from chorus_app.texts.codes import user_action
from chorus_app.texts.errors import NOT_THERE
from chorus_app.texts.payment import (
    buyer_words,
    clock_words,
    owed_words,
    progress_words,
    rule_words,
    without_clock,
)
from chorus_app.texts.replying import TITLES
from chorus_app.texts.statuses import REJECTION_TREATED, ahead_words, status_text
from chorus_app.texts.waiting import OWN_ACTS


@dataclass
class ActView:
    """Something that the supplier may do about this invoice; `presses` once it is first.

    `outside` tells that it is done on Chorus Pro's own site.
    """

    href: str
    label: str
    presses: bool
    outside: bool = False


@dataclass
class EventView:
    """One passage of the history."""

    icon: str
    tone: str
    label: str
    when: str
    comment: str


class FactureState(Signed, rx.State):
    """What the page of one invoice shows; `shown_at` is the address that it was read for."""

    shown_at: str = ""
    missing: str = ""
    problem: str = ""
    number: str = ""
    amount: str = ""
    kind: str = ""
    recipient: str = ""
    status: str = ""
    status_icon: str = "dots"
    status_tone: str = "neutral"
    meaning: str = ""
    then: str = ""
    next_steps: str = ""
    comment: str = ""
    comment_when: str = ""
    acts: list[ActView] = []
    kin: list[KinView] = []
    advice: str = ""
    clock: str = ""
    clock_tone: str = "muted"
    clock_rule: str = ""
    clock_owed: str = ""
    clock_ran: int = 0
    clock_stopped: int = 0
    clock_ends: list[str] = []
    habit: str = ""
    buyer: str = ""
    buyer_kinds: list[BuyerView] = []
    buyer_kept: str = ""
    buyer_chosen: bool = False
    events: list[EventView] = []
    history_problem: str = ""
    own_acts: list[EventView] = []
    parties: list[FactView] = []
    references: list[FactView] = []
    totals: list[FactView] = []
    vat: list[FactView] = []
    files: list[PaperView] = []
    folder: str = ""

    _id: int = 0
    _is_late: bool = False

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Open the invoice that the address names."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        last = self.router.url.path.strip("/").rpartition("/")[2]
        wanted = whole_number(last)
        if wanted != self._id:
            self.reset()
        self._id = wanted
        await self._open(who)
        self.shown_at = self._here()
        return None

    @rx.event
    async def refresh(self) -> EventSpec | None:
        """Read the open invoice again."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._open(who)
        return None

    @rx.event
    async def choose_buyer(self, kind: str) -> EventSpec | None:
        """Remember what this recipient is; the last legal days of its invoices follow."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        if isinstance(kind, str) and kind in BuyerKind.__members__:
            with suppress(buyers.NotThere):
                await buyers.choose(who, self._id, BuyerKind(kind))
                self.buyer_kept = f"Retenu pour toutes les factures de {self.recipient}."
            await self._open(who)
        return None

    @rx.event
    async def forget_buyer(self) -> EventSpec | None:
        """Go by the recipient's name again, for all its invoices."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        with suppress(buyers.NotThere):
            await buyers.forget(who, self._id)
            self.buyer_kept = "L’acheteur est de nouveau déduit de son nom."
        await self._open(who)
        return None

    async def _open(self, who: Identity) -> None:
        self.missing = ""
        try:
            opened = await invoices.open_invoice(who, self._id)
        except invoices.NotThere:
            at = self.shown_at
            self.reset()
            self.missing, self.shown_at = NOT_THERE, at
            return
        self._show_head(opened.row)
        await self._show_clock(opened.row, opened.history)
        self._show_acts(opened.row, late=self._is_late)
        await self._show_next(opened.row)
        await self._show_kin(opened.row)
        self.problem = opened.problem
        self.events = _events(opened.history)
        self.history_problem = "" if opened.history else opened.problem
        self._show_details(opened)
        self.files = paper_views(await papers.papers(who, opened))
        self.folder = routes.chorus_folder(opened.row.id or 0)
        self.own_acts = [_own_act(entry) for entry in await journal.of_invoice(who, self._id)]

    def _show_head(self, row: Row) -> None:
        words = status_text(row.status, row.type_code)
        self.number, self.recipient = row.invoice_number, row.recipient_name
        self.amount = formats.money(row.payable_amount, row.currency)
        self.kind = "Avoir" if row.type_code == TypeCode.AVOIR else "Facture"
        self.status, self.status_icon, self.status_tone = words.label, words.icon, words.tone
        self.meaning = words.meaning
        self.then = REJECTION_TREATED if row.rejection_treated else words.then
        self.comment = formats.quoted(row.status_comment) if row.status_comment else ""
        who = "Vous" if row.status in BY_SUPPLIER else row.recipient_name
        self.comment_when = f"{who}, {formats.moment(row.status_at)}"

    def _show_acts(self, row: Row, *, late: bool) -> None:
        """Show what may be done, the main act first; a reminder is one only of a late payment."""
        acts = acts_of(row.status, rejection_treated=row.rejection_treated)
        offered = [act for act in acts if act in SENT or act in OWN_ACTS]
        self.acts = [
            ActView(
                routes.repondre(row.id or 0, act),
                (TITLES | OWN_ACTS)[act],
                presses=late or act is not Act.RELANCER,
            )
            for act in offered
        ]
        self.advice = ""
        if Act.OUVRIR_CHORUS in acts:
            self.advice = CHORUS_DRAFT
            self.acts.append(ActView(routes.CHORUS_PRO, OPEN_CHORUS, presses=True, outside=True))

    async def _show_kin(self, row: Row) -> None:
        """Lead to the new invoice instead of offering to make a second one."""
        self.kin, is_replaced = await kin(row)
        if is_replaced:
            again = routes.repondre(row.id or 0, Act.REEMETTRE)
            self.acts = [act for act in self.acts if act.href != again]

    async def _show_next(self, row: Row) -> None:
        seen = await ahead.what_follows(row)
        self.next_steps = ahead_words(seen.steps, seen.maybe, tells_payment=seen.tells_payment)

    async def _show_buyer(self, row: Row, found: PaymentClock | None) -> None:
        """Show what the buyer is held to be, and how it usually pays."""
        buyer = await buyers.buyer(row)
        runs = found and found.due and not found.paid
        self.habit = habit_line(await buyers.habit(row) if runs else None)
        self.buyer_chosen = buyer.chosen
        self.buyer = buyer_words(buyer.kind, chosen=buyer.chosen) if found else ""
        self.buyer_kinds = buyer_views(buyer.kind)

    async def _show_clock(self, row: Row, history: History | None) -> None:
        self._is_late = False
        buyer = await buyers.buyer(row)
        found = payment_clock(row, history, today(), buyer.kind)
        await self._show_buyer(row, found)
        if found:
            is_late = found.late_days and not found.paid
            doubt = await payment_doubt(row) if is_late else None
            self.clock, self.clock_tone = clock_words(found, doubt)
            self._is_late = bool(is_late and not doubt)
            self.clock_owed = owed_words(found, doubt)
            self.clock_rule = rule_words(found, buyer.kind)
        else:
            self.clock, self.clock_rule = without_clock(row.status)
            self.clock_tone, self.clock_owed = "ink", ""
        self._show_progress(found)

    def _show_progress(self, found: PaymentClock | None) -> None:
        """Show how far the delay has run, in percents of it, and where it is stopped."""
        progress = found.progress(today()) if found else None
        self.clock_ran, self.clock_stopped, self.clock_ends = 0, 0, []
        if found and progress and progress.days:
            self.clock_ran = round(100 * progress.ran / progress.days)
            self.clock_stopped = round(100 * progress.stopped / progress.days)
            self.clock_ends = list(progress_words(found, progress))

    def _show_details(self, opened: OpenInvoice) -> None:
        row, detail = opened.row, opened.detail
        self.references = references(row, detail)
        self.totals = totals(row, detail)
        self.parties = parties(row, detail)
        self.vat = [
            FactView(
                f"TVA {line.rate / 100:g} %".replace(".", ","),
                f"{formats.money(line.tax_amount)} sur {formats.money(line.taxable_amount)}",
            )
            for line in (detail.vat_lines if detail else ())
        ]


def _own_act(entry: journal.Entry) -> EventView:
    when = formats.moment(entry.at) + (f" · {entry.who}" if entry.who else "")
    about = REMINDERS.get(entry.about, "") if entry.kind is Kind.RELANCE else entry.about
    return EventView("user", "neutral", JOURNAL[entry.kind], when, about)


def _events(history: History | None) -> list[EventView]:
    if not history:
        return []
    changes = [(change.at, _event(change)) for change in history.changes]
    actions = [
        (action.at, EventView("user", "neutral", *user_action(action)))
        for action in history.actions
    ]
    return [view for _, view in sorted(changes + actions, key=lambda pair: pair[0], reverse=True)]


def _event(change: StatusChange) -> EventView:
    words = status_text(change.status)
    who = "vous" if change.status in BY_SUPPLIER else change.actor
    when = formats.moment(change.at) + (f" · {who}" if who else "")
    comment = formats.quoted(change.comment) if change.comment else ""
    return EventView(words.icon, words.tone, words.label, when, comment)
