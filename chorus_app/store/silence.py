"""Recipients that were never seen to announce a payment, as conditions of a query."""

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.payment import PERHAPS_PAID
from chorus_app.domain.status import Status, rank
from chorus_app.store.tables import InvoiceRow


def perhaps_paid(structure_id: int) -> ColumnElement[bool]:
    """Tell whether an invoice waits for nothing but a payment that its recipient never announced.

    The recipients who announce are found once for the whole query, by the index for searches.
    """
    announcing = select(col(InvoiceRow.recipient_siret)).where(_announced(structure_id)).distinct()
    return and_(
        col(InvoiceRow.status).in_([status.value for status in PERHAPS_PAID]),
        col(InvoiceRow.recipient_siret).not_in(announcing),
    )


async def announced_once(session: AsyncSession, structure_id: int, siret: str) -> bool:
    """Tell whether this recipient has announced a payment to this supplier."""
    found = exists().where(_announced(structure_id), col(InvoiceRow.recipient_siret) == siret)
    return bool(await session.scalar(select(found)))


def _announced(structure_id: int) -> ColumnElement[bool]:
    return and_(
        col(InvoiceRow.structure_id) == structure_id,
        col(InvoiceRow.status_rank) == rank(Status.MISE_EN_PAIEMENT),
        col(InvoiceRow.status) == Status.MISE_EN_PAIEMENT.value,
    )
