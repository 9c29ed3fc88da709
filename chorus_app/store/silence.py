"""`domain.payment.doubt` for many invoices at once: as a condition of a query, and as its facts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from chorus_app.domain.payment import PERHAPS_PAID
from chorus_app.domain.status import UNKNOWN_RANK, Status, is_outstanding, rank
from chorus_app.store.tables import InvoiceRow, RecipientCardRow

OUTSTANDING = [*(rank(status) for status in Status if is_outstanding(status)), UNKNOWN_RANK]
"""The ranks of what may still be paid; those of unknown codes among them."""


def has_a_day(structure_id: int) -> ColumnElement[bool]:
    """Tell whether a supplier's invoice has a last legal day; most are paid and have none.

    The ranks say nothing that `payable_by` does not: they let the index leave out what is paid.
    """
    return and_(
        col(InvoiceRow.structure_id) == structure_id,
        col(InvoiceRow.status_rank).in_(OUTSTANDING),
        col(InvoiceRow.payable_by).is_not(None),
    )


def overdue(structure_id: int, today: date) -> ColumnElement[bool]:
    """Tell whether a supplier's invoice is past its last legal day; a credit note never is."""
    return and_(
        has_a_day(structure_id),
        col(InvoiceRow.payable_by) < today,
        col(InvoiceRow.counted_amount) > 0,
    )


def perhaps_paid(structure_id: int) -> ColumnElement[bool]:
    """Tell whether `domain.payment.doubt` has one, of an invoice that is still to be paid.

    Whether its recipient announces is looked up in the index by recipient, for few are overdue.
    """
    paid = aliased(InvoiceRow)
    announced = exists().where(
        col(paid.structure_id) == structure_id,
        col(paid.recipient_siret) == col(InvoiceRow.recipient_siret),
        col(paid.status) == Status.MISE_EN_PAIEMENT.value,
    )
    return and_(
        ~announced,
        or_(
            col(InvoiceRow.status).in_([status.value for status in PERHAPS_PAID]),
            exists().where(
                col(RecipientCardRow.recipient_siret) == col(InvoiceRow.recipient_siret),
                col(RecipientCardRow.reports_payment).is_(False),
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Habits:
    """Of some recipients: those that announced a payment, and those whose card says they do not."""

    announced: frozenset[str]
    silent: frozenset[str]


async def habits(session: AsyncSession, structure_id: int, sirets: Collection[str]) -> Habits:
    """Return what is stored of these recipients."""
    announced = await session.scalars(
        select(col(InvoiceRow.recipient_siret))
        .where(
            col(InvoiceRow.structure_id) == structure_id,
            col(InvoiceRow.recipient_siret).in_(sirets),
            col(InvoiceRow.status) == Status.MISE_EN_PAIEMENT.value,
        )
        .distinct()
    )
    silent = await session.scalars(
        select(col(RecipientCardRow.recipient_siret)).where(
            col(RecipientCardRow.recipient_siret).in_(sirets),
            col(RecipientCardRow.reports_payment).is_(False),
        )
    )
    return Habits(frozenset(announced), frozenset(silent))
