"""Chorus Pro through PISTE: other searches, papers, and who is who."""

import asyncio
from collections.abc import Sequence

from chorus_app.domain.invoice import Attachment, Structure
from chorus_app.gateway import operations
from chorus_app.gateway.operations import Operation
from chorus_app.gateway.piste_base import PisteBase
from chorus_app.gateway.terms import Downloaded, InvoicePage
from chorus_app.gateway.terms_roles import (
    AttachedService,
    Company,
    DirectoryEntry,
    FlowReceipt,
    PaymentRequestPage,
    RequestQuery,
    Role,
    Workspace,
)
from chorus_app.gateway.wire import acts, deposits, invoices, lists, registers, requests

_ACTIVE = {
    Role.FOURNISSEUR: operations.OWN_STRUCTURES,
    Role.DESTINATAIRE: operations.RECIPIENT_STRUCTURES,
}


class DeskClient(PisteBase):
    """Implements `roles.SupplierDesk` and `roles.Register` for one technical account."""

    async def search_waiting(
        self, *, page: int, page_size: int, with_rejected: bool = True
    ) -> InvoicePage:
        """Return one page of the invoices in progress."""
        body = requests.waiting_body(page=page, page_size=page_size, with_rejected=with_rejected)
        found = await self._page(
            operations.WAITING,
            body,
            requests.LIST,
            invoices.found_invoices,
            page=page,
            page_size=page_size,
        )
        return InvoicePage(found.rows, found.page, found.pages, found.total)

    async def payment_requests(
        self, query: RequestQuery, role: Role, *, archived: bool = False
    ) -> PaymentRequestPage:
        """Search the living base, or the archive, in one's role: all in one page."""
        body = requests.everywhere_body(query, role, archived=archived)
        answer = await self._list(operations.PAYMENT_REQUESTS, body)
        found = requests.found_everywhere(answer)
        return PaymentRequestPage(found, 1, 1, len(found))

    async def flow_receipt(self, number: str) -> FlowReceipt:
        """Return where a flow stands, with its report as a file."""
        answer = await self._call.ask(operations.FLOW_RECEIPT, {"numeroFluxDepot": number})
        return await asyncio.to_thread(deposits.flow_receipt, answer, number)

    async def attachments(
        self, structure_id: int | None = None, *, name: str = ""
    ) -> tuple[Attachment, ...]:
        """Return the files that a body, or the account itself, keeps."""
        of_body = structure_id is not None
        return await self._every(
            operations.STRUCTURE_FILES if of_body else operations.OWN_FILES,
            lambda page: registers.files_body(structure_id, name, page),
            "listePiecesJointes",
            registers.files,
            lambda file: file.chorus_id,
            page_size=lists.PAGE_SIZE,
        )

    async def invoice_files(
        self, chorus_ids: Sequence[int], *, with_attachments: bool = True
    ) -> Downloaded:
        """Return the files of invoices, by the route that serves every kind of file."""
        wanted = acts.download_body(chorus_ids, with_attachments=with_attachments)
        body = registers.invoice_files_body(wanted)
        answer = await self._call.ask(operations.ATTACHMENT, body)
        return await asyncio.to_thread(acts.downloaded, answer, "pieceJointe")

    async def find_recipients(
        self, *, words: str = "", siret: str = "", limit: int = 20
    ) -> tuple[DirectoryEntry, ...]:
        """Return public recipients by words of their name, city or postcode, or by SIRET."""
        return await self._every(
            operations.RECIPIENTS,
            lambda page: registers.recipients_body(words, siret, page, limit),
            "listeDestinataires",
            registers.entries,
            lambda entry: entry.chorus_id,
            page_size=limit,
            limit=limit,
        )

    async def recipients_file(self) -> bytes:
        """Return the whole directory of recipients: a ZIP."""
        answer = await self._call.ask(operations.RECIPIENTS_FILE, {})
        return (await asyncio.to_thread(acts.downloaded, answer)).content

    async def company(self, siret: str) -> Company:
        """Return what the national register says of a SIRET."""
        answer = await self._call.ask(operations.COMPANY, {"siretStructure": siret})
        return registers.company(answer, siret)

    async def commitments(self, supplier_id: int) -> tuple[str, ...]:
        """Return the numbers of the State's orders to a supplier."""
        body = lists.commitment_body(supplier_id, "")
        return registers.commitments(await self._list(operations.COMMITMENTS, body))

    async def active_structures(self, role: Role) -> tuple[Structure, ...]:
        """Return the open bodies that the account acts for in a role (supplier or recipient)."""
        return await self._open_bodies(_ACTIVE[role])

    async def works_structures(self) -> tuple[Structure, ...]:
        """Return the open bodies that the account acts for in works invoices."""
        return await self._open_bodies(operations.WORKS_STRUCTURES)

    async def _open_bodies(self, operation: Operation) -> tuple[Structure, ...]:
        answer = await self._list(operation, {})
        return tuple(own.structure for own in lists.active_structures(answer))

    async def workspaces(self, structure_id: int) -> tuple[Workspace, ...]:
        """Return the workspaces of a body."""
        return await self._every(
            operations.WORKSPACES,
            lambda page: registers.workspaces_body(structure_id, page),
            "listeEspace",
            registers.workspaces,
            lambda place: place.chorus_id,
            page_size=lists.PAGE_SIZE,
        )

    async def attached_services(self, structure_id: int) -> tuple[AttachedService, ...]:
        """Return the services of a body that the account is attached to."""
        return await self._every(
            operations.ATTACHED_SERVICES,
            lambda page: registers.attached_body(structure_id, page),
            "listeServices",
            registers.attached_services,
            lambda attached: attached.service.chorus_id,
            page_size=lists.PAGE_SIZE,
        )
