"""One intent to send, taken as far as it goes now: what is asked of Chorus Pro, in which order.

PISTE has no idempotency key. So the number is looked for before anything is sent; each sending that
cannot be repeated is written down before it leaves; and while its outcome is not known, nothing is
sent again before Chorus Pro has had the time to finish what it may have begun. Its own rule that a
number serves once is the last net.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chorus_app.domain.deposit import Stage
from chorus_app.domain.invoice import Invoice
from chorus_app.domain.status import Status
from chorus_app.gateway.errors import ChorusError, Refused
from chorus_app.gateway.port import ChorusPro, InvoiceQuery
from chorus_app.services.accounts import supplier_chorus_id
from chorus_app.services.claims import Claim, Lost
from chorus_app.services.context import current
from chorus_app.services.flow_reasons import reasons
from chorus_app.services.submission import is_signed, is_the_same, submission_of
from chorus_app.store import deposits as store
from chorus_app.store.tables import DepositRow, now

Outcome = dict[str, Any]
"""Values of the row's columns, to write once the step is over."""

SUBMISSION_SETTLES = timedelta(minutes=2)
"""After a time-out (30 s), how long `soumettre` may still be at work before it is sent again."""
_FLOW_SETTLES = timedelta(hours=6)
_SLOWEST_SIMULATED_FLOW = timedelta(minutes=15)
_LONGEST_LOOK = 60.0
_SYNTAX = {"PDF_FACTURX": "IN_DP_E2_CII_FACTURX", "CII": "IN_DP_E1_CII_16B"}
_UBL_SYNTAX = "IN_DP_E1_UBL_INVOICE"
_INTEGRATED = {"IN_INTEGRE", "IN_RECU", "IN_TRAITE_SE_CPP", "IN_INTEGRE_PARTIEL"}
_REJECTED = {"IN_REJETE", "IN_INCIDENTE", "QP_IRRECEVABLE", "IN_INTEGRE_PARTIEL"}
_VERIFYING = "Nous vérifions si Chorus Pro a bien reçu votre facture avant de la renvoyer."
_NUMBER_TAKEN = (
    "Une autre de vos factures porte déjà ce numéro dans Chorus Pro. Choisissez-en un autre."
)


class NotYet(Exception):
    """Nothing to do now but to look again after `delay` seconds; `problem` is for the screen."""

    def __init__(self, delay: float, problem: str = "") -> None:
        super().__init__(problem)
        self.delay = delay
        self.problem = problem


def pause_after(attempts: int) -> float:
    """Return how many seconds to wait after so many tries: 4, 8, 16 … 300 at most."""
    return float(min(4 * 2 ** min(attempts, 10), 300))


