"""What the deposit and an answer share: fields kept while typed, a recipient of the directory."""

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.event import EventSpec

from chorus_app.domain.folding import tidy
from chorus_app.domain.invoice import Recipient
from chorus_app.services import directory
from chorus_app.services.directory import ChorusError
from chorus_app.services.sessions import Identity
from chorus_app.states.base import Signed
from chorus_app.states.views import ChoiceView
from chorus_app.texts import formats
from chorus_app.texts.following import obligation_words

_LISTED = 50


@dataclass
class FoundView:
    """A public body that the directory found."""

    siret: str
    shown_siret: str
    name: str
    active: bool


class RecipientChoice(Signed, rx.State, mixin=True):
    """A mixin: what is typed, the recipient that is chosen and its demands, and the search."""

    form: dict[str, str] = {}
    mended: dict[str, int] = {}
    marks: dict[str, str] = {}
    mark_tones: dict[str, str] = {}
    errors: dict[str, str] = {}
    hints: dict[str, str] = {}
    recipient_name: str = ""
    recipient_siret: str = ""
    obligations: str = ""
    services: list[ChoiceView] = []
    unknown_service: str = ""
    found: list[FoundView] = []
    found_words: str = ""
    choosing: bool = False

    @rx.event
    async def keep_typing(self, name: str, value: str, mended: int = -1) -> EventSpec | None:
        """Keep a field that somebody is still typing in; it is checked once it is left.

        `mended` tells how often the field was mended when this was typed: what a repair has
        replaced since is not put back. -1 is a field that nothing mends.
        """
        who = await self._who()
        if not who:
            return self._to_sign_in()
        known = isinstance(name, str) and name in self.form
        if known and (mended == -1 or mended == self.mended.get(name, 0)):
            await self._store(who, {name: value})
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
        if not await self._who():
            return self._to_sign_in()
        self.choosing = False
        return await self._change({"recipient_siret": siret, "service_code": ""})

    @rx.event
    async def open_choice(self) -> EventSpec | None:
        """Open the directory."""
        if not await self._who():
            return self._to_sign_in()
        self.choosing, self.found, self.found_words = True, [], ""
        return None

    @rx.event
    async def close_choice(self) -> EventSpec | None:
        """Close the directory."""
        if not await self._who():
            return self._to_sign_in()
        self.choosing = False
        return None

    async def _change(self, values: dict[str, Any]) -> EventSpec | None:
        """Keep some fields; the state that chooses a recipient says where."""
        raise NotImplementedError

    async def _store(self, who: Identity, values: dict[str, Any]) -> None:
        """Keep some fields, for a page loaded anew to begin with them; check nothing."""
        raise NotImplementedError

    def _show_choice(self, recipient: Recipient | None, siret: str, service: str) -> None:
        self.recipient_name = recipient.structure.name if recipient else ""
        self.recipient_siret = formats.siret(siret)
        self.obligations = obligation_words(recipient.obligations) if recipient else ""
        services = [one for one in recipient.services if one.active] if recipient else []
        # A list that no thumb can scroll is no help: the code is typed, and checked.
        listed = services if len(services) <= _LISTED else []
        self.services = [ChoiceView(one.code, f"{one.code} – {one.name}") for one in listed]
        codes = {one.code for one in listed}
        self.unknown_service = service if service and service not in codes else ""
