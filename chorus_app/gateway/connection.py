"""How Choral reaches Chorus Pro: one HTTP client and one token for every supplier."""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from chorus_app.gateway.breaker import Breaker
from chorus_app.gateway.budget import Budget
from chorus_app.gateway.calls import Caller
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.roles import WholeChorusPro
from chorus_app.gateway.terms import Account
from chorus_app.gateway.tokens import Credentials, TokenSource

_LONGEST_CONNECT = 10.0
_MOST_CONNECTIONS = 20


@dataclass(frozen=True, slots=True)
class Host:
    """Where a Chorus Pro answers."""

    base_url: str
    token_url: str


HOSTS = {
    "sandbox": Host(
        "https://sandbox-api.piste.gouv.fr",
        "https://sandbox-oauth.piste.gouv.fr/api/oauth/token",
    ),
    "production": Host("https://api.piste.gouv.fr", "https://oauth.piste.gouv.fr/api/oauth/token"),
}
"""PISTE's two environments (reference, §1.1)."""


class Connection:
    """What the suppliers' clients share, in one event loop.

    Use it with `async with`, or `close` it at the end.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        tokens: TokenSource,
        breaker: Breaker,
        *,
        timeout: float,
        requests_per_second: float,
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._breaker = breaker
        self._timeout = timeout
        self._requests_per_second = requests_per_second
        self._budgets: dict[str, Budget] = {}

    def client_for(self, account: Account) -> WholeChorusPro:
        """Return a client that speaks for this technical account; it is cheap to make."""
        budget = self._budget_of(account.login)
        caller = Caller(
            self._http, self._tokens, self._breaker, budget, account, timeout=self._timeout
        )
        return PisteClient(caller)

    def _budget_of(self, login: str) -> Budget:
        """Return what all clients of one account share; one is kept for each account met."""
        if login not in self._budgets:
            wait = max(self._timeout, 1.0)
            self._budgets[login] = Budget(self._requests_per_second, longest_wait=wait)
        return self._budgets[login]

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


def connect(
    *,
    base_url: str,
    token_url: str = "",
    client_id: str,
    client_secret: str,
    timeout: float = 30.0,
    requests_per_second: float = 0.0,
    failures: int = 10,
    pause: float = 10.0,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Connection:
    """Return a connection; nothing is sent before the first question.

    `token_url` is `/api/oauth/token` of `base_url` when empty, as a simulator has it. `timeout`
    is in seconds. `requests_per_second` bounds what each technical account sends; 0: no bound.
    After as many `failures` in a row nothing is asked during a `pause`, in seconds. `transport`
    is the one seam: an ASGI application plugs in under an unchanged client.
    """
    http = httpx.AsyncClient(
        base_url=base_url,
        transport=transport,
        timeout=httpx.Timeout(timeout, connect=min(timeout, _LONGEST_CONNECT)),
        limits=httpx.Limits(max_connections=_MOST_CONNECTIONS),
    )
    credentials = Credentials(client_id, client_secret)
    place = token_url or f"{base_url.rstrip('/')}/api/oauth/token"
    return Connection(
        http,
        TokenSource(http, place, credentials, timeout=timeout),
        Breaker(failures, pause),
        timeout=timeout,
        requests_per_second=requests_per_second,
    )
