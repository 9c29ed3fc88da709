"""Chorus Pro through PISTE: the port over HTTP."""

import asyncio
from collections.abc import AsyncIterator

import httpx

from chorus_app.domain.invoice import (
    History,
    Invoice,
    InvoiceDetail,
    Recipient,
    Service,
    Structure,
)
from chorus_app.gateway import operations
from chorus_app.gateway.calls import Caller
from chorus_app.gateway.errors import NotFound, Unavailable, UnreadableAnswer
from chorus_app.gateway.port import (
    Account,
    DepositedPdf,
    Flow,
    FlowReport,
    InvoicePage,
    InvoiceQuery,
    Submission,
    Submitted,
)
from chorus_app.gateway.tokens import TokenSource
from chorus_app.gateway.wire import deposits, history, invoices, structures
from chorus_app.gateway.wire.paging import Page, follow, gather, page_of
from chorus_app.gateway.wire.values import Json, rows
from chorus_app.gateway.wire.values import number as whole_number


class PisteClient:
    """Implements `port.ChorusPro` for one technical account.

    `http` bears the base address; it and `tokens` are shared by every account of the operator.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        tokens: TokenSource,
        account: Account,
        *,
        timeout: float = 30.0,
    ) -> None:
        self._call = Caller(http, tokens, account, timeout)

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
        if page < 1 or page_size < 1:
            raise ValueError("pages and their sizes count from 1")
        body = invoices.search_body(query, page=page, page_size=page_size)
        answer = await self._list(operations.SEARCH, body)
        received = len(rows(answer, "listeFactures"))
        found = invoices.found_invoices(answer)
        return page_of(answer, found, page=page, page_size=page_size, received=received)

    async def _list(self, operation: operations.Operation, body: Json) -> Json:
        """Ask for a list. Some routes answer an empty one with a refusal that says so."""
        try:
            return await self._call.ask(operation, body)
        except NotFound:
            return {}

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

    async def find_structures(
        self,
        *,
        siret: str = "",
        name: str = "",
        city: str = "",
        public_only: bool = True,
        limit: int = 20,
    ) -> tuple[Structure, ...]:
        """Return bodies of the directory that match every criterion given, `limit` at most."""

        async def ask(page: int) -> Page[Structure]:
            body = structures.structures_body(
                siret=siret,
                name=name,
                city=city,
                public_only=public_only,
                page=page,
                page_size=limit,
            )
            answer = await self._list(operations.STRUCTURES, body)
            received = len(rows(answer, "listeStructures"))
            found = structures.found_structures(answer)
            return page_of(answer, found, page=page, page_size=limit, received=received)

        bodies: list[Structure] = []
        async for found in follow(ask, lambda structure: structure.chorus_id):
            bodies.extend(found.rows)
            if len(bodies) >= limit:
                break
        return tuple(bodies[:limit])

    async def recipient(self, structure: Structure) -> Recipient:
        """Return a body with its obligations and all its services."""
        body = {"idStructureCPP": structure.chorus_id, "codeLangue": "FR"}
        sheet = await self._call.ask(operations.STRUCTURE, body)
        services = await self._services(structure.chorus_id)
        return structures.recipient_of(structure, sheet, services)

    async def _services(self, structure_id: int) -> tuple[Service, ...]:
        size = structures.SERVICES_PAGE_SIZE

        async def ask(page: int) -> Page[Service]:
            body = structures.services_body(structure_id, page)
            answer = await self._list(operations.SERVICES, body)
            received = len(rows(answer, "listeServices"))
            found = structures.found_services(answer)
            return page_of(answer, found, page=page, page_size=size, received=received)

        return await gather(ask, lambda service: service.chorus_id)

    async def service_demands_engagement(self, structure_id: int, service_id: int) -> bool:
        """Tell whether this service of a body demands an engagement number."""
        body = {"idStructure": structure_id, "idService": service_id, "codeLangue": "FR"}
        return structures.service_demands_engagement(await self._call.ask(operations.SERVICE, body))

    async def deposit_pdf(self, content: bytes, name: str, *, signed: bool) -> DepositedPdf:
        """Hand over a PDF and have it read. It creates no invoice, so it may be repeated."""
        body = await asyncio.to_thread(deposits.pdf_body, content, name, signed=signed)
        return deposits.deposited_pdf(await self._call.ask(operations.DEPOSIT_PDF, body))

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
