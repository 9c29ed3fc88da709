"""Answering for an invoice that came back: pieces and a comment, or another recipient."""

from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.domain.answer import FORM_FIELDS, Act, AnswerForm, AnswerStage
from chorus_app.domain.folding import tidy
from chorus_app.services import answers, deposits, invoices, pieces, reissue, reminder
from chorus_app.services.answers import Answer, NotNow
from chorus_app.services.directory import ChorusError
from chorus_app.services.invoices import NotThere
from chorus_app.services.sessions import Identity
from chorus_app.states.answer_views import address, summary
from chorus_app.states.base import today
from chorus_app.states.confirming import Confirming
from chorus_app.states.directory import RecipientChoice
from chorus_app.texts import formats
from chorus_app.texts.answers import (
    NOT_NOW,
    answer_words,
    fault_words,
    mail_link,
    reminder_words,
)
from chorus_app.texts.errors import NOT_THERE
from chorus_app.texts.replying import (
    CONFIRMATIONS,
    EXPLANATIONS,
    OTHER_UNDER_WAY,
    TITLES,
    UNCHANGED,
    done_words,
    moved_words,
)
from chorus_app.texts.waiting import OWN_ACTS

_AS_SHOWN = ("pieces", *sorted(FORM_FIELDS, key=lambda name: name == "comment"))
"""What may be at fault, from the top of the page down: the comment stands last there."""


@dataclass
class PieceView:
    """A file that goes with the answer."""

    id: str
    name: str
    size: str


