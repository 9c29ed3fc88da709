"""What is asked of Chorus Pro and what it answers, in the terms of the trade.

Amounts are in cents, documents are dated in days, moments bear a time zone. Nothing here knows a
PISTE field name.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chorus_app.domain.invoice import Cents, Invoice, Service, Structure, VatLine


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
class Enclosure:
    """A file that was added (`add_attachment`) and goes with an invoice, besides its own.

    `name` is free, 100 characters at most; `type_code` is one of `codes(ATTACHMENT_TYPES)`.
    """

    attachment_id: int
    name: str
    type_code: str


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
    discount_reason: str = ""
    bank_account_id: int | None = None
    enclosures: tuple[Enclosure, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Completed:
    """What `completer` answered: the invoice goes back to its recipient."""

    chorus_id: int
    invoice_number: str
    treated_on: date | None


@dataclass(frozen=True, slots=True)
class Recycling:
    """Where a returned invoice goes now. It says all three as they must be from now on.

    An empty service or engagement means "none". Nothing else of an invoice may change, and it
    keeps its number (reference of the API, §4.5).
    """

    chorus_id: int
    recipient_siret: str
    service_code: str
    purchase_order_reference: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Recycled:
    """What `recycler` answered."""

    chorus_id: int
    invoice_number: str
    status: str
    deposit_date: date | None


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What Chorus Pro keeps of one or more invoices: a PDF, or a ZIP when there are several."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class OwnStructure:
    """A body that the technical account acts for.

    `role` is Chorus Pro's own code; it is empty, and `services` too, when the account may not ask
    for more than the list of bodies.
    """

    structure: Structure
    services: tuple[Service, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A bank account of the supplier, as Chorus Pro knows it. The IBAN itself is not told."""

    chorus_id: int
    name: str


class CodeList(StrEnum):
    """The lists of codes: those that a deposit chooses from, then the portal's others."""

    CURRENCIES = "CURRENCIES"
    COUNTRIES = "COUNTRIES"
    VAT_RATES = "VAT_RATES"
    VAT_EXEMPTIONS = "VAT_EXEMPTIONS"
    PAYMENT_MEANS = "PAYMENT_MEANS"
    BUSINESS_PROCESSES = "BUSINESS_PROCESSES"
    ATTACHMENT_TYPES = "ATTACHMENT_TYPES"
    DEPOSIT_MODES = "DEPOSIT_MODES"
    FLOW_FORMATS = "FLOW_FORMATS"
    FLOW_SYNTAXES = "FLOW_SYNTAXES"
    REQUEST_TYPES = "REQUEST_TYPES"
    REQUEST_STATES = "REQUEST_STATES"
    WORKS_TYPES = "WORKS_TYPES"
    IDENTIFIER_TYPES = "IDENTIFIER_TYPES"
    REFUSAL_REASONS = "REFUSAL_REASONS"
    INQUIRIES = "INQUIRIES"
    INQUIRY_KINDS = "INQUIRY_KINDS"


@dataclass(frozen=True, slots=True)
class Coded:
    """A code and its words; Chorus Pro gives some lists without words: `label` is then empty."""

    code: str
    label: str