@dataclass(slots=True)
class Sending:
    """One intent with the client that speaks for its supplier."""

    row: DepositRow
    client: ChorusPro
    claim: Claim

    async def run(self) -> Outcome:
        """Take the intent to its end, or raise: `NotYet`, or the `ChorusError` that was met."""
        if self.row.flow_number:
            return await self._follow()
        if found := await self._ours():
            return accepted(found)
        if self.row.file_kind == "PDF":
            self._let_settle(SUBMISSION_SETTLES)
            return await self._submit()
        self._let_settle(_flow_settles())
        await self._deposit_flow()
        return await self._follow()

    async def _ours(self) -> Invoice | None:
        """Return this very invoice, if Chorus Pro has it. Raises `Refused` if it has another."""
        found = await self._find()
        if not found or self.row.attempted_at or is_the_same(found, self.row):
            return found
        raise Refused(_NUMBER_TAKEN)

    async def _find(self) -> Invoice | None:
        query = InvoiceQuery(number=self.row.invoice_number)
        page = await self.client.search(query, page=1, page_size=50)
        for invoice in page.invoices:
            bears_it = invoice.invoice_number == self.row.invoice_number
            if bears_it and invoice.status != Status.SUPPRIMEE:
                return invoice
        return None

    def _let_settle(self, duration: timedelta) -> None:
        """Raise `NotYet` while an earlier sending may still be at work at Chorus Pro."""
        if not self.row.attempted_at:
            return
        wait = (self.row.attempted_at + duration - now()).total_seconds()
        if wait > 0:
            raise NotYet(min(wait, pause_after(self.row.attempts)), _VERIFYING)

    async def _submit(self) -> Outcome:
        attachment = self.row.chorus_attachment_id or await self._hand_over()
        supplier = await supplier_chorus_id(self.row.structure_id)
        submission = submission_of(self.row, attachment, supplier)
        unsure = self.row.attempted_at is not None
        try:
            async with self._attempt():
                submitted = await self.client.submit(submission)
        except Refused:
            # Refused as a duplicate of itself, when an earlier sending had worked after all.
            found = await self._find()
            if found and (unsure or is_the_same(found, self.row)):
                return accepted(found)
            raise
        return _settled(
            stage=Stage.DEPOSEE.value,
            invoice_chorus_id=submitted.chorus_id,
            deposit_date=submitted.deposit_date,
            certificate=submitted.certificate,
        )

    async def _hand_over(self) -> int:
        content = await current().files.read(self.row.file_key)
        deposited = await self.client.deposit_pdf(
            content, self.row.file_name, signed=is_signed(self.row)
        )
        await self._note(chorus_attachment_id=deposited.attachment_id)
        return deposited.attachment_id

    async def _deposit_flow(self) -> None:
        content = await current().files.read(self.row.file_key)
        syntax = _SYNTAX.get(self.row.file_kind, _UBL_SYNTAX)
        async with self._attempt():
            flow = await self.client.deposit_flow(content, self.row.file_name, syntax)
        await self._note(
            flow_number=flow.number,
            deposit_date=flow.deposit_date,
            stage=Stage.EN_SUIVI.value,
            attempted_at=None,
            attempts=0,
            problem="",
        )

    @asynccontextmanager
    async def _attempt(self) -> AsyncIterator[None]:
        """Write down that something leaves; and, when the answer is sure, that it did nothing."""
        await self._begin()
        try:
            yield
        except ChorusError as error:
            # A lost answer is looked for soon, however many failures came before it.
            await self._note(
                **({"attempts": 0} if error.may_have_worked else {"attempted_at": None})
            )
            raise

    async def _follow(self) -> Outcome:
        report = await self.client.flow_report(self.row.flow_number)
        if report.state != self.row.flow_state:
            await self._note(flow_state=report.state, attempts=0)
        if report.state in _INTEGRATED and (found := await self._integrated()):
            return accepted(found)
        if report.state in _REJECTED:
            found = await self._find()
            if found and is_the_same(found, self.row):
                return accepted(found)
            raise Refused(reasons(report.errors))
        raise NotYet(min(2.0 * (1 + self.row.attempts), _LONGEST_LOOK))

    async def _integrated(self) -> Invoice | None:
        query = InvoiceQuery(flow_number=self.row.flow_number)
        page = await self.client.search(query, page=1, page_size=10)
        return page.invoices[0] if page.invoices else None

    async def _begin(self) -> None:
        """Write down that something leaves now. Raises `Lost`: another may be sending it."""
        self.row.attempted_at = at = now()
        async with current().store.session() as session:
            held = self.claim.moments
            if not await store.record(session, self.row.id, held, attempted_at=at):
                raise Lost

    async def _note(self, **values: Any) -> None:
        """Write an answer as soon as it came, in its own transaction."""
        async with current().store.session() as session:
            await store.record(session, self.row.id, **values)
        for name, value in values.items():
            setattr(self.row, name, value)


def _flow_settles() -> timedelta:
    """Return how long a flow whose receipt was lost may stay out of sight.

    Chorus Pro gives no way to look for it but the invoice that it becomes, hours later at times;
    the simulator takes eleven of its minutes at most.
    """
    settings = current().settings
    if settings.chorus != "simulator" or not settings.simulator_speed:
        return _FLOW_SETTLES
    return max(SUBMISSION_SETTLES, _SLOWEST_SIMULATED_FLOW / settings.simulator_speed)


def accepted(invoice: Invoice) -> Outcome:
    """Return what to write of an invoice that Chorus Pro turned out to have."""
    return _settled(
        stage=Stage.DEPOSEE.value,
        invoice_chorus_id=invoice.chorus_id,
        deposit_date=invoice.deposit_date,
    )


def refused(sentence: str) -> Outcome:
    """Return what to write of a refusal; the file is handed over anew with the next try."""
    return _settled(stage=Stage.REFUSEE.value, problem=sentence, chorus_attachment_id=None)


def _settled(**values: object) -> Outcome:
    return {"attempted_at": None, "retry_at": None, "problem": "", **values}
