"""Deposits in the database: drafts, stored intents, and what became of them."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.domain.deposit import EDITABLE, UNDER_WAY, Stage
from chorus_app.domain.status import Status
from chorus_app.store.intents import Intents
from chorus_app.store.tables import DepositRow, InvoiceRow

INTENTS = Intents(DepositRow, frozenset(stage.value for stage in UNDER_WAY))


async def of_structure(
    session: AsyncSession, structure_id: int, deposit_id: str
) -> DepositRow | None:
    """Return a deposit of this structure; another structure's is as good as missing."""
    row = await session.get(DepositRow, deposit_id)
    return row if row and row.structure_id == structure_id else None


async def pending(session: AsyncSession, structure_id: int) -> Sequence[DepositRow]:
    """Return what is not yet accepted by Chorus Pro, the latest first."""
    stages = [stage.value for stage in EDITABLE | UNDER_WAY]
    found = await session.scalars(
        select(DepositRow)
        .where(col(DepositRow.structure_id) == structure_id, col(DepositRow.stage).in_(stages))
        .order_by(col(DepositRow.updated_at).desc())
        .limit(200)
    )
    return found.all()


async def count_editable(session: AsyncSession, structure_id: int) -> int:
    """Return how many drafts and refused deposits there are."""
    counted = select(func.count()).where(
        col(DepositRow.structure_id) == structure_id,
        col(DepositRow.stage).in_([stage.value for stage in EDITABLE]),
    )
    return await session.scalar(counted) or 0


async def latest_of_user(session: AsyncSession, user_id: int) -> DepositRow | None:
    """Return the deposit that this person confirmed last."""
    found = await session.scalars(
        select(DepositRow)
        .where(col(DepositRow.user_id) == user_id, col(DepositRow.confirmed_at).is_not(None))
        .order_by(col(DepositRow.confirmed_at).desc())
        .limit(1)
    )
    return found.first()


async def of_invoice(session: AsyncSession, structure_id: int, chorus_id: int) -> DepositRow | None:
    """Return the deposit that became the invoice that Chorus Pro knows by `chorus_id`."""
    found = await session.scalars(
        select(DepositRow).where(
            col(DepositRow.structure_id) == structure_id,
            col(DepositRow.invoice_chorus_id) == chorus_id,
        )
    )
    return found.first()


async def replacing(session: AsyncSession, structure_id: int, invoice_id: int) -> DepositRow | None:
    """Return the deposit made from a rejected invoice; the one that went furthest, the latest.

    Within the JSON of `reading` the words of a file have their quotes escaped: none can look so.
    """
    mark = f'"reissue": {{"invoice_id": {invoice_id},'
    found = await session.scalars(
        select(DepositRow)
        .where(
            col(DepositRow.structure_id) == structure_id,
            col(DepositRow.reading).contains(mark, autoescape=True),
        )
        .order_by(
            col(DepositRow.stage).in_([stage.value for stage in EDITABLE]),
            (col(DepositRow.stage) != Stage.DEPOSEE.value),
            col(DepositRow.updated_at).desc(),
        )
        .limit(1)
    )
    return found.first()


async def of_same_file(session: AsyncSession, row: DepositRow, mark: str) -> DepositRow | None:
    """Return the earlier deposit whose reading bears a mark and whose file is as long.

    Of several, one that is deposited or on its way comes first. Within the JSON of `reading` the
    words of a file have their quotes escaped: none can look like the mark.
    """
    found = await session.scalars(
        select(DepositRow)
        .where(
            col(DepositRow.structure_id) == row.structure_id,
            col(DepositRow.id) != row.id,
            col(DepositRow.created_at) <= row.created_at,
            col(DepositRow.file_size) == row.file_size,
            col(DepositRow.reading).contains(mark, autoescape=True),
        )
        .order_by(
            col(DepositRow.stage).in_([stage.value for stage in EDITABLE]),
            col(DepositRow.created_at).desc(),
        )
        .limit(1)
    )
    return found.first()


async def number_is_used(
    session: AsyncSession, structure_id: int, number: str, deposit_id: str
) -> bool:
    """Tell whether another invoice, or another deposit under way, bears this number."""
    invoices = exists().where(
        col(InvoiceRow.structure_id) == structure_id,
        col(InvoiceRow.invoice_number) == number,
        col(InvoiceRow.status) != Status.SUPPRIMEE.value,
    )
    deposits = exists().where(
        col(DepositRow.structure_id) == structure_id,
        col(DepositRow.invoice_number) == number,
        col(DepositRow.id) != deposit_id,
        col(DepositRow.stage).in_([stage.value for stage in UNDER_WAY]),
    )
    return bool(await session.scalar(select(or_(invoices, deposits))))


async def accepted_since(
    session: AsyncSession, structure_id: int, rows: Iterable[DepositRow]
) -> dict[str, DepositRow]:
    """Return by id of a refused deposit the one that bore its number later and was accepted."""
    refused = [row for row in rows if row.stage == Stage.REFUSEE and row.confirmed_at]
    if not refused:
        return {}
    found = await session.scalars(
        select(DepositRow).where(
            col(DepositRow.structure_id) == structure_id,
            col(DepositRow.stage) == Stage.DEPOSEE.value,
            col(DepositRow.invoice_number).in_({row.invoice_number for row in refused} - {""}),
        )
    )
    accepted = [(other.invoice_number, other.confirmed_at, other) for other in found]
    return {
        row.id: other
        for row in refused
        for number, moment, other in accepted
        if number == row.invoice_number
        and moment
        and row.confirmed_at
        and moment > row.confirmed_at
    }


async def invoice_id_of(session: AsyncSession, structure_id: int, chorus_id: int) -> int | None:
    """Return our id of an invoice that Chorus Pro knows by `chorus_id`, once it is mirrored."""
    found: int | None = await session.scalar(
        select(col(InvoiceRow.id)).where(
            col(InvoiceRow.structure_id) == structure_id, col(InvoiceRow.chorus_id) == chorus_id
        )
    )
    return found


async def known_files(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Return those of some file keys that a deposit names."""
    found = await session.scalars(
        select(col(DepositRow.file_key)).where(col(DepositRow.file_key).in_(keys))
    )
    return set(found)
