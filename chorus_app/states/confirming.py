"""The last step before something is sent, and the guard against a confirmation that comes late.

Reflex keeps what is tapped while its socket is down, and delivers it once the socket is back, maybe
after the person pressed « Annuler », or believed it lost. So each confirmation that is shown bears
a number, which holds for the socket that it was shown through and for no other; and the page says
with the tap for how long it had shown it, so that a tap that was too long on its way through one
socket is known as well, whatever time it is on the phone.
"""

import secrets
from datetime import datetime, timedelta

import reflex as rx
from reflex.event import EventSpec

from chorus_app.services.sessions import Identity
from chorus_app.states.base import Signed, now
from chorus_app.texts.errors import TOO_LATE

LONGEST_WAY = 10_000
"""Milliseconds that a confirmation may take to the page and its tap back from there, together."""


class Confirming(Signed, rx.State, mixin=True):
    """A mixin: what is about to be sent is shown, and leaves once it is confirmed there."""

    editable: bool = False
    confirming: bool = False
    shown: int = 0
    order: str = ""
    late: str = ""
    summary: list[list[str]] = []

    _shown_through: str = ""
    _shown_at: datetime | None = None

    @rx.event
    async def confirm(self, order: str, shown_for: int) -> EventSpec | None:
        """Store the intent to send, if this confirmation still is the one that is shown.

        `shown_for`: for how many milliseconds the page had shown it. Called twice, it sends once.
        """
        who = await self._who()
        if not who:
            return self._to_sign_in()
        is_timely = self._is_timely(order, shown_for)
        self._put_away()
        if is_timely:
            await self._send(who)
        else:
            await self._read_again(who)
            # Under way already: this was the second tap of two.
            self.late = TOO_LATE if self.editable else ""
        return None

    @rx.event
    async def close_confirmation(self) -> EventSpec | None:
        """Close the confirmation; nothing leaves."""
        if not await self._who():
            return self._to_sign_in()
        self._put_away()
        return None

    async def _send(self, who: Identity) -> None:
        raise NotImplementedError

    async def _read_again(self, who: Identity) -> None:
        raise NotImplementedError

    def _show_confirmation(self) -> None:
        self.confirming, self.shown = True, self.shown + 1
        self._give_order()

    def _show_on(self) -> None:
        """Go on showing through the socket that has just opened: what was tapped before is void."""
        if self.confirming:
            self._give_order()

    def _give_order(self) -> None:
        self.order, self._shown_at = secrets.token_hex(4), now()
        self._shown_through = self.router.session.session_id

    def _begin_anew(self) -> None:
        """Show no confirmation, and say nothing more of one that came too late."""
        self._put_away()
        self.late = ""

    def _put_away(self) -> None:
        self.confirming, self.order = False, ""
        self._shown_through, self._shown_at = "", None

    def _is_timely(self, order: object, shown_for: object) -> bool:
        if not self._shown_at or order != self.order or not isinstance(shown_for, int | float):
            return False
        on_the_way = (now() - self._shown_at) // timedelta(milliseconds=1) - shown_for
        is_same_socket = self._shown_through == self.router.session.session_id
        return is_same_socket and on_the_way < LONGEST_WAY
