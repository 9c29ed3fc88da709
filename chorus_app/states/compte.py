"""The account: who is signed in, for which supplier; and the way out."""

import reflex as rx
from reflex.event import EventSpec

from chorus_app.states.base import Signed
from chorus_app.texts import formats


class CompteState(Signed, rx.State):
    """What the account page shows."""

    name: str = ""
    email: str = ""
    structure: str = ""
    siret: str = ""

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Fill the page."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        self.name, self.email = who.display_name, who.email
        self.structure, self.siret = who.structure_name, formats.siret(who.structure_siret)
        return None
