"""How often a supplier's invoices are asked for: the more it is looked at, the more often."""

from datetime import datetime, timedelta

WATCHED = timedelta(minutes=5)
"""Somebody has a page open, or had one so little time ago."""
AWAKE = timedelta(days=3)
"""Somebody came in the last days: mails and notifications must not come late."""
_AWAKE, _ASLEEP = 3, 12
_GOLDEN = 0.618033988749895


def rhythm(pace: float, seen_at: datetime | None, at: datetime) -> float:
    """Return the seconds between two looks at Chorus Pro for a supplier seen last at `seen_at`.

    `pace` is the setting: kept while somebody watches, three times as long while the account is
    awake, twelve times once nobody has come for three days.
    """
    if not seen_at or at - seen_at > AWAKE:
        return pace * _ASLEEP
    return pace if at - seen_at <= WATCHED else pace * _AWAKE


def next_turn(at: datetime, every: float, number: int) -> datetime:
    """Return when a supplier's next turn comes, half a period to one and a half from `at`.

    Each supplier has its own phase in the period, by the golden ratio of its number: however many
    they are, and even after an outage that made all of them late at once, turns lie evenly.
    """
    phase = (number * _GOLDEN) % 1.0
    earliest = at.timestamp() / every + 0.5 - phase
    turns = int(earliest) + (earliest > int(earliest))
    return at + timedelta(seconds=(turns + phase) * every - at.timestamp())
