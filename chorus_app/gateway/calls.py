"""A call of Chorus Pro: headers, a renewed token, and repeats where a repeat does no harm."""

import asyncio
import json
import logging
from base64 import b64encode

import httpx
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_after_delay,
    wait_random_exponential,
)

from chorus_app.gateway.answers import blames_token, read, refuses_token
from chorus_app.gateway.breaker import Breaker
from chorus_app.gateway.budget import Budget
from chorus_app.gateway.errors import (
    ChorusError,
    ConnectionLost,
    TimedOut,
    TooManyRequests,
    Unavailable,
    Unreachable,
    UnreadableAnswer,
)
from chorus_app.gateway.operations import Operation
from chorus_app.gateway.terms import Account
from chorus_app.gateway.tokens import TokenSource
from chorus_app.gateway.transport import exchange
from chorus_app.gateway.wire.values import Json

_log = logging.getLogger("chorus_app.gateway")
_ATTEMPTS = 3
_LONGEST_WAIT = 10.0
"""Seconds. A longer `Retry-After` is for the caller's own schedule: asking sooner is rude."""
_TO_A_READER: dict[type[ChorusError], str] = {
    TimedOut: "Chorus Pro met trop de temps à répondre. Réessayez dans quelques minutes.",
    ConnectionLost: "La connexion avec Chorus Pro s’est coupée. Réessayez dans quelques minutes.",
}
"""Who reads has changed nothing, so there is nothing to check before a new try."""
_TO_A_SENDER: dict[type[ChorusError], str] = {
    Unavailable: "Chorus Pro a rencontré une panne. Nous vérifions avant de recommencer.",
    UnreadableAnswer: (
        "La réponse de Chorus Pro est illisible. Nous vérifions avant de recommencer."
    ),
}
"""Who sent something that may have worked must not be told to send it again."""
_jitter = wait_random_exponential(multiplier=0.3, max=3)


class Caller:
    """Asks Chorus Pro in the name of one technical account.

    `http` bears the base address. It, `tokens` and `breaker` are shared by every account of the
    operator; `budget` by every caller of this account. `timeout` is in seconds.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        tokens: TokenSource,
        breaker: Breaker,
        budget: Budget,
        account: Account,
        *,
        timeout: float,
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._breaker = breaker
        self._budget = budget
        self._timeout = timeout
        pair = b64encode(f"{account.login}:{account.password}".encode()).decode()
        self._headers = {
            "cpro-account": pair,
            "Content-Type": "application/json;charset=utf-8",
            "Accept": "application/json",
        }

    async def ask(self, operation: Operation, body: Json | None = None) -> Json:
        """Return the JSON of an answer that succeeded; raise a `ChorusError` otherwise.

        What reads is tried three times, unless a time-out has been spent. What sends is only
        tried again while nothing has left.
        """
        content = await _encoded(operation, body)
        try:
            with self._breaker.watching():
                return await self._retrying(operation)(self._once, operation, content)
        except ChorusError as error:
            if error.may_have_worked:
                sentences = _TO_A_READER if operation.repeatable else _TO_A_SENDER
                error.sentence = sentences.get(type(error), error.sentence)
            raise

    async def ask_once(self, operation: Operation) -> Json:
        """Ask without a body, repeats or pause: for who wants to know how things are now."""
        with self._breaker.learning():
            return await self._once(operation, b"")

    async def _once(self, operation: Operation, content: bytes) -> Json:
        token = await self._tokens.token()
        response = await self._send(operation, content, token)
        if refuses_token(response):
            # A refused call has done no work, so even what sends goes out again with a new token.
            renewed = await self._tokens.renewed(token, certain=blames_token(response))
            if renewed:
                response = await self._send(operation, content, renewed)
        return await read(operation, response)

    async def _send(self, operation: Operation, content: bytes, token: str) -> httpx.Response:
        headers = self._headers | {"Authorization": f"Bearer {token}"}
        request = self._http.build_request(
            operation.method, operation.path, content=content or None, headers=headers
        )
        await self._budget.spend()
        return await exchange(self._http, request, self._timeout + operation.patience)

    def _retrying(self, operation: Operation) -> AsyncRetrying:
        return AsyncRetrying(
            stop=stop_after_attempt(_ATTEMPTS) | stop_after_delay(self._timeout),
            wait=_pause,
            retry=retry_if_exception(lambda error: may_repeat(operation, error)),
            before_sleep=_announce,
            reraise=True,
        )


def may_repeat(operation: Operation, error: BaseException) -> bool:
    """Tell whether the same call may go out again after this failure."""
    if isinstance(error, Unreachable):
        return True
    if not operation.repeatable:
        return False
    if isinstance(error, TooManyRequests):
        return error.retry_after is None or error.retry_after <= _LONGEST_WAIT
    return isinstance(error, Unavailable | UnreadableAnswer)


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, TooManyRequests) and error.retry_after is not None:
        return error.retry_after
    return _jitter(state)


def _announce(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    wait = state.next_action.sleep if state.next_action else 0.0
    _log.info("%s: attempt %d, again in %.1f s", type(error).__name__, state.attempt_number, wait)


async def _encoded(operation: Operation, body: Json | None) -> bytes:
    if body is None:
        return b""
    if operation.carries_file:
        return await asyncio.to_thread(_json, body)
    return _json(body)


def _json(body: Json) -> bytes:
    return json.dumps(body, allow_nan=False).encode()
