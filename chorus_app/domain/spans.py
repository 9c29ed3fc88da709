"""The days that are said in the search box: a period, all before or after one, from one to another.

`15 février 2026`, `hier`, `T1 2026`, `en 2025`; `avant le 15/02`, `après mars`, `depuis 2025`,
`jusqu’au 15/02`; `entre le 1/3 et le 15/4`, `de mars à mai`, `du 1er au 15 mars`. `déposée` or
`émise` before them says which of an invoice's two days is meant; either one otherwise.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from chorus_app.domain.clauses import Clause, Dated, During
from chorus_app.domain.dates import MONTH_OF, BadDate, Period, parse_period, parse_span
from chorus_app.domain.folding import fold

_Days = tuple[date | None, date | None]
_Read = tuple[_Days, int] | None
"""The first and the last day, and how many words said them."""

_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})")
_LONE_DAY = re.compile(r"(\d{1,2})(?:er)?")
_YEAR = re.compile(r"20\d\d")
_ARTICLES = frozenset({"le", "la"})
_IN_YEAR = frozenset({"en", "annee", "l'annee", "exercice", "l'exercice"})
_WHICH = {"deposee": Dated.DEPOSEE, "emise": Dated.EMISE}
_DAY = timedelta(days=1)
_SIDES: dict[str, Callable[[Period], _Days]] = {
    "avant": lambda said: (None, said.first - _DAY),
    "apres": lambda said: (said.last + _DAY, None),
    "depuis": lambda said: (said.first, None),
    "jusqu'a": lambda said: (None, said.last),
    "jusqu'au": lambda said: (None, said.last),
    "jusqu'en": lambda said: (None, said.last),
}
_JOINED = {"entre": {"et"}, "de": {"a", "au"}, "du": {"a", "au"}}


def read(tokens: Sequence[str], today: date) -> tuple[Clause, int] | None:
    """Return the days that the first words say, and how many words those are."""
    dated = _WHICH.get(singular(tokens[:1]))
    before = 1 if dated else 0
    if dated and fold(" ".join(tokens[1:2])) in _ARTICLES | {"en"}:
        before = 2
    rest = tokens[before:]
    found = (
        _side(rest, today)
        or _span(rest, today)
        or _during(rest, today)
        or _during_year(rest, named=bool(dated))
    )
    if not found:
        return None
    (first, last), used = found[0], found[1] + before
    return During(" ".join(tokens[:used]), first, last, dated or Dated.EMISE_OU_DEPOSEE), used


def joins(opening: str, joining: str) -> bool:
    """Tell whether these words make a range: `entre … et`, `de … à`, `du … au`."""
    return fold(joining) in _JOINED.get(fold(opening), ())


def singular(tokens: Sequence[str]) -> str:
    """Return folded words without the s of a plural, with plain apostrophes."""
    words = fold(" ".join(tokens)).replace("’", "'").split()
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words)


def _during(tokens: Sequence[str], today: date) -> _Read:
    for said, size in _said(tokens, 0):
        try:
            period = parse_period(said, today)
        except BadDate:
            continue
        return (period.first, period.last), size
    return None


def _during_year(tokens: Sequence[str], *, named: bool) -> _Read:
    """Read `en 2025`, `année 2025`, or a bare year after what it is the year of (`named`)."""
    before = 0
    while before < 2 and singular(tokens[before : before + 1]) in _IN_YEAR:
        before += 1
    if not (named or before) or not _YEAR.fullmatch(" ".join(tokens[before : before + 1])):
        return None
    year = _whole_year(tokens[before])
    return (year.first, year.last), before + 1


def _whole_year(digits: str) -> Period:
    year = int(digits)
    return Period(date(year, 1, 1), date(year, 12, 31))


def _side(tokens: Sequence[str], today: date) -> _Read:
    side = _SIDES.get(fold(" ".join(tokens[:1])).replace("’", "'"))
    if not side:
        return None
    start = _past_article(tokens, 1)
    if _YEAR.fullmatch(" ".join(tokens[start : start + 1])):
        return side(_whole_year(tokens[start])), start + 1
    for said, end in _said(tokens, start):
        try:
            period = parse_period(said, today)
        except BadDate:
            continue
        return side(period), end
    return None


def _span(tokens: Sequence[str], today: date) -> _Read:
    if fold(" ".join(tokens[:1])) not in _JOINED:
        return None
    start = _past_article(tokens, 1)
    for first, middle in [*_said(tokens, start), *_lone_day(tokens, start)]:
        if not joins(tokens[0], " ".join(tokens[middle : middle + 1])):
            continue
        for last, end in _said(tokens, _past_article(tokens, middle + 1)):
            try:
                period = parse_span(first, last, today)
            except BadDate:
                continue
            return (period.first, period.last), end
    return None


def _past_article(tokens: Sequence[str], place: int) -> int:
    return place + (fold(" ".join(tokens[place : place + 1])) in _ARTICLES)


def _said(tokens: Sequence[str], start: int) -> Iterator[tuple[str, int]]:
    """Give what may be a date from there, with its end: `15 février 2026` before `15 février`."""
    for size in (3, 2, 1):
        said = " ".join(tokens[start : start + size])
        if len(tokens) >= start + size and _looks_dated(said):
            yield said, start + size


def _lone_day(tokens: Sequence[str], start: int) -> Iterator[tuple[str, int]]:
    """Give the day whose month comes later: `du 1er au 15 mars`."""
    if match := _LONE_DAY.fullmatch(" ".join(tokens[start : start + 1])):
        yield match[1], start + 1


def _looks_dated(piece: str) -> bool:
    folded = fold(piece).replace(".", "")
    return (
        any(word in MONTH_OF for word in folded.split())
        or bool(re.fullmatch(r"[\d/\-]+", piece) and re.search(r"[/\-]", piece))
        or bool(_DOTTED_DAY.fullmatch(piece))
        or folded in {"hier", "aujourd'hui", "aujourd’hui", "cette semaine"}
        or bool(re.fullmatch(r"t[1-4](?: \d{4})?", folded))
    )
