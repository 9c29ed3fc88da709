"""Days and periods as the French type them. `today` is always an argument: no clock here."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from chorus_app.domain.folding import fold

_MONTHS = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars", "mar"),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout",),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}
_NAMED = "|".join(sorted(MONTH_OF, key=len, reverse=True))

_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED_DAY = re.compile(rf"(\d{{1,2}})(?:er)? ({_NAMED})\.?(?: (\d{{4}}))?")
_NAMED_MONTH = re.compile(rf"({_NAMED})\.?(?: (\d{{4}}))?")
_NUMERIC_MONTH = re.compile(r"(\d{1,2})/(\d{4})|(\d{4})-(\d{2})")
_QUARTER = re.compile(r"t([1-4])(?: (\d{4}))?")

_DATED_FOR_GOOD = re.compile(r"\d{4}|\d[/.\-]\d{1,2}[/.\-]\d|hier|aujourd|semaine")


class BadDate(ValueError):
    """The text is not a date."""


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date


def parse_day(text: str, today: date) -> date:
    """Read `15/02`, `15/2/26`, `15/02/2026`, `2026-02-15`, `15 fév`, `hier`, `aujourd’hui`.

    Without a year, the day is the latest one that is not after today. Raises `BadDate`.
    """
    folded = fold(text)
    if folded in {"hier", "aujourd'hui", "aujourd’hui"}:
        return today - timedelta(days=folded == "hier")
    if match := _ISO_DAY.fullmatch(folded):
        return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _NUMERIC_DAY.fullmatch(folded):
        return _dated(int(match[1]), int(match[2]), match[3], today, text)
    if match := _NAMED_DAY.fullmatch(folded):
        return _dated(int(match[1]), MONTH_OF[match[2]], match[3], today, text)
    raise BadDate(text)


def parse_period(text: str, today: date) -> Period:
    """Read a day, a month (`février`, `fév 2026`, `02/2026`), `T1 2026`, `cette semaine`.

    A month without a year is the latest one that has begun. Raises `BadDate`.
    """
    folded = fold(text)
    if folded == "cette semaine":
        monday = today - timedelta(days=today.weekday())
        return Period(monday, monday + timedelta(days=6))
    if match := _NAMED_MONTH.fullmatch(folded):
        return _month(MONTH_OF[match[1]], match[2], today, text)
    if match := _NUMERIC_MONTH.fullmatch(folded):
        return _month(int(match[1] or match[4]), match[2] or match[3], today, text)
    if match := _QUARTER.fullmatch(folded):
        return _quarter(int(match[1]), match[2], today, text)
    day = parse_day(text, today)
    return Period(day, day)


def parse_span(first: str, last: str, today: date) -> Period:
    """Read `mars` to `mai`, `1/3` to `15/4`, `1` to `15 mars`, in whichever order they come.

    An end without a year takes that of the other: the last is the first one that follows the first.
    Raises `BadDate`.
    """
    end = parse_period(last, today)
    if first.isdecimal():
        start = parse_period(f"{first}/{end.last.month}/{end.last.year}", today)
    elif _has_year(last):
        start = parse_period(first, end.last)
    else:
        start = parse_period(first, today)
        end = parse_period(last, start.first + timedelta(days=364))
    return Period(min(start.first, end.first), max(start.last, end.last))


def _has_year(text: str) -> bool:
    """Tell whether a period is the same whatever the day: with its year, or counted from today."""
    return bool(_DATED_FOR_GOOD.search(fold(text)))


def _day(year: int, month: int, number: int, text: str) -> date:
    try:
        day = date(year, month, number)
    except ValueError:
        raise BadDate(text) from None
    if not 2000 <= year <= 2100:
        raise BadDate(text)
    return day


def _dated(number: int, month: int, year: str | None, today: date, text: str) -> date:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, number, text)
    for candidate in range(today.year, today.year - 5, -1):
        try:
            day = date(candidate, month, number)
        except ValueError:
            continue
        if day <= today:
            return day
    raise BadDate(text)


def _month(month: int, year: str | None, today: date, text: str) -> Period:
    first = _day(int(year) if year else today.year, month, 1, text)
    if not year and first > today:
        first = first.replace(year=today.year - 1)
    return Period(first, first.replace(day=calendar.monthrange(first.year, month)[1]))


def _quarter(quarter: int, year: str | None, today: date, text: str) -> Period:
    month = quarter * 3 - 2
    first = _day(int(year) if year else today.year, month, 1, text)
    if not year and first > today:
        first = first.replace(year=today.year - 1)
    last_month = month + 2
    return Period(
        first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    )
