"""What every answer says beside its content: how long it keeps, what it may run and embed."""

import re
from functools import cached_property
from pathlib import Path

from reflex.utils.prerequisites import get_web_dir
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chorus_app.pwa.build import FrontEnd

IMMUTABLE = "public, max-age=31536000, immutable"
_ALWAYS_ASKED = {"/sw.js", "/manifest.webmanifest", "/version.json"}
_NEVER_KEPT = ("/api/", "/ping", "/_health", "/_upload")
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    # An address may hold an invoice number or a search: no other site gets it.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A deposited file is shown by our own pages, and runs nothing.
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_HOST = re.compile(r"[\w.\-\[\]:]+")


class ResponseHeaders:
    """ASGI middleware that adds the headers that an answer does not already bear."""

    def __init__(self, app: ASGIApp, build: Path | None = None) -> None:
        self._app = app
        self._build = build

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and complete the answer's headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in self._headers(scope, message["status"], headers).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, complete)

    def _headers(self, scope: Scope, status: int, answer: Headers) -> dict[str, str]:
        path = scope["path"]
        page = _is_html(answer) or self._front_end.page(path) is not None
        headers = {**_EVERYWHERE, "Cache-Control": cache_control(scope, status, page=page)}
        if page:
            scripts = self._front_end.script_sources(path)
            headers["Content-Security-Policy"] = content_security_policy(scope, scripts)
        elif path.startswith("/api/"):
            headers["Content-Security-Policy"] = _FILE_POLICY
        if _is_secure(scope):
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return headers

    @cached_property
    def _front_end(self) -> FrontEnd:
        return FrontEnd.read(self._build or get_web_dir() / "build")


def cache_control(scope: Scope, status: int, *, page: bool) -> str:
    """Return how long the answer to this request may be kept.

    For ever when the address holds a digest of the content, never for data, and asked for
    again each time for what a new version replaces under the same address.
    """
    path = scope["path"]
    if path.startswith(_NEVER_KEPT):
        return "no-store"
    if page or path in _ALWAYS_ASKED or status not in {200, 206, 304}:
        return "no-cache"
    if path.startswith("/assets/") or scope["query_string"].startswith(b"v="):
        return IMMUTABLE
    return "public, max-age=86400"


def content_security_policy(scope: Scope, scripts: list[str]) -> str:
    """Return the policy of a page whose inline scripts have these sources.

    Inline styles are allowed because Reflex's emotion writes them; scripts never are, but by
    their digest. The socket is named because older Safari does not count it in `'self'`.
    """
    host = Headers(scope=scope).get("host", "")
    socket = f" {'wss' if _is_secure(scope) else 'ws'}://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self'", *scripts]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            f"connect-src 'self'{socket}",
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _is_html(answer: Headers) -> bool:
    return answer.get("content-type", "").startswith("text/html")


def _is_secure(scope: Scope) -> bool:
    forwarded = Headers(scope=scope).get("x-forwarded-proto", "")
    return scope.get("scheme") == "https" or forwarded.split(",")[0].strip() == "https"
