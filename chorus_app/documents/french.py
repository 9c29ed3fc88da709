"""Amounts, dates and identifiers as the French write them, found inside a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chorus_app.documents import values
from chorus_app.documents.text import plain


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and where it stands. `sure` is False without cents and without a currency."""

    value: Decimal
    start: int
    end: int
    sure: bool


_AMOUNT = re.compile(
    r"(?<![\w.,/:-])(?P<open>\()?(?P<sign>[-–−+] ?)?"
    r"(?P<whole>\d{1,3}(?:(?P<group>[ .,'’])\d{3})(?:(?P=group)\d{3})*(?!\d)|\d{1,12})"
    r"(?:(?P<point>[.,])(?P<cents>\d{1,2})(?!\d))?"
    r"(?P<after>-(?!\w))?(?P<close>\))? ?(?P<money>€|eur\b|euros?\b)?(?! ?%)(?![\w/]|[.,:]\d)",
    re.ASCII | re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:€|eur|euros?) ?$")


def amounts(text: str) -> Iterator[Amount]:
    """Find the amounts of a text: `1 234,56 €`, `1.234,56`, `1,234.56`, `(12,00)`, `12,00-`.

    Percentages, dates, times and longer identifiers are not amounts.
    """
    for found in _AMOUNT.finditer(text):
        value = _amount_value(found)
        if value is not None:
            money = found["money"] or _MONEY_BEFORE.search(text[: found.start()].lower())
            sure = found["cents"] is not None and len(found["cents"]) == 2
            yield Amount(value, found.start(), found.end(), sure or bool(money))


def _amount_value(found: re.Match[str]) -> Decimal | None:
    if found["group"] == "," and found["point"] != ".":
        return None  # 12,345 is twelve thousand for some and twelve for others
    if found["group"] and found["group"] == found["point"]:
        return None
    whole = re.sub(r"\D", "", found["whole"])
    value = Decimal(f"{whole}.{found['cents'] or '0'}")
    negative = bool(found["after"]) or (found["sign"] or "+").strip() != "+"
    return -value if negative or (found["open"] and found["close"]) else value


_MONTHS = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")
_MONTH_WORD = (
    r"(janv?(?:ier)?|fevr?(?:ier)?|mars?|avr(?:il)?|mai|juin|juil(?:let)?|aout?|sept?(?:embre)?|"
    r"oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)"
)
_DATES = (
    (re.compile(r"(?<![\d/.-])(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d/-])"), "dmy"),
    (re.compile(r"(?<![\d/.-])(\d{4})([/.-])(\d{2})\2(\d{2})(?![\d/-])"), "ymd"),
    (
        re.compile(
            rf"(?<!\d)(\d{{1,2}})(?:er)?([ .-]){{1,2}}{_MONTH_WORD}\.?[ .-]{{1,2}}"
            r"(\d{4}|\d{2})(?!\d)"
        ),
        "word",
    ),
    (re.compile(r"(?<![\w/.-])(20\d{2})()(\d{2})(\d{2})(?![\w/-])"), "ymd"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """An ISO date and where it stands."""

    value: str
    start: int
    end: int


def dates(text: str) -> Iterator[Day]:
    """Find the dates of a text: `31/12/2025`, `31.12.25`, `2 novembre 2019`, `2025-12-31`."""
    seen = plain(text)
    for pattern, order in _DATES:
        for found in pattern.finditer(seen):
            value = _date_value(found, order)
            if value is not None:
                yield Day(value, found.start(), found.end())


def first_date(text: str) -> Day | None:
    """Return the date that comes first in the text."""
    return min(dates(text), key=lambda day: day.start, default=None)


def _date_value(found: re.Match[str], order: str) -> str | None:
    first, _, second, last = found.groups()
    if order == "ymd":
        return values.calendar_date(int(first), int(second), int(last))
    month = _month(second) if order == "word" else int(second)
    year = int(last) + 2000 if len(last) == 2 else int(last)
    return values.calendar_date(year, month, int(first))


def _month(word: str) -> int:
    return next(number for number, start in enumerate(_MONTHS, 1) if word.startswith(start))


_SIRET = re.compile(
    r"(?<![\d.,])(\d{3}[ .-]?\d{3}[ .-]?\d{3})"
    r"(?:[ .-]?| ?[-–,/(]? ?NIC ?(?:n ?°)? ?:? ?)(\d{5})(?! ?\d|,\d)",
    re.ASCII | re.IGNORECASE,
)
_SPACED_SIRET = re.compile(r"(?<![\d.,])(?:\d ?){13}\d(?! ?\d|,\d)", re.ASCII)
_IBAN = re.compile(r"(?<![0-9A-Z])[A-Z]{2}\d{2}(?: ?[0-9A-Z]){11,30}", re.ASCII)
_IBAN_LENGTHS = {"FR": 27, "MC": 27, "IT": 27, "PT": 25, "ES": 24, "DE": 22, "CH": 21, "LU": 20}
_IBAN_LENGTHS |= {"NL": 18, "BE": 16, "GB": 22, "IE": 22, "AT": 20, "PL": 28, "SE": 24, "DK": 18}


def sirets(text: str) -> Iterator[tuple[str, int]]:
    """Find fourteen digits written `12345678900012`, `123 456 789 00012` … and where."""
    seen = set()
    for pattern in (_SIRET, _SPACED_SIRET):
        for found in pattern.finditer(text):
            siret = values.siret("".join(found.groups()) or found[0])
            if siret and found.start() not in seen:
                seen.add(found.start())
                yield siret, found.start()


def siret_spans(text: str) -> list[tuple[int, int]]:
    """Return where SIRETs stand."""
    patterns = (_SIRET, _SPACED_SIRET)
    return [found.span() for pattern in patterns for found in pattern.finditer(text)]


def first_iban(text: str) -> str | None:
    """Return the first IBAN of the right length for its country whose key agrees."""
    return next((iban for iban in _ibans(text) if values.iban_key_agrees(iban)), None)


def iban_spans(text: str) -> list[tuple[int, int]]:
    """Return where IBANs stand: their key agrees, or the text says so."""
    said = "iban" in text.lower()
    found = _IBAN.finditer(text.upper())
    return [
        match.span()
        for match in found
        if said or any(map(values.iban_key_agrees, _ibans(match[0])))
    ]


def iban_shape(text: str) -> str | None:
    """Return the first sign string that has the length of an IBAN, whatever its key says."""
    return next(_ibans(text), None)


def _ibans(text: str) -> Iterator[str]:
    for found in _IBAN.finditer(text.upper()):
        bare = values.iban(found[0]) or ""
        length = _IBAN_LENGTHS.get(bare[:2], 0)
        if length and len(bare) >= length:
            yield bare[:length]
