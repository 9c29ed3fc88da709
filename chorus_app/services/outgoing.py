"""One act that leaves for Chorus Pro and cannot be repeated: written down before, settled after.

PISTE has no idempotency key. So a sending is written down before it leaves, and while its outcome
is not known nothing is sent again before Chorus Pro has had the time to finish what it may have
begun. How its outcome is found is each act's own: `sending`, `replying`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Generic

from chorus_app.gateway.errors import ChorusError
from chorus_app.gateway.port import ChorusPro
from chorus_app.services.claims import Claim, Lost
from chorus_app.services.context import current
from chorus_app.store.intents import Intents, Row
from chorus_app.store.tables import now

Outcome = dict[str, Any]
"""Values of the row's columns, to write once the step is over."""


class NotYet(Exception):
    """Nothing to do now but to look again after `delay` seconds; `problem` is for the screen."""

    def __init__(self, delay: float, problem: str = "") -> None:
        super().__init__(problem)
        self.delay = delay
        self.problem = problem


def pause_after(attempts: int) -> float:
    """Return how many seconds to wait after so many tries: 4, 8, 16 … 300 at most."""
    return float(min(4 * 2 ** min(attempts, 10), 300))


@dataclass(slots=True)
class Outgoing(Generic[Row]):
    """One claimed intent with the client that speaks for its supplier."""

    intents: ClassVar[Intents[Any]]
    verifying: ClassVar[str]
    """What the screen says while the outcome of an earlier sending is looked for."""

    row: Row
    client: ChorusPro
    claim: Claim

    def _let_settle(self, duration: timedelta) -> None:
        """Raise `NotYet` while an earlier sending may still be at work at Chorus Pro."""
        if not self.row.attempted_at:
            return
        wait = (self.row.attempted_at + duration - now()).total_seconds()
        if wait > 0:
            raise NotYet(min(wait, pause_after(self.row.attempts)), self.verifying)

    @asynccontextmanager
    async def _attempt(self) -> AsyncIterator[None]:
        """Write down that something leaves; and, when the answer is sure, that it did nothing."""
        await self._begin()
        try:
            yield
        except ChorusError as error:
            # A lost answer is looked for soon, however many failures came before it.
            await self._note(
                **({"attempts": 0} if error.may_have_worked else {"attempted_at": None})
            )
            raise

    async def _begin(self) -> None:
        """Write down that something leaves now. Raises `Lost`: another may be sending it."""
        self.row.attempted_at = at = now()
        async with current().store.session() as session:
            held = self.claim.moments
            if not await self.intents.record(session, self.row.id, held, attempted_at=at):
                raise Lost

    async def _note(self, **values: Any) -> None:
        """Write an answer as soon as it came, in its own transaction."""
        async with current().store.session() as session:
            await self.intents.record(session, self.row.id, **values)
        for name, value in values.items():
            setattr(self.row, name, value)
