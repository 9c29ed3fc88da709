"""One HTTP request: its time limits, its failures in our own terms, its line in the log."""

import asyncio
import logging
import time

import httpx

from chorus_app.gateway.errors import (
    ChorusError,
    ConnectionLost,
    TimedOut,
    Unreachable,
    UnreadableAnswer,
)

_log = logging.getLogger("chorus_app.gateway")
_SLOWEST_UPLOAD = 100_000
"""Bytes a second: what a heavy body adds to the time-out."""
_NOTHING_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


async def exchange(
    http: httpx.AsyncClient, request: httpx.Request, seconds: float
) -> httpx.Response:
    """Send a request and return the whole answer, whatever its status.

    The time limit holds for the exchange as a whole: httpx alone limits each wait for a piece,
    and an ASGI transport limits nothing. Raises `Unreachable` when nothing left, `TimedOut` or
    `ConnectionLost` when it may have.
    """
    started = time.perf_counter()
    limit = seconds + int(request.headers.get("Content-Length", 0)) / _SLOWEST_UPLOAD
    try:
        async with asyncio.timeout(limit):
            response = await http.send(request)
    except (httpx.RequestError, TimeoutError) as error:
        _write(request, type(error).__name__, started, "")
        raise _translate(error) from error
    _write(request, str(response.status_code), started, response.headers.get("x-correlationid", ""))
    return response


def _translate(error: httpx.RequestError | TimeoutError) -> ChorusError:
    detail = type(error).__name__
    if isinstance(error, _NOTHING_LEFT):
        return Unreachable(detail=detail)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return TimedOut(detail=detail)
    if isinstance(error, httpx.DecodingError):
        return UnreadableAnswer(detail=detail)
    return ConnectionLost(detail=detail)


def _write(request: httpx.Request, outcome: str, started: float, correlation: str) -> None:
    """Log the route and the outcome; never a header we sent, a body or a query."""
    milliseconds = (time.perf_counter() - started) * 1000
    _log.info(
        "%s %s: %s in %.0f ms, x-correlationid %s",
        request.method,
        request.url.path,
        outcome,
        milliseconds,
        correlation or "-",
    )
