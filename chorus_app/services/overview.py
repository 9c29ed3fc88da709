"""The first screen: what waits, what is to be cashed, the four families, the latest changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

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


class Part(NamedTuple):
    """So many invoices, and what they come to in euro cents."""

    invoices: int
    amount: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What is outstanding, told apart: the parts make up the whole, to the cent.

    `late`: the legal day, known or estimated, is past; `perhaps_paid`: past too, but its recipient
    may have paid without a word. `soon`: within the weeks shown, `later`: after them. `undated`: no
    day is known, as of what is suspended or returned. `credit_notes` are taken away, whatever
    their day.
    """

    late: Part
    soon: Part
    later: Part
    undated: Part
    perhaps_paid: Part
    credit_notes: Part


@dataclass(frozen=True, slots=True)
class Overview:
    """Amounts in euro cents; credit notes are taken away. Rows come without their `detail`.

    `outstanding` is sent, and neither refused, deleted nor paid; `expected` tells its parts apart,
    and `weeks`, this one and the four that follow, make up its part `soon`. `waiting` holds the
    twenty most pressing of `waiting_count`.
    """

    families: dict[Family, tuple[int, int]]
    outstanding_count: int
    outstanding_amount: int
    expected: Expected
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
        unsure = Part(*await reading.may_be_paid(session, number, today))
        credited = await reading.credit_notes(session, number)
        waiting = await reading.waiting(session, number, _WAITING)
        latest = await reading.latest(session, number, _LATEST)
        waiting_count = await reading.count_waiting(session, number)
    outstanding = _outstanding(by_status)
    weeks = _weeks([(day, amount) for day, _, amount in by_day if day >= today], today)
    return Overview(
        families=_families(by_status),
        outstanding_count=outstanding.invoices,
        outstanding_amount=outstanding.amount,
        expected=_expected(outstanding, by_day, unsure, _outstanding(credited), today),
        weeks=weeks,
        waiting=waiting,
        waiting_count=waiting_count,
        latest=latest,
    )


async def waiting_count(identity: Identity) -> int:
    """Return how many invoices wait for this supplier."""
    async with current().store.session() as session:
        return await reading.count_waiting(session, identity.structure_id)


def _outstanding(by_status: list[tuple[str, int, int]]) -> Part:
    return _sum([(count, amount) for code, count, amount in by_status if is_outstanding(code)])


def _sum(found: Iterable[tuple[int, int]]) -> Part:
    pairs = list(found)
    return Part(sum(count for count, _ in pairs), sum(amount for _, amount in pairs))


def _expected(
    whole: Part,
    by_day: list[tuple[date, int, int]],
    unsure: Part,
    credit_notes: Part,
    today: date,
) -> Expected:
    """Tell the parts apart; what is in none of them has no day."""
    end = _monday(today) + timedelta(weeks=_WEEKS)
    late = _sum((count, amount) for day, count, amount in by_day if day < today)
    soon = _sum((count, amount) for day, count, amount in by_day if today <= day < end)
    later = _sum((count, amount) for day, count, amount in by_day if day >= end)
    dated = _sum([late, soon, later, unsure, credit_notes])
    undated = Part(whole.invoices - dated.invoices, whole.amount - dated.amount)
    return Expected(late, soon, later, undated, unsure, credit_notes)


def _families(by_status: list[tuple[str, int, int]]) -> dict[Family, tuple[int, int]]:
    totals = dict.fromkeys(Family, (0, 0))
    for code, count, amount in by_status:
        family = family_of(code)
        before = totals[family]
        totals[family] = (before[0] + count, before[1] + amount)
    return totals


def _weeks(expected: list[tuple[date, int]], today: date) -> list[Week]:
    monday = _monday(today)
    mondays = [monday + timedelta(weeks=week) for week in range(_WEEKS)]
    return [
        Week(first, sum(amount for day, amount in expected if 0 <= (day - first).days < 7))
        for first in mondays
    ]


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())
