"""How requests are read and how answers are written: bodies, dates, amounts, pages.

Liberal in what it takes (zero, empty, null and `[]` mean "nothing said"; numbers may come as
text), exact in what it answers: three date formats, field by field (chorus-api.md, 2.0).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from starlette.responses import JSONResponse

from chorus_app.simulator.codes import SUCCESS

PARIS = ZoneInfo("Europe/Paris")
_INTEGER = re.compile(r"-?[0-9]{1,18}(\.0+)?")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,8})?")
DEFAULT_SIZE = 10
DEFAULT_CAP = 200
LONGEST_LIST = 2000
LONGEST_TEXT = 10_000
LAST_PAGE = 10**9


class BadRequest(Exception):
    """The request cannot be read: HTTP 400."""


class Body:
    """A JSON object as it was sent, read field by field."""

    def __init__(self, fields: dict[str, Any] | None = None) -> None:
        self.fields = fields or {}

    def text(self, *names: str) -> str:
        """Return the first of these fields that says something, as stripped text; else ''."""
        for name in names:
            value = self.fields.get(name)
            is_word = isinstance(value, str | int | float) and not isinstance(value, bool)
            if is_word and (said := _clean(value)):
                return said
        return ""

    def integer(self, *names: str) -> int | None:
        """Return a whole number; None when absent or zero. Raises `BadRequest`."""
        said = self.text(*names)
        if not said:
            return None
        if not _INTEGER.fullmatch(said):
            raise BadRequest(f"{names[0]} n'est pas un nombre entier")
        return int(said.partition(".")[0]) or None

    def cents(self, name: str) -> int | None:
        """Return an amount in cents, rounded half away from zero; None when not said."""
        said = self.text(name)
        if not said:
            return None
        return to_cents(said, name)

    def flag(self, name: str) -> bool:
        """Return whether the field is true."""
        return self.fields.get(name) is True or self.text(name).lower() == "true"

    def day(self, name: str) -> date | None:
        """Return the day of a date or of a moment, in Paris; None when not said."""
        said = self.text(name)
        return read_moment(said, name).astimezone(PARIS).date() if said else None

    def object(self, *names: str) -> "Body":
        """Return a nested object; an empty one when absent. The first of a list when it is one."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, list):
                value = next((item for item in value if isinstance(item, dict)), None)
            if isinstance(value, dict) and value:
                return Body(value)
        return Body()

    def objects(self, name: str) -> list["Body"]:
        """Return a list of nested objects; a lone object counts as a list of one."""
        value = self.fields.get(name)
        found = value if isinstance(value, list) else [value]
        made = [Body(item) for item in found if isinstance(item, dict)]
        if len(made) > LONGEST_LIST:
            raise BadRequest(f"{name} a trop de valeurs")
        return made

    def texts(self, name: str) -> list[str]:
        """Return a list of words; a lone word counts as a list of one."""
        value = self.fields.get(name)
        found = value if isinstance(value, list) else [value]
        if len(found) > LONGEST_LIST:
            raise BadRequest(f"{name} a trop de valeurs")
        return [_clean(item) for item in found if item and not isinstance(item, dict | list)]

    def integers(self, name: str) -> list[int]:
        """Return a list of numbers, zeros left out."""
        words = [word for word in self.texts(name) if _INTEGER.fullmatch(word)]
        return [number for word in words if (number := int(word.partition(".")[0]))]


def _clean(value: object) -> str:
    """Return stripped text that a database and an answer can hold. Raises `BadRequest`."""
    said = str(value).strip().encode("utf-8", "replace").decode().replace("\0", "")
    if len(said) > LONGEST_TEXT:
        raise BadRequest("un champ est trop long")
    return said


