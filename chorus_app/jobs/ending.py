"""Ending what runs for ever."""

import asyncio
from collections.abc import Iterable
from typing import Any

_PATIENCE = 1.0


async def end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel these tasks until they are over.

    Once is not always enough: Redis's client takes a cancellation that comes as it connects.
    """
    pending = {task for task in tasks if not task.done()}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=_PATIENCE)
