"""The European Central Bank's main refinancing rate, by date of effect, and the late-payment rate.

Code de la commande publique, R2192-31: the rate in force on the first day of the half-year in which
interest began to run, plus eight points. Rates are in hundredths of a percent (340 is 3,40 %).
Source: the Banque de France's table, as read in October 2024; what came later was not checked, and
nothing is known here after June 2025: an operator adds the rest (`parse_rates`).
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

MARGIN = 800
"""The eight points that R2192-31 adds."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A refinancing rate from its date of effect. `checked` tells whether its source was seen."""

    since: date
    rate: int
    checked: bool = True


@dataclass(frozen=True, slots=True)
class RateTable:
    """Rates in order of date, known to be complete up to and including `known_until`."""

    rates: tuple[Rate, ...]
    known_until: date

    def extended(self, more: Iterable[Rate], known_until: date | None = None) -> "RateTable":
        """Return the table with more rates; one of the same date replaces ours."""
        added = {rate.since: rate for rate in more}
        merged = {rate.since: rate for rate in self.rates} | added
        rates = tuple(merged[since] for since in sorted(merged))
        last = max([self.known_until, *([known_until] if known_until else []), *added])
        return RateTable(rates, last)

    def late_rate(self, day: date) -> Rate | None:
        """Return the late-payment rate, margin included, for interest that begins on `day`.

        None when the refinancing rate of the half-year's first day is not known.
        """
        first = half_year_of(day)
        if first > self.known_until:
            return None
        before = [rate for rate in self.rates if rate.since <= first]
        return Rate(first, before[-1].rate + MARGIN, before[-1].checked) if before else None


def half_year_of(day: date) -> date:
    """Return the first day of the half-year that `day` belongs to."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def half_year_name(day: date) -> str:
    """Return `2026-S1` or `2026-S2`."""
    return f"{day.year}-S{1 if day.month <= 6 else 2}"


class BadRates(ValueError):
    """A line of the operator's file cannot be read; the message says which and why."""


def parse_rates(text: str) -> tuple[Rate, ...]:
    """Read the operator's rates: one `AAAA-MM-JJ;3,40` a line, a comma or a point, # for comments.

    Raises `BadRates` with the number of the line.
    """
    rows = csv.reader(text.splitlines(), delimiter=";")
    return tuple(
        _rate(number, row)
        for number, row in enumerate(rows, 1)
        if row and row[0].strip() and not row[0].lstrip().startswith("#")
    )


def _rate(number: int, row: list[str]) -> Rate:
    try:
        day, percent = row
        since = date.fromisoformat(day.strip())
        value = Decimal(percent.strip().replace(",", "."))
    except (ValueError, InvalidOperation):
        raise BadRates(f"ligne {number} : attendu AAAA-MM-JJ;3,40") from None
    if not value.is_finite() or not 0 <= value <= 100:
        raise BadRates(f"ligne {number} : un taux va de 0 à 100")
    return Rate(since, int(value * 100))


def _table(*pairs: tuple[str, int], checked: bool) -> tuple[Rate, ...]:
    return tuple(Rate(date.fromisoformat(day), rate, checked) for day, rate in pairs)


KNOWN = RateTable(
    _table(
        ("2016-03-16", 0),
        ("2022-07-27", 50),
        ("2022-09-14", 125),
        ("2022-11-02", 200),
        ("2022-12-21", 250),
        ("2023-02-08", 300),
        ("2023-03-22", 350),
        ("2023-05-10", 375),
        ("2023-06-21", 400),
        ("2023-08-02", 425),
        ("2023-09-20", 450),
        ("2024-06-12", 425),
        ("2024-09-18", 365),
        ("2024-10-23", 340),
        checked=True,
    )
    + _table(
        ("2024-12-18", 315),
        ("2025-02-05", 290),
        ("2025-03-12", 265),
        ("2025-04-23", 240),
        ("2025-06-11", 215),
        checked=False,
    ),
    known_until=date(2025, 7, 1),
)
"""What this version knows. 2025-S2 is the last half-year; its rate was not checked."""
