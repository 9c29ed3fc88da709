"""Carries out stored answers: once each, whatever fails, whenever the process dies.

`replying` says what is asked of Chorus Pro; here is when, by whom, and what a failure leads to. As
for deposits (`sender`), an answer is claimed in the database for a moment that is prolonged while
somebody works on it.
"""

import asyncio
import json
import logging
from datetime import datetime, timedelta
from functools import partial

from chorus_app.domain.answer import AnswerForm, AnswerStage
from chorus_app.domain.journal import Kind as Entry
from chorus_app.gateway.errors import ChorusError, Refused
from chorus_app.services import claims, journal, synchronise, work
from chorus_app.services.accounts import client_of
from chorus_app.services.claims import Claim, Lost
from chorus_app.services.context import current
from chorus_app.services.replying import Outcome, Replying, refused
from chorus_app.services.sending import NotYet, pause_after
from chorus_app.services.work import Job, Kind
from chorus_app.store import answers as store
from chorus_app.store.answer_tables import AnswerRow, PieceRow
from chorus_app.store.tables import InvoiceRow, now

_log = logging.getLogger(__name__)

CLAIM = timedelta(seconds=20)
"""How long a claim holds: what an answer waits for after the process that had it was killed."""
_LONGEST_PAUSE = 3600.0
_FILE_LOST = (
    "Une des pièces de cette réponse a disparu de Choral. Retirez-la, puis ajoutez-la de nouveau."
)
_VERDICTS = {AnswerStage.FAITE: "ACCEPTE", AnswerStage.REFUSEE: "REFUSE"}


def wake(structure_id: int) -> None:
    """Have a supplier's stored answers looked at without waiting for the next sweep."""
    work.wake(Job(Kind.ANSWERS, structure_id))


async def due() -> list[int]:
    """Return the suppliers with answers whose time has come, who waited longest first."""
    async with current().store.session() as session:
        return await store.suppliers_due(session, now())


async def sweep() -> None:
    """Take each due answer one step further, and return when all of them are."""
    await asyncio.gather(*(advance_all(structure_id) for structure_id in await due()))


async def advance_all(structure_id: int) -> None:
    """Take a supplier's due answers one step further, one after the other."""
    async with current().store.session() as session:
        ids = await store.to_send(session, structure_id, now())
    for answer_id in ids:
        try:
            await advance(answer_id)
        except Exception:
            _log.exception("an answer could not be taken further; it will be tried again")


async def advance(answer_id: str) -> None:
    """Take one answer as far as it goes now. Nothing happens if it is not due, or claimed."""
    claim = Claim(CLAIM)
    async with current().store.session() as session:
        if not await store.claim(session, answer_id, now(), claim.moments[0]):
            return
        row = await session.get_one(AnswerRow, answer_id)
        pieces = list(await store.pieces(session, answer_id))
    outcome: Outcome = {"retry_at": now()}  # a job that is cancelled leaves its answer due
    try:
        async with claims.kept(claim, partial(_prolong, answer_id, claim)):
            outcome = await _outcome(row, pieces, claim)
    except Lost:
        _log.warning("the claim of answer %s was lost; whoever has it goes on", answer_id)
    finally:
        await _write(row, claim, outcome)
    current().live.notify(row.structure_id)
    if outcome.get("stage") == AnswerStage.FAITE:
        await synchronise.wake(row.structure_id)


async def _prolong(answer_id: str, claim: Claim, until: datetime) -> bool:
    async with current().store.session() as session:
        return await store.prolong(session, answer_id, claim.moments, until)


async def _outcome(row: AnswerRow, pieces: list[PieceRow], claim: Claim) -> Outcome:
    """Work on an answer; return what to write, whatever happened. Raises `Lost`."""
    try:
        client = await client_of(row.structure_id)
        form = AnswerForm(**json.loads(row.form))
        return await Replying(row, form, pieces, client, claim).run()
    except Lost:
        raise
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


async def _write(row: AnswerRow, claim: Claim, outcome: Outcome) -> None:
    """Write the outcome and, in the same transaction, what follows from it here.

    Nothing is written once another has the answer.
    """
    async with current().store.session() as session:
        is_ours = await store.record(session, row.id, claim.moments, **outcome)
        stage = outcome.get("stage")
        if not is_ours or not stage:
            return
        verdict = Entry[f"{row.act}_{_VERDICTS[AnswerStage(stage)]}"]
        await journal.write_answer(session, row, verdict, outcome["problem"])
        if stage == AnswerStage.REFUSEE:
            await store.hand_over_anew(session, row.id)
        elif verdict is Entry.TRAITER_REJET_ACCEPTE:
            # It leaves no date at Chorus Pro: only a sweep of everything would find it.
            invoice = await session.get(InvoiceRow, row.invoice_id)
            if invoice:
                invoice.rejection_treated = True
