"""The door: shows the demo account in demo mode; the form itself posts to /api/session."""

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.services import accounts, sessions
from chorus_app.states.base import Signed
from chorus_app.texts.errors import LEFT, SIGNED_OUT


class ConnexionState(Signed, rx.State):
    """What the sign-in page shows."""

    demo_email: str = ""
    demo_password: str = ""
    expired: str = ""

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Send somebody who is signed in already to the first screen."""
        if await self._who():
            return rx.redirect(routes.ACCUEIL, replace=True)
        cookies = self.router.headers.raw_headers.get("cookie", "")
        said = LEFT if sessions.has_left(cookies) else SIGNED_OUT
        self.expired = said if self._asked("suite") else ""
        shown = accounts.shown_demo_account()
        self.demo_email, self.demo_password = shown if shown else ("", "")
        return None
