"""Looking at what users are told, and making Chorus Pro say something new."""

from typing import Any

from sqlalchemy import select, update

from chorus_app.domain.notice import Channel
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store.notice_tables import NoticeRow
from chorus_app.store.tables import InvoiceRow, now
from tests.services.conftest import Choral
from tests.services.looking import newest, one_that_waits


async def notices(who: Identity, channel: Channel | None = None) -> list[NoticeRow]:
    """Return a user's notices, the oldest first."""
    wanted = select(NoticeRow).where(NoticeRow.user_id == who.user_id).order_by(NoticeRow.id)
    async with current().store.session() as session:
        found = (await session.scalars(wanted)).all()
    return [row for row in found if channel in {None, row.channel}]


async def all_due() -> None:
    """Let the pauses of what waits pass."""
    async with current().store.session() as session:
        await session.execute(
            update(NoticeRow).where(NoticeRow.state == "WAITING").values(due_at=now())
        )


async def suspended(choral: Choral, motive: str = "Bon de commande absent") -> InvoiceRow:
    """Synchronise, have an invoice suspended by its recipient, and synchronise again."""
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)
    await move(choral, row, "SUSPENDUE", motive)
    return row


async def move(choral: Choral, row: InvoiceRow, status: str, motive: str = "") -> None:
    words: dict[str, Any] = {"motif": motive} if motive else {}
    await choral.steer("move", idFacture=row.chorus_id, statut=status, **words)
    await choral.synchronise(choral.demo)


async def some(choral: Choral, count: int) -> list[InvoiceRow]:
    """Return invoices that a recipient holds."""
    rows = await newest(choral.demo, 244)
    return [row for row in rows if row.status == "MISE_A_DISPOSITION"][:count]
