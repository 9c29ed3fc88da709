"""The first screen: what waits, what is to be cashed, the four families, the latest changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chorus_app.domain.status import Family, family_of, is_outstanding
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store import overview as reading
from chorus_app.store.tables import InvoiceRow

Row = InvoiceRow
_WAITING = 20
_LATEST = 10
_WEEKS = 5


@dataclass(frozen=True, slots=True)
class Week:
    """What the law expects within a week, from its Monday; in euro cents."""

    monday: date
    amount: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Amounts in euro cents; credit notes are taken away. Rows come without their `detail`.

    `outstanding` is sent, and neither refused, deleted nor paid. `late` is the part whose
    estimated legal day is past, but for what may have been paid without a word; `weeks` are this
    one and the four that follow. `waiting` holds the twenty most pressing of `waiting_count`.
    """

    families: dict[Family, tuple[int, int]]
    outstanding_count: int
    outstanding_amount: int
    late_count: int
    late_amount: int
    weeks: list[Week]
    waiting: Sequence[InvoiceRow]
    waiting_count: int
    latest: Sequence[InvoiceRow]


async def overview(identity: Identity, today: date) -> Overview:
    """Return what the first screen shows to this supplier."""
    number = identity.structure_id
    async with current().store.reading() as session:
        by_status = await reading.by_status(session, number)
        by_day = await reading.expected_by_day(session, number, today)
        waiting = await reading.waiting(session, number, _WAITING)
        latest = await reading.latest(session, number, _LATEST)
        waiting_count = await reading.count_waiting(session, number)
    outstanding = [(count, amount) for code, count, amount in by_status if is_outstanding(code)]
    late = [(count, amount) for day, count, amount in by_day if day < today]
    return Overview(
        families=_families(by_status),
        outstanding_count=sum(count for count, _ in outstanding),
        outstanding_amount=sum(amount for _, amount in outstanding),
        late_count=sum(count for count, _ in late),
        late_amount=sum(amount for _, amount in late),
        weeks=_weeks([(day, amount) for day, _, amount in by_day if day >= today], today),
        waiting=waiting,
        waiting_count=waiting_count,
        latest=latest,
    )


async def waiting_count(identity: Identity) -> int:
    """Return how many invoices wait for this supplier."""
    async with current().store.session() as session:
        return await reading.count_waiting(session, identity.structure_id)


def _families(by_status: list[tuple[str, int, int]]) -> dict[Family, tuple[int, int]]:
    totals = dict.fromkeys(Family, (0, 0))
    for code, count, amount in by_status:
        family = family_of(code)
        before = totals[family]
        totals[family] = (before[0] + count, before[1] + amount)
    return totals


def _weeks(expected: list[tuple[date, int]], today: date) -> list[Week]:
    monday = today - timedelta(days=today.weekday())
    mondays = [monday + timedelta(weeks=week) for week in range(_WEEKS)]
    return [
        Week(first, sum(amount for day, amount in expected if 0 <= (day - first).days < 7))
        for first in mondays
    ]
