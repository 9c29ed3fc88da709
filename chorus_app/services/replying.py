"""One answer to Chorus Pro, taken as far as it goes now: what is asked, in which order.

PISTE has no idempotency key. So the invoice's history is read first, and the passages that this act
leaves in it are counted; the sending is written down before it leaves; and while its outcome is not
known, the history is read again before anything is repeated: one passage more, and it had worked.
That an act is open from one status alone is Chorus Pro's own net.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from chorus_app.domain.answer import Act, AnswerForm, AnswerStage
from chorus_app.domain.folding import fold
from chorus_app.domain.siret import clean
from chorus_app.domain.status import Status
from chorus_app.gateway.errors import Refused
from chorus_app.gateway.port import Coded, CodeList, Enclosure, Recycling
from chorus_app.services.context import current
from chorus_app.services.outgoing import Outcome, Outgoing
from chorus_app.store import answers as store
from chorus_app.store.answer_tables import AnswerRow, PieceRow
from chorus_app.store.tables import now

SETTLES = timedelta(minutes=2)
"""After a time-out (30 s), how long Chorus Pro may still be at work before it is asked again."""
_LEAVES = {Act.COMPLETER: Status.COMPLETEE, Act.RECYCLER: Status.DEPOSEE}


@dataclass(slots=True)
class Replying(Outgoing[AnswerRow]):
    """One answer to send, with its pieces."""

    intents = store.INTENTS
    verifying = "Nous vérifions si Chorus Pro a bien reçu votre réponse avant de la renvoyer."

    form: AnswerForm
    pieces: list[PieceRow]

    async def run(self) -> Outcome:
        """Take the answer to its end, or raise: `NotYet`, or the `ChorusError` that was met."""
        seen, unsure = await self._marks(), self.row.attempted_at is not None
        if self.row.seen_before is None:
            await self._note(seen_before=seen)
        if self._worked(seen, unsure):
            return done()
        self._let_settle(SETTLES)
        enclosures = await self._enclosures()
        try:
            async with self._attempt():
                await self._send(enclosures)
        except Refused:
            # Refused because an earlier sending, whose answer was lost, had worked after all.
            if self._worked(await self._marks(), unsure):
                return done()
            raise
        return done()

    async def _marks(self) -> int:
        """Count what this act leaves at Chorus Pro: passages, or a rejection marked as treated."""
        if self.row.act == Act.TRAITER_REJET:
            return int((await self.client.detail(self.row.chorus_id)).invoice.rejection_treated)
        history = await self.client.history(self.row.chorus_id)
        left = _LEAVES[Act(self.row.act)]
        return sum(change.status == left for change in history.changes)

    def _worked(self, seen: int, unsure: bool) -> bool:
        """Tell whether there is nothing left to send.

        A mark that came before anything was sent is somebody's else: our pieces are not with it.
        A rejection is treated whoever treated it.
        """
        if self.row.act == Act.TRAITER_REJET:
            return seen > 0
        return unsure and seen > (self.row.seen_before or 0)

    async def _enclosures(self) -> list[Enclosure]:
        if not self.pieces:
            return []
        kind = _kind_of_piece(await self.client.codes(CodeList.ATTACHMENT_TYPES))
        return [Enclosure(await self._hand_over(piece), piece.name, kind) for piece in self.pieces]

    async def _hand_over(self, piece: PieceRow) -> int:
        """Give a file to Chorus Pro, once: a file given twice would only be lost there."""
        if piece.chorus_attachment_id is None:
            async with current().files.opened(piece.file_key) as content:
                given = await self.client.add_attachment(content, piece.name)
            async with current().store.session() as session:
                await store.handed_over(session, piece.id, given)
            piece.chorus_attachment_id = given
        return piece.chorus_attachment_id

    async def _send(self, enclosures: list[Enclosure]) -> None:
        form = self.form
        match self.row.act:
            case Act.COMPLETER:
                await self.client.complete(
                    self.row.chorus_id, comment=form.comment, enclosures=enclosures
                )
            case Act.RECYCLER:
                await self.client.recycle(
                    Recycling(
                        self.row.chorus_id,
                        clean(form.recipient_siret),
                        form.service_code.strip(),
                        form.purchase_order_reference.strip(),
                        form.comment,
                    )
                )
            case Act.TRAITER_REJET:
                await self.client.treat_rejection(self.row.chorus_id)


def _kind_of_piece(codes: Sequence[Coded]) -> str:
    """Choose the type of a piece, which nobody is asked for: « autre », else the last one."""
    others = [one.code for one in codes if "autre" in fold(f"{one.code} {one.label}")]
    return (others or [codes[-1].code])[0] if codes else ""


def done() -> Outcome:
    """Return what to write of an answer that Chorus Pro took."""
    return {
        "stage": AnswerStage.FAITE.value,
        "done_at": now(),
        "attempted_at": None,
        "retry_at": None,
        "problem": "",
    }


def refused(sentence: str) -> Outcome:
    """Return what to write of a refusal."""
    return {
        "stage": AnswerStage.REFUSEE.value,
        "attempted_at": None,
        "retry_at": None,
        "problem": sentence,
    }
