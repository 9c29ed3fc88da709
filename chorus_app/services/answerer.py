"""Carries out stored answers: once each, whatever fails, whenever the process dies.

`replying` says what is asked of Chorus Pro; here is when, by whom, and what a failure leads to. As
for deposits (`sender`), an answer is claimed in the database for a moment that is prolonged while
somebody works on it.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

from chorus_app.domain.answer import AnswerForm, AnswerStage
from chorus_app.domain.journal import Kind
from chorus_app.gateway.errors import ChorusError, Refused
from chorus_app.services import journal
from chorus_app.services.accounts import client_of
from chorus_app.services.context import current
from chorus_app.services.replying import Outcome, Replying, refused
from chorus_app.services.sending import NotYet, pause_after
from chorus_app.services.synchronise import wake as wake_synchronisation
from chorus_app.store import answers as store
from chorus_app.store.answer_tables import AnswerRow, PieceRow
from chorus_app.store.tables import InvoiceRow, now

_log = logging.getLogger(__name__)

CLAIM = timedelta(seconds=20)
"""How long a claim holds: what an answer waits for after the process that had it was killed."""
_SWEEP_SECONDS = 2.0
_LONGEST_PAUSE = 3600.0
_FILE_LOST = (
    "Une des pièces de cette réponse a disparu de Choral. Retirez-la, puis ajoutez-la de nouveau."
)
_VERDICTS = {AnswerStage.FAITE: "ACCEPTE", AnswerStage.REFUSEE: "REFUSE"}

_woken: asyncio.Event | None = None


def wake() -> None:
    """Have stored answers looked at without waiting for the next sweep."""
    if _woken:
        _woken.set()


async def run_forever() -> None:
    """Carry out answers as their time comes, until cancelled.

    Each supplier has its own lane: a slow answer to one makes no other wait.
    """
    global _woken  # noqa: PLW0603  (one process, one answerer)
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
        _log.exception("the sweep of answers failed; it goes on")
        return
    for structure_id, ids in due.items():
        if structure_id not in lanes:
            lanes[structure_id] = asyncio.create_task(_advance_all(ids))


async def sweep() -> None:
    """Take each due answer one step further, and return when all of them are."""
    await asyncio.gather(*(_advance_all(ids) for ids in (await _due()).values()))


async def _due() -> dict[int, list[str]]:
    async with current().store.session() as session:
        found = await store.to_send(session, now())
    by_structure: dict[int, list[str]] = {}
    for answer_id, structure_id in found:
        by_structure.setdefault(structure_id, []).append(answer_id)
    return by_structure


async def _advance_all(ids: list[str]) -> None:
    for answer_id in ids:
        try:
            await advance(answer_id)
        except Exception:
            _log.exception("an answer could not be taken further; it will be tried again")


async def advance(answer_id: str) -> None:
    """Take one answer as far as it goes now. Nothing happens if it is not due, or claimed."""
    async with current().store.session() as session:
        if not await store.claim(session, answer_id, now(), now() + CLAIM):
            return
        row = await session.get_one(AnswerRow, answer_id)
        pieces = list(await store.pieces(session, answer_id))
    outcome: Outcome = {"retry_at": now()}  # a job that is cancelled leaves its answer due
    try:
        async with _claimed(answer_id):
            outcome = await _outcome(row, pieces)
    finally:
        await _write(row, outcome)
    current().live.notify(row.structure_id)
    if outcome.get("stage") == AnswerStage.FAITE:
        wake_synchronisation(row.structure_id)


@contextlib.asynccontextmanager
async def _claimed(answer_id: str) -> AsyncIterator[None]:
    """Prolong a claim as long as the work lasts."""
    done = asyncio.Event()
    keeper = asyncio.create_task(_prolong(answer_id, done))
    try:
        yield
    finally:
        done.set()
        await keeper


async def _prolong(answer_id: str, done: asyncio.Event) -> None:
    while not done.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), CLAIM.total_seconds() / 4)
            return
        try:
            async with current().store.session() as session:
                await store.prolong(session, answer_id, now() + CLAIM)
        except Exception:
            _log.exception("a claim could not be prolonged")


async def _outcome(row: AnswerRow, pieces: list[PieceRow]) -> Outcome:
    """Work on an answer; return what to write, whatever happened."""
    try:
        client = await client_of(row.structure_id)
        return await Replying(row, AnswerForm(**json.loads(row.form)), pieces, client).run()
    except NotYet as wait:
        return _later(row, wait.delay, wait.problem)
    except Refused as error:
        return refused(error.sentence)
    except ChorusError as error:
        asked = min(getattr(error, "retry_after", None) or 0.0, _LONGEST_PAUSE)
        return _later(row, max(pause_after(row.attempts), asked), error.sentence)
    except FileNotFoundError:
        _log.error("a piece of answer %s is lost", row.id)
        return refused(_FILE_LOST)
    except Exception:
        _log.exception("an answer met an unexpected error; it will be tried again")
        return _later(row, pause_after(row.attempts), ChorusError.sentence)


def _later(row: AnswerRow, delay: float, problem: str) -> Outcome:
    moment = now() + timedelta(seconds=delay)
    return {"attempts": row.attempts + 1, "retry_at": moment, "problem": problem}


async def _write(row: AnswerRow, outcome: Outcome) -> None:
    """Write the outcome and, in the same transaction, what follows from it here."""
    async with current().store.session() as session:
        await store.record(session, row.id, **outcome)
        stage = outcome.get("stage")
        if not stage:
            return
        verdict = Kind[f"{row.act}_{_VERDICTS[AnswerStage(stage)]}"]
        await journal.write_answer(session, row, verdict, outcome["problem"])
        if stage == AnswerStage.REFUSEE:
            await store.hand_over_anew(session, row.id)
        elif verdict is Kind.TRAITER_REJET_ACCEPTE:
            # It leaves no date at Chorus Pro: only a sweep of everything would find it.
            invoice = await session.get(InvoiceRow, row.invoice_id)
            if invoice:
                invoice.rejection_treated = True
