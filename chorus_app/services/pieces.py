"""The files that go with an answer: added one by one to the draft of a completion."""

from pathlib import PurePath
from uuid import uuid4

from chorus_app import documents
from chorus_app.domain import answer as rules
from chorus_app.domain.answer import Act, PieceFault
from chorus_app.services.answer_views import Piece, piece_of
from chorus_app.services.answers import NotNow, NotThere, opened
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store import answers as store
from chorus_app.store.answer_tables import PieceRow

__all__ = ["NotNow", "NotThere", "Piece", "PieceRefused", "add_piece", "remove_piece"]


class PieceRefused(Exception):
    """A piece that Chorus Pro would refuse; `texts.answers.PIECE_FAULTS` says why."""

    def __init__(self, fault: PieceFault) -> None:
        super().__init__(fault)
        self.fault = fault


async def add_piece(who: Identity, invoice_id: int, file_key: str, name: str, size: int) -> Piece:
    """Add a stored file to the completion of an invoice, which is opened if need be.

    Raises `NotThere`, `NotNow` or `PieceRefused`; the stored file is then forgotten.
    """
    try:
        content_fault = await _content_fault(file_key, name)
        async with current().store.writing() as session:
            row = await opened(session, who, invoice_id, Act.COMPLETER)
            if row.stage not in rules.EDITABLE:
                raise NotNow
            others = [one.size for one in await store.pieces(session, row.id)]
            named, weighs = rules.extension_fault(name), rules.weight_fault(size, others)
            if fault := named or weighs or content_fault:
                raise PieceRefused(fault)
            piece = PieceRow(
                id=uuid4().hex,
                answer_id=row.id,
                file_key=file_key,
                name=rules.piece_name(name),
                size=size,
            )
            session.add(piece)
    except BaseException:
        await current().files.delete(file_key)
        raise
    return piece_of(piece)


async def _content_fault(file_key: str, name: str) -> PieceFault | None:
    """Return what is wrong with a piece's first bytes: a name proves nothing."""
    head = await current().files.head(file_key, documents.HEAD)
    extension = PurePath(name).suffix.removeprefix(".").lower()
    return None if documents.fits(extension, head) else PieceFault.CONTENU


async def remove_piece(who: Identity, piece_id: str) -> None:
    """Take a piece off a draft; nothing happens once it is being sent. Raises `NotThere`."""
    async with current().store.writing() as session:
        found = await store.piece(session, who.structure_id, piece_id)
        if not found:
            raise NotThere
        piece, row = found
        if row.stage not in rules.EDITABLE:
            return
        await session.delete(piece)
    await current().files.delete(piece.file_key)
