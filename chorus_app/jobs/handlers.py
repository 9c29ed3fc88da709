"""What each kind of job does, and where a sweep looks for what is due."""

from collections.abc import Awaitable, Callable

from chorus_app.services import answerer, cards, delivery, histories, orphans, sender
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
    await cards.learn(structure_id)
    await histories.learn(structure_id)


async def _send_mails(_: int) -> None:
    await delivery.send_mails()


async def _send_pushes(_: int) -> None:
    await delivery.send_pushes()


async def _clean(_: int) -> None:
    await delivery.forget_old()
    await orphans.remove()


async def _turns() -> list[int]:
    return list(await current().synchroniser.due())


async def _mails() -> list[int]:
    return [0] if await delivery.mails_due() else []


async def _pushes() -> list[int]:
    return [0] if await delivery.pushes_due() else []


_HANDLERS: dict[Kind, Callable[[int], Awaitable[None]]] = {
    Kind.DEPOSITS: sender.advance_all,
    Kind.ANSWERS: answerer.advance_all,
    Kind.MAILS: _send_mails,
    Kind.PUSHES: _send_pushes,
    Kind.SYNCHRONISE: _take_turn,
    Kind.CLEANING: _clean,
}
_DUE: dict[Kind, Callable[[], Awaitable[list[int]]]] = {
    Kind.DEPOSITS: sender.due,
    Kind.ANSWERS: answerer.due,
    Kind.MAILS: _mails,
    Kind.PUSHES: _pushes,
    Kind.SYNCHRONISE: _turns,
}
SWEPT = tuple(_DUE)
"""The kinds that the database tells of; cleaning comes by the hour."""
