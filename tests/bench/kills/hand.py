"""A supplier at the real server: the session, the files over HTTP, the acts over the socket."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
from simple_websocket import Client
from simple_websocket.errors import SimpleWebsocketError
from wsproto.utilities import ProtocolError

from chorus_app.services.accounts import DEMO_PASSWORD, DEMO_PEOPLE
from chorus_app.services.sessions import COOKIE
from tests.bench.kills.field import Field
from tests.states.socket import Socket

EMAIL = DEMO_PEOPLE[0][0]


BREAKS = (OSError, SimpleWebsocketError, ProtocolError)
"""What a socket raises when its server dies: before, during or after the handshake."""


class Away(Exception):
    """The server died in the middle of an act: whoever acted looks, and acts again if need be."""


class Line:
    """A socket over the network, spoken to as `tests.states.socket` speaks to the other."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def send_text(self, text: str) -> None:
        """Send a frame."""
        self._client.send(text)

    def receive_text(self) -> str:
        """Wait for a frame."""
        told = self._client.receive(timeout=20)
        if told is None:
            raise Away
        return str(told)


@dataclass
class Hand:
    """Somebody who is signed in; the session outlives every death of the server."""

    place: Field
    cookie: str

    @classmethod
    def of(cls, place: Field) -> "Hand":
        """Sign in."""
        given = {"email": EMAIL, "password": DEMO_PASSWORD}
        answer = httpx.post(f"{place.url}/api/session", json=given, timeout=30)
        return cls(place, answer.raise_for_status().cookies[COOKIE])

    def post(self, path: str, **more: Any) -> dict[str, Any]:
        """Send a request. Raises `Away`."""
        try:
            answer = httpx.post(
                f"{self.place.url}{path}", cookies={COOKIE: self.cookie}, timeout=20, **more
            )
        except httpx.HTTPError:
            raise Away from None
        answer.raise_for_status()
        told: dict[str, Any] = answer.json() if answer.content else {}
        return told

    def hand_over(self, path: str, name: str, content: bytes) -> str:
        """Send a file as its body; return the id that it was given. Raises `Away`."""
        return str(self.post(path, content=content, headers={"X-File-Name": name})["id"])

    @contextlib.contextmanager
    def page(self) -> Iterator[Socket]:
        """Open the socket of a page. Raises `Away`, then or whenever it breaks."""
        address = f"{self.place.url.replace('http', 'ws', 1)}/_event/?EIO=4&transport=websocket"
        headers = {"Cookie": f"{COOKIE}={self.cookie}", "Origin": self.place.url}
        try:
            client = Client(f"{address}&token={uuid4()}", headers=headers)
        except BREAKS:
            raise Away from None
        try:
            line = Line(client)
            line.send_text("40/_event,")
            # The greeting before it is lost at times: it comes in one piece with the handshake.
            while not line.receive_text().startswith("40/_event,"):
                continue
            yield Socket(line)  # type: ignore[arg-type]
        except BREAKS:
            raise Away from None
        finally:
            with contextlib.suppress(*BREAKS):
                client.close()
