"""Invoices that came back, and the hands that answer for them."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import PurePath

from sqlalchemy import select
from sqlmodel import col

from chorus_app.domain.answer import Act
from chorus_app.services import answerer, answers, pieces
from chorus_app.services.answers import Answer
from chorus_app.services.context import current
from chorus_app.services.pieces import Piece
from chorus_app.services.sessions import Identity
from chorus_app.store.answer_tables import AnswerRow
from chorus_app.store.tables import InvoiceRow, now
from tests.services.conftest import Choral

PHOTO = b"\xff\xd8\xff photo du bon de livraison"


async def one_that_is(who: Identity, status: str) -> InvoiceRow:
    """Return an invoice of this status that waits for this supplier."""
    async with current().store.session() as session:
        found = await session.scalars(
            select(InvoiceRow).where(
                col(InvoiceRow.structure_id) == who.structure_id,
                col(InvoiceRow.status) == status,
                col(InvoiceRow.rejection_treated).is_(False),
            )
        )
        row = found.first()
    assert row, f"the demonstration has no {status}"
    return row


async def stream(content: bytes) -> AsyncIterator[bytes]:
    yield content


def paper(name: str) -> bytes:
    """Return a file of the length of `PHOTO` that is what its name says."""
    heads = {".pdf": b"%PDF-1.7", ".xlsx": b"PK\x03\x04"}
    head = heads.get(PurePath(name).suffix, PHOTO)
    return head.ljust(len(PHOTO))


async def add(who: Identity, row: InvoiceRow, name: str, content: bytes | None = None) -> Piece:
    """Add a piece to the completion of an invoice, as the upload route does."""
    content = paper(name) if content is None else content
    key, size = await current().files.save(stream(content), 10_000_000)
    return await pieces.add_piece(who, row.id or 0, key, name, size)


async def completion(choral: Choral, comment: str = "Voici le bon.") -> tuple[InvoiceRow, Answer]:
    """Confirm the completion of a suspended invoice, with a photo and a comment."""
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "SUSPENDUE")
    await add(choral.demo, row, "bon de livraison.jpg")
    draft = await answers.open_answer(choral.demo, row.id or 0, Act.COMPLETER)
    await answers.change(choral.demo, draft.id, {"comment": comment})
    return row, await answers.confirm(choral.demo, draft.id)


async def hasten(answer_id: str, **values: object) -> None:
    """Have an answer due now: its pauses are the one thing that a test does not wait for."""
    long_ago = now() - timedelta(hours=1)
    async with current().store.session() as session:
        row = await session.get_one(AnswerRow, answer_id)
        row.retry_at = None
        row.attempted_at = long_ago if row.attempted_at else None


async def settle(who: Identity, answer_id: str, tries: int = 12) -> Answer:
    """Sweep until an answer is settled, without waiting between tries."""
    for _ in range(tries):
        await answerer.sweep()
        seen = await answers.answer(who, answer_id)
        if seen.stage in ("FAITE", "REFUSEE"):
            return seen
        await hasten(answer_id)
    raise AssertionError(f"not settled: {seen}")


def passages(choral: Choral, row: InvoiceRow, status: str) -> int:
    """Count how often an invoice passed a status, as Chorus Pro has it."""
    return told(
        choral,
        "SELECT count(*) FROM passage WHERE invoice_id = ? AND status = ?",
        row.chorus_id,
        status,
    )


def told(choral: Choral, sql: str, *values: object) -> int:
    """Look into what Chorus Pro holds."""
    with contextlib.closing(sqlite3.connect(choral.chorus_database)) as database:
        return int(database.execute(sql, values).fetchone()[0])
