"""Carries out stored answers; `replying` says what is asked of Chorus Pro."""

import json

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.answer import AnswerForm, AnswerStage
from chorus_app.domain.journal import Kind as Entry
from chorus_app.services import journal
from chorus_app.services.accounts import client_of
from chorus_app.services.carrying import Carrier
from chorus_app.services.claims import Claim
from chorus_app.services.context import current
from chorus_app.services.outgoing import Outcome
from chorus_app.services.replying import Replying, refused
from chorus_app.services.work import Kind
from chorus_app.store import answers as store
from chorus_app.store.answer_tables import AnswerRow
from chorus_app.store.tables import InvoiceRow

_VERDICTS = {AnswerStage.FAITE: "ACCEPTE", AnswerStage.REFUSEE: "REFUSE"}


class _Answerer(Carrier[AnswerRow]):
    kind = Kind.ANSWERS
    noun = "answer"
    done = AnswerStage.FAITE.value
    file_lost = (
        "Une des pièces de cette réponse a disparu de Choral. Retirez-la, puis ajoutez-la de "
        "nouveau."
    )
    intents = store.INTENTS

    async def _carry(self, row: AnswerRow, claim: Claim) -> Outcome:
        async with current().store.session() as session:
            pieces = list(await store.pieces(session, row.id))
        client, form = await client_of(row.structure_id), AnswerForm(**json.loads(row.form))
        return await Replying(row, client, claim, form, pieces).run()

    def _refused(self, sentence: str) -> Outcome:
        return refused(sentence)

    async def _follow(self, session: AsyncSession, row: AnswerRow, outcome: Outcome) -> None:
        stage = outcome.get("stage")
        if not stage:
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


_ANSWERER = _Answerer()
wake, due, sweep = _ANSWERER.wake, _ANSWERER.due, _ANSWERER.sweep
advance_all, advance = _ANSWERER.advance_all, _ANSWERER.advance
