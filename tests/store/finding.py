"""Searches of a stored supplier, for tests of what they find."""

from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.search import SearchCriteria
from chorus_app.store import search
from chorus_app.store.engine import Store
from chorus_app.store.invoices import upsert
from tests.store.samples import invoice, supplier

TODAY = date(2026, 3, 15)


async def find(session: AsyncSession, mine: int, **criteria: Any) -> search.Results:
    return await search.page(session, mine, SearchCriteria(**criteria), TODAY, offset=0, limit=50)


async def numbers(store: Store, wanted: dict[str, Any], **criteria: Any) -> list[str]:
    """Return the numbers found among these invoices, in their order; `wanted` is by number."""
    async with store.session() as session:
        mine = await supplier(session)
        await upsert(
            session,
            mine,
            [
                invoice(chorus_id, **({"invoice_number": name} | changes))
                for chorus_id, (name, changes) in enumerate(wanted.items(), 1)
            ],
        )
        found = await find(session, mine, **criteria)
    assert found.total == len(found.rows)
    return [row.invoice_number for row in found.rows]
