"""Bodies that are files: how they come, and what to answer when they do not come whole."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import ClientDisconnect, Request

from chorus_app.services.places import NoPlace

LONGEST_SILENCE = 60.0
"""Seconds without a byte after which an upload is given up."""
Meaning = tuple[int, str]
"""A status and a French sentence."""
INCOMPLETE: dict[type[Exception], Meaning] = {
    ClientDisconnect: (400, "L’envoi a été interrompu. Recommencez."),
    TimeoutError: (408, "L’envoi s’est arrêté en chemin. Recommencez."),
    NoPlace: (429, "Trois envois sont déjà en cours. Attendez la fin de l’un d’eux."),
}


async def chunks(request: Request) -> AsyncIterator[bytes]:
    """Give the body as it comes. Raises `ClientDisconnect`, or `TimeoutError` after a silence."""
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(LONGEST_SILENCE):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        yield chunk
