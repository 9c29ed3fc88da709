"""The simulator's own pages, shown beside Choral's in a demonstration, to anybody.

`/simulateur` plays the recipient and steers the clock of the simulator in this process. Against
PISTE, another simulator, or with other accounts than the demonstration's, there is nothing here.
"""

from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/simulateur"
_shown: list[ASGIApp] = []


def show(simulator: ASGIApp) -> None:
    """Serve this simulator's pages from now on."""
    _shown[:] = [simulator]


def hide() -> None:
    """Serve none any more."""
    _shown.clear()


class SimulatorConsole:
    """ASGI middleware that hands `/simulateur…` to the simulator of this process, if any."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the simulator's page, or pass the request on."""
        app = _shown[0] if _shown and _is_its_own(scope) else self._app
        await app(scope, receive, send)


def _is_its_own(scope: Scope) -> bool:
    if scope["type"] != "http":
        return False
    path: str = scope["path"]
    return path == "/openapi.json" or (path + "/").startswith(f"{PREFIX}/")
