"""The rest of Chorus Pro, by role: nobody has to know the parts that are not theirs.

What Choral itself asks for is `port.ChorusPro`; the errors and the rule on repeats are the same.
"""

from collections.abc import Sequence
from typing import Protocol

from chorus_app.domain.invoice import Attachment, InvoiceDetail, Structure
from chorus_app.gateway.port import ChorusPro
from chorus_app.gateway.terms import Downloaded, InvoicePage
from chorus_app.gateway.terms_roles import (
    AttachedService,
    Company,
    DirectoryEntry,
    FlowReceipt,
    PaymentRequestPage,
    RequestQuery,
    Role,
    Treated,
    Treatment,
    ValidatorAction,
    Workspace,
)


class RecipientSide(Protocol):
    """Chorus Pro as a public body sees it: the invoices that it receives."""

    async def search_received(
        self, query: RequestQuery, *, page: int, page_size: int
    ) -> PaymentRequestPage:
        """Return one page of the invoices received, newest deposit first."""
        ...

    async def search_to_treat(self, *, page: int, page_size: int) -> PaymentRequestPage:
        """Return one page of those that wait for this body."""
        ...

    async def received_detail(self, chorus_id: int) -> InvoiceDetail:
        """Return one invoice received, in full."""
        ...

    async def following_statuses(self, status: str) -> tuple[str, ...]:
        """Return the statuses that a recipient may set after this one."""
        ...

    async def treat(self, treatment: Treatment) -> Treated:
        """Move an invoice on, or give it back. Never repeated by the client."""
        ...


class ValidatorSide(Protocol):
    """Chorus Pro as the validator of subcontractors' and co-contractors' invoices sees it."""

    async def search_as_validator(
        self, query: RequestQuery, *, page: int, page_size: int
    ) -> PaymentRequestPage:
        """Return one page of the invoices that name this validator."""
        ...

    async def search_to_validate(self, *, page: int, page_size: int) -> PaymentRequestPage:
        """Return one page of those that wait for this validator."""
        ...

    async def validator_detail(self, chorus_id: int) -> InvoiceDetail:
        """Return one invoice to validate, in full."""
        ...

    async def validator_statuses(self) -> tuple[str, ...]:
        """Return the statuses that a validator may search by."""
        ...

    async def validate(
        self, chorus_id: int, action: ValidatorAction, *, reason: str = "", comment: str = ""
    ) -> Treated:
        """Accept an invoice or refuse it. Never repeated by the client."""
        ...


class SupplierDesk(Protocol):
    """What a supplier may ask besides: other searches, the papers of flows and of invoices."""

    async def search_waiting(
        self, *, page: int, page_size: int, with_rejected: bool = True
    ) -> InvoicePage:
        """Return one page of the invoices in progress. Deprecated at Chorus Pro, still there."""
        ...

    async def payment_requests(
        self, query: RequestQuery, role: Role, *, archived: bool = False
    ) -> PaymentRequestPage:
        """Search the living base, or the archive, in one's role. Not in qualification."""
        ...

    async def flow_receipt(self, number: str) -> FlowReceipt:
        """Return where a flow stands, with its report as a file (`flow_report` says more)."""
        ...

    async def attachments(
        self, structure_id: int | None = None, *, name: str = ""
    ) -> tuple[Attachment, ...]:
        """Return the files that a body, or the account itself, keeps."""
        ...

    async def invoice_files(
        self, chorus_ids: Sequence[int], *, with_attachments: bool = True
    ) -> Downloaded:
        """Return the files of invoices, by the route that serves every kind of file."""
        ...


class Register(Protocol):
    """Who is who, as far as Chorus Pro tells it."""

    async def find_recipients(
        self, *, words: str = "", siret: str = "", limit: int = 20
    ) -> tuple[DirectoryEntry, ...]:
        """Return public recipients by words of their name, city or postcode, or by SIRET."""
        ...

    async def recipients_file(self) -> bytes:
        """Return the whole directory of recipients: a ZIP."""
        ...

    async def company(self, siret: str) -> Company:
        """Return what the national register says of a SIRET. Not in qualification."""
        ...

    async def commitments(self, supplier_id: int) -> tuple[str, ...]:
        """Return the numbers of the State's orders to a supplier, as far as they are given."""
        ...

    async def active_structures(self, role: Role) -> tuple[Structure, ...]:
        """Return the open bodies that the account acts for in a role (supplier or recipient)."""
        ...

    async def works_structures(self) -> tuple[Structure, ...]:
        """Return the open bodies that the account acts for in works invoices."""
        ...

    async def workspaces(self, structure_id: int) -> tuple[Workspace, ...]:
        """Return the workspaces of a body."""
        ...

    async def attached_services(self, structure_id: int) -> tuple[AttachedService, ...]:
        """Return the services of a body that the account is attached to."""
        ...


class WholeChorusPro(ChorusPro, SupplierDesk, Register, RecipientSide, ValidatorSide, Protocol):
    """Every operation of the two official APIs, and of the others that public clients call."""
