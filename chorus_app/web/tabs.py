"""What an open tab holds on the server belongs to the session that opened it."""

from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from chorus_app.services.sessions import token_of

_SOCKET = "/_event"


class TabOfSession:
    """ASGI middleware that completes the token of a tab with its session.

    Reflex finds the states of a tab by the token in the socket's address, and hands them whole to
    whoever presents it: to the next user of the same tab, or to a reader of the proxy's logs. With
    a digest of the cookie in it, the same token without the same session finds nothing.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with another token if it opens a socket."""
        if scope["type"] in {"http", "websocket"} and scope["path"].startswith(_SOCKET):
            scope = {**scope, "query_string": _completed(scope)}
        await self._app(scope, receive, send)


def _completed(scope: Scope) -> bytes:
    """Return the query with the session's digest after each token, also without a session."""
    session = token_of(Headers(scope=scope).get("cookie")) or ""
    owner = sha256(f"tab {session}".encode()).hexdigest()[:32]
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    completed = [(key, f"{value}-{owner}" if key == "token" else value) for key, value in asked]
    return urlencode(completed).encode()
