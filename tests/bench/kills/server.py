"""Choral whole, as granian serves it: pages' sockets, routes and jobs, to be killed.

Only two things are not as in production: waits are shorter, by the factor in `KILLS_HASTE`, and the
push service's host leads to a port of this machine (`KILLS_PUSH`), for Choral writes to no other.
"""

import os
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx

from chorus_app.services import carrying, delivery, outgoing, push, replying, sending

SPEED = 600.0
"""Simulated minutes in a real one: a flow is integrated within two seconds."""


class ToThisMachine(httpx.AsyncHTTPTransport):
    """Hands what is for a push service to an endpoint of this machine."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._host, self._port = urlsplit(address).hostname or "", urlsplit(address).port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the endpoint of this machine."""
        request.url = request.url.copy_with(scheme="http", host=self._host, port=self._port)
        return await super().handle_async_request(request)


def hasten(factor: float) -> None:
    """Divide every wait of the jobs: what takes minutes at work takes seconds here."""
    sending.SUBMISSION_SETTLES /= factor
    replying.SETTLES /= factor
    for job in (carrying, delivery):
        job.CLAIM = timedelta(seconds=1.5)
        _shorten_pauses(job, factor)
    _shorten_pauses(outgoing, factor)


def _shorten_pauses(job: Any, factor: float) -> None:
    pause = job.pause_after
    job.pause_after = lambda attempts: pause(attempts) / factor


def app() -> Any:
    """Return the application; granian calls this in its worker."""
    hasten(float(os.environ["KILLS_HASTE"]))
    opened = push.Push.open

    async def open_here(*given: Any, **_: Any) -> push.Push:
        client = httpx.AsyncClient(transport=ToThisMachine(os.environ["KILLS_PUSH"]), timeout=5)
        return await opened(*given, client=client)

    push.Push.open = open_here  # type: ignore[method-assign,assignment]
    from chorus_app.chorus_app import app as choral

    return choral()
