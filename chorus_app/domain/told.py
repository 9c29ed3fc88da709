"""What a deposit's file says, against what its form holds: both go to Chorus Pro.

The file is the invoice that a recipient opens; the form is what Chorus Pro records. Whoever types
over what was read, or takes a repair, changes the form alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chorus_app.domain.dates import BadDate, parse_day
from chorus_app.domain.deposit import AMOUNT_FIELDS, DepositForm
from chorus_app.domain.money import BadAmount, parse_amount

TOLD_FIELDS = ("invoice_number", "issue_date", *AMOUNT_FIELDS)
"""What a page and a form must say alike: the number, the day, the amounts."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value that was read in the file, as one would type it; `certain`: without a doubt."""

    value: str
    certain: bool


def differing(told: Mapping[str, Told], form: DepositForm, today: date) -> dict[str, Told]:
    """Return by field what the file says, where the form says something else that can be read.

    What is empty or cannot be read is an error of its own.
    """
    held = {name: _meant(name, getattr(form, name), today) for name in told}
    return {
        name: said
        for name, said in told.items()
        if held[name] is not None and held[name] != _meant(name, said.value, today)
    }


def _meant(name: str, text: str, today: date) -> int | date | str | None:
    try:
        if name in AMOUNT_FIELDS:
            return parse_amount(text)
        return parse_day(text, today) if name == "issue_date" else text.strip() or None
    except (BadAmount, BadDate):
        return None
