"""What is known of recipients: the kind a supplier said, and how they paid it until now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import load_only
from sqlmodel import col

from chorus_app.domain.payment import BuyerKind, kind_of_buyer
from chorus_app.domain.status import Status
from chorus_app.store import histories
from chorus_app.store.derived import day_in_france
from chorus_app.store.tables import BuyerRow, InvoiceRow, StatusChangeRow

_LATEST = 50
_DECIDING: Any = (
    InvoiceRow.deposit_date,
    InvoiceRow.made_available,
    InvoiceRow.status,
    InvoiceRow.payable_by,
    InvoiceRow.recipient_name,
    InvoiceRow.status_at,
    InvoiceRow.tax_inclusive_amount,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """The statuses that a recipient sent once at least; `whole` counts the paid invoices whose
    history is stored: what none of those shows, it does not send.
    """

    statuses: set[str]
    whole: int


async def chosen(session: AsyncSession, structure_id: int) -> dict[str, BuyerKind]:
    """Return the kinds that this supplier corrected, by the recipient's SIRET."""
    found = await session.execute(
        select(col(BuyerRow.recipient_siret), col(BuyerRow.kind)).where(
            col(BuyerRow.structure_id) == structure_id
        )
    )
    return {siret: BuyerKind(kind) for siret, kind in found}


async def choose(
    session: AsyncSession, structure_id: int, siret: str, kind: BuyerKind, user_id: int
) -> None:
    """Keep what a recipient is, and count the last legal days of its invoices anew."""
    row = BuyerRow(structure_id=structure_id, recipient_siret=siret, kind=kind, user_id=user_id)
    await session.merge(row)
    await _count_anew(session, structure_id, siret, kind)


async def forget(session: AsyncSession, structure_id: int, siret: str) -> bool:
    """Go by the recipient's name again; tell whether something else had been said."""
    row = await session.get(BuyerRow, (structure_id, siret))
    if not row:
        return False
    await session.delete(row)
    await _count_anew(session, structure_id, siret, None)
    return True


async def _count_anew(
    session: AsyncSession, structure_id: int, siret: str, kind: BuyerKind | None
) -> None:
    """Count the last legal days of a recipient's invoices; None: by the name on each.

    What has none, as all that is paid, has none whatever the delay, and is not read; but for a
    suspension, which counts only within the delay.
    """
    found = await session.scalars(
        select(InvoiceRow)
        .where(
            col(InvoiceRow.structure_id) == structure_id,
            col(InvoiceRow.recipient_siret) == siret,
            or_(
                col(InvoiceRow.payable_by).is_not(None),
                col(InvoiceRow.status) == Status.SUSPENDUE.value,
            ),
        )
        .options(load_only(*_DECIDING))
    )
    rows = found.all()
    told = await histories.histories_of(session, [row.id or 0 for row in rows])
    for row in rows:
        buyer = kind or kind_of_buyer(row.recipient_name)
        row.payable_by = histories.last_day(row, buyer, row.made_available, told.get(row.id or 0))


async def names(
    session: AsyncSession, structure_id: int, sirets: Collection[str]
) -> dict[str, str]:
    """Return by SIRET the names of recipients that this supplier has invoices for."""
    found = await session.execute(
        select(col(InvoiceRow.recipient_siret), func.max(col(InvoiceRow.recipient_name)))
        .where(
            col(InvoiceRow.structure_id) == structure_id,
            col(InvoiceRow.recipient_siret).in_(sirets),
        )
        .group_by(col(InvoiceRow.recipient_siret))
    )
    return dict(found.all())


async def latest_names(session: AsyncSession, structure_id: int, limit: int) -> dict[str, str]:
    """Return by SIRET the names of the recipients invoiced last."""
    siret, name = col(InvoiceRow.recipient_siret), col(InvoiceRow.recipient_name)
    found = await session.execute(
        select(siret, func.max(name))
        .where(col(InvoiceRow.structure_id) == structure_id, siret != "", name != "")
        .group_by(siret)
        .order_by(func.max(col(InvoiceRow.deposit_date)).desc(), siret)
        .limit(limit)
    )
    return dict(found.all())


async def paid(session: AsyncSession, structure_id: int, siret: str) -> Sequence[tuple[date, date]]:
    """Return the days of deposit and of payment of a recipient's fifty latest paid invoices."""
    found = await session.execute(
        select(col(InvoiceRow.deposit_date), col(InvoiceRow.status_at))
        .where(
            col(InvoiceRow.structure_id) == structure_id,
            col(InvoiceRow.recipient_siret) == siret,
            col(InvoiceRow.status) == Status.MISE_EN_PAIEMENT.value,
            col(InvoiceRow.counted_amount) > 0,
            col(InvoiceRow.deposit_date).is_not(None),
            col(InvoiceRow.status_at).is_not(None),
        )
        .order_by(col(InvoiceRow.status_at).desc())
        .limit(_LATEST)
    )
    days = [(deposited, day_in_france(at)) for deposited, at in found if deposited and at]
    return [(deposited, at) for deposited, at in days if at >= deposited]


async def statuses_seen(session: AsyncSession, structure_id: int, siret: str) -> Seen:
    """Return what a recipient was seen to send, on its invoices and in their stored histories."""
    mine = and_(
        col(InvoiceRow.structure_id) == structure_id, col(InvoiceRow.recipient_siret) == siret
    )
    now = await session.scalars(select(col(InvoiceRow.status)).where(mine).distinct())
    passed = await session.execute(
        select(col(StatusChangeRow.invoice_id), col(StatusChangeRow.status))
        .join(InvoiceRow, col(InvoiceRow.id) == col(StatusChangeRow.invoice_id))
        .where(mine, col(StatusChangeRow.kind) == "statut")
    )
    pairs = {(invoice_id, status) for invoice_id, status in passed}
    whole = [one for one, status in pairs if status == Status.MISE_EN_PAIEMENT]
    return Seen({*now, *(status for _, status in pairs)}, len(whole))
