"""What every state shares: who asks, and today's date in Paris.

Any handler of any state can be called by anyone who opens a socket, with any payload. So each one
begins by asking `_who()`, which reads the session cookie of the socket, never the state.
"""

from datetime import UTC, date, datetime

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.domain.folding import tidy
from chorus_app.services import sessions
from chorus_app.services.sessions import Identity
from chorus_app.texts.formats import PARIS

_LONGEST_ADDRESS = 2000


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the date in Paris."""
    return now().astimezone(PARIS).date()


def whole_number(text: str) -> int:
    """Read an invoice's number in an address; 0, which no invoice bears, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


class Signed(rx.State, mixin=True):
    """A mixin for states whose handlers serve only somebody who is signed in."""

    async def _who(self) -> Identity | None:
        """Return who holds this socket's session cookie, or None."""
        cookies = self.router.headers.raw_headers.get("cookie", "")
        return await sessions.identity(sessions.token_of(cookies))

    def _to_sign_in(self) -> EventSpec:
        """Send whoever is not signed in to the door, and back here afterwards."""
        return rx.redirect(routes.connexion(self._here()), replace=True)

    def _here(self) -> str:
        """Return the address of the page, path and query, as the browser writes it."""
        url = self.router.url
        return tidy(url.path + (f"?{url.query}" if url.query else ""), _LONGEST_ADDRESS)

    def _asked(self, name: str) -> str:
        """Return a parameter of the address; empty when it is absent."""
        return tidy(self.router.url.query_parameters.get(name, ""), _LONGEST_ADDRESS)
