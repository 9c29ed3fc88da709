"""Carries out stored intents to send: once each, whatever fails, whenever the process dies.

`sending` says what is asked of Chorus Pro; here is when, by whom, and what a failure leads to. A
deposit is claimed in the database for a moment that is prolonged while somebody works on it: two
processes never work on one, and what a killed process left is taken up by the next.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

from chorus_app.domain.deposit import Stage
from chorus_app.gateway.errors import ChorusError, NotFound, Refused
from chorus_app.services import events, journal
from chorus_app.services.accounts import client_of
from chorus_app.services.context import current
from chorus_app.services.sending import NotYet, Outcome, Sending, pause_after, refused
from chorus_app.services.synchronise import wake as wake_synchronisation
from chorus_app.store import deposits as store
from chorus_app.store.tables import DepositRow, now

_log = logging.getLogger(__name__)

CLAIM = timedelta(seconds=20)
"""How long a claim holds: what a deposit waits for after the process that had it was killed."""
_SWEEP_SECONDS = 2.0
_LONGEST_PAUSE = 3600.0
_FILE_LOST = (
    "Le fichier de cette facture a disparu de Choral. Supprimez ce brouillon, puis déposez de "
    "nouveau le fichier."
)

_woken: asyncio.Event | None = None


def wake() -> None:
    """Have stored intents looked at without waiting for the next sweep."""
    if _woken:
        _woken.set()


async def run_forever() -> None:
    """Carry out intents as their time comes, until cancelled.

    Each supplier has its own lane: a slow answer to one makes no other wait.
    """
    global _woken  # noqa: PLW0603  (one process, one sender)
    _woken = woken = asyncio.Event()
    lanes: dict[int, asyncio.Task[None]] = {}
    try:
        while True:
            await _fill(lanes)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), _SWEEP_SECONDS)
            woken.clear()
    finally:
        for lane in lanes.values():
            lane.cancel()
        await asyncio.gather(*lanes.values(), return_exceptions=True)


async def _fill(lanes: dict[int, asyncio.Task[None]]) -> None:
    """Start a lane for each supplier that has something due and no lane at work."""
    for structure_id in [known for known, lane in lanes.items() if lane.done()]:
        del lanes[structure_id]
    try:
        due = await _due()
    except Exception:
        _log.exception("the sweep of deposits failed; it goes on")
        return
    for structure_id, ids in due.items():
        if structure_id not in lanes:
            lanes[structure_id] = asyncio.create_task(_advance_all(ids))


async def sweep() -> None:
    """Take each due intent one step further, and return when all of them are."""
    await asyncio.gather(*(_advance_all(ids) for ids in (await _due()).values()))


async def _due() -> dict[int, list[str]]:
    async with current().store.session() as session:
        found = await store.to_send(session, now())
    by_structure: dict[int, list[str]] = {}
    for deposit_id, structure_id in found:
        by_structure.setdefault(structure_id, []).append(deposit_id)
    return by_structure


async def _advance_all(ids: list[str]) -> None:
    for deposit_id in ids:
        try:
            await advance(deposit_id)
        except Exception:
            _log.exception("a deposit could not be taken further; it will be tried again")


async def advance(deposit_id: str) -> None:
    """Take one intent as far as it goes now. Nothing happens if it is not due, or claimed."""
    async with current().store.session() as session:
        if not await store.claim(session, deposit_id, now(), now() + CLAIM):
            return
        row = await session.get_one(DepositRow, deposit_id)
    before = (row.stage, row.flow_state, row.problem)
    outcome: Outcome = {"retry_at": now()}  # a job that is cancelled leaves its intent due
    try:
        async with _claimed(deposit_id):
            outcome = await _outcome(row)
    finally:
        async with current().store.session() as session:
            await store.record(session, deposit_id, **outcome)
            await journal.write_verdict(session, row, outcome)
            if outcome.get("stage") == Stage.REFUSEE:
                await events.tell_refused_deposit(session, row, outcome.get("problem", ""))
    _tell(row, before, outcome)


@contextlib.asynccontextmanager
async def _claimed(deposit_id: str) -> AsyncIterator[None]:
    """Prolong a claim as long as the work lasts."""
    done = asyncio.Event()
    keeper = asyncio.create_task(_prolong(deposit_id, done))
    try:
        yield
    finally:
        done.set()
        await keeper


async def _prolong(deposit_id: str, done: asyncio.Event) -> None:
    while not done.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), CLAIM.total_seconds() / 4)
            return
        try:
            async with current().store.session() as session:
                await store.prolong(session, deposit_id, now() + CLAIM)
        except Exception:
            _log.exception("a claim could not be prolonged")


async def _outcome(row: DepositRow) -> Outcome:
    """Work on a deposit; return what to write, whatever happened."""
    try:
        return await Sending(row, await client_of(row.structure_id)).run()
    except NotYet as wait:
        return _later(row, wait.delay, wait.problem)
    except ChorusError as error:
        return _after(row, error)
    except FileNotFoundError:
        _log.error("the file of deposit %s is lost", row.id)
        return refused(_FILE_LOST)
    except Exception:
        _log.exception("a deposit met an unexpected error; it will be tried again")
        return _later(row, pause_after(row.attempts), ChorusError.sentence)


def _after(row: DepositRow, error: ChorusError) -> Outcome:
    """Tell a refusal of the invoice from what time repairs."""
    # Not found: a flow that Chorus Pro does not know yet, or a supplier it may know tomorrow.
    if isinstance(error, Refused) and not isinstance(error, NotFound):
        return refused(error.sentence)
    asked = min(getattr(error, "retry_after", None) or 0.0, _LONGEST_PAUSE)
    return _later(row, max(pause_after(row.attempts), asked), error.sentence)


def _later(row: DepositRow, delay: float, problem: str) -> Outcome:
    moment = now() + timedelta(seconds=delay)
    return {"attempts": row.attempts + 1, "retry_at": moment, "problem": problem}


def _tell(row: DepositRow, before: tuple[str, str, str], outcome: Outcome) -> None:
    """Wake open pages when they would show something else, and the mirror for a new invoice."""
    stage = outcome.get("stage", row.stage)
    if (stage, row.flow_state, outcome.get("problem", row.problem)) != before:
        current().live.notify(row.structure_id)
    if stage == Stage.DEPOSEE:
        wake_synchronisation(row.structure_id)
