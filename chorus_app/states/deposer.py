"""The deposit form: from a file on the phone to a receipt of Chorus Pro."""

from dataclasses import asdict, dataclass
from typing import Any

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.domain.deposit import (
    EDITABLE,
    FORM_FIELDS,
    DepositForm,
    needs_validator,
)
from chorus_app.domain.folding import tidy
from chorus_app.services import deposits, directory
from chorus_app.services.deposits import Draft
from chorus_app.services.directory import ChorusError
from chorus_app.services.sessions import Identity
from chorus_app.states import deposit_views
from chorus_app.states.base import Signed, today
from chorus_app.states.views import ChoiceView
from chorus_app.texts import formats
from chorus_app.texts.deposit import fault
from chorus_app.texts.following import following_words, mark_words, obligation_words


@dataclass
class FoundView:
    """A public body that the directory found."""

    siret: str
    shown_siret: str
    name: str
    active: bool


class DeposerState(Signed, rx.State):
    """What the deposit page shows; the draft itself is in the database, never here."""

    deposit_id: str = ""
    stage: str = ""
    loaded: bool = False
    missing: bool = False
    file_name: str = ""
    file_words: str = ""
    is_flow: bool = False
    editable: bool = False
    form: dict[str, str] = asdict(DepositForm())
    marks: dict[str, str] = {}
    mark_tones: dict[str, str] = {}
    errors: dict[str, str] = {}
    hints: dict[str, str] = {}
    findings: list[str] = []
    to_mend: int = 0
    mend_words: str = ""
    problem: str = ""
    directory_problem: str = ""
    recipient_name: str = ""
    recipient_siret: str = ""
    obligations: str = ""
    services: list[ChoiceView] = []
    unknown_service: str = ""
    needs_validator: bool = False
    found: list[FoundView] = []
    found_words: str = ""
    choosing: bool = False
    confirming: bool = False
    summary: list[list[str]] = []
    busy: bool = False
    follow_title: str = ""
    follow_text: str = ""
    receipt: list[list[str]] = []
    invoice_href: str = ""
    drafts: list[list[str]] = []

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Show the draft that the address names, or the choice of a file."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        wanted = self._asked("brouillon")[:64]
        if wanted != self.deposit_id:
            self.reset()
        self.deposit_id = wanted
        await self._load(who)
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
    async def keep(self, name: str, value: str) -> EventSpec | None:
        """Keep one field as typed, and check again."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._kept(who, {name: value} if name in FORM_FIELDS else {})
        return None

    @rx.event
    async def keep_all(self, form: dict[str, Any]) -> EventSpec | None:
        """Keep the whole form, then show the confirmation or what is left to mend."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        seen = await self._kept(who, form if isinstance(form, dict) else {})
        if seen:
            self.confirming = seen.is_ready
            self.summary = deposit_views.summary(seen)
        return None

    @rx.event
    async def look_up(self, form: dict[str, Any]) -> EventSpec | None:
        """Search the directory by SIRET, name or city."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        text = tidy(form.get("recherche", "") if isinstance(form, dict) else "", 80)
        if len(text) < 2:
            self.found, self.found_words = [], "Tapez au moins deux lettres, ou un SIRET."
            return None
        try:
            bodies = await directory.find(who.structure_id, text)
        except ChorusError as error:
            self.found, self.found_words = [], error.sentence
            return None
        self.found = [
            FoundView(body.siret, formats.siret(body.siret), body.name, body.active)
            for body in bodies
        ]
        self.found_words = formats.count(len(bodies), "organisme trouvé", "organismes trouvés")
        return None

    @rx.event
    async def choose(self, siret: str) -> EventSpec | None:
        """Take a recipient of the directory; its services are then asked for anew."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        self.choosing = False
        await self._kept(who, {"recipient_siret": siret, "service_code": ""})
        return None

    @rx.event
    async def open_choice(self) -> EventSpec | None:
        """Open the directory."""
        if not await self._who():
            return self._to_sign_in()
        self.choosing, self.found, self.found_words = True, [], ""
        return None

    @rx.event
    async def close_sheets(self) -> EventSpec | None:
        """Close the directory or the confirmation; nothing leaves."""
        if not await self._who():
            return self._to_sign_in()
        self.choosing = self.confirming = False
        return None

    @rx.event
    async def confirm(self) -> EventSpec | None:
        """Store the intent to send. Called twice, it sends once."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        self.confirming = False
        try:
            self._show(await deposits.confirm(who, self.deposit_id, today()))
        except deposits.NotThere:
            self.missing = True
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
        return rx.redirect(routes.DEPOSER, replace=True)

    async def _kept(self, who: Identity, values: dict[str, Any]) -> Draft | None:
        try:
            await deposits.change(who, self.deposit_id, values)
            seen = await deposits.draft(who, self.deposit_id, today())
        except deposits.NotThere:
            self.missing = True
            return None
        self._show(seen)
        return seen

    async def _load(self, who: Identity) -> None:
        self.missing = False
        if not self.deposit_id:
            self.drafts = [deposit_views.draft_line(draft) for draft in await deposits.pending(who)]
        else:
            try:
                self._show(await deposits.draft(who, self.deposit_id, today()))
            except deposits.NotThere:
                self.missing = True
        self.loaded = True

    def _show(self, seen: Draft) -> None:
        self.stage, self.is_flow = seen.stage.value, seen.is_flow
        self.editable = seen.stage in EDITABLE
        self.file_name, self.file_words = seen.file_name, deposit_views.file_words(seen)
        self.form = asdict(seen.form)
        self.problem, self.directory_problem = seen.problem, seen.directory_problem
        self._show_checks(seen)
        self._show_recipient(seen)
        self.follow_title, self.follow_text = following_words(
            seen.stage, seen.flow_state, seen.problem
        )
        self.receipt = deposit_views.receipt(seen)
        self.invoice_href = routes.facture(seen.invoice_id) if seen.invoice_id else ""

    def _show_checks(self, seen: Draft) -> None:
        self.errors = {
            p.field: fault(p.fault, p.field) for p in reversed(seen.problems) if p.blocking
        }
        self.hints = {
            p.field: fault(p.fault, p.field) for p in reversed(seen.problems) if not p.blocking
        }
        self.marks, self.mark_tones = {}, {}
        for name in FORM_FIELDS:
            self.marks[name], self.mark_tones[name] = mark_words(
                seen.marks.get(name, ""), wanted=name in self.errors
            )
        self.findings = [
            f"{finding['message']} {finding['repair']}".strip() for finding in seen.findings
        ]
        refused = sum(finding["severity"] == "refusera" for finding in seen.findings)
        self.to_mend = len(self.errors) + refused
        self.mend_words = (
            formats.count(self.to_mend, "point", "points") + " à corriger avant l’envoi"
            if self.to_mend
            else ""
        )

    def _show_recipient(self, seen: Draft) -> None:
        self.recipient_name = seen.recipient_name
        self.recipient_siret = formats.siret(seen.form.recipient_siret)
        self.obligations = obligation_words(seen.recipient.obligations) if seen.recipient else ""
        services = seen.recipient.services if seen.recipient else ()
        self.services = [
            ChoiceView(service.code, f"{service.code} – {service.name}")
            for service in services[:50]
            if service.active
        ]
        codes = {service.code for service in services if service.active}
        typed = seen.form.service_code
        self.unknown_service = typed if typed and typed not in codes else ""
        self.needs_validator = needs_validator(seen.form)
