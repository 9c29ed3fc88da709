"""Money in integer cents, and the amounts that French hands type."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_PLAIN = re.compile(r"[-+]?\d{1,12}(?:\.\d{1,2})?")
LARGEST = 10**14
"""No amount of an invoice is larger, in cents: Chorus Pro's columns end far below."""


class BadAmount(ValueError):
    """The text is not an amount."""


def cents(value: Decimal | float | int | str) -> int:
    """Round a number of euros to cents, half away from zero, as invoices are rounded.

    Raises `BadAmount` for what is no number, or larger than any invoice.

    >>> cents("1985.005")
    198501
    """
    try:
        exact = Decimal(str(value)) * 100
    except InvalidOperation:
        raise BadAmount(str(value)) from None
    if not exact.is_finite() or abs(exact) > LARGEST:
        raise BadAmount(str(value))
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def parse_amount(text: str) -> int:
    """Read an amount as the French type it and return cents.

    Accepts `1234,56`, `1 234,56` (any space), `1.234,56`, `1234.56`, `1234`, `1,2k` and a euro
    sign. Raises `BadAmount` for anything else.
    """
    bare = _SPACES.sub("", text).lower().removesuffix("€").removesuffix("eur")
    thousand = bare.endswith("k")
    plain = _point_decimal(bare.removesuffix("k"), thousand)
    if not _PLAIN.fullmatch(plain):
        raise BadAmount(text)
    return cents(Decimal(plain) * (1000 if thousand else 1))


def _point_decimal(bare: str, thousand: bool) -> str:
    """Turn French or English separators into a plain number with a decimal point."""
    if "," in bare:
        whole, _, decimals = bare.rpartition(",")
        return f"{_without_groups(whole)}.{decimals}" if decimals.isdigit() else bare
    if not thousand and re.fullmatch(r"[-+]?\d{1,3}(?:\.\d{3})+", bare):
        return bare.replace(".", "")
    return bare


def _without_groups(whole: str) -> str:
    if re.fullmatch(r"[-+]?\d{1,3}(?:\.\d{3})+", whole):
        return whole.replace(".", "")
    return whole
