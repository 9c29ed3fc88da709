from dataclasses import astuple
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chorus_app.domain.invoice import Invoice
from chorus_app.domain.status import Family, is_outstanding
from chorus_app.services import overview
from chorus_app.services.context import current
from chorus_app.services.overview import Week
from chorus_app.services.sessions import Identity
from chorus_app.store.invoices import upsert
from tests.services.conftest import Choral
from tests.services.looking import newest
from tests.store.samples import invoice

TODAY = date(2026, 3, 11)
"""A Wednesday."""

People = tuple[Identity, ...]


async def see(signed: People, *invoices: Invoice) -> overview.Overview:
    async with current().store.session() as session:
        await upsert(session, signed[0].structure_id, invoices)
        await upsert(session, signed[1].structure_id, [invoice(99, payable_amount=1)])
    return await overview.overview(signed[0], TODAY)


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 9, tzinfo=UTC)


async def test_nothing(signed: People) -> None:
    seen = await overview.overview(signed[2], TODAY)

    assert seen.families == dict.fromkeys(Family, (0, 0))
    assert (seen.outstanding_count, seen.outstanding_amount) == (0, 0)
    assert set(astuple(seen.expected)) == {(0, 0)}
    assert [week.amount for week in seen.weeks] == [0] * 5
    assert (list(seen.waiting), seen.waiting_count, list(seen.latest)) == ([], 0, [])


async def test_families_and_what_is_outstanding(signed: People) -> None:
    statuses = {
        "BROUILLON": 1,
        "DEPOSEE": 2,
        "MISE_A_DISPOSITION": 4,
        "SUSPENDUE": 8,
        "REJETEE": 16,
        "MANDATEE": 32,
        "MISE_EN_PAIEMENT": 64,
        "SUPPRIMEE": 128,
        "TRANSMISE_MOA": 256,
    }
    seen = await see(
        signed,
        *(
            invoice(number, status=status, payable_amount=amount)
            for number, (status, amount) in enumerate(statuses.items(), 1)
        ),
        invoice(50, status="MANDATEE", type_code="AVOIR", payable_amount=10),
        invoice(51, status="MANDATEE", type_code="AVOIR", payable_amount=-20),
    )

    assert seen.families == {
        Family.EMISSION: (2, 3),
        Family.RECEPTION: (1, 4),
        Family.RENVOI: (2, 24),
        Family.AVANCEMENT: (4, 96 - 30),
        Family.AUTRE: (2, 256),
    }
    assert seen.outstanding_count == 7
    assert seen.outstanding_amount == 2 + 4 + 8 + 32 + 256 - 30


def due(number: int, day: date, amount: int, **changes: Any) -> Invoice:
    """Return an invoice made available thirty days before the day it is due."""
    deposited = date.fromordinal(day.toordinal() - 30)
    moment = datetime(deposited.year, deposited.month, deposited.day, 9, tzinfo=UTC)
    return invoice(
        number, deposit_date=deposited, status_at=moment, payable_amount=amount, **changes
    )


async def test_what_is_late_and_the_weeks_to_come(signed: People) -> None:
    seen = await see(
        signed,
        due(1, date(2026, 3, 10), 1),
        due(2, date(2026, 1, 1), 2),
        due(3, date(2026, 3, 11), 4),
        due(4, date(2026, 3, 15), 8),
        due(5, date(2026, 3, 16), 16),
        due(6, date(2026, 4, 12), 32),
        due(7, date(2026, 4, 13), 64),
        due(8, date(2026, 3, 12), 128, status="MISE_EN_PAIEMENT"),
    )

    assert seen.expected.late == (2, 3)
    assert seen.expected.soon == (4, 60)
    assert seen.expected.later == (1, 64)
    adds_up(seen)
    assert seen.weeks == [
        Week(date(2026, 3, 9), 12),
        Week(date(2026, 3, 16), 16),
        Week(date(2026, 3, 23), 0),
        Week(date(2026, 3, 30), 0),
        Week(date(2026, 4, 6), 32),
    ]


def adds_up(seen: overview.Overview) -> None:
    """Check that the parts make up the whole, and the weeks the part that they picture."""
    parts = astuple(seen.expected)
    assert sum(count for count, _ in parts) == seen.outstanding_count
    assert sum(amount for _, amount in parts) == seen.outstanding_amount
    assert sum(week.amount for week in seen.weeks) == seen.expected.soon.amount


