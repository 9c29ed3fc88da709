"""The days that are said in the search box: a period, all before or after one, from one to another.

`15 février 2026`, `hier`, `T1 2026`, `en 2025`; `avant le 15/02`, `après mars`, `depuis 2025`,
`jusqu’au 15/02`; `entre le 1/3 et le 15/4`, `de mars à mai`, `du 1er au 15 mars`; and what
`domain.recent` counts from today. `déposée` or `émise` before them says which of an invoice's two
days is meant, either one otherwise; `échéance`, `à payer` and `d’ici` the last legal day to pay.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chorus_app.domain import recent
from chorus_app.domain.clauses import Clause, Dated, Due, During
from chorus_app.domain.dates import MONTH_OF, BadDate, Period, parse_period, parse_span
from chorus_app.domain.folding import fold

_Days = tuple[date | None, date | None]
_Read = tuple[_Days, int] | None
"""The first and the last day, and how many words said them."""

_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})")
_LONE_DAY = re.compile(r"(\d{1,2})(?:er)?")
_ELIDED = re.compile(r"^[dD]['’](?=[aoAO])")
_YEAR = re.compile(r"20\d\d")
_ARTICLES = frozenset({"le", "la", "les", "l"})
_IN_YEAR = frozenset({"en", "annee", "l'annee", "exercice", "l'exercice"})
_MONTH_NAMED = re.compile(r"(?:(?:au |le )?mois de|courant)|(?:(?:au |le )?mois)(?= d')")
_WHICH = {"deposee": Dated.DEPOSEE, "emise": Dated.EMISE}
_DUE = ("echeance legale", "a echeance", "echeance", "a payer", "payable")
_DAY = timedelta(days=1)
_AHEAD = timedelta(days=183)
"""How far a legal day without a year may lie: `échéance en janvier`, said in November."""
_SIDES: dict[str, Callable[[Period], _Days]] = {
    "avant": lambda said: (None, said.first - _DAY),
    "apres": lambda said: (said.last + _DAY, None),
    "depuis": lambda said: (said.first, None),
    "des": lambda said: (said.first, None),
    "a partir de": lambda said: (said.first, None),
    "a partir du": lambda said: (said.first, None),
    "jusqu'a": lambda said: (None, said.last),
    "jusqu'au": lambda said: (None, said.last),
    "jusqu'en": lambda said: (None, said.last),
}
_JOINED = {"entre": {"et"}, "de": {"a", "au"}, "du": {"a", "au"}}


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Today, and the day that a month or day without a year may not come after."""

    today: date
    latest: date


def read(tokens: Sequence[str], today: date) -> tuple[Clause, int] | None:
    """Return the days that the first words say, and how many words those are."""
    return _due(tokens, today) or _dated(tokens, today)


def singular(tokens: Sequence[str]) -> str:
    """Return folded words without the s of a plural, with plain apostrophes."""
    words = fold(" ".join(tokens)).replace("’", "'").split()
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words)


def _due(tokens: Sequence[str], today: date) -> tuple[Clause, int] | None:
    before = max((_led_by(said, tokens) for said in _DUE), default=0)
    rest, days = tokens[before:], _Calendar(today, today + _AHEAD)
    found = _by_then(rest, days) or (_any(rest, days, named=True) if before else None)
    if not found:
        return None
    (first, last), used = found[0], found[1] + before
    return Due(" ".join(tokens[:used]), first, last), used


def _led_by(said: str, tokens: Sequence[str]) -> int:
    """Return how many of the first words say this, or 0."""
    size = len(said.split())
    return size if singular(tokens[:size]) == said else 0


def _by_then(tokens: Sequence[str], days: _Calendar) -> _Read:
    """Read `d’ici le 27/12`, `d’ici 30 jours`: from today on."""
    if singular(tokens[:1]) != "d'ici":
        return None
    if found := recent.counted(tokens[1:], days.today, 1):
        return (days.today, found[0]), found[1] + 1
    for period, end in _periods(tokens, _past_article(tokens, 1), days):
        return (min(days.today, period.last), period.last), end
    return None


def _dated(tokens: Sequence[str], today: date) -> tuple[Clause, int] | None:
    dated = _WHICH.get(singular(tokens[:1]))
    before = 1 if dated else 0
    found = _any(tokens[before:], _Calendar(today, today), named=bool(dated))
    if dated and not found and fold(" ".join(tokens[1:2])) in {*_ARTICLES, "en"}:
        before = 2
        found = _any(tokens[before:], _Calendar(today, today), named=True)
    if not found:
        return None
    (first, last), used = found[0], found[1] + before
    return During(" ".join(tokens[:used]), first, last, dated or Dated.EMISE_OU_DEPOSEE), used