def to_cents(said: str, name: str) -> int:
    """Read a JSON number of euros. Raises `BadRequest` for what is not one."""
    if not _NUMBER.fullmatch(said) or not said.isascii():
        raise BadRequest(f"{name} n'est pas un montant")
    return int((Decimal(said) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def read_moment(said: str, name: str) -> datetime:
    """Read a day, a day and minute, or an RFC 3339 moment; Paris when no zone is given."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise BadRequest(f"{name} n'est pas une date") from error
    if not 1 < moment.year < 9999:
        # A zone or one more day would carry it out of the calendar.
        raise BadRequest(f"{name} est hors du calendrier")
    return moment if moment.tzinfo else moment.replace(tzinfo=PARIS)


def is_day(said: str) -> bool:
    """Tell a bare day from a moment."""
    return len(said) == 10


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is asked for. `cap` bounds the whole result, as Chorus Pro does at 200."""

    number: int = 1
    size: int = DEFAULT_SIZE
    cap: int | None = None
    sort: str = ""
    ascending: bool = False

    @property
    def offset(self) -> int:
        """How many results come before this page."""
        return (self.number - 1) * self.size

    def answer(self, total: int) -> dict[str, int]:
        """Return `parametresRetour`."""
        return {
            "pageCourante": self.number,
            "pages": -(-total // self.size),
            "nbResultatsParPage": self.size,
            "total": total,
        }

    def named(self, total: int, what: str, *, size_word: str = "") -> dict[str, int]:
        """Return the same four figures under the long names of nested lists."""
        plain = self.answer(total)
        return {
            f"pageCourante{what}": plain["pageCourante"],
            f"pages{what}": plain["pages"],
            f"nbResultatsParPage{size_word or what}": plain["nbResultatsParPage"],
            f"total{what}": total,
        }

    def slice(self, items: Sequence[Any]) -> list[Any]:
        """Return the part of a list that this page holds."""
        return list(items[self.offset : self.offset + self.size])


def page_of(asked: Body, *, suffix: str = "", size_names: tuple[str, ...] = ()) -> Page:
    """Read a pagination object; `triSense` and a trailing blank, which one client sends, too."""
    number = asked.integer(f"pageResultatDemandee{suffix}") or 1
    size = asked.integer(f"nbResultatsParPage{suffix}", *size_names) or DEFAULT_SIZE
    cap = asked.integer("nbResultatsMaximum", "getnbResultatsMaximum")
    if number < 1 or size < 1 or (cap or 1) < 1 or number > LAST_PAGE:
        raise BadRequest("pageResultatDemandee et nbResultatsParPage commencent à 1")
    sense = asked.text(f"triSens{suffix}", "triSens", "triSense")
    return Page(
        number=number,
        size=min(size, 1_000_000),
        cap=cap,
        sort=asked.text(f"triColonne{suffix}", "triColonne"),
        ascending=sense.lower().startswith("asc"),
    )


def capped(page: Page) -> int:
    """Return how many results a search may have: what was asked for, or 200, or one large page."""
    return page.cap or max(DEFAULT_CAP, page.size)


def euros(cents: int | None) -> float | None:
    """Return an amount as Chorus Pro writes it: a JSON number of euros."""
    return None if cents is None else cents / 100


def moment(epoch: float) -> datetime:
    """Return an epoch moment as a Paris date and time."""
    return datetime.fromtimestamp(epoch, PARIS)


def day(epoch: float | None) -> str | None:
    """`2026-03-09`."""
    return None if epoch is None else moment(epoch).date().isoformat()


def minute(epoch: float | None) -> str | None:
    """`2026-03-09 15:02`."""
    return None if epoch is None else moment(epoch).strftime("%Y-%m-%d %H:%M")


def rfc3339(epoch: float | None) -> str | None:
    """`2026-03-09T15:02:25.536+01:00`."""
    return None if epoch is None else moment(epoch).isoformat(timespec="milliseconds")


def end_of(said: str, name: str) -> float:
    """Return the moment before which an inclusive end lies: the day after, or the millisecond.

    Answers tell moments to the millisecond: one of them, sent back, must find its invoice.
    """
    end = read_moment(said, name)
    return (end + (timedelta(days=1) if is_day(said) else timedelta(milliseconds=1))).timestamp()


def said_only(value: Any) -> Any:
    """Return the same answer without the fields that have nothing to say."""
    if isinstance(value, dict):
        return {name: said_only(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [said_only(item) for item in value]
    return value


def ok(fields: dict[str, Any] | None = None, *, libelle: str = SUCCESS) -> JSONResponse:
    """Answer success with these fields."""
    return JSONResponse({"codeRetour": 0, "libelle": libelle, **said_only(fields or {})})
