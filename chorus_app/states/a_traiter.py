"""À traiter: everything that waits, fifty at most on a screen."""

import reflex as rx
from reflex.event import EventSpec

from chorus_app.services import inbox
from chorus_app.states.base import Signed, today
from chorus_app.states.waiting_views import WaitingView, waiting_view
from chorus_app.texts import formats

_MOST = 50


class ATraiterState(Signed, rx.State):
    """What the inbox shows."""

    loaded: bool = False
    waiting: list[WaitingView] = []
    count_text: str = ""
    more: str = ""

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Fill the list."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        found = await inbox.inbox(who, today())
        self.waiting = [waiting_view(item) for item in found.items[:_MOST]]
        self.count_text = formats.count(found.count, "chose vous attend", "choses vous attendent")
        left = found.count - len(self.waiting)
        self.more = f"et {formats.count(left, 'autre', 'autres')}" if left > 0 else ""
        self.loaded = True
        return None
