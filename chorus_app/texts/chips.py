"""What a search understood, as removable chips: words for the screen, and the search without."""

from dataclasses import dataclass, replace
from datetime import date

from chorus_app.domain import box, clauses
from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.status import Family, members
from chorus_app.texts.formats import money, short_date, whole_money
from chorus_app.texts.statuses import FAMILIES, status_text

_EITHER = clauses.Dated.EMISE_OU_DEPOSEE
_DATED = {
    clauses.Dated.EMISE: "émise",
    clauses.Dated.DEPOSEE: "déposée",
    _EITHER: "émise ou déposée",
}


_SITUATIONS = {
    clauses.Situation.EN_RETARD: "en retard : échéance légale dépassée, connue ou estimée",
    clauses.Situation.PEUT_ETRE_PAYEE: "peut-être déjà payée",
    clauses.Situation.SANS_ECHEANCE: "à payer, sans échéance connue",
    clauses.Situation.AVOIR: "avoir",
    clauses.Situation.AVOIR_A_DEDUIRE: "avoir à déduire",
    clauses.Situation.A_TRAITER: "à traiter : renvoyée et non traitée",
}


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


def _clause(clause: clauses.Clause) -> str:
    match clause:
        case clauses.AmountOrNumber(low=low, high=high, digits=digits, year=year):
            number = f"{_euros(low, high)} ou n° contenant {digits}"
            return f"{number} ou {_DATED[_EITHER]} en {year}" if year else number
        case clauses.During(first=first, last=last, dated=dated):
            return f"{_DATED[dated]} {_when(first, last)}"
        case clauses.InStatus(statuses=[only, *others]):
            return "envoyée, pas encore payée" if others else status_text(only).label
        case clauses.InSituation(situation=situation):
            return _SITUATIONS[situation]
        case clauses.Word(source=source):
            return f"contient « {source} »"
    return _amount(clause)


def _euros(low: int, high: int) -> str:
    """Return a number of euros, whatever the cents, or a range."""
    return whole_money(low) if high - low < 100 else f"de {money(low)} à {money(high)}"


def _amount(clause: clauses.Clause) -> str:
    match clause:
        case clauses.AmountBetween(around=int(around)):
            return f"autour de {money(around)}"
        case clauses.AmountBetween(low=low, high=high):
            return money(low) if low == high else f"de {money(low)} à {money(high)}"
        case clauses.AmountOver(bound=bound, included=included):
            return f"{'au moins' if included else 'plus de'} {money(bound)}"
        case clauses.AmountUnder(bound=bound, included=included):
            return f"{'au plus' if included else 'moins de'} {money(bound)}"
    raise TypeError(f"no words for {type(clause).__name__}")


def _when(first: date | None, last: date | None) -> str:
    if first and last:
        same = first == last
        return (
            f"le {short_date(first)}" if same else f"du {short_date(first)} au {short_date(last)}"
        )
    return f"depuis le {short_date(first)}" if first else f"jusqu’au {short_date(last)}"


def _dates(criteria: SearchCriteria) -> list[Chip]:
    first, last = criteria.deposited_from, criteria.deposited_to
    if not first and not last:
        return []
    label = f"{_DATED[clauses.Dated.DEPOSEE]} {_when(first, last)}"
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
