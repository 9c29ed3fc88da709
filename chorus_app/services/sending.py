"""One intent to send, taken as far as it goes now: what is asked of Chorus Pro, in which order.

PISTE has no idempotency key. So the number is looked for before anything is sent; each sending that
cannot be repeated is written down before it leaves; and while its outcome is not known, nothing is
sent again before Chorus Pro has had the time to finish what it may have begun. Its own rule that a
number serves once is the last net.
"""

import json
from dataclasses import dataclass
from datetime import timedelta

from chorus_app.domain.deposit import Stage
from chorus_app.domain.invoice import Invoice
from chorus_app.domain.status import Status
from chorus_app.gateway.errors import Refused
from chorus_app.gateway.port import InvoiceQuery
from chorus_app.services.accounts import supplier_chorus_id
from chorus_app.services.context import current
from chorus_app.services.flow_reasons import reasons
from chorus_app.services.outgoing import NotYet, Outcome, Outgoing
from chorus_app.services.submission import is_signed, is_the_same, submission_of
from chorus_app.store.deposits import INTENTS
from chorus_app.store.tables import DepositRow

SUBMISSION_SETTLES = timedelta(minutes=2)
"""After a time-out (30 s), how long `soumettre` may still be at work before it is sent again."""
_FLOW_SETTLES = timedelta(hours=6)
_SLOWEST_SIMULATED_FLOW = timedelta(minutes=15)
_LONGEST_LOOK = 60.0
_SYNTAX = {"PDF_FACTURX": "IN_DP_E2_CII_FACTURX", "CII": "IN_DP_E1_CII_16B"}
_UBL_SYNTAX = "IN_DP_E1_UBL_INVOICE"
_INTEGRATED = {"IN_INTEGRE", "IN_RECU", "IN_TRAITE_SE_CPP", "IN_INTEGRE_PARTIEL"}
_REJECTED = {"IN_REJETE", "IN_INCIDENTE", "QP_IRRECEVABLE", "IN_INTEGRE_PARTIEL"}
_NUMBER_TAKEN = (
    "Une autre de vos factures porte déjà ce numéro dans Chorus Pro. Choisissez-en un autre."
)


@dataclass(slots=True)
class Sending(Outgoing[DepositRow]):
    """One invoice to send."""

    intents = INTENTS
    verifying = "Nous vérifions si Chorus Pro a bien reçu votre facture avant de la renvoyer."

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
        raise Refused(_NUMBER_TAKEN, field="invoice_number")

    async def _find(self) -> Invoice | None:
        query = InvoiceQuery(number=self.row.invoice_number)
        page = await self.client.search(query, page=1, page_size=50)
        for invoice in page.invoices:
            bears_it = invoice.invoice_number == self.row.invoice_number
            if bears_it and invoice.status != Status.SUPPRIMEE:
                return invoice
        return None

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


def refused_field(row: DepositRow, name: str) -> Outcome:
    """Return what to write of the one field that a refusal is about, with what was refused.

    That is its value for this recipient: with another recipient it may be right.
    """
    reading, form = json.loads(row.reading), json.loads(row.form)
    about = (name, "recipient_siret") if name in form else ()
    reading["refused"] = {one: form[one] for one in about}
    return {"reading": json.dumps(reading)}


def _settled(**values: object) -> Outcome:
    return {"attempted_at": None, "retry_at": None, "problem": "", **values}
