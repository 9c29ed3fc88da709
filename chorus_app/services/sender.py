"""Carries out stored intents to send: once each, whatever fails, whenever the process dies.

PISTE has no idempotency key. So before each sending that cannot be repeated the row says that it
is attempted; when an answer never came, the invoice is looked for by its number before anything
is sent again. Chorus Pro's own rule that a number is unique is the last net.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import date

from chorus_app.domain import deposit as rules
from chorus_app.domain.deposit import Stage
from chorus_app.domain.invoice import Invoice
from chorus_app.gateway.errors import ChorusError, NotFound, Refused
from chorus_app.gateway.port import ChorusPro, InvoiceQuery, Submission, Submitted
from chorus_app.services.accounts import client_of, supplier_chorus_id
from chorus_app.services.context import current
from chorus_app.services.submission import is_signed, submission_of
from chorus_app.services.synchronise import wake as wake_synchronisation
from chorus_app.store import deposits as store
from chorus_app.store.tables import DepositRow, now

_log = logging.getLogger(__name__)

_SWEEP_SECONDS = 2.0
_FIRST_DELAY = 4.0
_LONGEST_DELAY = 300.0
_FLOW_LOOKS = 6
_SYNTAX = {"PDF_FACTURX": "IN_DP_E2_CII_FACTURX", "CII": "IN_DP_E1_CII_16B"}
_UBL_SYNTAX = "IN_DP_E1_UBL_INVOICE"
_INTEGRATED = {"IN_INTEGRE", "IN_RECU", "IN_TRAITE_SE_CPP", "IN_INTEGRE_PARTIEL"}
_REJECTED = {"IN_REJETE", "IN_INCIDENTE", "QP_IRRECEVABLE", "IN_INTEGRE_PARTIEL"}

_woken = asyncio.Event()
_busy: set[str] = set()


def wake() -> None:
    """Have stored intents looked at without waiting for the next sweep."""
    _woken.set()


async def run_forever() -> None:
    """Sweep for intents whose time has come, until cancelled."""
    while True:
        try:
            await sweep()
        except Exception:
            _log.exception("the sweep of deposits failed; it goes on")
        try:
            await asyncio.wait_for(_woken.wait(), _SWEEP_SECONDS)
        except TimeoutError:
            continue
        finally:
            _woken.clear()


async def sweep() -> None:
    """Take each due intent one step further; suppliers do not wait for one another."""
    async with current().store.session() as session:
        due = await store.to_send(session, now())
    by_structure: dict[int, list[str]] = {}
    for deposit_id, structure_id in due:
        by_structure.setdefault(structure_id, []).append(deposit_id)
    await asyncio.gather(*(_advance_all(ids) for ids in by_structure.values()))


async def _advance_all(ids: list[str]) -> None:
    for deposit_id in ids:
        await advance(deposit_id)


async def advance(deposit_id: str) -> None:
    """Take one intent as far as it goes now. Two calls at once do not both work on it."""
    if deposit_id in _busy:
        return
    _busy.add(deposit_id)
    try:
        await _advance(deposit_id)
    finally:
        _busy.discard(deposit_id)


async def _advance(deposit_id: str) -> None:
    async with current().store.session() as session:
        row = await session.get(DepositRow, deposit_id)
    if not row or Stage(row.stage) not in rules.UNDER_WAY:
        return
    try:
        job = _Job(row, await client_of(row.structure_id))
        await job.run()
    except NotFound as error:
        # A flow that Chorus Pro does not know yet, or a supplier it may know tomorrow.
        await _put_off(row, error.sentence)
    except Refused as error:
        await _settle(row, stage=Stage.REFUSEE.value, problem=error.sentence)
    except ChorusError as error:
        await _put_off(row, error.sentence)
    except Exception:
        _log.exception("a deposit met an unexpected error; it will be tried again")
        await _put_off(row, ChorusError.sentence)
    current().live.notify(row.structure_id)


async def _put_off(row: DepositRow, problem: str) -> None:
    delay = min(_FIRST_DELAY * 2**row.attempts, _LONGEST_DELAY)
    async with current().store.session() as session:
        await store.retry_later(
            session, row.id, attempts=row.attempts + 1, delay=delay, problem=problem
        )


async def _settle(row: DepositRow, **values: object) -> None:
    async with current().store.session() as session:
        await store.record(session, row.id, retry_at=None, **values)


@dataclass(slots=True)
class _Job:
    """One intent with the client that speaks for its supplier."""

    row: DepositRow
    client: ChorusPro

    async def run(self) -> None:
        if self.row.file_kind == "PDF":
            await self._send_pdf()
        else:
            await self._send_flow()

    async def _send_pdf(self) -> None:
        found = await self._already_there() if self.row.attempted else None
        if found:
            return await self._accept_found(found)
        attachment = self.row.chorus_attachment_id or await self._hand_over()
        submission = await self._submission(attachment)
        await self._note(attempted=True)
        try:
            submitted = await self.client.submit(submission)
        except Refused:
            found = await self._already_there() if self.row.attempts else None
            if found:
                return await self._accept_found(found)
            raise
        return await self._accept(submitted)

    async def _hand_over(self) -> int:
        content = await current().files.read(self.row.file_key)
        deposited = await self.client.deposit_pdf(
            content, self.row.file_name, signed=is_signed(self.row)
        )
        await self._note(chorus_attachment_id=deposited.attachment_id)
        return deposited.attachment_id

    async def _submission(self, attachment: int) -> Submission:
        supplier = await supplier_chorus_id(self.row.structure_id)
        return submission_of(self.row, attachment, supplier)

    async def _send_flow(self) -> None:
        if not self.row.flow_number:
            found = await self._already_there() if self.row.attempted else None
            if found:
                return await self._accept_found(found)
            if self.row.attempted and self.row.attempts < _FLOW_LOOKS:
                raise ChorusError("Nous vérifions si Chorus Pro a bien reçu le fichier.")
            await self._note(attempted=True, updated_at=now())
            await self._deposit_flow()
        return await self._follow_flow()

    async def _deposit_flow(self) -> None:
        content = await current().files.read(self.row.file_key)
        syntax = _SYNTAX.get(self.row.file_kind, _UBL_SYNTAX)
        flow = await self.client.deposit_flow(content, self.row.file_name, syntax)
        await self._note(
            flow_number=flow.number,
            deposit_date=flow.deposit_date,
            stage=Stage.EN_SUIVI.value,
            problem="",
            attempts=0,
        )

    async def _follow_flow(self) -> None:
        report = await self.client.flow_report(self.row.flow_number)
        if report.state != self.row.flow_state:
            await self._note(flow_state=report.state)
        if report.state in _INTEGRATED:
            page = await self.client.search(
                InvoiceQuery(flow_number=self.row.flow_number), page=1, page_size=10
            )
            if page.invoices:
                return await self._accept_found(page.invoices[0])
        if report.state in _REJECTED:
            found = await self._already_there()
            if found:
                return await self._accept_found(found)
            said = " ".join(error.message for error in report.errors)
            raise Refused(said or None)
        delay = min(_SWEEP_SECONDS * (1 + self.row.attempts), 60.0)
        async with current().store.session() as session:
            await store.retry_later(
                session, self.row.id, attempts=self.row.attempts + 1, delay=delay, problem=""
            )
        return None

    async def _already_there(self) -> Invoice | None:
        """Look for the invoice by its number, deposited since the intent was stored."""
        query = InvoiceQuery(number=self.row.invoice_number)
        page = await self.client.search(query, page=1, page_size=10)
        since = self.row.confirmed_at.date() if self.row.confirmed_at else date.min
        for invoice in page.invoices:
            same = invoice.invoice_number == self.row.invoice_number
            if same and invoice.deposit_date and invoice.deposit_date >= since:
                return invoice
        return None

    async def _accept(self, submitted: Submitted) -> None:
        await _settle(
            self.row,
            stage=Stage.DEPOSEE.value,
            invoice_chorus_id=submitted.chorus_id,
            deposit_date=submitted.deposit_date,
            certificate=submitted.certificate,
            problem="",
        )
        wake_synchronisation(self.row.structure_id)

    async def _accept_found(self, invoice: Invoice) -> None:
        await self._accept(
            Submitted(
                invoice.chorus_id,
                invoice.invoice_number,
                invoice.status,
                invoice.deposit_date,
                certificate="",
            )
        )

    async def _note(self, **values: object) -> None:
        """Write an answer as soon as it came, in its own transaction."""
        async with current().store.session() as session:
            await store.record(session, self.row.id, **values)
        for name, value in values.items():
            setattr(self.row, name, value)
