"""An answer as a screen shows it: what was typed, its pieces, and all that is wrong with it now."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain import answer as rules
from chorus_app.domain.answer import Act, AnswerForm, AnswerStage
from chorus_app.domain.deposit import Problem
from chorus_app.domain.invoice import Recipient
from chorus_app.services import directory
from chorus_app.services.context import current
from chorus_app.services.invoices import NotThere
from chorus_app.services.sessions import Identity
from chorus_app.store import answers as store
from chorus_app.store import invoices as mirrored
from chorus_app.store.answer_tables import AnswerRow, PieceRow


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that goes with an answer; `size` in bytes."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a screen shows it, at any stage.

    `problems` are what Chorus Pro would refuse, `problem` is what it did refuse or what delays the
    sending, `directory_problem` says that the recipient could not be looked up. `moved_to`: the
    status that the invoice has by now and that does not allow a draft to be sent any more.
    """

    id: str
    act: Act
    stage: AnswerStage
    invoice_id: int
    form: AnswerForm
    pieces: list[Piece]
    problems: list[Problem]
    problem: str
    directory_problem: str
    recipient: Recipient | None
    confirmed_at: datetime | None
    done_at: datetime | None
    moved_to: str = ""

    @property
    def is_editable(self) -> bool:
        """Tell whether it may still be changed."""
        return self.stage in rules.EDITABLE

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing is left that Chorus Pro would refuse."""
        blocked = any(p.blocking for p in self.problems)
        return not blocked and not self.directory_problem and not self.moved_to


async def answer(who: Identity, answer_id: str) -> Answer:
    """Return an answer with what is wrong with it now. Raises `NotThere`."""
    async with current().store.session() as session:
        row = await held(session, who, answer_id)
        pieces = await store.pieces(session, answer_id)
        moved = await _moved_to(session, row)
    form = AnswerForm(**json.loads(row.form))
    recipient, known, unreachable = None, None, ""
    if row.act == Act.RECYCLER:
        recipient, known, unreachable = await directory.typed(
            who.structure_id, form.recipient_siret, form.service_code
        )
    checked = row.stage in rules.EDITABLE and not unreachable
    problems = rules.check(Act(row.act), form, len(pieces), known) if checked else []
    shown = _shown(
        row,
        form,
        [piece_of(one) for one in pieces],
        problems=problems,
        unreachable=unreachable,
        recipient=recipient,
    )
    return replace(shown, moved_to=moved)


async def moved_to(who: Identity, answer_id: str) -> str:
    """Return `Answer.moved_to` alone, without any check. Raises `NotThere`."""
    async with current().store.session() as session:
        return await _moved_to(session, await held(session, who, answer_id))


async def _moved_to(session: AsyncSession, row: AnswerRow) -> str:
    invoice = await mirrored.one(session, row.structure_id, row.invoice_id)
    if not invoice or row.stage not in rules.EDITABLE:
        return ""
    treated = invoice.rejection_treated
    allowed = rules.allows(invoice.status, Act(row.act), rejection_treated=treated)
    return "" if allowed else invoice.status


def _shown(
    row: AnswerRow,
    form: AnswerForm,
    pieces: list[Piece],
    *,
    problems: list[Problem],
    unreachable: str = "",
    recipient: Recipient | None = None,
) -> Answer:
    return Answer(
        id=row.id,
        act=Act(row.act),
        stage=AnswerStage(row.stage),
        invoice_id=row.invoice_id,
        form=form,
        pieces=pieces,
        problems=problems,
        problem=row.problem,
        directory_problem=unreachable,
        recipient=recipient,
        confirmed_at=row.confirmed_at,
        done_at=row.done_at,
    )


def piece_of(row: PieceRow) -> Piece:
    """Return a piece as a screen shows it."""
    return Piece(row.id, row.name, row.size)


async def held(session: AsyncSession, who: Identity, answer_id: str) -> AnswerRow:
    """Return the row of an answer, as `store.intents` holds it. Raises `NotThere`."""
    row = await store.INTENTS.held(session, who.structure_id, answer_id)
    if not row:
        raise NotThere
    return row


async def of_invoice(who: Identity, invoice_id: int) -> list[Answer]:
    """Return the answers to an invoice at whatever stage, the latest first, without any check.

    Raises `NotThere`.
    """
    async with current().store.session() as session:
        if not await mirrored.one(session, who.structure_id, invoice_id):
            raise NotThere
        rows = await store.of_invoice(session, invoice_id)
        return [await _unchecked(session, row) for row in rows]


async def _unchecked(session: AsyncSession, row: AnswerRow) -> Answer:
    pieces = [piece_of(one) for one in await store.pieces(session, row.id)]
    return _shown(row, AnswerForm(**json.loads(row.form)), pieces, problems=[])
