"""A real socket that fails in chosen ways: what no simulator of good manners does."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

TOKEN = json.dumps({"access_token": "jeton", "expires_in": 3600}).encode()


def http(status: int, content: bytes, *headers: str, length: int | None = None) -> bytes:
    """Write an HTTP answer; `length` may promise more than comes."""
    lines = [
        f"HTTP/1.1 {status} Status",
        f"Content-Length: {len(content) if length is None else length}",
        "Content-Type: application/json",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def good(**fields: object) -> bytes:
    """Write an answer that succeeds."""
    return http(200, json.dumps({"codeRetour": 0, "libelle": "", **fields}).encode())


SILENCE = b"silence"
"""Not an answer: the server says nothing and keeps the connection open."""
DROP = b""
"""The server reads the whole request and closes the connection."""


@dataclass
class FlakyServer:
    """Answers tokens well, and everything else with `script`, one answer a request."""

    base_url: str = ""
    script: list[bytes] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    token_answer: Callable[[], bytes] = lambda: http(200, TOKEN)
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while request := await _request(reader):
                answer = self._answer(*request)
                if answer is SILENCE:
                    await asyncio.sleep(60)
                writer.write(answer)
                await writer.drain()
                if not answer or b"Connection: close" in answer:
                    return
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            self._open.discard(writer)
            writer.close()

    def _answer(self, path: str, headers: dict[str, str], body: bytes) -> bytes:
        if path.endswith("/token"):
            return self.token_answer()
        self.requests.append((path, headers, body))
        return self.script.pop(0)

    def hang_up(self) -> None:
        """Close what is still open."""
        for writer in self._open:
            writer.transport.abort()


async def _request(reader: asyncio.StreamReader) -> tuple[str, dict[str, str], bytes] | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode().strip().split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return first.split(" ")[1], headers, body


@asynccontextmanager
async def flaky_server() -> AsyncIterator[FlakyServer]:
    """Serve on a free port of this machine."""
    flaky = FlakyServer()
    server = await asyncio.start_server(flaky.serve, "127.0.0.1", 0)
    flaky.base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield flaky
    finally:
        server.close()
        flaky.hang_up()
