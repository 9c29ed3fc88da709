"""What a user is told of, by which way, and how long a way that fails is tried again.

Product rows H2 and X7: every change of status, by user and by kind of event. Chorus Pro's own rule
(the main manager cannot switch its mails off) is not ours: who owns the telephone decides.
"""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from chorus_app.domain.status import Actor, Status, next_actor

_PARIS = ZoneInfo("Europe/Paris")
_DIGEST_HOUR = time(8)
_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(minutes=15)
NEWS = timedelta(days=7)
"""A change that Choral learns of later than this is history: it is shown, and told to nobody."""


class Channel(StrEnum):
    """The ways to a user."""

    APP = "APP"
    MAIL = "MAIL"
    PUSH = "PUSH"


class Kind(StrEnum):
    """The kinds of event that a user chooses among."""

    RETURNED = "RETURNED"
    PROGRESS = "PROGRESS"
    PAID = "PAID"
    DEPOSIT_REFUSED = "DEPOSIT_REFUSED"


GIVE_UP = {Channel.MAIL: timedelta(days=5), Channel.PUSH: timedelta(days=3)}
"""How long a way that fails is tried: for mail what RFC 5321, section 4.5.4.1 asks; a push that
comes three days late informs of nothing that the list does not show."""


def kind_of(status: str) -> Kind | None:
    """Return the kind of event that a status is; None for a draft, which nobody else has seen."""
    if status == Status.BROUILLON:
        return None
    if status == Status.MISE_EN_PAIEMENT:
        return Kind.PAID
    refused = status.startswith("REFUSEE")
    return Kind.RETURNED if refused or next_actor(status) == Actor.FOURNISSEUR else Kind.PROGRESS


def is_on_by_default(kind: Kind, channel: Channel) -> bool:
    """Tell whether an event goes this way for who has chosen nothing.

    All of them do, but a phone does not ring for an invoice that merely moves on.
    """
    return channel != Channel.PUSH or kind != Kind.PROGRESS


def next_digest(at: datetime) -> datetime:
    """Return the first eight o'clock in Paris after a moment: when the day's one mail leaves."""
    local = at.astimezone(_PARIS)
    today = datetime.combine(local.date(), _DIGEST_HOUR, _PARIS)
    if local < today:
        return today
    return datetime.combine(local.date() + timedelta(days=1), _DIGEST_HOUR, _PARIS)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: twice as long each time, 15 min at most."""
    return min(_FIRST_PAUSE * 2.0 ** min(attempts, 10), _LONGEST_PAUSE)
