"""What the search box understands: amounts, days, months, statuses, words.

`~1250` is about 1 250 € (five per cent either way), `1250,50` is that amount to the cent, a bare
`1250` is 1 250 € whatever the cents or a piece of a number (`2025` a year as well, `en 2025` only
a year), `15/02` a day, `fév 2026` a month, `suspendues` a status; `domain.phrases` reads what takes
several words, as `entre 100 et 500`. Any other word, and a number as long as a SIREN, must stand in
the number, the recipient's name or SIRET, the service or the order number. Every clause must hold,
but for statuses: one of them.
"""

import re
from collections.abc import Iterator
from datetime import date

from chorus_app.domain import phrases
from chorus_app.domain.clauses import AmountBetween, AmountOrNumber, Clause, Word
from chorus_app.domain.folding import fold
from chorus_app.domain.money import BadAmount, parse_amount

_AROUND = re.compile(r"~(.+)")
_DIGITS = re.compile(r"\d{1,8}")
_SIRET = re.compile(r"(?<!\S)\d{3}(?:[ \u00a0\u202f]\d{3}){2}[ \u00a0\u202f]\d{5}(?!\S)")
_GROUPED = re.compile(
    r"(?<!\S)(?:~|[<>]=?|[≤≥])?"
    r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?:[ \u00a0\u202f]?€)?"
    r"|\d+(?:[.,]\d{1,2})?[ \u00a0\u202f]€)(?!\S)"
)
_INNER_SPACES = re.compile(r"[ \u00a0\u202f]")
_LONE_SIGN = re.compile(r"(?<!\S)(~|[<>]=?|[≤≥])\s+(?=\d)")
_MOST_TOKENS = 20
_FIRST_YEAR = 2015
"""Chorus Pro opened for large firms in January 2017; invoices of 2015 can have come since."""
_PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "au", "aux"})
"""Words that join others and would find nothing by themselves: `chu de rennes`, `en mars`."""


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
    """Split the text into words; a SIRET or an amount is one: `1 985,00 €`, `~ 1250`, `> 500`."""
    for spaced in (_SIRET, _GROUPED):
        text = spaced.sub(lambda match: _INNER_SPACES.sub("", match[0]), text)
    return _LONE_SIGN.sub(r"\1", text).split()


def _pieces(tokens: list[str], today: date) -> Iterator[tuple[Clause, slice]]:
    """Give each clause with the place of its words. Words that only join others say nothing."""
    place, end = 0, min(len(tokens), _MOST_TOKENS)
    while place < end:
        left = tokens[place:end]
        clause, used = phrases.longest(left, today) or (_single(left[0], today), 1)
        if not (isinstance(clause, Word) and clause.folded in _PARTICLES):
            yield clause, slice(place, place + used)
        place += used


def _single(token: str, today: date) -> Clause:
    try:
        if match := _AROUND.fullmatch(token):
            return _around(token, parse_amount(match[1]))
        if _DIGITS.fullmatch(token):
            euros = parse_amount(token)
            return AmountOrNumber(token, euros, euros + 99, token, _year(token, today))
    except BadAmount:
        return Word(token, fold(token))
    exact = phrases.exact_amount(token)
    return Word(token, fold(token)) if exact is None else AmountBetween(token, exact, exact)


def _year(token: str, today: date) -> int | None:
    """Return the year that a bare number may be: one that invoices of Chorus Pro can bear."""
    year = int(token) if len(token) == 4 else 0
    return year if _FIRST_YEAR <= year <= today.year + 1 else None


def _around(token: str, amount: int) -> AmountBetween:
    spread = max(abs(amount) // 20, 100)
    return AmountBetween(token, amount - spread, amount + spread, around=amount)
