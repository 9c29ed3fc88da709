"""A search as SQL. The only place that turns criteria into conditions and orders.

One covering index, `invoice_for_search`, answers everything but the fifty rows themselves: the
conditions, the order, the counts and the sums never touch the table.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, nulls_last, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer
from sqlmodel import col

from chorus_app.domain import clauses
from chorus_app.domain.bodies import NAMES, BodyKind
from chorus_app.domain.folding import squeeze
from chorus_app.domain.money import LARGEST
from chorus_app.domain.search import SearchCriteria, Sort
from chorus_app.domain.status import Status, is_outstanding, rank
from chorus_app.store.situations import due, in_situation
from chorus_app.store.tables import InvoiceRow

Condition = ColumnElement[bool]
_Text = clauses.Word | clauses.Phrase | clauses.Numbered | clauses.Body
_TEXTS = (clauses.Word, clauses.Phrase, clauses.Numbered, clauses.Body)

_MOST_RECIPIENTS = 2_000
_ESCAPE = "\\"
_OVER = [rank(status) for status in Status if not is_outstanding(status)]
_found = col(InvoiceRow.search_text)
# The text has exactly two line breaks and no word holds one: those around a match tell its line.
_NUMBER, _RECIPIENT, _ORDER = "%{}%\n%\n%", "%\n%{}%\n%", "%\n%\n%{}%"
_BEGINS = "%\n{}%\n%"
_ORDERS: dict[Sort, tuple[Any, ...]] = {
    Sort.STATUT: (
        col(InvoiceRow.status_rank),
        col(InvoiceRow.status),
        col(InvoiceRow.newest_first),
    ),
    Sort.DATE: (col(InvoiceRow.newest_first),),
    Sort.MONTANT: (col(InvoiceRow.payable_amount).desc(), col(InvoiceRow.newest_first)),
    Sort.ECHEANCE: (
        nulls_last(col(InvoiceRow.payable_by)),
        case((col(InvoiceRow.status_rank).in_(_OVER), 1), else_=0),
        col(InvoiceRow.newest_first),
    ),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The part of a result that is in one status; `amount` in euro cents."""

    status: str
    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Results:
    """A page of a search, and what the whole result holds.

    `rows` come without their `detail`. `total` counts every invoice found; `amount` is what they
    come to, in euro cents: deleted ones left out, credit notes taken away. `groups` are the
    statuses of the whole result in life-cycle order.
    """

    rows: list[InvoiceRow]
    total: int
    amount: int
    groups: list[Group]


async def page(
    session: AsyncSession,
    structure_id: int,
    criteria: SearchCriteria,
    today: date,
    *,
    offset: int,
    limit: int,
) -> Results:
    """Return one page of what this supplier's search finds. `today` dates words such as `hier`."""
    condition = _condition(structure_id, criteria, today)
    groups = await _groups(session, condition)
    rows = await _rows(session, condition, criteria.sort, offset, limit) if groups else []
    return Results(
        rows=rows,
        total=sum(group.count for group in groups),
        amount=sum(group.amount for group in groups),
        groups=groups,
    )


async def recipient_names(session: AsyncSession, structure_id: int) -> list[str]:
    """Return the names of this supplier's recipients, each once: two thousand at most."""
    one_each = (
        select(func.min(InvoiceRow.id))
        .where(col(InvoiceRow.structure_id) == structure_id)
        .group_by(col(InvoiceRow.recipient_siret))
        .limit(_MOST_RECIPIENTS)
    )
    return list(
        await session.scalars(
            select(col(InvoiceRow.recipient_name)).where(col(InvoiceRow.id).in_(one_each))
        )
    )


async def _groups(session: AsyncSession, condition: Condition) -> list[Group]:
    status, status_rank = col(InvoiceRow.status), col(InvoiceRow.status_rank)
    found = await session.execute(
        select(status, func.count(), func.sum(InvoiceRow.counted_amount))
        .where(condition)
        .group_by(status_rank, status)
        .order_by(status_rank, status)
    )
    return [Group(code, count, int(amount)) for code, count, amount in found]


async def _rows(
    session: AsyncSession, condition: Condition, sort: Sort, offset: int, limit: int
) -> list[InvoiceRow]:
    """Choose the page within the index, then read those rows only."""
    order = _ORDERS[sort]
    chosen = (
        select(col(InvoiceRow.id)).where(condition).order_by(*order).offset(offset).limit(limit)
    )
    rows = await session.scalars(
        select(InvoiceRow)
        .options(defer(InvoiceRow.detail, raiseload=True))  # type: ignore[arg-type]
        .where(col(InvoiceRow.id).in_(chosen))
        .order_by(*order)
    )
    return list(rows)


def _condition(structure_id: int, criteria: SearchCriteria, today: date) -> Condition:
    """Return the whole condition. The supplier is its first part, always."""
    return and_(
        col(InvoiceRow.structure_id) == structure_id,
        *_criteria(criteria),
        *_box(structure_id, criteria.clauses(today), today),
    )


def _box(structure_id: int, said: Sequence[clauses.Clause], today: date) -> Iterator[Condition]:
    """Give the conditions of the search box. An invoice has one status: any that was named."""
    if named := {
        code for each in said if isinstance(each, clauses.InStatus) for code in each.statuses
    }:
        yield from _statuses(named)
    for each in said:
        if not isinstance(each, clauses.InStatus):
            yield _clause(structure_id, each, today)


