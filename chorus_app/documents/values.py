"""Values as data writes them: dates, decimals and identifiers, strictly read.

None means "not a value of that kind": callers never get a guess.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_SEPARATORS = re.compile(r"[\s.\-\u00a0\u202f]")
_DIGITS_14 = re.compile(r"[0-9]{14}")
_DIGITS_9 = re.compile(r"[0-9]{9}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
_CENT = Decimal("0.01")


def exact_decimal(text: str) -> Decimal | None:
    """Read a plain decimal of data, ASCII digits only.

    Python's own `Decimal` also takes `NaN`, `1_000`, `１２００` and `1E999999999`.
    """
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def two_decimals(value: Decimal) -> str:
    """Write an amount as `1234.56`, rounded half away from zero; never `-0.00`."""
    rounded = value.quantize(_CENT, rounding=ROUND_HALF_UP)
    return str(abs(rounded) if rounded == 0 else rounded)


def has_cents_only(value: Decimal) -> bool:
    """Tell whether the value has at most two decimals that matter."""
    return value == value.quantize(_CENT, rounding=ROUND_HALF_UP)


def calendar_date(year: int, month: int, day: int) -> str | None:
    """Return the ISO date, None when the calendar has no such day or the year is absurd."""
    if not 1990 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def data_date(text: str) -> str | None:
    """Read `20260131`, `2026-01-31`, with or without a time or a time zone, as an ISO date.

    The day is kept as written: moving it to another time zone dated invoices a day early
    elsewhere (Dolibarr #853).
    """
    found = re.match(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})(?![0-9]{1,3}$|[0-9]{5,7}$)", text)
    return calendar_date(int(found[1]), int(found[3]), int(found[4])) if found else None


def siret(text: str) -> str | None:
    """Return fourteen digits without their separators."""
    bare = _SEPARATORS.sub("", text)
    return bare if _DIGITS_14.fullmatch(bare) else None


def siren(text: str) -> str | None:
    """Return nine digits without their separators."""
    bare = _SEPARATORS.sub("", text)
    return bare if _DIGITS_9.fullmatch(bare) else None


def iban(text: str) -> str | None:
    """Return the IBAN without spaces, whatever its key says."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).upper()
    return bare if _IBAN.fullmatch(bare) else None


def iban_key_agrees(bare: str) -> bool:
    """Tell whether the two check digits agree (ISO 13616, modulo 97)."""
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def process_code(text: str) -> str | None:
    """Return `A1` … `A25` from a cadre de facturation such as `A1` or `A1_FACTURE_FOURNISSEUR`."""
    found = re.fullmatch(r"(A(?:[1-9]|1[0-9]|2[0-5]))(?:_[A-Z_]+)?", text.strip().upper())
    return found[1] if found else None


def reform_process(text: str) -> bool:
    """Tell whether this is a cadre of the 2026 reform between companies (S1, B1, M1 …)."""
    return re.fullmatch(r"[BSM][1-8]", text.strip().upper()) is not None
