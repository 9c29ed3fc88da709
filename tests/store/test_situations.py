"""What a situation said in the search box finds: as much as the first screen counts."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.status import is_outstanding
from chorus_app.store import overview, search
from chorus_app.store.engine import Store
from chorus_app.store.invoices import upsert
from chorus_app.store.tables import RecipientCardRow, now
from tests.databases import BOTH
from tests.store.samples import invoice, supplier

pytestmark = BOTH

TODAY = date(2026, 6, 15)
TELLS, MUTE = "21350238800019", "11000201100044"
"""The recipient that announced a payment, and the one whose card says that it does not."""
PAID = {"status": "MISE_EN_PAIEMENT"}
CREDIT = {"type_code": "AVOIR", "payable_amount": -20_000}
WANTED: dict[str, dict[str, Any]] = {
    "paid": PAID,
    "late": {},
    "ordered": {"status": "MANDATEE"},
    "mute": {"recipient_siret": MUTE},
    "unheard": {"recipient_siret": "13002526500013", "status": "COMPTABILISEE"},
    "recent": {"deposit_date": date(2026, 6, 10), "status": "DEPOSEE"},
    "held": {"status": "SUSPENDUE"},
    "misled": {"status": "A_RECYCLER"},
    "back": {"status": "REJETEE"},
    "back, treated": {"status": "REJETEE", "rejection_treated": True},
    "draft": {"status": "BROUILLON", "deposit_date": None},
    "dollars": {"currency": "USD"},
    "unnamed": {"status": "TRANSMISE_MOA", "deposit_date": None},
    "unnamed, over": {"status": "REFUSEE_MOE", "deposit_date": None},
    "credit": CREDIT,
    "credit, unsigned": CREDIT | {"payable_amount": 10_000},
    "credit, paid": CREDIT | PAID,
    "credit, deleted": CREDIT | {"status": "SUPPRIMEE"},
    "credit, dollars": CREDIT | {"currency": "USD", "payable_amount": 7},
    "deleted": {"status": "SUPPRIMEE"},
}


async def furnish(session: AsyncSession) -> int:
    mine, other = await supplier(session), await supplier(session, "57200218600094")
    session.add(RecipientCardRow(recipient_siret=MUTE, reports_payment=False, read_at=now()))
    named = [
        invoice(number, **({"invoice_number": name, "recipient_siret": TELLS} | changes))
        for number, (name, changes) in enumerate(WANTED.items(), 1)
    ]
    await upsert(session, mine, named)
    await upsert(session, other, named)
    return mine


async def find(session: AsyncSession, mine: int, text: str) -> search.Results:
    return await search.page(session, mine, SearchCriteria(text=text), TODAY, offset=0, limit=50)


LATE = {"late", "ordered"}
CREDITS = {name for name in WANTED if name.startswith("credit")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en retard", LATE),
        ("retard", LATE),
        ("en retard mandatées", {"ordered"}),
        ("peut-être déjà payées", {"mute", "unheard"}),
        ("sans échéance", {"held", "misled", "dollars", "unnamed", "credit, dollars"}),
        ("avoirs", CREDITS),
        ("avoirs payés", {"credit, paid"}),
        ("avoirs à déduire", {"credit", "credit, unsigned"}),
        ("avoirs en retard", set()),
        ("à traiter", {"held", "misled", "back"}),
        ("à traiter rejetées", {"back"}),
    ],
)
async def test_each_situation(store: Store, text: str, expected: set[str]) -> None:
    async with store.session() as session:
        found = await find(session, await furnish(session), text)

    assert {row.invoice_number for row in found.rows} == expected
    assert found.total == len(expected)


async def test_situations_count_what_the_first_screen_counts(store: Store) -> None:
    async with store.session() as session:
        mine = await furnish(session)
        told = {
            text: (found.total, found.amount)
            for text in ("en retard", "peut-être déjà payées", "avoirs à déduire", "sans échéance")
            for found in [await find(session, mine, text)]
        }
        by_status = await overview.by_status(session, mine)
        by_day = await overview.expected_by_day(session, mine, TODAY)
        unsure = await overview.may_be_paid(session, mine, TODAY)
        credited = await overview.credit_notes(session, mine)

    late = [(count, amount) for day, count, amount in by_day if day < TODAY]
    assert told["en retard"] == total(late) == (2, 240_000)
    assert told["peut-être déjà payées"] == unsure == (2, 240_000)
    credit_notes = total(outstanding(credited))
    assert told["avoirs à déduire"] == credit_notes == (2, -30_000)
    dated = total([*((count, amount) for _, count, amount in by_day), unsure, credit_notes])
    whole = total(outstanding(by_status))
    assert told["sans échéance"] == (whole[0] - dated[0], whole[1] - dated[1])


def outstanding(by_status: list[tuple[str, int, int]]) -> list[tuple[int, int]]:
    return [(count, amount) for status, count, amount in by_status if is_outstanding(status)]


def total(found: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(count for count, _ in found), sum(amount for _, amount in found)
