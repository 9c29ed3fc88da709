"""What each kind of job does, and where a sweep looks for what is due."""

from collections.abc import Awaitable, Callable

from chorus_app.services import answerer, delivery, orphans, sender
from chorus_app.services.context import current
from chorus_app.services.work import Job, Kind


async def carry_out(job: Job) -> None:
    """Do a job as far as it goes now; nothing happens where nothing is due."""
    await _HANDLERS[job.kind](job.structure_id)


async def due(kind: Kind) -> list[Job]:
    """Return the jobs of a kind for which the database has something due."""
    return [Job(kind, number) for number in await _DUE[kind]()]


async def _take_turn(structure_id: int) -> None:
    await current().synchroniser.take_turn(structure_id)


async def _deliver(_: int) -> None:
    await delivery.sweep()


async def _clean(_: int) -> None:
    await delivery.forget_old()
    await orphans.remove()


async def _turns() -> list[int]:
    return list(await current().synchroniser.due())


async def _notices() -> list[int]:
    return [0] if await delivery.is_due() else []


_HANDLERS: dict[Kind, Callable[[int], Awaitable[None]]] = {
    Kind.DEPOSITS: sender.advance_all,
    Kind.ANSWERS: answerer.advance_all,
    Kind.NOTICES: _deliver,
    Kind.SYNCHRONISE: _take_turn,
    Kind.CLEANING: _clean,
}
_DUE: dict[Kind, Callable[[], Awaitable[list[int]]]] = {
    Kind.DEPOSITS: sender.due,
    Kind.ANSWERS: answerer.due,
    Kind.NOTICES: _notices,
    Kind.SYNCHRONISE: _turns,
}
SWEPT = tuple(_DUE)
"""The kinds that the database tells of; cleaning comes by the hour."""
