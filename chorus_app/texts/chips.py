"""What a search understood, as removable chips: words for the screen, and the search without."""

from dataclasses import dataclass, replace
from datetime import date

from chorus_app.domain import box
from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.status import Family, members
from chorus_app.texts.formats import money, short_date, whole_money
from chorus_app.texts.statuses import FAMILIES, status_text


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing understood, and the search that remains when it is taken off."""

    label: str
    without: SearchCriteria


def chips(criteria: SearchCriteria, today: date) -> list[Chip]:
    """Return a chip for each criterion of the form and each clause of the box."""
    said = [
        Chip(_clause(clause), replace(criteria, text=box.without(criteria.text, clause, today)))
        for clause in criteria.clauses(today)
    ]
    return said + _dates(criteria) + _amounts(criteria) + _texts(criteria) + _statuses(criteria)


def _clause(clause: box.Clause) -> str:
    match clause:
        case box.AmountBetween(around=int(around)):
            return f"autour de {money(around)}"
        case box.AmountBetween(low=low, high=high):
            return money(low) if low == high else f"de {money(low)} à {money(high)}"
        case box.AmountOrNumber(low=low, digits=digits):
            return f"{whole_money(low)} ou n° contenant {digits}"
        case box.During(period=period) if period.first == period.last:
            return f"le {short_date(period.first)}"
        case box.During(period=period):
            return f"du {short_date(period.first)} au {short_date(period.last)}"
    return f"contient « {clause.source} »"


def _dates(criteria: SearchCriteria) -> list[Chip]:
    first, last = criteria.deposited_from, criteria.deposited_to
    if first and last:
        label = f"déposée du {short_date(first)} au {short_date(last)}"
    elif first:
        label = f"déposée depuis le {short_date(first)}"
    elif last:
        label = f"déposée jusqu’au {short_date(last)}"
    else:
        return []
    return [Chip(label, replace(criteria, deposited_from=None, deposited_to=None))]


def _amounts(criteria: SearchCriteria) -> list[Chip]:
    low, high = criteria.amount_min, criteria.amount_max
    if low is not None and high is not None:
        label = f"de {money(low)} à {money(high)}"
    elif low is not None:
        label = f"au moins {money(low)}"
    elif high is not None:
        label = f"au plus {money(high)}"
    else:
        return []
    return [Chip(label, replace(criteria, amount_min=None, amount_max=None))]


def _texts(criteria: SearchCriteria) -> list[Chip]:
    said = []
    if criteria.number:
        said.append(Chip(f"n° {criteria.number}", replace(criteria, number="")))
    if criteria.recipient:
        label = f"destinataire : {criteria.recipient}"
        said.append(Chip(label, replace(criteria, recipient="")))
    if criteria.purchase_order_reference:
        label = f"commande {criteria.purchase_order_reference}"
        said.append(Chip(label, replace(criteria, purchase_order_reference="")))
    return said


def _statuses(criteria: SearchCriteria) -> list[Chip]:
    for family in Family:
        codes = tuple(status.value for status in members(family))
        if codes and criteria.statuses == codes:
            return [Chip(f"étape : {FAMILIES[family][0]}", replace(criteria, statuses=()))]
    return [
        Chip(status_text(code).label, replace(criteria, statuses=_minus(criteria.statuses, code)))
        for code in criteria.statuses
    ]


def _minus(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(kept for kept in codes if kept != code)
