"""Taking each supplier's turn: one pass, by one process at a time; the rest waits in the database.

`domain.pace` says how often, `store.turns` whose turn it is. After a failure the next turn comes
later and later; sooner when somebody asks.
"""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from chorus_app.domain import pace
from chorus_app.gateway.errors import ChorusError, TooManyRequests
from chorus_app.gateway.port import ChorusPro
from chorus_app.services import claims
from chorus_app.services.claims import Claim
from chorus_app.services.live import Live
from chorus_app.services.mirror import Mirror
from chorus_app.store import people, turns
from chorus_app.store.engine import Store
from chorus_app.store.tables import Structure, now
from chorus_app.store.turn_tables import TurnRow

_log = logging.getLogger(__name__)

CLAIM = timedelta(seconds=20)
"""How long a claim holds: what a supplier waits for after the process that had it was killed."""
_LONGEST_DELAY = 60.0
_SWEEP_EVERY = 300
"""Passes between two sweeps: ten minutes with the simulator, a day with PISTE."""


class Synchroniser:
    """Keeps every supplier's mirror true. One failure never holds up the others."""

    def __init__(
        self,
        store: Store,
        live: Live,
        client_for: Callable[[Structure], ChorusPro],
        pace: float,
    ) -> None:
        self._store = store
        self._live = live
        self._client_for = client_for
        self._pace = pace
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def due(self) -> Sequence[int]:
        """Return the suppliers whose turn it is, those kept waiting longest first."""
        async with self._store.session() as session:
            await turns.add_missing(session, now())
            return await turns.due(session, now())

    async def take_turn(self, structure_id: int) -> None:
        """Make a pass if its time has come and nobody makes it, and again if asked meanwhile.

        A failure is logged, stored for the screen, and the next turn put off.
        """
        while await self._take_one(structure_id):
            pass

    async def _take_one(self, structure_id: int) -> bool:
        """Make one pass; False when it is not due, taken, or was lost to another."""
        claim = Claim(CLAIM)
        async with self._store.session() as session:
            turn = await turns.claim(session, structure_id, now(), claim.moments[0])
        if not turn:
            return False
        outcome: dict[str, Any] = {"due_at": now()}  # a pass that is cancelled stays due
        try:
            async with claims.kept(claim, partial(self._prolong, structure_id, claim)):
                outcome = await self._outcome(turn)
        except claims.Lost:
            _log.warning("supplier %s: the turn was lost; whoever has it goes on", structure_id)
            return False
        finally:
            await self._record(structure_id, {**outcome, "claimed_until": None}, claim.moments)
        return True

    async def _prolong(self, structure_id: int, claim: Claim, until: datetime) -> bool:
        return await self._record(structure_id, {"claimed_until": until}, claim.moments)

    async def _record(
        self, structure_id: int, values: dict[str, Any], held: Collection[datetime] | None = None
    ) -> bool:
        async with self._store.session() as session:
            return await turns.record(session, structure_id, held, **values)

    async def _outcome(self, turn: TurnRow) -> dict[str, Any]:
        """Make one pass; return what to write of the turn."""
        try:
            await self.synchronise(turn.structure_id)
        except ChorusError as error:
            _log.warning(
                "supplier %s: %s %s", turn.structure_id, type(error).__name__, error.detail
            )
            return self.after_failure(turn, error)
        except Exception as error:
            _log.exception("supplier %s: the pass failed", turn.structure_id)
            return self.after_failure(turn, error)
        at = now()
        every = pace.rhythm(self._pace, turn.seen_at, at)
        due_at = pace.next_turn(at, every, turn.structure_id)
        return {"due_at": due_at, "failures": 0, "barred_until": None}

    def after_failure(self, turn: TurnRow, error: Exception) -> dict[str, Any]:
        """Return what to write of a failure: a wait that doubles, or is as long as asked."""
        failures = turn.failures + 1
        delay = min(self._pace * 2.0 ** min(failures, 10), max(_LONGEST_DELAY, self._pace))
        barred_until = None
        if isinstance(error, TooManyRequests):
            delay = max(delay, error.retry_after or 0.0)
            barred_until = now() + timedelta(seconds=delay)
        spread = timedelta(seconds=delay * random.uniform(0.9, 1.1))  # noqa: S311
        return {"due_at": now() + spread, "failures": failures, "barred_until": barred_until}

    async def synchronise(self, structure_id: int) -> None:
        """Make one pass over a supplier, due or not.

        Raises `ChorusError`, whose sentence is then stored for the screen, where it stays until
        a pass succeeds.
        """
        async with self._locks[structure_id]:
            async with self._store.session() as session:
                await turns.add_missing(session, now())
                structure = await session.get_one(Structure, structure_id)
                turn = await session.get(TurnRow, structure_id)
            try:
                await self._pass(structure, turn)
            except Exception as error:
                await self._tell_problem(structure, error)
                raise

    async def _pass(self, structure: Structure, turn: TurnRow | None) -> None:
        mirror = Mirror(self._store, self._live, self._client_for(structure), structure)
        if not structure.sync_complete:
            await mirror.fill()
            return
        await mirror.follow()
        if page := self._page_to_sweep(structure, turn):
            last = await mirror.sweep(page)
            await self._record(structure.id or 0, {"sweep_page": 0 if last else page + 1})

    def _page_to_sweep(self, structure: Structure, turn: TurnRow | None) -> int:
        """Return the page whose turn it is, 0 while no sweep is due."""
        if turn and turn.sweep_page:
            return turn.sweep_page
        age = timedelta(seconds=self._pace * _SWEEP_EVERY)
        return 1 if not structure.swept_at or now() - structure.swept_at > age else 0

    async def _tell_problem(self, structure: Structure, error: Exception) -> None:
        sentence = error.sentence if isinstance(error, ChorusError) else ChorusError.sentence
        if structure.sync_problem == sentence:
            return
        number = structure.id or 0
        async with self._store.session() as session:
            await people.record(session, number, sync_problem=sentence)
            version = await people.raise_version(session, number)
        self._live.notify(number, version)
