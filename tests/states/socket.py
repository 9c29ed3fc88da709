"""The real socket of the real application, spoken to as a browser does, or as a stranger may."""

import asyncio
import contextlib
import functools
import json
from collections.abc import Iterator
from typing import Any

from reflex.utils.prerequisites import get_and_validate_app
from starlette.testclient import TestClient, WebSocketTestSession

from chorus_app.services.sessions import COOKIE
from tests.states.tab import handlers, our_states

ORIGIN = "http://localhost:3000"
_SPACE = "/_event,"


@functools.cache
def application() -> Any:
    """Return the whole application, made once: Reflex adds to it each time that it is asked."""
    from chorus_app.chorus_app import app

    return app()


class Socket:
    """A tab's socket. `seen` holds every frame as it came."""

    def __init__(self, opened: WebSocketTestSession) -> None:
        self._opened = opened
        self._marks = 0
        self.seen: list[str] = []

    def send(self, event: str, /, *, at: str = "/", router: Any = None, **payload: Any) -> None:
        """Send an event by its full name."""
        path = at.partition("?")[0].rstrip("/") or "/"
        placed = {"pathname": path, "asPath": at, "query": {}} | (router or {})
        data = {"name": event, "payload": payload, "router_data": placed}
        self.send_raw(["event", data])

    def send_raw(self, message: list[Any]) -> None:
        """Send any message, its kind first."""
        self._opened.send_text(f"42{_SPACE}{json.dumps(message)}")

    def call(self, name: str, /, *, at: str = "/", **payload: Any) -> list[dict[str, Any]]:
        """Send an event to one of our handlers; return the updates that it caused."""
        handler = handlers()[name]
        self.send(f"{handler.state_full_name}.{handler.fn.__name__}", at=at, **payload)
        return self.updates()

    def confirm(self, state: str, /, *, at: str, order: str) -> list[dict[str, Any]]:
        """Tap on the confirmation that bears this number, as soon as it is shown."""
        return self.call(f"{state}.confirm", at=at, order=order, shown_for=0)

    def updates(self) -> list[dict[str, Any]]:
        """Return what came until now: an event that always answers is sent, and waited for."""
        self._marks += 1
        mark = f"repere-{self._marks}"
        search = handlers()["FacturesState.search"]
        self.send(f"{search.state_full_name}.search", at=f"/{mark}/", text=mark)
        found: list[dict[str, Any]] = []
        while True:
            update = self._update()
            if mark in json.dumps(update.get("events", [])):
                return [of_ours(update) for update in found]
            found.append(update)

    def wait_for(self, text: str) -> None:
        """Read until an update holds this text."""
        while text not in json.dumps(of_ours(self._update())):
            pass

    def _update(self) -> dict[str, Any]:
        while True:
            frame = self._opened.receive_text()
            self.seen.append(frame)
            assert frame != "2", "a ping: nothing was answered for 25 seconds"
            kind, _, body = frame.partition(_SPACE)
            if kind == "42" and (told := json.loads(body))[0] == "event":
                update: dict[str, Any] = told[1]
                return update


_LOOKS = 200


@contextlib.contextmanager
def opened(client: TestClient, *, tab: str, session: str | None = None) -> Iterator[Socket]:
    """Open the socket of a tab, with a session's cookie or none."""
    headers = {"origin": ORIGIN, "upgrade": "websocket"}
    if session:
        headers["cookie"] = f"{COOKIE}={session}"
    address = f"/_event/?EIO=4&transport=websocket&token={tab}"
    with client.websocket_connect(address, headers=headers) as connected:
        connected.receive_text()
        connected.send_text(f"40{_SPACE}")
        while not connected.receive_text().startswith(f"40{_SPACE}"):
            continue  # another token, where the last socket of this tab is still being forgotten
        yield Socket(connected)
        connected.send_text(f"41{_SPACE}")
        _wait_until_forgotten(client, tab)


def _wait_until_forgotten(client: TestClient, tab: str) -> None:
    """Wait until this tab's token is free: a second socket would be given another one."""
    assert client.portal
    for _ in range(500):
        if not any(known.startswith(tab) for known in _tabs()):
            return
        client.portal.call(asyncio.sleep, 0.01)
    raise AssertionError("the server did not see that the socket was closed")


def _tabs() -> list[str]:
    """Return the tokens of the tabs whose socket the server believes to be open."""
    namespace = get_and_validate_app().app.event_namespace
    return list(namespace.token_to_sid) if namespace else []


def of_ours(update: dict[str, Any]) -> dict[str, Any]:
    """Leave out of an update what Reflex itself keeps: where the tab is, and its token."""
    ours = {state.get_full_name() for state in our_states()}
    delta = update.get("delta", {})
    return update | {"delta": {state: told for state, told in delta.items() if state in ours}}


def latest(updates: list[dict[str, Any]], name: str) -> Any:
    """Return the latest value of a var in these updates; None when they do not tell it."""
    values = [
        shown[f"{name}_rx_state_"]
        for update in updates
        for shown in update.get("delta", {}).values()
        if f"{name}_rx_state_" in shown
    ]
    return values[-1] if values else None


def redirections(updates: list[dict[str, Any]]) -> list[str]:
    """Return where these updates send the browser."""
    return [
        event["payload"]["path"]
        for update in updates
        for event in update.get("events", [])
        if event["name"] == "_redirect"
    ]
