"""Periods that are counted from today: `la semaine dernière`, `les 30 derniers jours`, `lundi`.

`il y a 3 jours` is a day, `il y a 2 semaines` a calendar week, `il y a 3 mois` a calendar month;
a day of the week is the latest one, today among them, and `lundi dernier` comes before today.
Quarters and halves of a year too: `1er trimestre 2026`, without a year the latest that has begun.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from chorus_app.domain.dates import Period
from chorus_app.domain.folding import fold

_Make = Callable[[date, int], Period]
_DAY = timedelta(days=1)
_MOST_WORDS = 5
_ARTICLES = frozenset({"le", "la", "les", "ces", "dans", "pendant", "durant"})
_LAST = ("dernier", "derniere", "passe", "passee", "precedent", "precedente")
_NUMBERS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_COUNT_OF = {word: number for number, word in enumerate(_NUMBERS, 1)} | {"une": 1, "quinze": 15}
_RANK_OF = {
    said: rank
    for rank, words in enumerate(
        (
            "1er 1ere 1 premier premiere",
            "2e 2eme 2nd 2nde 2 deuxieme second seconde",
            "3e 3eme 3 troisieme",
            "4e 4eme 4 quatrieme",
        ),
        1,
    )
    for said in words.split()
}


def day(today: date, back: int) -> Period:
    """Return the day so many days before."""
    found = today - back * _DAY
    return Period(found, found)


def week(today: date, back: int) -> Period:
    """Return the week, from Monday to Sunday, so many weeks before this one."""
    monday = today - timedelta(days=today.weekday(), weeks=back)
    return Period(monday, monday + 6 * _DAY)


def _months(size: int) -> _Make:
    """Return what gives the period of so many months, counted from January, before this one."""

    def make(today: date, back: int) -> Period:
        start = today.year * 12 + (today.month - 1) // size * size - back * size
        return Period(_month_day(start, 1), _month_day(start + size - 1, 31))

    return make


def _month_day(months: int, wanted: int) -> date:
    """Return a day of a month counted from year 0; its last one where it is shorter."""
    year, month = divmod(months, 12)
    return date(year, month + 1, min(wanted, calendar.monthrange(year, month + 1)[1]))


_UNITS: dict[str, _Make] = {
    "jour": day,
    "semaine": week,
    "mois": _months(1),
    "trimestre": _months(3),
    "semestre": _months(6),
    "an": _months(12),
    "annee": _months(12),
}
_UNIT = "|".join(_UNITS)
_COUNT = rf"\d{{1,3}}|{'|'.join(_COUNT_OF)}"
_THIS = re.compile(rf"(?:ce|cette) ({_UNIT})(?: ci)?|({_UNIT}) en cours")
_LAST_ONE = re.compile(rf"({_UNIT}) (?:{'|'.join(_LAST)})")
_LAST_ONES = re.compile(
    rf"({_COUNT}) (?:dernier|derniere)s? ({_UNIT})s?|(?:dernier|derniere)s? ({_COUNT}) ({_UNIT})s?"
)
_AGO = re.compile(rf"il y a ({_COUNT}) ({_UNIT})s?")
_COUNTED = re.compile(rf"({_COUNT}) ({_UNIT})s?")
_RANKED = re.compile(rf"({'|'.join(_RANK_OF)}) (trimestre|semestre)(?: (?:de )?(20\d\d))?")
_NUMBERED = re.compile(r"(trimestre|semestre) ([1-4])(?: (?:de )?(20\d\d))?")
_SHORT = re.compile(r"([ts])([1-4]) (20\d\d)|(20\d\d) ([ts])([1-4])")
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_NAMED: dict[str, _Make] = {
    "hier": lambda today, _: day(today, 1),
    "avant hier": lambda today, _: day(today, 2),
    "aujourd'hui": day,
    "ce matin": day,
}
_BEGINNING = re.compile(rf"(?:le )?debut (?:du |de |de la |de l'|d'|de cette |de ce )({_UNIT})")


def read(tokens: Sequence[str], today: date) -> tuple[Period, int] | None:
    """Return the period that the first words count from today, and how many words those are."""
    before = 0
    while fold(" ".join(tokens[before : before + 1])) in _ARTICLES:
        before += 1
    for size in range(min(_MOST_WORDS, len(tokens) - before), 0, -1):
        words = plain(tokens[before : before + size])
        try:
            found = _ending_today(words, today) or _at(words, today) or _ranked(words, today)
        except (ValueError, OverflowError):
            continue
        if found:
            return found, before + size
    return None


def counted(tokens: Sequence[str], today: date, way: int) -> tuple[date, int] | None:
    """Return the day so far from today, as `3 jours` or `2 mois` say, and how many words."""
    match = _COUNTED.fullmatch(plain(tokens[:2]))
    if not match:
        return None
    try:
        return _moved(today, _number(match[1]) * way, match[2]), 2
    except (ValueError, OverflowError):
        return None


def beginning(tokens: Sequence[str], today: date) -> tuple[date, int] | None:
    """Return the first day of what is under way: `le début de l’année`; and how many words."""
    for size in range(min(_MOST_WORDS, len(tokens)), 1, -1):
        if match := _BEGINNING.fullmatch(plain(tokens[:size])):
            return _UNITS[match[1]](today, 0).first, size
    return None


def is_weekday(token: str) -> bool:
    """Tell whether a word is a day of the week."""
    return fold(token) in _WEEKDAYS


def plain(tokens: Sequence[str]) -> str:
    """Return folded words with plain apostrophes, without hyphens nor the l' before a noun."""
    words = fold(" ".join(tokens)).replace("’", "'").replace("-", " ").replace("/", " ")
    return words.removeprefix("l'")


