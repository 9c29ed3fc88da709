"""The access token of the operator's PISTE application (OAuth 2, client credentials)."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from chorus_app.gateway.answers import decode, failure
from chorus_app.gateway.errors import (
    BadCredentials,
    ChorusError,
    TooManyRequests,
    Unreachable,
    UnreadableAnswer,
)
from chorus_app.gateway.operations import Operation
from chorus_app.gateway.transport import exchange
from chorus_app.gateway.wire.values import Json, line, number

_TOKEN = Operation("/api/oauth/token", coded=False)
_REFUSALS = (400, 401, 403)
_MARGIN = 240.0
"""Seconds before its end at which a token is renewed, as public clients do."""
_USUAL_LIFE = 3600
_TRUST = 60.0
"""Seconds during which a token that was just renewed is not suspected again: a technical account
that is refused answers 401 too, and would otherwise have every call renew the token of all."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """The operator's PISTE application. `repr` never shows the secret."""

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"Credentials({self.client_id!r}, client_secret=…)"


class TokenSource:
    """Gives the token of one application; all its clients share it, and ask for it once."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        token_url: str,
        credentials: Credentials,
        *,
        timeout: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._token_url = token_url
        self._credentials = credentials
        self._timeout = timeout
        self._clock = clock
        self._token = ""
        self._renew_at = 0.0
        self._trusted_until = 0.0
        self._asking: asyncio.Task[str] | None = None

    async def token(self) -> str:
        """Return a token that still lives.

        Raises `BadCredentials`, or `Unreachable` when there is no token to be had: in both cases
        nothing of the caller's own request has left.
        """
        if self._token and self._clock() < self._renew_at:
            return self._token
        return await self._ask_once()

    async def renewed(self, refused: str, *, certain: bool = False) -> str | None:
        """Return another token than the one just refused; None when it is not the one to blame.

        `certain` tells that the answer blamed the token itself.
        """
        if self._token != refused:
            return await self.token()
        if self._clock() < self._trusted_until and not certain:
            return None
        self._token = ""
        token = await self._ask_once()
        self._trusted_until = self._clock() + _TRUST
        return token

    async def _ask_once(self) -> str:
        """Join the question under way, or ask. A caller that gives up does not end it."""
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
            self._asking.add_done_callback(self._asked)
        return await asyncio.shield(self._asking)

    def _asked(self, task: asyncio.Task[str]) -> None:
        self._asking = None
        if not task.cancelled():
            task.exception()  # marks it as seen, should every caller have given up

    async def _ask(self) -> str:
        asked_at = self._clock()
        try:
            response = await exchange(self._http, self._request(), self._timeout)
            return self._keep(_granted(response), asked_at)
        except (BadCredentials, TooManyRequests):
            raise
        except ChorusError as error:
            raise Unreachable(detail=f"token: {error.detail}") from error

    def _keep(self, answer: Json, asked_at: float) -> str:
        token = line(answer.get("access_token"))
        if not token:
            raise UnreadableAnswer(detail="no access_token")
        life = number(answer.get("expires_in")) or _USUAL_LIFE
        self._token = token
        self._renew_at = asked_at + life - min(_MARGIN, life / 2)
        return token

    def _request(self) -> httpx.Request:
        return self._http.build_request(
            "POST",
            self._token_url,
            data={
                "grant_type": "client_credentials",
                "client_id": self._credentials.client_id,
                "client_secret": self._credentials.client_secret,
                "scope": "openid",
            },
        )


def _granted(response: httpx.Response) -> Json:
    if response.is_success:
        return decode(response)
    error = failure(_TOKEN, response)
    if response.status_code in _REFUSALS:
        raise BadCredentials(detail=error.detail)
    raise error
