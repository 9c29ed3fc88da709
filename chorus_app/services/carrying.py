"""Carries out stored intents: once each, whatever fails, whenever the process dies.

Here is when, by whom, and what a failure leads to; what is asked of Chorus Pro is each act's own.
An intent is claimed in the database for a moment that is prolonged while somebody works on it: two
processes never work on one, and what a killed process left is taken up by the next.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar, Generic

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.gateway.errors import ChorusError, Refused
from chorus_app.services import claims, synchronise, work
from chorus_app.services.claims import Claim, Lost
from chorus_app.services.context import current
from chorus_app.services.outgoing import NotYet, Outcome, pause_after
from chorus_app.services.work import Job, Kind
from chorus_app.store.intents import Intent, Intents, Row
from chorus_app.store.tables import now

_log = logging.getLogger(__name__)

CLAIM = timedelta(seconds=20)
"""How long a claim holds: what an intent waits for after the process that had it was killed."""
_LONGEST_PAUSE = 3600.0


class Carrier(ABC, Generic[Row]):
    """Carries out the intents of one table. `noun` names one in the log."""

    kind: ClassVar[Kind]
    noun: ClassVar[str]
    done: ClassVar[str]
    """The stage of what Chorus Pro took."""
    file_lost: ClassVar[str]
    """What the screen says when a file that goes with the intent is no longer stored here."""
    intents: Intents[Row]

    @abstractmethod
    async def _carry(self, row: Row, claim: Claim) -> Outcome:
        """Take an intent to its end, or raise: `Lost`, `NotYet`, the `ChorusError` that was met."""

    @abstractmethod
    def _refused(self, sentence: str) -> Outcome:
        """Return what to write of a refusal."""

    @abstractmethod
    async def _follow(self, session: AsyncSession, row: Row, outcome: Outcome) -> None:
        """Write what follows from an outcome here, in the transaction that writes it."""

    def _is_final(self, error: ChorusError) -> bool:
        """Tell a refusal of the act itself from what time repairs."""
        return isinstance(error, Refused)

    def _shown(self, row: Row) -> tuple[str, ...]:
        """Return what open pages show of an intent."""
        return row.stage, row.problem

    def wake(self, structure_id: int) -> None:
        """Have a supplier's stored intents looked at without waiting for the next sweep."""
        work.wake(Job(self.kind, structure_id))

    async def due(self) -> list[int]:
        """Return the suppliers with intents whose time has come, who waited longest first."""
        async with current().store.session() as session:
            return await self.intents.suppliers_due(session, now())

    async def sweep(self) -> None:
        """Take each due intent one step further, and return when all of them are."""
        await asyncio.gather(*(self.advance_all(number) for number in await self.due()))

    async def advance_all(self, structure_id: int) -> None:
        """Take a supplier's due intents one step further, one after the other."""
        async with current().store.session() as session:
            ids = await self.intents.to_send(session, structure_id, now())
        for intent_id in ids:
            try:
                await self.advance(intent_id)
            except Exception:
                _log.exception("a %s could not be taken further; it will be tried again", self.noun)

    async def advance(self, intent_id: str) -> None:
        """Take one intent as far as it goes now. Nothing happens if it is not due, or claimed."""
        claim = Claim(CLAIM)
        async with current().store.session() as session:
            row = await self.intents.claim(session, intent_id, now(), claim.moments[0])
        if row is None:
            return
        before = self._shown(row)
        outcome: Outcome = {"retry_at": now()}  # a job that is cancelled leaves its intent due
        try:
            async with claims.kept(claim, partial(self._prolong, intent_id, claim)):
                outcome = await self._outcome(row, claim)
        except Lost:
            _log.warning(
                "the claim of %s %s was lost; whoever has it goes on", self.noun, intent_id
            )
        finally:
            await self._write(row, claim, outcome)
        await self._tell(row, before, outcome)

    async def _prolong(self, intent_id: str, claim: Claim, until: datetime) -> bool:
        async with current().store.session() as session:
            return await self.intents.prolong(session, intent_id, claim.moments, until)

    async def _outcome(self, row: Row, claim: Claim) -> Outcome:
        """Work on an intent; return what to write, whatever happened. Raises `Lost`."""
        try:
            return await self._carry(row, claim)
        except Lost:
            raise
        except NotYet as wait:
            return _later(row, wait.delay, wait.problem)
        except ChorusError as error:
            return self._after(row, error)
        except FileNotFoundError:
            _log.error("a file of %s %s is lost", self.noun, row.id)
            return self._refused(self.file_lost)
        except Exception:
            _log.exception("a %s met an unexpected error; it will be tried again", self.noun)
            return _later(row, pause_after(row.attempts), ChorusError.sentence)

    def _after(self, row: Row, error: ChorusError) -> Outcome:
        if self._is_final(error):
            return self._refused(error.sentence)
        asked = min(getattr(error, "retry_after", None) or 0.0, _LONGEST_PAUSE)
        return _later(row, max(pause_after(row.attempts), asked), error.sentence)

    async def _write(self, row: Row, claim: Claim, outcome: Outcome) -> None:
        """Write the outcome and what follows from it, unless another has the intent by now."""
        async with current().store.session() as session:
            if await self.intents.record(session, row.id, claim.moments, **outcome):
                await self._follow(session, row, outcome)

    async def _tell(self, row: Row, before: tuple[str, ...], outcome: Outcome) -> None:
        """Wake open pages when they would show something else, and the mirror for what is done."""
        for name, value in outcome.items():
            setattr(row, name, value)
        if self._shown(row) != before:
            current().live.notify(row.structure_id)
        if outcome.get("stage") == self.done:
            await synchronise.wake(row.structure_id)


def _later(row: Intent, delay: float, problem: str) -> Outcome:
    moment = now() + timedelta(seconds=delay)
    return {"attempts": row.attempts + 1, "retry_at": moment, "problem": problem}
