"""What the search box understands: amounts, days, months, words.

`~1250` is about 1 250 € (five per cent either way), `1250,50` is that amount to the cent, a bare
`1250` is 1 250 € whatever the cents or a piece of a number, `15/02` a day, `fév 2026` a month;
any other word, and a number as long as a SIREN, must stand in the number, the recipient's name or
SIRET, the service or the order number. Every clause must hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chorus_app.domain.dates import MONTH_OF, BadDate, Period, parse_period
from chorus_app.domain.folding import fold
from chorus_app.domain.money import BadAmount, parse_amount

_AROUND = re.compile(r"~(.+)")
_DIGITS = re.compile(r"\d{1,8}")
_EXACT = re.compile(r"-?(?:\d[\d.]*[,.]\d{1,2}(?: ?€)?|\d+ ?€|\d+(?:[,.]\d+)?k)")
"""A sign is read and left aside: a credit note is found by its amount, however it is written."""
_SIRET = re.compile(r"(?<!\S)\d{3}(?:[ \u00a0\u202f]\d{3}){2}[ \u00a0\u202f]\d{5}(?!\S)")
_GROUPED = re.compile(
    r"(?<!\S)~?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d{1,2})?(?:[ \u00a0\u202f]?€)?"
    r"|\d+(?:[.,]\d{1,2})?[ \u00a0\u202f]€)(?!\S)"
)
_INNER_SPACES = re.compile(r"[ \u00a0\u202f]")
_LONE_TILDE = re.compile(r"(?<!\S)~\s+(?=\d)")
_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})")
_MOST_TOKENS = 20
_PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "au", "aux"})
"""Words that join others and would find nothing by themselves: `chu de rennes`, `en mars`."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing understood: `source` is the piece of text that said it, as it was typed."""

    source: str


@dataclass(frozen=True, slots=True)
class AmountBetween(Clause):
    """Payable amount between two bounds, in cents, included."""

    low: int
    high: int
    around: int | None = None


@dataclass(frozen=True, slots=True)
class AmountOrNumber(Clause):
    """A bare number: the euros of the amount, or digits of an invoice's or order's number."""

    low: int
    high: int
    digits: str


@dataclass(frozen=True, slots=True)
class During(Clause):
    """Issued or deposited within a period."""

    period: Period


@dataclass(frozen=True, slots=True)
class Word(Clause):
    """A folded word that must stand in the invoice's searchable text."""

    folded: str


def read(text: str, today: date) -> tuple[Clause, ...]:
    """Return the clauses of the text, in its order. Anything is understood: at worst, as a word."""
    return tuple(clause for clause, _ in _pieces(_tokens(text), today))


def without(text: str, clause: Clause, today: date) -> str:
    """Return the text without the piece that said this clause; every other piece stays."""
    tokens = _tokens(text)
    said = (place for found, place in _pieces(tokens, today) if found == clause)
    if place := next(said, None):
        del tokens[place]
    return " ".join(tokens)


def _tokens(text: str) -> list[str]:
    """Split the text into words; a SIRET or an amount is one: `1 985,00 €`, `~ 1250`."""
    for spaced in (_SIRET, _GROUPED):
        text = spaced.sub(lambda match: _INNER_SPACES.sub("", match[0]), text)
    return _LONE_TILDE.sub("~", text).split()


def _pieces(tokens: list[str], today: date) -> Iterator[tuple[Clause, slice]]:
    """Give each clause with the place of its words. Words that only join others say nothing."""
    place, end = 0, min(len(tokens), _MOST_TOKENS)
    while place < end:
        left = tokens[place:end]
        clause, used = _longest_period(left, today) or (_single(left[0], today), 1)
        if not (isinstance(clause, Word) and clause.folded in _PARTICLES):
            yield clause, slice(place, place + used)
        place += used


def _longest_period(tokens: list[str], today: date) -> tuple[Clause, int] | None:
    """Read up to three words as a date: `15 février 2026` before `15 février` before `15`."""
    for size in (3, 2, 1):
        piece = " ".join(tokens[:size])
        if len(tokens) < size or not _looks_dated(piece):
            continue
        try:
            return During(piece, parse_period(piece, today)), size
        except BadDate:
            continue
    return None


def _looks_dated(piece: str) -> bool:
    folded = fold(piece).replace(".", "")
    return (
        any(word in MONTH_OF for word in folded.split())
        or bool(re.fullmatch(r"[\d/\-]+", piece) and re.search(r"[/\-]", piece))
        or bool(_DOTTED_DAY.fullmatch(piece))
        or folded in {"hier", "aujourd'hui", "aujourd’hui", "cette semaine"}
        or bool(re.fullmatch(r"t[1-4](?: \d{4})?", folded))
    )


def _single(token: str, today: date) -> Clause:
    try:
        if match := _AROUND.fullmatch(token):
            return _around(token, parse_amount(match[1]))
        if _DIGITS.fullmatch(token):
            euros = parse_amount(token)
            return AmountOrNumber(token, euros, euros + 99, token)
        if _EXACT.fullmatch(token):
            exact = abs(parse_amount(token))
            return AmountBetween(token, exact, exact)
    except BadAmount:
        pass
    return Word(token, fold(token))


def _around(token: str, amount: int) -> AmountBetween:
    spread = max(abs(amount) // 20, 100)
    return AmountBetween(token, amount - spread, amount + spread, around=amount)
