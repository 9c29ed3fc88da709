"""Answers in the database: drafts, stored intents, their pieces, and what was acknowledged."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.answer import EDITABLE, RETURNED, Act, AnswerStage
from chorus_app.store.answer_tables import AcknowledgementRow, AnswerRow, PieceRow
from chorus_app.store.intents import Intents
from chorus_app.store.tables import InvoiceRow

_OPEN = [stage.value for stage in (*EDITABLE, AnswerStage.A_ENVOYER)]

INTENTS = Intents(AnswerRow, frozenset({AnswerStage.A_ENVOYER.value}))


async def open_one(session: AsyncSession, invoice_id: int, act: Act) -> AnswerRow | None:
    """Return the answer of this kind that is not done yet: there is one at most."""
    found = await session.scalars(
        select(AnswerRow).where(
            col(AnswerRow.invoice_id) == invoice_id,
            col(AnswerRow.act) == act.value,
            col(AnswerRow.stage).in_(_OPEN),
        )
    )
    return found.first()


async def of_invoice(session: AsyncSession, invoice_id: int) -> Sequence[AnswerRow]:
    """Return an invoice's answers, the latest first."""
    found = await session.scalars(
        select(AnswerRow)
        .where(col(AnswerRow.invoice_id) == invoice_id)
        .order_by(col(AnswerRow.created_at).desc())
    )
    return found.all()


async def latest_stages(
    session: AsyncSession, invoice_ids: Collection[int]
) -> dict[int, AnswerRow]:
    """Return the latest confirmed answer of each of these invoices, where there is one."""
    found = await session.scalars(
        select(AnswerRow)
        .where(col(AnswerRow.invoice_id).in_(invoice_ids), col(AnswerRow.confirmed_at).is_not(None))
        .order_by(col(AnswerRow.confirmed_at))
    )
    return {row.invoice_id: row for row in found}


async def under_way(session: AsyncSession, invoice_id: int) -> bool:
    """Tell whether an answer to this invoice is being sent."""
    return bool(
        await session.scalar(
            select(
                exists().where(
                    col(AnswerRow.invoice_id) == invoice_id,
                    col(AnswerRow.stage) == AnswerStage.A_ENVOYER.value,
                )
            )
        )
    )


async def pieces(session: AsyncSession, answer_id: str) -> Sequence[PieceRow]:
    """Return an answer's pieces, in the order in which they were added."""
    found = await session.scalars(
        select(PieceRow)
        .where(col(PieceRow.answer_id) == answer_id)
        .order_by(col(PieceRow.added_at), col(PieceRow.id))
    )
    return found.all()


async def sent_pieces(session: AsyncSession, invoice_id: int) -> Sequence[PieceRow]:
    """Return the pieces of an invoice's answers that Chorus Pro took, in the order of sending."""
    found = await session.scalars(
        select(PieceRow)
        .join(AnswerRow, col(AnswerRow.id) == col(PieceRow.answer_id))
        .where(
            col(AnswerRow.invoice_id) == invoice_id,
            col(AnswerRow.stage) == AnswerStage.FAITE.value,
        )
        .order_by(col(AnswerRow.done_at), col(PieceRow.added_at), col(PieceRow.id))
    )
    return found.all()


async def piece(
    session: AsyncSession, structure_id: int, piece_id: str
) -> tuple[PieceRow, AnswerRow] | None:
    """Return a piece and its answer, if they are this structure's."""
    row = await session.get(PieceRow, piece_id)
    answer = await INTENTS.held(session, structure_id, row.answer_id) if row else None
    return (row, answer) if row and answer else None


async def handed_over(session: AsyncSession, piece_id: str, attachment_id: int) -> None:
    """Write the id that Chorus Pro gave to a piece."""
    await session.execute(
        update(PieceRow)
        .where(col(PieceRow.id) == piece_id)
        .values(chorus_attachment_id=attachment_id)
    )


async def hand_over_anew(session: AsyncSession, answer_id: str) -> None:
    """Forget the ids of an answer's pieces: after a refusal each file is given again."""
    await session.execute(
        update(PieceRow)
        .where(col(PieceRow.answer_id) == answer_id)
        .values(chorus_attachment_id=None)
    )


async def unacknowledged(
    session: AsyncSession, structure_id: int, user_id: int
) -> Sequence[InvoiceRow]:
    """Return what came back and this person has not acknowledged, the latest first."""
    seen = exists().where(
        col(AcknowledgementRow.invoice_id) == col(InvoiceRow.id),
        col(AcknowledgementRow.user_id) == user_id,
        col(AcknowledgementRow.status) == col(InvoiceRow.status),
        col(AcknowledgementRow.status_at) == col(InvoiceRow.status_at),
    )
    found = await session.scalars(
        select(InvoiceRow)
        .where(
            col(InvoiceRow.structure_id) == structure_id,
            col(InvoiceRow.status).in_([status.value for status in RETURNED]),
            col(InvoiceRow.status_at).is_not(None),
            col(InvoiceRow.rejection_treated).is_(False),
            ~seen,
        )
        .order_by(col(InvoiceRow.status_at).desc())
    )
    return found.all()


async def known_files(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Return those of some file keys that a piece names."""
    found = await session.scalars(
        select(col(PieceRow.file_key)).where(col(PieceRow.file_key).in_(keys))
    )
    return set(found)
