"""A business rule: its official id, what to say when it is broken, and how to tell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from chorus_app.documents.en16931.bill import Bill, Line

Check = Callable[[Bill], str | None]
"""Returns None when the rule holds; otherwise where it does not, which may be empty."""


class Level(IntEnum):
    """The smallest profile that a rule is made for."""

    MINIMUM = 0
    BASIC_WL = 1
    LINES = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """`message` and `repair` are French sentences; `field` is a name of `FIELDS`, or empty.

    `is_sum`: Chorus Pro makes this sum again and refuses the invoice when it differs.
    """

    id: str
    level: Level
    field: str
    message: str
    check: Check
    repair: str
    is_sum: bool = False


def when(broken: bool, detail: str = "") -> str | None:
    """Return the detail of a rule that is broken, None when it is not."""
    return detail if broken else None


def lines_where(broken: Callable[[Line], bool]) -> Check:
    """Check every line; the detail names the first that breaks the rule, and how many do.

    Lines that group others (EXTENDED) have other rules, which are not checked.
    """

    def check(bill: Bill) -> str | None:
        if bill.has_groups:
            return None
        return _named("ligne", ((line.number, broken(line)) for line in bill.lines))

    return check


def _named(what: str, judged: Iterable[tuple[str, bool]]) -> str | None:
    wrong = [number or str(place) for place, (number, bad) in enumerate(judged, 1) if bad]
    if not wrong:
        return None
    others = f" et {len(wrong) - 1} autre(s)" if len(wrong) > 1 else ""
    return f"{what} {wrong[0][:20]}{others}"