async def test_credit_notes_and_what_has_no_day_are_parts_of_their_own(signed: People) -> None:
    seen = await see(
        signed,
        due(1, date(2026, 3, 1), 1),
        due(2, date(2026, 3, 1), 2, type_code="AVOIR"),
        due(3, date(2026, 3, 20), 4, type_code="AVOIR"),
        invoice(4, status="SUSPENDUE", payable_amount=8),
        invoice(5, status="A_RECYCLER", payable_amount=16),
        invoice(6, status="REJETEE", type_code="AVOIR", payable_amount=32),
        due(7, date(2026, 3, 2), 64, currency="USD"),
    )

    assert seen.expected.late == (1, 1)
    assert seen.expected.credit_notes == (2, -6)
    assert seen.expected.undated == (3, 24)
    assert seen.outstanding_amount == 1 - 6 + 24
    adds_up(seen)


async def test_what_waits_the_most_pressing_first(signed: People) -> None:
    seen = await see(
        signed,
        invoice(1, status="BROUILLON", deposit_date=None, status_at=at(9)),
        invoice(2, status="REJETEE", status_at=at(8)),
        invoice(3, status="REJETEE", status_at=at(9), rejection_treated=True),
        invoice(4, status="SUSPENDUE", status_at=at(1), status_comment="Manque le bon"),
        invoice(5, status="SUSPENDUE", status_at=at(2)),
        invoice(6, status="A_RECYCLER", status_at=at(3)),
        invoice(7),
    )

    assert [row.chorus_id for row in seen.waiting] == [5, 4, 6, 2, 1]
    assert seen.waiting[1].status_comment == "Manque le bon"
    assert seen.waiting_count == await overview.waiting_count(signed[0]) == 5


async def test_the_lists_are_bounded_and_the_count_is_not(signed: People) -> None:
    seen = await see(signed, *(invoice(number, status="SUSPENDUE") for number in range(1, 31)))

    assert (len(seen.waiting), seen.waiting_count, len(seen.latest)) == (20, 30, 10)


async def test_the_latest_changes(signed: People) -> None:
    seen = await see(
        signed,
        invoice(1, status_at=at(3)),
        invoice(2, status_at=at(5)),
        invoice(3, status_at=None),
        invoice(4, status_at=at(4)),
    )

    assert [row.chorus_id for row in seen.latest] == [2, 4, 1]


async def test_another_supplier_s_are_not_counted(signed: People) -> None:
    await see(signed, invoice(1))

    assert (await overview.overview(signed[1], TODAY)).outstanding_amount == 1
    assert await overview.waiting_count(signed[2]) == 0


async def test_the_demonstration_adds_up(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    rows = await newest(choral.demo, 244)

    seen = await overview.overview(choral.demo, date(2026, 11, 23))

    assert sum(count for count, _ in seen.families.values()) == 244
    expected = [row for row in rows if is_outstanding(row.status)]
    assert seen.outstanding_count == len(expected)
    assert seen.outstanding_amount == sum(row.counted_amount for row in expected)
    assert seen.waiting_count > 0
    adds_up(seen)
    assert seen.latest[0].status_at == max(row.status_at for row in rows if row.status_at)


@pytest.mark.parametrize("today", [date(2026, 3, 9), date(2026, 3, 15)])
async def test_a_week_begins_on_monday(signed: People, today: date) -> None:
    assert (await overview.overview(signed[0], today)).weeks[0].monday == date(2026, 3, 9)


async def test_what_may_have_been_paid_is_not_overdue_but_still_expected(signed: People) -> None:
    silent: dict[str, Any] = {"recipient_siret": "21440109300015", "status": "COMPTABILISEE"}
    seen = await see(
        signed,
        due(1, date(2026, 3, 1), 1, status="MANDATEE"),
        due(2, date(2026, 3, 12), 128, status="MISE_EN_PAIEMENT"),
        due(3, date(2026, 3, 1), 2, **silent),
        due(4, date(2026, 3, 17), 64, **silent),
    )

    assert seen.expected.late == (1, 1)
    assert seen.expected.perhaps_paid == (1, 2)
    adds_up(seen)
    assert seen.outstanding_amount == 1 + 2 + 64
    assert sum(week.amount for week in seen.weeks) == 64
