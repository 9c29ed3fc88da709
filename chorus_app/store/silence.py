"""`domain.payment.doubt` for many invoices at once: as a condition of a query, and as its facts."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.payment import PERHAPS_PAID
from chorus_app.domain.status import Status, rank
from chorus_app.store.tables import InvoiceRow, RecipientCardRow


def perhaps_paid(structure_id: int) -> ColumnElement[bool]:
    """Tell whether `domain.payment.doubt` has one, of an invoice that is still to be paid.

    The recipients who announce are found once for the whole query, by the index for searches.
    """
    announcing = select(col(InvoiceRow.recipient_siret)).where(_announced(structure_id)).distinct()
    return and_(
        col(InvoiceRow.recipient_siret).not_in(announcing),
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
        .where(_announced(structure_id), col(InvoiceRow.recipient_siret).in_(sirets))
        .distinct()
    )
    silent = await session.scalars(
        select(col(RecipientCardRow.recipient_siret)).where(
            col(RecipientCardRow.recipient_siret).in_(sirets),
            col(RecipientCardRow.reports_payment).is_(False),
        )
    )
    return Habits(frozenset(announced), frozenset(silent))


def _announced(structure_id: int) -> ColumnElement[bool]:
    return and_(
        col(InvoiceRow.structure_id) == structure_id,
        col(InvoiceRow.status_rank) == rank(Status.MISE_EN_PAIEMENT),
        col(InvoiceRow.status) == Status.MISE_EN_PAIEMENT.value,
    )