def _any(tokens: Sequence[str], days: _Calendar, *, named: bool) -> _Read:
    """Read days in any way; `named`, where a word before them told that days come."""
    skipped = 1 if named and fold(" ".join(tokens[:1])) in {*_ARTICLES, "en"} else 0
    return (
        _side(tokens, days)
        or _span(tokens, days)
        or _during(tokens, days, 0)
        or (_during(tokens, days, skipped) if skipped else None)
        or _during_year(tokens, named=named)
    )


def _during(tokens: Sequence[str], days: _Calendar, start: int) -> _Read:
    for period, end in _periods(tokens, start, days):
        return (period.first, period.last), end
    return None


def _periods(tokens: Sequence[str], start: int, days: _Calendar) -> Iterator[tuple[Period, int]]:
    """Give the periods that the words from there say, with where each ends."""
    yield from _week_of(tokens, start, days)
    found = recent.read(tokens[start:], days.today)
    dated = recent.is_weekday(" ".join(tokens[start : start + 1]))
    if found and not dated:
        yield found[0], start + found[1]
    for said, end in _said(tokens, start + (_month_named(tokens[start:]) or dated)):
        try:
            yield parse_period(said, days.latest), end
        except BadDate:
            continue
    if found and dated:
        yield found[0], start + found[1]


def _week_of(tokens: Sequence[str], start: int, days: _Calendar) -> Iterator[tuple[Period, int]]:
    """Give the week that holds a day: `semaine du 16/11`."""
    for said, end in _said(tokens, start + 2) if _led_by("semaine du", tokens[start:]) else ():
        try:
            yield recent.week(parse_period(said, days.latest).first, 0), end
        except BadDate:
            continue


def _month_named(tokens: Sequence[str]) -> int:
    """Return how many words only tell that a month follows: `au mois de`, `courant`."""
    match = _MONTH_NAMED.match(recent.plain(tokens[:4]))
    return len(match[0].split()) if match else 0


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


def _side(tokens: Sequence[str], days: _Calendar) -> _Read:
    size = next((n for n in (3, 1) if _side_word(tokens[:n]) in _SIDES), 0)
    if not size:
        return None
    side, start = _SIDES[_side_word(tokens[:size])], _past_article(tokens, size)
    if _side_word(tokens[:size]) == "depuis" and (found := _since(tokens[1:], days)):
        return (found[0], None), found[1] + 1
    if _YEAR.fullmatch(" ".join(tokens[start : start + 1])):
        return side(_whole_year(tokens[start])), start + 1
    for period, end in _periods(tokens, start, days):
        return side(period), end
    return None


def _side_word(tokens: Sequence[str]) -> str:
    return fold(" ".join(tokens)).replace("’", "'")


def _since(tokens: Sequence[str], days: _Calendar) -> tuple[date, int] | None:
    """Read what only `depuis` can say: `3 jours`, `le début de l’année`."""
    return recent.counted(tokens, days.today, -1) or recent.beginning(tokens, days.today)


def _span(tokens: Sequence[str], days: _Calendar) -> _Read:
    if fold(" ".join(tokens[:1])) not in _JOINED:
        return None
    start = _past_article(tokens, 1)
    for first, middle in [*_said(tokens, start), *_lone_day(tokens, start)]:
        if not _joins(tokens, middle):
            continue
        for last, end in _said(tokens, _past_article(tokens, middle + 1)):
            if recent.read(last.split(), days.today):
                continue
            try:
                period = parse_span(first, last, days.latest)
            except BadDate:
                continue
            return (period.first, period.last), end
    return _span_of_periods(tokens, start, days)


def _span_of_periods(tokens: Sequence[str], start: int, days: _Calendar) -> _Read:
    """Read a span one of whose ends is counted from today: `de lundi à mercredi`."""
    for opening, middle in _periods(tokens, start, days):
        if not _joins(tokens, middle):
            continue
        for closing, end in _periods(tokens, _past_article(tokens, middle + 1), days):
            return (
                min(opening.first, closing.first),
                max(opening.last, closing.last),
            ), end
    return None


def _joins(tokens: Sequence[str], middle: int) -> bool:
    return fold(" ".join(tokens[middle : middle + 1])) in _JOINED[fold(tokens[0])]


def _past_article(tokens: Sequence[str], place: int) -> int:
    return place + (fold(" ".join(tokens[place : place + 1])) in {*_ARTICLES, "au"})


def _said(tokens: Sequence[str], start: int) -> Iterator[tuple[str, int]]:
    """Give what may be a date from there, with its end: `15 février 2026` before `15 février`."""
    for size in (3, 2, 1):
        said = _ELIDED.sub("", " ".join(tokens[start : start + size]))
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
