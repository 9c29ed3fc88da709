"""The port to Chorus Pro, in the terms of the trade. Nothing here knows a PISTE field name.

Every method may raise a `gateway.errors.ChorusError`; each of those carries a French sentence
for the screen. Reading methods may be repeated freely. Sending methods are never repeated by the
client: PISTE has no idempotency key, so the caller looks before it sends again.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from chorus_app.domain.invoice import (
    Cents,
    History,
    Invoice,
    InvoiceDetail,
    Recipient,
    Structure,
    VatLine,
)


@dataclass(frozen=True, slots=True)
class Account:
    """A supplier's technical account at Chorus Pro. `repr` never shows the password."""

    login: str
    password: str

    def __repr__(self) -> str:
        return f"Account({self.login!r}, password=…)"


@dataclass(frozen=True, slots=True)
class InvoiceQuery:
    """What to ask of the supplier's search; None means "no filter". Ends are inclusive."""

    number: str | None = None
    flow_number: str | None = None
    status_changed_from: datetime | None = None
    deposited_from: date | None = None
    deposited_to: date | None = None
    supplier_chorus_id: int | None = None


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """One page of a search, newest deposit first. `total` counts the whole result."""

    invoices: tuple[Invoice, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class DepositedPdf:
    """What `deposer/pdf` answered: the file's id, and what its recognition read (or None)."""

    attachment_id: int
    invoice_number: str | None
    issue_date: date | None
    recipient_siret: str | None
    service_code: str | None
    supplier_siret: str | None
    purchase_order_reference: str | None
    tax_exclusive_amount: Cents | None
    tax_amount: Cents | None
    tax_inclusive_amount: Cents | None
    payable_amount: Cents | None


@dataclass(frozen=True, slots=True)
class Submission:
    """What `soumettre` needs. Amounts in cents; dates as dates; codes are Chorus Pro's own.

    `discount` is taken off the whole invoice, VAT included: what explains a payable amount below
    the tax inclusive one.
    """

    invoice_number: str
    issue_date: date
    type_code: str
    recipient_siret: str
    service_code: str
    purchase_order_reference: str
    contract_reference: str
    preceding_invoice_reference: str
    supplier_chorus_id: int
    supplier_service_id: int | None
    business_process: str
    validator_siret: str
    vat_scheme: str
    exemption_reason: str
    currency: str
    payment_means: str
    tax_exclusive_amount: Cents
    tax_amount: Cents
    tax_inclusive_amount: Cents
    payable_amount: Cents
    attachment_id: int
    attachment_name: str
    signed: bool
    comment: str = ""
    vat_lines: tuple[VatLine, ...] = ()
    discount: Cents = 0


@dataclass(frozen=True, slots=True)
class Submitted:
    """What `soumettre` answered."""

    chorus_id: int
    invoice_number: str
    status: str
    deposit_date: date | None
    certificate: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The receipt of `deposer/flux`: received, not yet integrated."""

    number: str
    deposit_date: date | None


@dataclass(frozen=True, slots=True)
class FlowError:
    """One refusal inside a flow: the sentence as Chorus Pro wrote it, and where it applies."""

    message: str
    invoice_number: str = ""


@dataclass(frozen=True, slots=True)
class FlowReport:
    """Where a flow stands. `state` is Chorus Pro's code (`IN_INTEGRE`, `IN_REJETE` …)."""

    number: str
    state: str
    state_at: datetime | None
    errors: tuple[FlowError, ...] = ()


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

    async def deposit_pdf(self, content: bytes, name: str, *, signed: bool) -> DepositedPdf:
        """Hand over a PDF and have it read. It creates no invoice, so it may be repeated."""
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

    async def health(self) -> bool:
        """Tell whether Chorus Pro answers at all."""
        ...
