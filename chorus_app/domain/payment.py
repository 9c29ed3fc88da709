"""When a public buyer must have paid: a first, honest estimate from what the list alone tells.

Code de la commande publique, R2192-10 and R2192-11: 30 days; 50 for public health establishments;
60 for public undertakings. R2192-12 to R2192-15: from the day the buyer is told that the invoice
is available, and failing proof, from the date of the request plus two days. Undertakings that are
local public establishments (régies) keep the 30 days, and so do care homes (EHPAD): theirs are
social establishments, not health ones.
"""

import re
from datetime import date, timedelta
from enum import IntEnum

from chorus_app.domain.folding import fold
from chorus_app.domain.status import Status, is_outstanding

_HOSPITAL = re.compile(
    r"\b(chu|chru|chr|chs|ghu|ght|hopita\w*|hospitali\w*|hospices civils|ap-hp|ap-hm"
    r"|assistance publique)\b"
)
_UNDERTAKING = re.compile(r"\b(sncf|ratp|epic|port autonome|grand port|edf|la poste)\b")


class Delay(IntEnum):
    """Days that the law leaves to pay, by kind of buyer."""

    GENERAL = 30
    HEALTH = 50
    UNDERTAKING = 60


def delay_of(recipient_name: str) -> Delay:
    """Guess the legal delay from the recipient's name: the directory does not tell its kind."""
    name = fold(recipient_name)
    if _HOSPITAL.search(name):
        return Delay.HEALTH
    return Delay.UNDERTAKING if _UNDERTAKING.search(name) else Delay.GENERAL


def payable_by(
    *, recipient_name: str, deposit_date: date | None, made_available: date | None, status: str
) -> date | None:
    """Return the last legal day to pay, or None where it cannot be known or no longer matters.

    A suspended or returned invoice has no date: its delay may be interrupted (R2192-27).
    """
    waiting = status in {Status.SUSPENDUE, Status.A_RECYCLER, Status.COMPLETEE}
    if waiting or not is_outstanding(status) or not deposit_date:
        return None
    start = made_available or deposit_date + timedelta(days=2)
    return start + timedelta(days=delay_of(recipient_name))
