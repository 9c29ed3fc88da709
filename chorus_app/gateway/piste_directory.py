"""Chorus Pro through PISTE: bodies, services, the account itself, and the lists of codes."""

from datetime import date

from chorus_app.domain.invoice import Recipient, Service, Structure
from chorus_app.gateway import operations
from chorus_app.gateway.errors import Forbidden
from chorus_app.gateway.piste_base import PisteBase
from chorus_app.gateway.terms import BankAccount, Coded, CodeList, OwnStructure
from chorus_app.gateway.wire import lists, structures
from chorus_app.gateway.wire.values import Json


class DirectoryClient(PisteBase):
    """The part of `port.ChorusPro` that knows who is who."""

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

        return await self._every(
            operations.STRUCTURES,
            lambda page: structures.structures_body(
                siret=siret,
                name=name,
                city=city,
                public_only=public_only,
                page=page,
                page_size=limit,
            ),
            "listeStructures",
            structures.found_structures,
            lambda structure: structure.chorus_id,
            page_size=limit,
            limit=limit,
        )

    async def recipient(self, structure: Structure) -> Recipient:
        """Return a body with its obligations and all its services."""
        sheet = await self._sheet(structure.chorus_id)
        services = await self._services(structure.chorus_id)
        return structures.recipient_of(structure, sheet, services)

    async def _sheet(self, structure_id: int) -> Json:
        body = {"idStructureCPP": structure_id, "codeLangue": "FR"}
        return await self._call.ask(operations.STRUCTURE, body)

    async def _services(self, structure_id: int) -> tuple[Service, ...]:
        return await self._every(
            operations.SERVICES,
            lambda page: structures.services_body(structure_id, page),
            "listeServices",
            structures.found_services,
            lambda service: service.chorus_id,
            page_size=structures.SERVICES_PAGE_SIZE,
        )

    async def service_demands_engagement(self, structure_id: int, service_id: int) -> bool:
        """Tell whether this service of a body demands an engagement number."""
        body = {"idStructure": structure_id, "idService": service_id, "codeLangue": "FR"}
        return structures.service_demands_engagement(await self._call.ask(operations.SERVICE, body))

    async def commitment_exists(self, supplier_id: int, number: str) -> bool:
        """Tell whether the State placed this order (`engagement`) with this supplier."""
        body = lists.commitment_body(supplier_id, number)
        return lists.has_commitment(await self._list(operations.COMMITMENTS, body))

    async def own_structures(self) -> tuple[OwnStructure, ...]:
        """Return the bodies that this technical account acts for, with their services.

        Two of PISTE's APIs tell them; the fuller one needs a subscription of its own.
        """
        try:
            return await self._every(
                operations.ATTACHED,
                lists.attached_body,
                "listeStructureRattachement",
                lists.attached_structures,
                lambda own: own.structure.chorus_id,
                page_size=lists.PAGE_SIZE,
            )
        except Forbidden:
            answer = await self._list(operations.OWN_STRUCTURES, {})
            return lists.active_structures(answer)

    async def bank_accounts(self, structure_id: int) -> tuple[BankAccount, ...]:
        """Return the valid bank accounts of a body that the account acts for."""
        body = {"idStructure": structure_id}
        return lists.bank_accounts(await self._list(operations.BANK_ACCOUNTS, body))

    async def account_expiry(self, structure_id: int) -> date | None:
        """Return the day the technical account's password ends; None when it is not told."""
        return structures.account_expiry(await self._sheet(structure_id))

    async def codes(self, wanted: CodeList) -> tuple[Coded, ...]:
        """Return a list of codes, as Chorus Pro orders it."""
        source = lists.SOURCES[wanted]
        return lists.coded(await self._list(source.operation, source.body), source)
