"""Only our own pages may change something: the guard against cross-site request forgery."""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from chorus_app.console import PREFIX
from chorus_app.settings import settings

_READING = {"GET", "HEAD", "OPTIONS"}
_REFUSAL = (
    "Cette demande vient d’un autre site\u00a0: elle a été refusée. Ouvrez Choral et réessayez."
)


class OwnOriginOnly:
    """ASGI middleware that answers 403 to a change asked from another site's page.

    It guards Choral's routes and the simulator's, which ask for no session.

    A browser names the asking page in `Origin`, and says `Sec-Fetch-Site`; a program that sends
    neither holds no cookie that another site could abuse. Beside `SameSite` cookies, as OWASP's
    Cross-Site Request Forgery Prevention Cheat Sheet advises.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str] | None = None) -> None:
        self._app = app
        self._origins = frozenset(settings().origins if origins is None else origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with `{"message": …}` in French."""
        if _changes(scope) and not self._is_ours(Headers(scope=scope)):
            refusal = JSONResponse({"message": _REFUSAL}, status_code=403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_ours(self, headers: Headers) -> bool:
        if "origin" in headers:
            return headers["origin"] in self._origins
        return headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}


def _changes(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] not in _READING
        and scope["path"].startswith(("/api/", f"{PREFIX}/"))
    )
