"""The legal payment clock of one invoice (Code de la commande publique, R2192-10 to D2192-35).

Everything is counted from what Chorus Pro shows of an invoice: the days at which statuses were
passed. A suspension on the portal is not by itself the legal interruption (R2192-27): it is
reported as probable. Days are calendar days; no source at hand moves a last day that falls on a
Sunday or a holiday, so none is moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from statistics import median

from chorus_app.domain.payment import Delay
from chorus_app.domain.rates import RateTable, half_year_name
from chorus_app.domain.status import Status, is_outstanding

NEW_DELAY = timedelta(days=30)
"""After an interruption, from the reception of the missing pieces (R2192-29)."""
INDEMNITY = 4000
"""Forty euros a late payment, in cents (D2192-35)."""
LEAST_PAID = 5
"""How many paid invoices it takes before a usual delay is told."""

_ORDERED = {
    Status.MANDATEE,
    Status.MISE_A_DISPOSITION_COMPTABLE,
    Status.COMPTABILISEE,
    Status.MISE_EN_PAIEMENT,
}
_NEVER_PAID = {Status.BROUILLON, Status.REJETEE, Status.SUPPRIMEE}


class StartSource(StrEnum):
    """Why the delay begins when it does."""

    MISE_A_DISPOSITION = "R2192-15"
    DEPOT_PLUS_DEUX_JOURS = "R2192-14"


@dataclass(frozen=True, slots=True)
class Passage:
    """A status passed on a day."""

    day: date
    status: str


@dataclass(frozen=True, slots=True)
class PaymentClock:
    """What the law says of one invoice on a given day. Amounts in cents, days in calendar days.

    `due` is None while the delay is interrupted. `interest` is None when no rate is known for the
    half-year `rate_half_year`, and 0 when nothing is late.
    """

    start: date
    source: StartSource
    delay: Delay
    due: date | None
    interrupted: date | None = None
    resumed: date | None = None
    paid: date | None = None
    late_days: int = 0
    interest: int | None = 0
    indemnity: int = 0
    rate_half_year: str = ""
    rate_checked: bool = True

    @property
    def is_estimate(self) -> bool:
        """Tell whether the start had to be assumed."""
        return self.source is StartSource.DEPOT_PLUS_DEUX_JOURS

    def progress(self, today: date) -> "Progress | None":
        """Return how far the delay that counts today has run; None once it is paid."""
        if self.paid:
            return None
        begun = self.resumed or self.start
        days = (self.due - begun).days if self.due else int(self.delay)
        until = today if self.due or not self.interrupted else self.interrupted
        ran = min(days, max(0, (until - begun).days))
        return Progress(begun, days, ran, min(days - ran, max(0, (today - until).days)))


@dataclass(frozen=True, slots=True)
class Progress:
    """A delay of `days` that began on `begun`: it ran, then has been stopped for as many days."""

    begun: date
    days: int
    ran: int
    stopped: int


def clock(
    passages: Sequence[Passage],
    *,
    status: str,
    deposit_date: date | None,
    delay: Delay,
    gross: int,
    today: date,
    rates: RateTable,
) -> PaymentClock | None:
    """Return the clock, or None where no delay runs or nothing tells when it began.

    `passages` may come in any order; `gross` is the amount with VAT, in cents: a credit note,
    zero or negative, has no clock.
    """
    ran = _ran(passages, status, deposit_date, delay, gross)
    return _late(ran, gross, today, rates) if ran else None


def last_day(
    passages: Sequence[Passage],
    *,
    status: str,
    deposit_date: date | None,
    delay: Delay,
    gross: int,
) -> date | None:
    """Return the `due` of the clock of what is still to be paid; None where there is none."""
    ran = _ran(passages, status, deposit_date, delay, gross)
    return ran.due if ran and is_outstanding(status) and not ran.paid else None


def _ran(
    passages: Sequence[Passage], status: str, deposit_date: date | None, delay: Delay, gross: int
) -> PaymentClock | None:
    """Return the clock without its lateness."""
    if gross <= 0 or status in _NEVER_PAID or status == Status.A_RECYCLER:
        return None
    current = _since_last_recipient(sorted(passages, key=lambda passage: passage.day))
    begun = _start(current, deposit_date)
    if not begun:
        return None
    started = PaymentClock(begun[0], begun[1], delay, begun[0] + timedelta(days=delay))
    ran = _interrupted(started, current, status)
    return replace(ran, paid=_first(current, Status.MISE_EN_PAIEMENT))


def _since_last_recipient(passages: list[Passage]) -> list[Passage]:
    """Leave out what came before the invoice was sent to another recipient."""
    recycled = [n for n, passage in enumerate(passages) if passage.status == Status.A_RECYCLER]
    return passages[recycled[-1] + 1 :] if recycled else passages


def _start(passages: list[Passage], deposit: date | None) -> tuple[date, StartSource] | None:
    available = _first(passages, Status.MISE_A_DISPOSITION)
    if available:
        return available, StartSource.MISE_A_DISPOSITION
    sent = _first(passages, Status.DEPOSEE) or deposit
    return (sent + timedelta(days=2), StartSource.DEPOT_PLUS_DEUX_JOURS) if sent else None


def _first(passages: list[Passage], status: Status) -> date | None:
    return next((passage.day for passage in passages if passage.status == status), None)


def _interrupted(begun: PaymentClock, passages: list[Passage], status: str) -> PaymentClock:
    """Apply the one interruption that the law allows, before the payment order (R2192-27)."""
    ordered = min((p.day for p in passages if p.status in _ORDERED), default=date.max)
    stopped = _first(passages, Status.SUSPENDUE)
    if not stopped or not begun.due or stopped > ordered or stopped > begun.due:
        return begun
    stopped = max(stopped, begun.start)
    after = [p for p in passages if p.day >= stopped and p.status == Status.COMPLETEE]
    if not after:
        still = status == Status.SUSPENDUE
        return replace(begun, interrupted=stopped, due=None) if still else begun
    resumed = after[0].day
    left = begun.due - stopped
    return replace(begun, interrupted=stopped, resumed=resumed, due=resumed + max(NEW_DELAY, left))


def _late(ran: PaymentClock, gross: int, today: date, rates: RateTable) -> PaymentClock:
    """Count the days past the last one, to the payment or to today, and the interest on them."""
    if not ran.due:
        return ran
    days = ((ran.paid or today) - ran.due).days
    if days <= 0:
        return ran
    begins = ran.due + timedelta(days=1)
    rate = rates.late_rate(begins)
    return replace(
        ran,
        late_days=days,
        indemnity=INDEMNITY,
        interest=interest(gross, days, rate.rate) if rate else None,
        rate_half_year=half_year_name(begins),
        rate_checked=rate.checked if rate else True,
    )


def interest(gross: int, days: int, rate: int) -> int:
    """Return late interest in cents: TTC × days / 365 × rate (hundredths of a percent)."""
    exact = Decimal(gross) * days * rate / (365 * 10_000)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def usual_delay(paid: Sequence[tuple[date, date]]) -> int | None:
    """Return the median days from deposit to payment, None under five paid invoices.

    The deposit, for it is the one day that Chorus Pro's list tells of every invoice.
    """
    days = [(end - begin).days for begin, end in paid]
    return round(median(days)) if len(days) >= LEAST_PAID else None
