"""Amounts as they are said in the search box: about one, over or under one, between two.

`environ 600`, `600 € environ`; `plus de 1000`, `1000 € max`, `supérieur à 500`, `>1000`; `entre 100
et 500`, `500 à 600 €`, `100-500`. With or without a euro sign, whichever separators.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from chorus_app.domain.clauses import (
    AmountBetween,
    AmountOrNumber,
    AmountOver,
    AmountUnder,
    Clause,
)
from chorus_app.domain.dates import MONTH_OF
from chorus_app.domain.folding import fold
from chorus_app.domain.money import BadAmount, parse_amount

Found = tuple[Clause, int] | None
"""A clause and how many words said it."""
_Make = Callable[[str, int], Clause]

_SIGN = r"(?P<sign>(?:[~≈]|[<>]=?|[≤≥])?-?)"
_NUMBER = r"(?P<number>\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?|\d[\d.,]*[-–]\d[\d.,]*|\d[\d.,]*)"
_EURO = r"(?:€|euros?|eur)"
_BEFORE = re.compile(rf"(?<!\S){_SIGN}{_EURO} *{_NUMBER}(?!\S)", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<!\S){_SIGN}{_NUMBER}(?: *(?P<unit>k?{_EURO}))?(?: *ttc)?(?!\S)",
    re.IGNORECASE,
)
_IN_PRICE = re.compile(r"(?<!\S)(\d+)€(\d{2})(?!\S)")
_LONE_SIGN = re.compile(r"(?<!\S)([~≈]|[<>]=?|[≤≥])\s+(?=\d)")

_BARE = re.compile(r"\d{1,8}")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_EXACT = re.compile(
    r"-?(?:\d[\d.]*[,.]\d{1,2}€?|\d+€|\d+(?:[,.]\d+)?k€?|\d{1,3}(?:[.,]\d{3})+€"
    r"|\d{1,3}(?:,\d{3})+\.\d{1,2}€?)"
)
"""A sign is read and left aside: a credit note is found by its amount, however it is written."""
_ENGLISH = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?€?")


def about(source: str, amount: int) -> AmountBetween:
    """Return five per cent either way, and a euro at least."""
    spread = max(abs(amount) // 20, 100)
    return AmountBetween(source, amount - spread, amount + spread, around=amount)


def _included(make: type[AmountOver] | type[AmountUnder]) -> _Make:
    return lambda source, bound: make(source, bound, included=True)


def _table(rows: Iterable[tuple[str, _Make]]) -> dict[str, _Make]:
    return {words: make for said, make in rows for words in said.split(", ")}


_AT_LEAST, _AT_MOST = _included(AmountOver), _included(AmountUnder)
_EITHER_WAY = (
    ("environ, env, a peu pres, approximativement", about),
    ("au moins, au minimum, minimum, mini, min", _AT_LEAST),
    ("au plus, au maximum, maximum, maxi, max", _AT_MOST),
)
_LEADING = _table(
    (
        *_EITHER_WAY,
        ("autour de, aux alentours de, alentours de, dans les, vers, pres de, presque", about),
        ("plus de, plus que, superieur a, superieure a, au dessus de, au dela de", AmountOver),
        ("superieur ou egal a, superieure ou egale a, a partir de, pas moins de", _AT_LEAST),
        ("moins de, moins que, inferieur a, inferieure a", AmountUnder),
        ("en dessous de, au dessous de, sous", AmountUnder),
        ("inferieur ou egal a, inferieure ou egale a, jusqu'a, pas plus de", _AT_MOST),
    )
)
_TRAILING = _table(
    (*_EITHER_WAY, ("et plus, ou plus", _AT_LEAST), ("et moins, ou moins", _AT_MOST))
)
_MOST_WORDS = 4
_TIMES = re.compile(r"(?:jour|semaine|moi|an|annee|trimestre|dernier|derniere)s?")

_SIGNS: dict[str, _Make] = {
    "~": about,
    "≈": about,
    ">": AmountOver,
    "<": AmountUnder,
    ">=": _AT_LEAST,
    "≥": _AT_LEAST,
    "<=": _AT_MOST,
    "≤": _AT_MOST,
}
_SIGNED = re.compile(r"([~≈]|[<>]=?|[≤≥])(.+)")
_DASHED = re.compile(r"([^-–]+)[-–]([^-–]+)")
_OF_NUMBER = re.compile(r"0\d*|20\d\d")
"""Ends that amounts seldom have and numbers often: `0012-0500`, `2026-118`."""
_JOINED = {"entre": {"et"}, "de": {"a"}, "du": {"au"}}
_LAST_DAY = 3_100
"""Up to 31, two bare numbers may be days: `de 10 à 15 mars`."""


def glue(text: str) -> str:
    """Return the text with each amount as one word, its sign and unit with it: `1985,00€`.

    The text has single plain spaces.
    """
    text = _AFTER.sub(_glued, _IN_PRICE.sub(r"\1,\2€", text))
    text = _BEFORE.sub(lambda match: match["sign"] + _closed(match["number"]) + "€", text)
    return _LONE_SIGN.sub(r"\1", text)


def _glued(match: re.Match[str]) -> str:
    unit = match["unit"] or ""
    thousand = "k" if unit[:1] in {"k", "K"} else ""
    return match["sign"] + _closed(match["number"]) + thousand + ("€" if unit else "")


def _closed(number: str) -> str:
    return number.replace(" ", "")


def read(tokens: Sequence[str]) -> Found:
    """Return the amounts that the first words say together, or None."""
    return (
        _between(tokens)
        or _from_to(tokens)
        or _dashed(tokens)
        or _led(tokens)
        or _signed(tokens)
        or _trailed(tokens)
    )


def alone(token: str) -> AmountBetween | tuple[int, str] | None:
    """Return an amount to the cent, or the cents and digits of one that may be a number too."""
    unsigned = token.removeprefix("-")
    plain = unsigned.replace(".", "") if _DOTTED.fullmatch(unsigned) else unsigned
    if _BARE.fullmatch(plain) and (euros := _cents(plain)) is not None:
        return euros, plain
    exact = _exact(token)
    return None if exact is None else AmountBetween(token, exact, exact)


def _exact(token: str) -> int | None:
    """Return an amount that can be nothing else (`12,50`, `12€`, `3k`), in cents and unsigned."""
    return _cents(token) if _EXACT.fullmatch(token) else None


def _amount(token: str) -> int | None:
    return _cents(token) if _BARE.fullmatch(token) or _DOTTED.fullmatch(token) else _exact(token)


def _cents(token: str) -> int | None:
    plain = token.replace(",", "") if _ENGLISH.fullmatch(token) else token
    try:
        return abs(parse_amount(plain))
    except BadAmount:
        return None


def _between(tokens: Sequence[str]) -> Found:
    """Read `entre 100 et 500`, `de 100 à 500`."""
    if len(tokens) < 4 or fold(tokens[2]) not in _JOINED.get(fold(tokens[0]), ()):
        return None
    ends = [end for end in map(_amount, (tokens[1], tokens[3])) if end is not None]
    if len(ends) < 2 or _a_month(tokens[4:5]):
        return None
    return AmountBetween(" ".join(tokens[:4]), min(ends), max(ends)), 4


def _from_to(tokens: Sequence[str]) -> Found:
    """Read `500 à 600`, which days could be said like: both of them small are left alone."""
    if len(tokens) < 3 or fold(tokens[1]) != "a" or _a_month(tokens[3:4]):
        return None
    low, high = _amount(tokens[0]), _amount(tokens[2])
    if low is None or high is None or low >= high or high <= _LAST_DAY:
        return None
    return AmountBetween(" ".join(tokens[:3]), low, high), 3


def _a_month(tokens: Sequence[str]) -> bool:
    return fold(" ".join(tokens)) in MONTH_OF


def _dashed(tokens: Sequence[str]) -> Found:
    """Read `100-500`, which no date is: some numbers look alike, so those are looked for too."""
    apart = len(tokens) > 2 and tokens[1] in {"-", "–"}
    said = "".join(tokens[:3]) if apart else tokens[0]
    match = _DASHED.fullmatch(said)
    if not match or any(map(_OF_NUMBER.fullmatch, match.groups())):
        return None
    low, high = map(_amount, match.groups())
    if low is None or high is None or low >= high:
        return None
    if apart or not all(map(_BARE.fullmatch, match.groups())):
        used = 3 if apart else 1
        return AmountBetween(" ".join(tokens[:used]), low, high), used
    return AmountOrNumber(said, low, high, said), 1


def _led(tokens: Sequence[str]) -> Found:
    """Read words before an amount: `environ 600`; `plus de 30 jours` is none."""
    for size in range(min(_MOST_WORDS, len(tokens) - 1), 0, -1):
        make, bound = _LEADING.get(_plain(tokens[:size])), _amount(tokens[size])
        if make and bound is not None and not _a_time(tokens[size + 1 : size + 2]):
            return make(" ".join(tokens[: size + 1]), bound), size + 1
    return None


def _trailed(tokens: Sequence[str]) -> Found:
    """Read words after an amount: `600 € max`; before another amount they are that one's."""
    bound = _amount(tokens[0])
    for size in range(min(3, len(tokens) - 1), 0, -1) if bound is not None else ():
        make = _TRAILING.get(_plain(tokens[1 : size + 1]))
        if make and bound is not None and not any(map(_amount, tokens[size + 1 : size + 2])):
            return make(" ".join(tokens[: size + 1]), bound), size + 1
    return None


def _a_time(tokens: Sequence[str]) -> bool:
    return bool(_TIMES.fullmatch(fold(" ".join(tokens))))


def _plain(tokens: Sequence[str]) -> str:
    """Return folded words without a plural, with plain apostrophes and without hyphens."""
    words = fold(" ".join(tokens)).replace("’", "'").removeprefix("d'").replace("-", " ").split()
    plural = {"superieurs", "superieures", "inferieurs", "inferieures", "env."}
    return " ".join(word[:-1] if word in plural else word for word in words)


def _signed(tokens: Sequence[str]) -> Found:
    match = _SIGNED.fullmatch(tokens[0])
    bound = _amount(match[2]) if match else None
    return (_SIGNS[match[1]](tokens[0], bound), 1) if match and bound is not None else None
