"""Carries out stored intents to send: once each, whatever fails, whenever the process dies.

`sending` says what is asked of Chorus Pro; here is when, by whom, and what a failure leads to. A
deposit is claimed in the database for a moment that is prolonged while somebody works on it: two
processes never work on one, and what a killed process left is taken up by the next.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial

from chorus_app.domain.deposit import Stage
from chorus_app.gateway.errors import ChorusError, NotFound, Refused
from chorus_app.services import claims, events, journal, replacing, synchronise, work
from chorus_app.services.accounts import client_of
from chorus_app.services.claims import Claim, Lost
from chorus_app.services.context import current
from chorus_app.services.sending import NotYet, Outcome, Sending, pause_after, refused
from chorus_app.services.work import Job, Kind
from chorus_app.store import deposits as store
from chorus_app.store.tables import DepositRow, now

_log = logging.getLogger(__name__)

CLAIM = timedelta(seconds=20)
"""How long a claim holds: what a deposit waits for after the process that had it was killed."""
_LONGEST_PAUSE = 3600.0
_FILE_LOST = (
    "Le fichier de cette facture a disparu de Choral. Supprimez ce brouillon, puis déposez de "
    "nouveau le fichier."
)


def wake(structure_id: int) -> None:
    """Have a supplier's stored intents looked at without waiting for the next sweep."""
    work.wake(Job(Kind.DEPOSITS, structure_id))


async def due() -> list[int]:
    """Return the suppliers with intents whose time has come, who waited longest first."""
    async with current().store.session() as session:
        return await store.suppliers_due(session, now())


async def sweep() -> None:
    """Take each due intent one step further, and return when all of them are."""
    await asyncio.gather(*(advance_all(structure_id) for structure_id in await due()))


async def advance_all(structure_id: int) -> None:
    """Take a supplier's due intents one step further, one after the other."""
    async with current().store.session() as session:
        ids = await store.to_send(session, structure_id, now())
    for deposit_id in ids:
        try:
            await advance(deposit_id)
        except Exception:
            _log.exception("a deposit could not be taken further; it will be tried again")


async def advance(deposit_id: str) -> None:
    """Take one intent as far as it goes now. Nothing happens if it is not due, or claimed."""
    claim = Claim(CLAIM)
    async with current().store.session() as session:
        if not await store.claim(session, deposit_id, now(), claim.moments[0]):
            return
        row = await session.get_one(DepositRow, deposit_id)
    before = (row.stage, row.flow_state, row.problem)
    outcome: Outcome = {"retry_at": now()}  # a job that is cancelled leaves its intent due
    try:
        async with claims.kept(claim, partial(_prolong, deposit_id, claim)):
            outcome = await _outcome(row, claim)
    except Lost:
        _log.warning("the claim of deposit %s was lost; whoever has it goes on", deposit_id)
    finally:
        await _write(row, claim, outcome)
    await _tell(row, before, outcome)


async def _prolong(deposit_id: str, claim: Claim, until: datetime) -> bool:
    async with current().store.session() as session:
        return await store.prolong(session, deposit_id, claim.moments, until)


async def _write(row: DepositRow, claim: Claim, outcome: Outcome) -> None:
    """Write the outcome and what follows from it, unless another has the deposit by now."""
    async with current().store.session() as session:
        if not await store.record(session, row.id, claim.moments, **outcome):
            return
        await journal.write_verdict(session, row, outcome)
        if outcome.get("stage") == Stage.DEPOSEE:
            await replacing.settle(session, row)
        if outcome.get("stage") == Stage.REFUSEE:
            await events.tell_refused_deposit(session, row, outcome.get("problem", ""))


async def _outcome(row: DepositRow, claim: Claim) -> Outcome:
    """Work on a deposit; return what to write, whatever happened. Raises `Lost`."""
    try:
        return await Sending(row, await client_of(row.structure_id), claim).run()
    except Lost:
        raise
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


async def _tell(row: DepositRow, before: tuple[str, str, str], outcome: Outcome) -> None:
    """Wake open pages when they would show something else, and the mirror for a new invoice."""
    stage = outcome.get("stage", row.stage)
    if (stage, row.flow_state, outcome.get("problem", row.problem)) != before:
        current().live.notify(row.structure_id)
    if stage == Stage.DEPOSEE:
        await synchronise.wake(row.structure_id)
