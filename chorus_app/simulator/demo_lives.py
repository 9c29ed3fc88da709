"""The past of a demonstration invoice: from its deposit to the status it has today."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from chorus_app.domain.status import Status
from chorus_app.simulator.demo_bodies import DemoBody
from chorus_app.simulator.lives import is_by_hand
from chorus_app.simulator.people import remark
from chorus_app.simulator.wire import moment

DAY = 86400.0
MINUTE = 60.0
_DELIVERY = (Status.DEPOSEE, Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION)
_NEVER_SENT = (Status.BROUILLON, Status.SUPPRIMEE)


@dataclass(frozen=True, slots=True)
class Event:
    """One dated passage."""

    status: str
    at: float
    comment: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Life:
    """A past: who received it, when it was made and sent, and every passage in order."""

    body: DemoBody
    created_at: float
    deposited_at: float | None
    events: tuple[Event, ...]
    state: Event


def live(body: DemoBody, target: str, begun: float, now: float, throw: Random) -> Life:
    """Invent the life that leads to `target`, begun at a moment (epoch), all before `now`."""
    recent = now - begun < DAY / 2
    start = begun if recent else _office_hours(begun, throw)
    if target in _NEVER_SENT:
        event = Event(target, start, "", by_hand=False)
        return Life(body, start, None, (event,), event)
    statuses = _chain(body, target, throw)
    dates = _dates(statuses, start, now, throw, body.habits.slowness)
    events = tuple(
        Event(status, at, remark(status, throw), is_by_hand(status))
        for status, at in zip(statuses, dates, strict=True)
    )
    late = _late_record(body, events[-1], now, throw)
    return Life(body, start, start, _shuffled(body, (*events, *late), throw), events[-1])


def _chain(body: DemoBody, target: str, throw: Random) -> tuple[str, ...]:
    if target in _DELIVERY:
        return _DELIVERY[: _DELIVERY.index(Status(target)) + 1]
    if target in (Status.SUSPENDUE, Status.A_RECYCLER, Status.REJETEE):
        return (*_DELIVERY, target)
    if target == Status.COMPLETEE:
        return (*_DELIVERY, Status.SUSPENDUE, Status.COMPLETEE)
    path = body.habits.path
    return (*_DELIVERY, *_detour(throw.random()), *path[: path.index(target) + 1])


def _detour(chance: float) -> tuple[str, ...]:
    """Return what some invoices go through before they advance."""
    if chance < 0.06:
        return (Status.SUSPENDUE, Status.COMPLETEE)
    return (Status.A_RECYCLER, *_DELIVERY) if chance < 0.08 else ()


def _dates(
    statuses: tuple[str, ...], start: float, now: float, throw: Random, slowness: float
) -> list[float]:
    """Return a date for each status: minutes on the way, then days; none after now."""
    gaps = [0.0]
    for status in statuses[1:]:
        if status in _DELIVERY:
            gaps.append(throw.uniform(4, 30) * MINUTE)
        else:
            gaps.append(throw.uniform(1.2, 7) * DAY * slowness)
    room = max(60.0, now - start - throw.uniform(20, 90) * MINUTE)
    if len(statuses) <= len(_DELIVERY):
        room = max(60.0, now - start)
    squeeze = min(1.0, room / (sum(gaps) or 1.0))
    dates, at = [], start
    for status, gap in zip(statuses, gaps, strict=True):
        wanted = at + gap * squeeze
        if is_by_hand(status):
            wanted = max(at + 60, min(_office_hours(wanted, throw), now - 60))
        at = min(wanted, now)
        dates.append(at)
    return dates


def _late_record(body: DemoBody, last: Event, now: float, throw: Random) -> tuple[Event, ...]:
    """Hélios: a mandate dated after the payment (chorus-api.md, 3.1)."""
    habits = body.habits
    at = last.at + throw.uniform(0.5, 2) * DAY
    if not habits.out_of_order or Status.MANDATEE in habits.optional or at > now:
        return ()
    if last.status != Status.MISE_EN_PAIEMENT:
        return ()
    return (Event(Status.MANDATEE, at, remark(Status.MANDATEE, throw), by_hand=True),)


def _shuffled(body: DemoBody, events: tuple[Event, ...], throw: Random) -> tuple[Event, ...]:
    """Return the order in which Hélios bodies write their history: not always that of the dates."""
    if not body.row["out_of_order"] or len(events) < 5 or throw.random() < 0.4:
        return events
    return (*events[:-2], events[-1], events[-2])


def _office_hours(at: float, throw: Random) -> float:
    """Return a moment of the same week, on a working day, between 8 and 18 h."""
    local = moment(at)
    back = timedelta(days=max(0, local.weekday() - 4))
    hour, minute = throw.randrange(8, 18), throw.randrange(60)
    return (local - back).replace(hour=hour, minute=minute, second=throw.randrange(60)).timestamp()
