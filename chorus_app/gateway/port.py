"""The port to Chorus Pro, in the terms of the trade. Nothing here knows a PISTE field name.

Every method may raise a `gateway.errors.ChorusError`; each of those carries a French sentence
for the screen and tells who must act. Reading methods may be repeated freely. Sending methods are
never repeated by the client: PISTE has no idempotency key, so the caller looks before it sends
again.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Protocol

from chorus_app.domain.invoice import History, InvoiceDetail, Recipient, Structure
from chorus_app.gateway.terms import (
    Account,
    BankAccount,
    Coded,
    CodeList,
    Completed,
    DepositedPdf,
    Downloaded,
    Enclosure,
    Flow,
    FlowError,
    FlowReport,
    InvoicePage,
    InvoiceQuery,
    OwnStructure,
    Recycled,
    Recycling,
    Submission,
    Submitted,
)

__all__ = [
    "Account",
    "BankAccount",
    "ChorusPro",
    "CodeList",
    "Coded",
    "Completed",
    "DepositedPdf",
    "Downloaded",
    "Enclosure",
    "Flow",
    "FlowError",
    "FlowReport",
    "InvoicePage",
    "InvoiceQuery",
    "OwnStructure",
    "Recycled",
    "Recycling",
    "Submission",
    "Submitted",
]


class ChorusPro(Protocol):
    """Chorus Pro as one supplier sees it. One instance speaks for one technical account."""

    async def search(self, query: InvoiceQuery, *, page: int, page_size: int) -> InvoicePage:
        """Return one page of the supplier's invoices, newest deposit first; pages count from 1."""
        ...

    def search_all(
        self, query: InvoiceQuery, *, page_size: int = 500
    ) -> AsyncIterator[InvoicePage]:
        """Yield every page of a search, to the end."""
        ...

    async def detail(self, chorus_id: int) -> InvoiceDetail:
        """Return one invoice in full."""
        ...

    async def history(self, chorus_id: int) -> History:
        """Return every dated event of one invoice, all pages read, newest first."""
        ...

    async def download(
        self, chorus_ids: Sequence[int], *, with_attachments: bool = False
    ) -> Downloaded:
        """Return the PDF of an invoice, or a ZIP of several files.

        Chorus Pro advises ten invoices at most and refuses over 120 Mo (`TooLarge`). It writes the
        download in the history of each invoice.
        """
        ...

    async def find_structures(
        self,
        *,
        siret: str = "",
        name: str = "",
        city: str = "",
        public_only: bool = True,
        limit: int = 20,
    ) -> tuple[Structure, ...]:
        """Return bodies of the directory that match every criterion given."""
        ...

    async def recipient(self, structure: Structure) -> Recipient:
        """Return a body with its obligations and all its services."""
        ...

    async def service_demands_engagement(self, structure_id: int, service_id: int) -> bool:
        """Tell whether this service of a body demands an engagement number."""
        ...

    async def commitment_exists(self, supplier_id: int, number: str) -> bool:
        """Tell whether the State placed this order (`engagement`) with this supplier.

        Only the State's own commitments are known there: False proves nothing for the others.
        `Forbidden` when the operator's application has not subscribed to this API.
        """
        ...

    async def own_structures(self) -> tuple[OwnStructure, ...]:
        """Return the bodies that this technical account acts for, with their services."""
        ...

    async def bank_accounts(self, structure_id: int) -> tuple[BankAccount, ...]:
        """Return the valid bank accounts of a body that the account acts for."""
        ...

    async def account_expiry(self, structure_id: int) -> date | None:
        """Return the day the technical account's password ends; None when it is not told.

        `structure_id` is the supplier's own. Chorus Pro has it renewed every 424 days.
        """
        ...

    async def codes(self, wanted: CodeList) -> tuple[Coded, ...]:
        """Return a list of codes, as Chorus Pro orders it."""
        ...

    async def deposit_pdf(self, content: bytes, name: str, *, signed: bool) -> DepositedPdf:
        """Hand over a PDF and have it read. It creates no invoice, so it may be repeated."""
        ...

    async def add_attachment(self, content: bytes, name: str) -> int:
        """Hand over a file of 10 Mo at most and return its id. It may be repeated.

        `name` bears its extension and has 50 characters at most.
        """
        ...

    async def submit(self, submission: Submission) -> Submitted:
        """Send an invoice. Never repeated by the client: look for its number before a new try."""
        ...

    async def deposit_flow(self, content: bytes, name: str, syntax: str) -> Flow:
        """Hand over a structured file. Never repeated by the client."""
        ...

    async def flow_report(self, number: str) -> FlowReport:
        """Return where a flow stands, with its refusals if any."""
        ...

    async def complete(
        self, chorus_id: int, *, comment: str = "", enclosures: Sequence[Enclosure] = ()
    ) -> Completed:
        """Answer a suspension with files, with a comment that replaces the invoice's, or both.

        Never repeated by the client: look at the status before a new try.
        """
        ...

    async def recycle(self, recycling: Recycling) -> Recycled:
        """Send a returned invoice to its right place. Never repeated by the client."""
        ...

    async def treat_rejection(self, chorus_id: int) -> None:
        """Take a rejected invoice off the list of what waits. Never repeated by the client."""
        ...

    async def correct_validator(self, chorus_id: int, siret: str) -> None:
        """Name another validator for a subcontractor's invoice. Never repeated by the client."""
        ...

    async def health(self) -> bool:
        """Tell whether Chorus Pro answers at all."""
        ...
