"""Chorus Pro through PISTE for recipients and validators."""

from chorus_app.domain.invoice import InvoiceDetail
from chorus_app.gateway import operations
from chorus_app.gateway.operations import Operation
from chorus_app.gateway.piste_base import PisteBase
from chorus_app.gateway.terms_roles import (
    PaymentRequestPage,
    RequestQuery,
    Treated,
    Treatment,
    ValidatorAction,
)
from chorus_app.gateway.wire import invoices, requests
from chorus_app.gateway.wire.values import Json


class RolesClient(PisteBase):
    """Implements `roles.RecipientSide` and `roles.ValidatorSide` for one technical account."""

    async def search_received(
        self, query: RequestQuery, *, page: int, page_size: int
    ) -> PaymentRequestPage:
        """Return one page of the invoices received, newest deposit first."""
        body = requests.received_body(query, page=page, page_size=page_size)
        return await self._requests(operations.RECEIVED, body, page, page_size)

    async def search_to_treat(self, *, page: int, page_size: int) -> PaymentRequestPage:
        """Return one page of those that wait for this body."""
        body = requests.to_treat_body(page=page, page_size=page_size)
        return await self._requests(operations.TO_TREAT, body, page, page_size)

    async def received_detail(self, chorus_id: int) -> InvoiceDetail:
        """Return one invoice received, in full."""
        return await self._detail(operations.RECEIVED_DETAIL, chorus_id)

    async def following_statuses(self, status: str) -> tuple[str, ...]:
        """Return the statuses that a recipient may set after this one."""
        body = {"statutCourant": status}
        return requests.following(await self._list(operations.FOLLOWING_STATUSES, body))

    async def treat(self, treatment: Treatment) -> Treated:
        """Move an invoice on, or give it back. Never repeated."""
        body = requests.treatment_body(treatment)
        answer = await self._call.ask(operations.TREAT, body)
        return requests.treated(answer, treatment.chorus_id)

    async def search_as_validator(
        self, query: RequestQuery, *, page: int, page_size: int
    ) -> PaymentRequestPage:
        """Return one page of the invoices that name this validator."""
        body = requests.validator_body(query, page=page, page_size=page_size)
        return await self._requests(operations.VALIDATOR_SEARCH, body, page, page_size)

    async def search_to_validate(self, *, page: int, page_size: int) -> PaymentRequestPage:
        """Return one page of those that wait for this validator."""
        body = requests.to_validate_body(page=page, page_size=page_size)
        return await self._requests(operations.TO_VALIDATE, body, page, page_size)

    async def validator_detail(self, chorus_id: int) -> InvoiceDetail:
        """Return one invoice to validate, in full."""
        return await self._detail(operations.VALIDATOR_DETAIL, chorus_id)

    async def validator_statuses(self) -> tuple[str, ...]:
        """Return the statuses that a validator may search by."""
        return requests.visible(await self._list(operations.VALIDATOR_STATUSES, {}))

    async def validate(
        self, chorus_id: int, action: ValidatorAction, *, reason: str = "", comment: str = ""
    ) -> Treated:
        """Accept an invoice or refuse it. Never repeated."""
        body = requests.validation_body(chorus_id, action, reason, comment)
        return requests.treated(await self._call.ask(operations.VALIDATE, body), chorus_id)

    async def _requests(
        self, operation: Operation, body: Json, page: int, page_size: int
    ) -> PaymentRequestPage:
        found = await self._page(
            operation,
            body,
            requests.LIST,
            requests.payment_requests,
            page=page,
            page_size=page_size,
        )
        return PaymentRequestPage(found.rows, found.page, found.pages, found.total)

    async def _detail(self, operation: Operation, chorus_id: int) -> InvoiceDetail:
        body = requests.detail_body(
            chorus_id, as_validator=operation is operations.VALIDATOR_DETAIL
        )
        return invoices.detailed_invoice(await self._call.ask(operation, body), chorus_id)
