"""An answer held back, to be given later, cut or rewritten."""

from starlette.types import Message, Send


class Kept:
    """What an ASGI application sent, until it is time to send it on."""

    def __init__(self) -> None:
        self._start: Message = {}
        self.body = b""

    async def send(self, message: Message) -> None:
        """Take a message in place of the server."""
        if message["type"] == "http.response.start":
            self._start = message
        else:
            self.body += message.get("body", b"")

    async def give(self, send: Send, body: bytes | None = None) -> None:
        """Send the answer on, with another body if one is given, announced at its length."""
        given = self.body if body is None else body
        headers = [
            (name, str(len(given)).encode() if name == b"content-length" else value)
            for name, value in self._start["headers"]
        ]
        await send({**self._start, "headers": headers})
        await send({"type": "http.response.body", "body": given})
