"""The deposit form: from a file on the phone to a receipt of Chorus Pro."""

from contextlib import suppress
from dataclasses import asdict
from typing import Any

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.domain.deposit import (
    BLOCKING,
    EDITABLE,
    FILE_PLACE,
    FORM_FIELDS,
    DepositForm,
    needs_validator,
)
from chorus_app.domain.folding import tidy
from chorus_app.services import deposits
from chorus_app.services.deposits import Draft
from chorus_app.services.reissue import reissued_from, wants_file
from chorus_app.services.sessions import Identity
from chorus_app.states import deposit_views
from chorus_app.states.base import today
from chorus_app.states.confirming import Confirming
from chorus_app.states.deposit_views import NoteView
from chorus_app.states.directory import RecipientChoice
from chorus_app.texts import formats
from chorus_app.texts.deposit import fault, repair, same_file
from chorus_app.texts.following import doubt_words, following_words, mark_words, unsent_words

_MOST = 50


class DeposerState(Confirming, RecipientChoice, rx.State):
    """What the deposit page shows, for the address `shown_at`; the draft is in the database."""

    deposit_id: str = ""
    stage: str = ""
    shown_at: str = ""
    missing: bool = False
    file_name: str = ""
    file_words: str = ""
    is_flow: bool = False
    form: dict[str, str] = asdict(DepositForm())
    notes: dict[str, list[NoteView]] = {name: [] for name in FORM_FIELDS}
    same_file: str = ""
    same_file_at: str = ""
    file_notes: list[NoteView] = []
    new_file_notes: list[NoteView] = []
    doubts: dict[str, str] = {}
    repairs: dict[str, str] = {}
    mended: dict[str, int] = dict.fromkeys(FORM_FIELDS, 0)
    sheets: list[list[int]] = []
    places: dict[str, list[float]] = {}
    pages_at: str = ""
    to_mend: int = 0
    mend_words: str = ""
    problem: str = ""
    unsent: str = ""
    deposited_since: str = ""
    directory_problem: str = ""
    needs_validator: bool = False
    reissued: str = ""
    reissued_motive: str = ""
    wants_file: bool = False
    deleting: bool = False
    follow_title: str = ""
    follow_text: str = ""
    receipt: list[list[str]] = []
    receipt_text: str = ""
    invoice_href: str = ""
    drafts: list[list[str]] = []
    more_drafts: bool = False

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Show the draft that the address names, or the choice of a file."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._read_again(who)
        self._show_on()
        return None

    @rx.event
    async def refresh(self) -> EventSpec | None:
        """Read a deposit that is under way again; never under somebody's typing."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        if self.deposit_id and not self.editable:
            await self._load(who)
        return None

    @rx.event
    async def uploaded(self, deposit_id: str) -> EventSpec | None:
        """Open the draft that was made of the file just sent."""
        if not await self._who():
            return self._to_sign_in()
        return rx.redirect(routes.brouillon(tidy(deposit_id, 64)))

    @rx.event
    async def lot_read(self) -> EventSpec | None:
        """Show the drafts that were made of an archive."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._load(who)
        return None

    @rx.event
    async def keep(self, name: str, value: str) -> EventSpec | None:
        """Keep one field as typed, and check again."""
        return await self._change({name: value} if name in FORM_FIELDS else {})

    @rx.event
    async def mend(self, name: str) -> EventSpec | None:
        """Put into a field the value that is proposed beside it."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        try:
            seen = await deposits.draft(who, self.deposit_id, today())
        except deposits.NotThere:
            self.missing = True
            return None
        if name not in FORM_FIELDS or name not in seen.repairs:
            return None
        await self._kept(who, {name: seen.repairs[name]})
        self.mended[name] += 1
        return rx.set_focus(name)

    @rx.event
    async def keep_all(self, form: dict[str, Any]) -> EventSpec | None:
        """Keep the whole form, then show the confirmation or what is left to mend."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        self._begin_anew()
        seen = await self._kept(who, form if isinstance(form, dict) else {})
        if seen:
            if self.errors:
                return rx.set_focus(next(name for name in FORM_FIELDS if name in self.errors))
            self.summary = deposit_views.summary(seen)
            if seen.is_ready:
                self._show_confirmation()
            elif self.wants_file:
                return rx.set_focus(FILE_PLACE)
        return None

    @rx.event
    async def ask_delete(self) -> EventSpec | None:
        """Ask before a draft is deleted."""
        if not await self._who():
            return self._to_sign_in()
        self.deleting = True
        return None

    @rx.event
    async def keep_draft(self) -> EventSpec | None:
        """Think better of it."""
        if not await self._who():
            return self._to_sign_in()
        self.deleting = False
        return None

    @rx.event
    async def delete(self) -> EventSpec | None:
        """Delete the draft."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        try:
            await deposits.delete(who, self.deposit_id)
        except deposits.NotThere:
            self.missing = True
            return None
        finally:
            self.deleting = False
        return rx.redirect(routes.DEPOSER, replace=True)

    async def _change(self, values: dict[str, Any]) -> EventSpec | None:
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._kept(who, values)
        return None

    async def _store(self, who: Identity, values: dict[str, Any]) -> None:
        with suppress(deposits.NotThere):
            self.form = asdict(await deposits.change(who, self.deposit_id, values))

    async def _kept(self, who: Identity, values: dict[str, Any]) -> Draft | None:
        try:
            await deposits.change(who, self.deposit_id, values)
            seen = await deposits.draft(who, self.deposit_id, today())
        except deposits.NotThere:
            self.missing = True
            return None
        self._show(seen)
        return seen

    async def _send(self, who: Identity) -> None:
        try:
            self._show(await deposits.confirm(who, self.deposit_id, today()))
        except deposits.NotThere:
            self.missing = True

    async def _read_again(self, who: Identity) -> None:
        wanted = self._asked("brouillon")[:64]
        if wanted != self.deposit_id:
            self.reset()
        self.deposit_id = wanted
        await self._load(who)
        self.shown_at = self._here()

    async def _load(self, who: Identity) -> None:
        self.missing = False
        if not self.deposit_id:
            pending = await deposits.pending(who)
            self.drafts = [deposit_views.draft_line(draft) for draft in pending[:_MOST]]
            self.more_drafts = len(pending) > _MOST
        else:
            try:
                self._show(await deposits.draft(who, self.deposit_id, today()))
            except deposits.NotThere:
                self.missing = True

    def _show(self, seen: Draft) -> None:
        self.stage, self.is_flow = seen.stage.value, seen.is_flow
        self.editable = seen.stage in EDITABLE
        self.file_name, self.file_words = seen.file_name, deposit_views.file_words(seen)
        self.form = asdict(seen.form)
        old = reissued_from(seen)
        self.reissued = f"Remplace la facture rejetée {old.number}" if old else ""
        self.reissued_motive = formats.quoted(old.motive) if old and old.motive else ""
        self.wants_file = wants_file(seen)
        # That a re-issued invoice still has the rejected one's file is said otherwise.
        twin = None if self.wants_file else seen.twin
        self.same_file = same_file(twin.stage, twin.name) if twin else ""
        self.same_file_at = routes.brouillon(twin.deposit_id) if twin else ""
        since = seen.deposited_since
        self.deposited_since = routes.brouillon(since) if since else ""
        self.unsent = unsent_words(seen.stage)
        self.problem, self.directory_problem = seen.problem, seen.directory_problem
        self.sheets, self.places = seen.sheets, seen.places
        self.pages_at = routes.page_picture(seen.id)
        self._show_checks(seen)
        self._show_choice(seen.recipient, seen.form.recipient_siret, seen.form.service_code)
        self.needs_validator = needs_validator(seen.form)
        self.follow_title, self.follow_text = following_words(
            seen.stage, seen.flow_state, seen.problem, seen.form.type_code
        )
        self.receipt = deposit_views.receipt(seen)
        self.receipt_text = deposit_views.receipt_text(self.receipt)
        self.invoice_href = routes.facture(seen.invoice_id) if seen.invoice_id else ""

    def _show_checks(self, seen: Draft) -> None:
        self.errors = {
            p.field: fault(p.fault, p.field) for p in reversed(seen.problems) if p.blocking
        }
        told = deposit_views.notes(seen)
        self.file_notes, self.new_file_notes = told.pop(""), told.pop(FILE_PLACE)
        self.notes = told
        self.repairs = {name: repair(name, value) for name, value in seen.repairs.items()}
        self.doubts = {
            name: doubt_words(seen.marks.get(name, ""), why) for name, why in seen.doubts.items()
        }
        self.marks, self.mark_tones = {}, {}
        for name in FORM_FIELDS:
            self.marks[name], self.mark_tones[name] = mark_words(
                "REFUSE" if name == seen.refused_field else seen.marks.get(name, ""),
                wanted=name in self.errors,
            )
        refused = sum(finding["severity"] in BLOCKING for finding in seen.findings)
        self.to_mend = len(self.errors) + refused
        self.mend_words = (
            formats.count(self.to_mend, "point", "points") + " à corriger avant l’envoi"
            if self.to_mend
            else ""
        )
