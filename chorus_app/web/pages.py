"""Each page answers at its address, with or without a final slash, whatever its parameter."""

from functools import cached_property
from pathlib import Path

from reflex.utils.prerequisites import get_web_dir
from starlette.types import ASGIApp, Receive, Scope, Send

from chorus_app.pwa.build import FrontEnd


class PageAddresses:
    """ASGI middleware that leads an address to the prerendered HTML that answers it.

    Without it, `/factures` is redirected to `http://HOST/factures/` even behind TLS, and
    `/factures/42`, which has no file, paints nothing until the whole front end has loaded.
    """

    def __init__(self, app: ASGIApp, build: Path | None = None) -> None:
        self._app = app
        self._build = build

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the page's HTML, or pass the request on as it came."""
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            page = self._front_end.page(scope["path"])
            if page is not None:
                path = "/" + page.removesuffix("index.html")
                scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)

    @cached_property
    def _front_end(self) -> FrontEnd:
        return FrontEnd.read(self._build or get_web_dir() / "build")
