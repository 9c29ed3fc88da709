"""The account: who is signed in, for which supplier, what they want to be told; and the way out."""

from dataclasses import dataclass, field, replace
from typing import Any, TypeGuard

import reflex as rx
from reflex.event import EventSpec

from chorus_app.domain.notice import Channel, Kind
from chorus_app.services import notify, technical
from chorus_app.services.notify import Preferences
from chorus_app.services.sessions import Identity
from chorus_app.states.base import Signed
from chorus_app.texts import formats
from chorus_app.texts.notifications import CHANNELS, KINDS

_LONGEST_PASSWORD = 200


@dataclass
class SwitchView:
    """One way of being told of one kind of event."""

    kind: str
    channel: str
    label: str
    on: bool


@dataclass
class KindView:
    """A kind of event and the ways of being told of it."""

    name: str
    example: str
    switches: list[SwitchView] = field(default_factory=list)


def _is_password(given: object) -> TypeGuard[str]:
    """Tell whether this may be a password: not empty, and text that UTF-8 can write."""
    if not isinstance(given, str) or not 0 < len(given) <= _LONGEST_PASSWORD:
        return False
    return given.isprintable()


class CompteState(Signed, rx.State):
    """What the account page shows."""

    name: str = ""
    email: str = ""
    structure: str = ""
    siret: str = ""
    technical_login: str = ""
    technical_ends: str = ""
    technical_error: str = ""
    technical_kept: str = ""
    technical_box: int = 0
    kinds: list[KindView] = []
    daily: bool = False

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Fill the page."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        self.name, self.email = who.display_name, who.email
        self.structure, self.siret = who.structure_name, formats.siret(who.structure_siret)
        self._show(await notify.preferences(who))
        self.technical_error = self.technical_kept = ""
        await self._show_technical(who)
        return None

    @rx.event
    async def renew(self, form: dict[str, Any]) -> EventSpec | None:
        """Try a new password of the technical account, and keep it if Chorus Pro takes it."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        given = form.get("technical_password") if isinstance(form, dict) else None
        self.technical_error = self.technical_kept = ""
        if not _is_password(given):
            self.technical_error = "Saisissez le mot de passe choisi dans Chorus Pro."
            return None
        try:
            await technical.renew(who, given)
        except technical.TooManyTries:
            self.technical_error = (
                "Trop d’essais sans succès. Attendez un quart d’heure, puis réessayez."
            )
            return None
        except technical.AccountRefused:
            self.technical_error = (
                "Chorus Pro refuse ce mot de passe. Vérifiez votre saisie : c’est celui que vous "
                "avez choisi sur son site."
            )
            return None
        except technical.ChorusError as error:
            self.technical_error = error.sentence
            return None
        self.technical_box += 1
        self.technical_kept = "Mot de passe enregistré : Chorus Pro l’accepte."
        await self._show_technical(who)
        return None

    async def _show_technical(self, who: Identity) -> None:
        known = await technical.technical_account(who)
        self.technical_login = known.login
        self.technical_ends = formats.medium_date(known.ends) if known.ends else "date inconnue"

    @rx.event
    async def switch(self, kind: str, channel: str, on: bool) -> EventSpec | None:
        """Turn one way of being told on or off."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        if kind in list(Kind) and channel in list(Channel) and isinstance(on, bool):
            wanted = await notify.preferences(who)
            switches = dict(wanted.switches) | {(Kind(kind), Channel(channel)): on}
            await self._keep(who, replace(wanted, switches=switches))
        return None

    @rx.event
    async def one_a_day(self, on: bool) -> EventSpec | None:
        """Choose one mail a day rather than one at each event."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        if isinstance(on, bool):
            await self._keep(who, replace(await notify.preferences(who), daily_mail=on))
        return None

    async def _keep(self, who: Identity, wanted: Preferences) -> None:
        await notify.set_preferences(who, wanted)
        self._show(wanted)

    def _show(self, kept: Preferences) -> None:
        self.daily = kept.daily_mail
        self.kinds = [
            KindView(
                name,
                example,
                [
                    SwitchView(kind.value, way.value, label, kept.switches[kind, way])
                    for way, label in CHANNELS.items()
                ],
            )
            for kind, (name, example) in KINDS.items()
        ]