class RepondreState(Confirming, RecipientChoice, rx.State):
    """What the answering page shows, for the address `shown_at`; the answer is in the database."""

    shown_at: str = ""
    missing: str = ""
    invoice_id: int = 0
    act: str = ""
    title: str = ""
    explanation: str = ""
    about: str = ""
    motive: str = ""
    form: dict[str, str] = asdict(AnswerForm())
    pieces: list[PieceView] = []
    problem: str = ""
    directory_problem: str = ""
    question: str = ""
    done: bool = False
    moved: str = ""
    follow_title: str = ""
    follow_text: str = ""
    follow_when: str = ""
    reminder: str = ""
    reminder_link: str = ""

    _answer_id: str = ""
    _tried: bool = False
    _sent: tuple[str, str, str] = ("", "", "")

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Open the answer that the address names, or say that it is not possible."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._reach(who)
        self._show_on()
        return None

    @rx.event
    async def refresh(self) -> EventSpec | None:
        """Read an answer that is under way again; under somebody's typing, its invoice alone."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        if self._answer_id and self.editable:
            await self._look_whether_moved(who)
        elif self._answer_id:
            await self._read(who)
            if self.done:  # to another recipient, maybe
                with suppress(NotThere):
                    self._show_invoice((await invoices.open_invoice(who, self.invoice_id)).row)
        return None

    @rx.event
    async def piece_added(self, _piece_id: str) -> EventSpec | None:
        """Show the piece that was just sent."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._read(who)
        return None

    @rx.event
    async def remove(self, piece_id: str) -> EventSpec | None:
        """Take a piece off."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        with suppress(NotThere):
            await pieces.remove_piece(who, tidy(piece_id, 64))
        await self._read(who)
        return None

    @rx.event
    async def keep(self, name: str, value: str) -> EventSpec | None:
        """Keep one field as typed, and check again."""
        return await self._change({name: value} if name in FORM_FIELDS else {})

    @rx.event
    async def keep_all(self, form: dict[str, Any]) -> EventSpec | None:
        """Keep the whole form, then ask for a confirmation, or show what is left to mend."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        self._begin_anew()
        self._tried = True
        seen = await self._kept(who, form if isinstance(form, dict) else {})
        if seen and seen.act is Act.RECYCLER and address(seen.form) == self._sent:
            self.errors["purchase_order_reference"] = UNCHANGED
        elif seen:
            self.summary = summary(seen, self.recipient_name)
            if seen.is_ready and seen.is_editable:
                self._show_confirmation()
        first = next((name for name in _AS_SHOWN if name in self.errors), "")
        return rx.set_focus(first) if first else None

    @rx.event
    async def reissue(self) -> EventSpec | None:
        """Prepare a new invoice from the rejected one, and go and finish it."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        try:
            made = await reissue.reissue(who, self.invoice_id, today())
            return rx.redirect(routes.brouillon(made))
        except (NotThere, NotNow):
            self.missing = NOT_NOW
        except deposits.TooManyDrafts:
            self.problem = "Vous gardez déjà cent brouillons : supprimez-en avant d’en ajouter."
        except ChorusError as error:
            self.problem = error.sentence
        return None

    @rx.event
    async def reminded(self, way: str) -> EventSpec | None:
        """Write in the journal that a reminder was copied or handed to a mail program."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        with suppress(NotThere):
            await reminder.note_reminder(
                who, self.invoice_id, "copie" if way == "copie" else "mail"
            )
        return None

    async def _send(self, who: Identity) -> None:
        try:
            self._show(await answers.confirm(who, self._answer_id))
        except NotThere:
            self.missing = NOT_NOW
        except NotNow:
            self.moved = OTHER_UNDER_WAY

    async def _look_whether_moved(self, who: Identity) -> None:
        """Say at once that the invoice's status changed under a form; what is typed there stays."""
        with suppress(NotThere):
            self.moved = moved_words(Act(self.act), await answers.moved_to(who, self._answer_id))
        if self.moved:
            self._put_away()

    async def _read_again(self, who: Identity) -> None:
        await (self._read(who) if self._answer_id else self._reach(who))

    async def _reach(self, who: Identity) -> None:
        wanted = self._asked("facture"), self._asked("acte")
        if wanted != (str(self.invoice_id), self.act):
            self.reset()
        number = wanted[0]
        self.invoice_id = (
            int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
        )
        self.act = wanted[1] if wanted[1] in Act.__members__ else ""
        await self._open(who)
        self.shown_at = self._here()

    async def _open(self, who: Identity) -> None:
        self.missing = ""
        self.title = (TITLES | OWN_ACTS).get(Act(self.act), "") if self.act else ""
        try:
            opened = await invoices.open_invoice(who, self.invoice_id)
            self._show_invoice(opened.row)
            if self.act == Act.RELANCER:
                await self._prepare_reminder(who)
            elif self.act != Act.REEMETTRE:
                seen = await answers.open_answer(who, self.invoice_id, Act(self.act))
                self._answer_id = seen.id
                self._show(seen)
        except NotThere:
            self.missing = NOT_THERE
        except (NotNow, ValueError):
            self.missing = NOT_NOW

    async def _prepare_reminder(self, who: Identity) -> None:
        facts = await reminder.remind(who, self.invoice_id, today())
        subject, self.reminder = reminder_words(facts)
        self.reminder_link = mail_link(subject, self.reminder)

    def _show_invoice(self, row: invoices.Row) -> None:
        amount = formats.money(row.payable_amount, row.currency)
        self.about = f"{row.invoice_number} · {amount} · {row.recipient_name}"
        self._sent = row.recipient_siret, row.service_code, row.purchase_order_reference
        self.motive = formats.quoted(row.status_comment) if row.status_comment else ""

    async def _read(self, who: Identity) -> None:
        try:
            self._show(await answers.answer(who, self._answer_id))
        except NotThere:
            self.missing = NOT_NOW

    async def _change(self, values: dict[str, Any]) -> EventSpec | None:
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._kept(who, values)
        return None

    async def _store(self, who: Identity, values: dict[str, Any]) -> None:
        with suppress(NotThere):
            self.form = asdict(await answers.change(who, self._answer_id, values))

    async def _kept(self, who: Identity, values: dict[str, Any]) -> Answer | None:
        try:
            await answers.change(who, self._answer_id, values)
            seen = await answers.answer(who, self._answer_id)
        except NotThere:
            self.missing = NOT_NOW
            return None
        self._show(seen)
        return seen

    def _show(self, seen: Answer) -> None:
        act = seen.act
        self.title, self.explanation = TITLES.get(act, ""), EXPLANATIONS.get(act, "")
        self.question = CONFIRMATIONS.get(act, "")
        self.editable, self.done = seen.is_editable, seen.stage is AnswerStage.FAITE
        self.form = asdict(seen.form)
        self.pieces = [
            PieceView(piece.id, piece.name, formats.size(piece.size)) for piece in seen.pieces
        ]
        self.problem, self.directory_problem = seen.problem, seen.directory_problem
        self.errors = {
            p.field: fault_words(p.field, p.fault)
            for p in seen.problems
            if p.blocking and (self._tried or p.field != "pieces")  # nobody began yet: no fault
        }
        self.hints = {
            p.field: fault_words(p.field, p.fault) for p in seen.problems if not p.blocking
        }
        self._show_choice(seen.recipient, seen.form.recipient_siret, seen.form.service_code)
        self.moved = moved_words(act, seen.moved_to)
        self.follow_title, self.follow_text = answer_words(act, seen.stage, seen.problem)
        self.follow_when = done_words(act, seen.done_at) if self.done else ""