def _ending_today(words: str, today: date) -> Period | None:
    match = _LAST_ONES.fullmatch(words)
    if not match:
        return None
    number, unit = (match[1], match[2]) if match[1] else (match[3], match[4])
    return Period(_moved(today, -_number(number), unit), today)


def _at(words: str, today: date) -> Period | None:
    if make := _NAMED.get(words):
        return make(today, 0)
    if match := _THIS.fullmatch(words):
        return _UNITS[match[1] or match[2]](today, 0)
    if match := _LAST_ONE.fullmatch(words):
        return _UNITS[match[1]](today, 1)
    if match := _AGO.fullmatch(words):
        return _UNITS[match[2]](today, _number(match[1]))
    return _weekday(words, today)


def _weekday(words: str, today: date) -> Period | None:
    name, _, rest = words.partition(" ")
    if name not in _WEEKDAYS or (rest and rest not in _LAST):
        return None
    back = (today.weekday() - _WEEKDAYS.index(name)) % 7
    return day(today, back or (7 if rest else 0))


def _ranked(words: str, today: date) -> Period | None:
    if match := _RANKED.fullmatch(words):
        rank, unit, year = _RANK_OF[match[1]], match[2], match[3]
    elif match := _NUMBERED.fullmatch(words):
        rank, unit, year = int(match[2]), match[1], match[3]
    elif match := _SHORT.fullmatch(words):
        unit = {"t": "trimestre", "s": "semestre"}[match[1] or match[5]]
        rank, year = int(match[2] or match[6]), match[3] or match[4]
    else:
        return None
    size = 3 if unit == "trimestre" else 6
    if rank * size > 12:
        return None
    return _part_of_year(size, rank, int(year) if year else None, today)


def _part_of_year(size: int, rank: int, year: int | None, today: date) -> Period:
    start = (year or today.year) * 12 + size * (rank - 1)
    if not year and _month_day(start, 1) > today:
        start -= 12
    return Period(_month_day(start, 1), _month_day(start + size - 1, 31))


def _moved(today: date, count: int, unit: str) -> date:
    if unit in {"jour", "semaine"}:
        return today + timedelta(days=count * (7 if unit == "semaine" else 1))
    size = {"mois": 1, "trimestre": 3, "semestre": 6}.get(unit, 12)
    return _month_day(today.year * 12 + today.month - 1 + count * size, today.day)


def _number(said: str) -> int:
    return _COUNT_OF.get(said) or int(said)