def _statuses(codes: Collection[str]) -> Iterator[Condition]:
    yield col(InvoiceRow.status_rank).in_({rank(status) for status in codes})
    yield col(InvoiceRow.status).in_(codes)


def _criteria(criteria: SearchCriteria) -> Iterator[Condition]:
    """Give the condition of each field of the form (product row J3) that is filled.

    SQLite tries them in this order: what is cheap to compare comes before what reads text.
    """
    if criteria.deposited_from:
        yield col(InvoiceRow.deposit_date) >= criteria.deposited_from
    if criteria.deposited_to:
        yield col(InvoiceRow.deposit_date) <= criteria.deposited_to
    least, most = criteria.amount_min, criteria.amount_max
    if least is not None or most is not None:
        yield _either_sign(least or 0, LARGEST if most is None else most)
    if criteria.statuses:
        yield from _statuses(criteria.statuses)
    if criteria.number:
        yield _stands(criteria.number, _NUMBER)
    if criteria.recipient:
        yield _stands(criteria.recipient, _RECIPIENT)
    if criteria.purchase_order_reference:
        yield _stands(criteria.purchase_order_reference, _ORDER)


def _clause(structure_id: int, clause: clauses.Clause, today: date) -> Condition:
    """Return the condition of one thing that the search box understood."""
    match clause:
        case clauses.OneOf(either=either):
            return or_(*(_clause(structure_id, each, today) for each in either))
        case clauses.InStatus(statuses=statuses):
            return and_(*_statuses(statuses))
        case clauses.InSituation(situation=situation):
            return in_situation(structure_id, situation, today)
        case clauses.Due(first=first, last=last):
            return due(structure_id, first, last)
        case clauses.During(first=first, last=last, dated=dated):
            # Both bounds hold of one day: issued before and deposited after is not between.
            return or_(*(day.between(first or date.min, last or date.max) for day in _days(dated)))
    return _of_text(clause) if isinstance(clause, _TEXTS) else _of_amount(clause)


def _of_amount(clause: clauses.Clause) -> Condition:
    match clause:
        case clauses.AmountBetween(low=low, high=high):
            return _either_sign(low, high)
        case clauses.AmountOver(bound=bound, included=included):
            least = bound + (not included)
            return _either_sign(least, LARGEST)
        case clauses.AmountUnder(bound=bound, included=included):
            most = bound - (not included)
            return _amount(-most, most)
        case clauses.AmountOrNumber(low=low, high=high, digits=digits, year=year):
            found = [_either_sign(low, high), *(_of_year(year) if year else ())]
            return or_(*found, _stands(digits, _NUMBER, _ORDER))
    raise TypeError(f"no SQL for {type(clause).__name__}")


def _of_text(clause: _Text) -> Condition:
    match clause:
        case clauses.Word(folded=folded, others=others):
            return or_(*map(_stands, (folded, *others)))
        case clauses.Phrase(folded=folded):
            return _stands(folded)
        case clauses.Numbered(folded=folded, of_order=of_order):
            return _stands(folded, *([_ORDER] if of_order else [_NUMBER, _ORDER]))
        case clauses.Body(folded=folded, kind=kind):
            return or_(_stands(folded), *_of_kind(kind))


def _of_kind(kind: BodyKind) -> Iterator[Condition]:
    """Give what tells this kind: what stands in the recipient's line, or how its name begins."""
    names = NAMES[kind]
    for held in names.holds:
        yield _stands(held, _RECIPIENT)
    for beginning in names.begins:
        yield _found.like(_BEGINS.format(_literal(beginning)), escape=_ESCAPE)


def _of_year(year: int) -> list[Condition]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [day.between(first, last) for day in _days(clauses.Dated.EMISE_OU_DEPOSEE)]


def _days(dated: clauses.Dated) -> list[Any]:
    """Return the columns of the days that a clause speaks of."""
    issued, deposited = col(InvoiceRow.issue_date), col(InvoiceRow.deposit_date)
    match dated:
        case clauses.Dated.EMISE:
            return [issued]
        case clauses.Dated.DEPOSEE:
            return [deposited]
    return [issued, deposited]


def _either_sign(low: int, high: int) -> Condition:
    """A credit note is negative in Chorus Pro; nobody types the sign that a bank omits."""
    return or_(_amount(low, high), _amount(-high, -low))


def _amount(low: int, high: int) -> Condition:
    return col(InvoiceRow.payable_amount).between(low, high)


def _stands(text: str, *lines: str) -> Condition:
    """Return the condition that a text stands on one of these lines, or anywhere.

    That it stands anywhere is asked first: it is quicker to say no. Spaces and signs that join
    words are nothing, and nothing alone stands nowhere.
    """
    literal = _literal(squeeze(text))
    if not literal:
        return false()
    anywhere = _found.like(f"%{literal}%", escape=_ESCAPE)
    if not lines:
        return anywhere
    return anywhere & or_(*(_found.like(line.format(literal), escape=_ESCAPE) for line in lines))


def _literal(squeezed: str) -> str:
    """Return text whose `%` and `_` are only themselves."""
    for sign in (_ESCAPE, "%", "_"):
        squeezed = squeezed.replace(sign, _ESCAPE + sign)
    return squeezed
