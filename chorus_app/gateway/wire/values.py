"""Scalars of Chorus Pro's JSON, read with patience: what cannot be read is None or empty.

The answers mix four date formats, leave fields out or null, and carry whatever a recipient typed.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from chorus_app.domain.invoice import Cents
from chorus_app.domain.money import BadAmount, cents

Json = dict[str, Any]
PARIS = ZoneInfo("Europe/Paris")
LARGEST_ID = 2**63 - 1

# Control characters break databases and XML, lone surrogates break UTF-8, and direction marks let
# a text show as what it is not. Line feeds and tabs stay: people write comments with them.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_DATED = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")


def text(value: object) -> str:
    """Return a text fit to be kept and shown; empty when there is none."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return ""
    if value.isprintable():
        return value.strip()
    return _UNFIT.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def line(value: object) -> str:
    """Return a text on one line."""
    return text(value).replace("\n", " ").replace("\t", " ")


def number(value: object) -> int | None:
    """Return a whole number that fits a 64-bit column, from a number or its digits."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        whole = int(value)
    except (ValueError, ArithmeticError):
        return None
    return whole if abs(whole) <= LARGEST_ID else None


def flag(value: object) -> bool | None:
    """Return a boolean, from a boolean or its word."""
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None


def amount(value: object) -> Cents | None:
    """Return a number of euros as cents, rounded half away from zero."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        return cents(value)
    except (BadAmount, ArithmeticError):
        return None


def day(value: object) -> date | None:
    """Return the day, in Paris, of a date or of a moment."""
    if isinstance(value, str) and len(value) == 10:
        at = _dated(value)
        return at.date() if at else None
    at = moment(value)
    return at.astimezone(PARIS).date() if at else None


def moment(value: object) -> datetime | None:
    """Return a moment in UTC. One without a zone is Paris time; a bare day is its midnight."""
    at = _dated(value) if isinstance(value, str) else None
    if at is None:
        return None
    try:
        return (at if at.tzinfo else at.replace(tzinfo=PARIS)).astimezone(UTC)
    except OverflowError:
        return None


def _dated(value: str) -> datetime | None:
    bare = value.strip()
    if not _DATED.fullmatch(bare):
        return None
    try:
        return datetime.fromisoformat(bare)
    except ValueError:
        return None


def part(answer: Mapping[str, Any], key: str) -> Json:
    """Return an inner object; empty when it is not there."""
    inner = answer.get(key)
    return inner if isinstance(inner, dict) else {}


def rows(answer: Mapping[str, Any], key: str) -> list[Json]:
    """Return the objects of a list. An object alone is a list of one: Chorus Pro does both."""
    inner = answer.get(key)
    if isinstance(inner, dict):
        return [inner]
    return [row for row in inner if isinstance(row, dict)] if isinstance(inner, list) else []


def joined(separator: str, *values: object) -> str:
    """Join the values that say something."""
    return separator.join(filter(None, map(line, values)))


def told(fields: Mapping[str, object]) -> Json:
    """Keep the fields that say something: Chorus Pro reads an absent one as "not given"."""
    return {key: value for key, value in fields.items() if value not in (None, "", {}, [])}


def euros(amount_in_cents: Cents) -> float:
    """Return the number to write in JSON: its shortest writing has at most two decimals."""
    return amount_in_cents / 100
