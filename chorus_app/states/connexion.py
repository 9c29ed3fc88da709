"""The door: shows the demo account in demo mode; the form itself posts to /api/session."""

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.services import accounts
from chorus_app.states.base import Signed


class ConnexionState(Signed, rx.State):
    """What the sign-in page shows."""

    demo_email: str = ""
    demo_password: str = ""
    expired: bool = False

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Send somebody who is signed in already to the first screen."""
        if await self._who():
            return rx.redirect(routes.ACCUEIL, replace=True)
        self.expired = bool(self._asked("suite"))
        shown = accounts.shown_demo_account()
        self.demo_email, self.demo_password = shown if shown else ("", "")
        return None
