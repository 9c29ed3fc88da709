"""The payment clock's parts on an invoice's page: the buyers to choose from, and their habit."""

from dataclasses import dataclass

from chorus_app.services import buyers
from chorus_app.services.buyers import BuyerKind
from chorus_app.states.base import today
from chorus_app.texts import formats
from chorus_app.texts.payment import BUYERS, buyer_rule, habit_words


@dataclass
class BuyerView:
    """A kind of buyer to choose, with the delay that the law gives it."""

    value: str
    label: str
    examples: str
    rule: str
    chosen: bool = False


def buyer_views(held: BuyerKind) -> list[BuyerView]:
    """Return every kind of buyer; `held` is what this one is held to be."""
    return [
        BuyerView(kind.value, *BUYERS[kind], buyer_rule(kind), kind is held) for kind in BuyerKind
    ]


def habit_line(usual: buyers.Habit | None) -> str:
    """Return what was observed of a recipient; nothing where too little was."""
    if not usual:
        return ""
    expected = formats.medium_date(usual.expected)
    return habit_words(usual.days, usual.count, expected, past=usual.expected < today())
