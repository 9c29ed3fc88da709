"""Carries out stored intents to send; `sending` says what is asked of Chorus Pro."""

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.deposit import Stage
from chorus_app.gateway.errors import ChorusError, NotFound
from chorus_app.services import events, journal, replacing
from chorus_app.services.accounts import client_of
from chorus_app.services.carrying import Carrier
from chorus_app.services.claims import Claim
from chorus_app.services.outgoing import Outcome
from chorus_app.services.sending import Sending, refused, refused_field
from chorus_app.services.work import Kind
from chorus_app.store.deposits import INTENTS
from chorus_app.store.tables import DepositRow


class _Sender(Carrier[DepositRow]):
    kind = Kind.DEPOSITS
    noun = "deposit"
    done = Stage.DEPOSEE.value
    file_lost = (
        "Le fichier de cette facture a disparu de Choral. Supprimez ce brouillon, puis déposez de "
        "nouveau le fichier."
    )
    intents = INTENTS

    async def _carry(self, row: DepositRow, claim: Claim) -> Outcome:
        return await Sending(row, await client_of(row.structure_id), claim).run()

    def _refused(self, sentence: str) -> Outcome:
        return refused(sentence)

    def _after(self, row: DepositRow, error: ChorusError) -> Outcome:
        outcome = super()._after(row, error)
        is_refused = outcome.get("stage") == Stage.REFUSEE
        return outcome | refused_field(row, error.field) if is_refused else outcome

    def _is_final(self, error: ChorusError) -> bool:
        # Not found: a flow that Chorus Pro does not know yet, or a supplier it may know tomorrow.
        return super()._is_final(error) and not isinstance(error, NotFound)

    def _shown(self, row: DepositRow) -> tuple[str, ...]:
        return row.stage, row.flow_state, row.problem

    async def _follow(self, session: AsyncSession, row: DepositRow, outcome: Outcome) -> None:
        await journal.write_verdict(session, row, outcome)
        if outcome.get("stage") == Stage.DEPOSEE:
            await replacing.settle(session, row)
        if outcome.get("stage") == Stage.REFUSEE:
            await events.tell_refused_deposit(session, row, outcome.get("problem", ""))


_SENDER = _Sender()
wake, due, sweep = _SENDER.wake, _SENDER.due, _SENDER.sweep
advance_all, advance = _SENDER.advance_all, _SENDER.advance
