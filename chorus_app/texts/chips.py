"""What a search understood, as removable chips: words for the screen, and the search without."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from chorus_app.domain import box, clauses
from chorus_app.domain.bodies import BodyKind
from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.status import Family, members
from chorus_app.texts.formats import money, month_and_year, quoted, short_date
from chorus_app.texts.statuses import FAMILIES, status_text

_DATED = {
    clauses.Dated.EMISE: "émise",
    clauses.Dated.DEPOSEE: "déposée",
    clauses.Dated.EMISE_OU_DEPOSEE: "",
}


_SITUATIONS = {
    clauses.Situation.EN_RETARD: "en retard (échéance connue ou estimée)",
    clauses.Situation.PEUT_ETRE_PAYEE: "peut-être déjà payée",
    clauses.Situation.SANS_ECHEANCE: "à payer, sans échéance connue",
    clauses.Situation.AVOIR: "avoir",
    clauses.Situation.AVOIR_A_DEDUIRE: "avoir à déduire",
    clauses.Situation.A_TRAITER: "à traiter",
}


_BODIES = {
    BodyKind.COMMUNE: "mairie, ville ou commune",
    BodyKind.INTERCOMMUNALITE: "communauté de communes, agglomération ou métropole",
    BodyKind.DEPARTEMENT: "département ou conseil départemental",
    BodyKind.REGION: "région ou conseil régional",
    BodyKind.PREFECTURE: "préfecture ou préfet",
    BodyKind.HOPITAL: "hôpital, CHU ou centre hospitalier",
    BodyKind.CHU: "CHU ou centre hospitalier universitaire",
    BodyKind.EHPAD: "EHPAD ou maison de retraite",
    BodyKind.CCAS: "CCAS ou action sociale",
    BodyKind.POMPIERS: "pompiers ou SDIS",
    BodyKind.ECOLE: "école ou groupe scolaire",
    BodyKind.LYCEE: "lycée ou cité scolaire",
    BodyKind.UNIVERSITE: "université ou faculté",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing understood, and the search that remains when it is taken off."""

    label: str
    without: SearchCriteria


def chips(criteria: SearchCriteria, today: date) -> list[Chip]:
    """Return a chip for each criterion of the form and each clause of the box."""
    said = [
        Chip(
            _clause(clause, today),
            replace(criteria, text=box.without(criteria.text, clause, today)),
        )
        for clause in criteria.clauses(today)
    ]
    return said + _dates(criteria) + _amounts(criteria) + _texts(criteria) + _statuses(criteria)


def _clause(clause: clauses.Clause, today: date) -> str:
    match clause:
        case clauses.OneOf(either=either):
            return " ou ".join(_clause(each, today) for each in either)
        case clauses.InStatus(statuses=[only, *others]):
            return "envoyée, pas encore payée" if others else status_text(only).label
        case clauses.InSituation(situation=situation):
            return _SITUATIONS[situation]
        case clauses.Body(kind=kind):
            return _BODIES[kind]
    return _words(clause) or _days(clause, today) or _amount(clause)


def _words(clause: clauses.Clause) -> str:
    match clause:
        case clauses.Word(source=source):
            return quoted(source)
        case clauses.Phrase(source=source):
            return f"exactement {quoted(source.strip('« »'))}"
        case clauses.Numbered(folded=folded, of_order=of_order):
            return f"commande ou marché {folded.upper()}" if of_order else f"n° {folded.upper()}"
    return ""


def _days(clause: clauses.Clause, today: date) -> str:
    match clause:
        case clauses.During(first=first, last=last, dated=dated):
            return f"{_DATED[dated]} {_when(first, last)}".lstrip()
        case clauses.Due(first=first, last=last):
            return f"à payer {_due(first, last, today)}"
    return ""


def _due(first: date | None, last: date | None, today: date) -> str:
    """Return the legal days: `d’ici` is from today on."""
    if last and first == today < last:
        return f"d’ici le {short_date(last)}"
    if first and not last:
        return f"après le {short_date(first - timedelta(days=1))}"
    return _when(first, last)


def _amount(clause: clauses.Clause) -> str:
    match clause:
        case clauses.AmountOrNumber(digits=digits, year=year):
            return (
                f"{digits} : montant, numéro ou année" if year else f"{digits} : montant ou numéro"
            )
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
        return _whole(first, last) or f"du {short_date(first)} au {short_date(last)}"
    return f"depuis le {short_date(first)}" if first else f"jusqu’au {short_date(last)}"


def _whole(first: date, last: date) -> str:
    """Return a day, a whole month or a whole year by its name; nothing where it is none."""
    if first == last:
        return f"le {short_date(first)}"
    if (first.day, last + timedelta(days=1)) == (1, _first_of_next_month(first)):
        return f"en {month_and_year(first)}"
    whole_year = (date(first.year, 1, 1), date(first.year, 12, 31))
    return f"en {first.year}" if (first, last) == whole_year else ""


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


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
