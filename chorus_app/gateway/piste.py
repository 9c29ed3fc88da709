"""Chorus Pro through PISTE: the port over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from chorus_app.domain.invoice import History, Invoice, InvoiceDetail
from chorus_app.gateway import operations
from chorus_app.gateway.errors import Unavailable, UnreadableAnswer
from chorus_app.gateway.piste_desk import DeskClient
from chorus_app.gateway.piste_directory import DirectoryClient
from chorus_app.gateway.piste_roles import RolesClient
from chorus_app.gateway.terms import (
    Completed,
    DepositedPdf,
    Downloaded,
    Enclosure,
    Flow,
    FlowReport,
    InvoicePage,
    InvoiceQuery,
    Recycled,
    Recycling,
    Submission,
    Submitted,
)
from chorus_app.gateway.wire import acts, deposits, history, invoices
from chorus_app.gateway.wire.paging import Page, follow, gather
from chorus_app.gateway.wire.values import number as whole_number


class PisteClient(DirectoryClient, DeskClient, RolesClient):
    """Implements `roles.WholeChorusPro`, hence `port.ChorusPro`, for one technical account."""

    async def search(self, query: InvoiceQuery, *, page: int, page_size: int) -> InvoicePage:
        """Return one page of the supplier's invoices, newest deposit first; pages count from 1."""
        return _invoice_page(await self._search(query, page, page_size))

    async def search_all(
        self, query: InvoiceQuery, *, page_size: int = 500
    ) -> AsyncIterator[InvoicePage]:
        """Yield every page of a search, to the end; an invoice that moved comes once."""
        pages = follow(
            lambda page: self._search(query, page, page_size), lambda invoice: invoice.chorus_id
        )
        async for found in pages:
            yield _invoice_page(found)

    async def _search(self, query: InvoiceQuery, page: int, page_size: int) -> Page[Invoice]:
        body = invoices.search_body(query, page=page, page_size=page_size)
        return await self._page(
            operations.SEARCH,
            body,
            "listeFactures",
            invoices.found_invoices,
            page=page,
            page_size=page_size,
        )

    async def detail(self, chorus_id: int) -> InvoiceDetail:
        """Return one invoice in full."""
        answer = await self._call.ask(operations.DETAIL, invoices.detail_body(chorus_id))
        return invoices.detailed_invoice(answer, chorus_id)

    async def history(self, chorus_id: int) -> History:
        """Return every dated event of one invoice, all pages read, newest first."""

        async def ask(page: int) -> Page[history.Dated]:
            body = history.history_body(chorus_id, page)
            return history.history_page(await self._call.ask(operations.HISTORY, body), page)

        return history.history_of(await gather(ask, lambda dated: dated.event))

    async def download(
        self, chorus_ids: Sequence[int], *, with_attachments: bool = False
    ) -> Downloaded:
        """Return the PDF of an invoice, or a ZIP of several files."""
        body = acts.download_body(chorus_ids, with_attachments=with_attachments)
        answer = await self._call.ask(operations.DOWNLOAD, body)
        return await asyncio.to_thread(acts.downloaded, answer)

    async def deposit_pdf(self, content: bytes, name: str, *, signed: bool) -> DepositedPdf:
        """Hand over a PDF and have it read. It creates no invoice, so it may be repeated."""
        body = await asyncio.to_thread(deposits.pdf_body, content, name, signed=signed)
        return deposits.deposited_pdf(await self._call.ask(operations.DEPOSIT_PDF, body))

    async def add_attachment(self, content: bytes, name: str) -> int:
        """Hand over a file and return its id. It shows nowhere yet, so it may be repeated."""
        body = await asyncio.to_thread(acts.file_body, content, name)
        return acts.added_file(await self._call.ask(operations.ADD_FILE, body))

    async def submit(self, submission: Submission) -> Submitted:
        """Send an invoice. Never repeated: look for its number before trying again."""
        body = deposits.submission_body(submission)
        return deposits.submitted(await self._call.ask(operations.SUBMIT, body), submission)

    async def deposit_flow(self, content: bytes, name: str, syntax: str) -> Flow:
        """Hand over a structured file. Never repeated."""
        body = await asyncio.to_thread(deposits.flow_body, content, name, syntax)
        return deposits.received_flow(await self._call.ask(operations.DEPOSIT_FLOW, body))

    async def flow_report(self, number: str) -> FlowReport:
        """Return where a flow stands, with its refusals if any."""
        answer = await self._call.ask(operations.FLOW_REPORT, {"numeroFluxDepot": number})
        return deposits.flow_report(answer, number)

    async def complete(
        self, chorus_id: int, *, comment: str = "", enclosures: Sequence[Enclosure] = ()
    ) -> Completed:
        """Answer a suspension. Never repeated: look at the status before trying again."""
        body = acts.completion_body(chorus_id, comment, enclosures)
        return acts.completed(await self._call.ask(operations.COMPLETE, body), chorus_id)

    async def recycle(self, recycling: Recycling) -> Recycled:
        """Send a returned invoice to its right place. Never repeated."""
        body = acts.recycling_body(recycling)
        return acts.recycled(await self._call.ask(operations.RECYCLE, body), recycling)

    async def treat_rejection(self, chorus_id: int) -> None:
        """Take a rejected invoice off the list of what waits. Never repeated."""
        await self._call.ask(operations.TREAT_REJECTION, acts.rejection_body(chorus_id))

    async def correct_validator(self, chorus_id: int, siret: str) -> None:
        """Name another validator for a subcontractor's invoice. Never repeated."""
        body = acts.validator_body(chorus_id, siret)
        await self._call.ask(operations.CORRECT_VALIDATOR, body)

    async def health(self) -> bool:
        """Tell whether Chorus Pro answers at all, now: nothing is repeated.

        A refused application or account raises, for then the answer is about them.
        """
        try:
            answer = await self._call.ask_once(operations.HEALTH)
        except (Unavailable, UnreadableAnswer):
            return False
        return whole_number(answer.get("statusCodeValue")) in (None, 200)


def _invoice_page(found: Page[Invoice]) -> InvoicePage:
    return InvoicePage(found.rows, found.page, found.pages, found.total)
