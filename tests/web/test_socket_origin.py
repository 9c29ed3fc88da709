"""The socket of the real application: a signed-in one must not open from another site's page."""

import os
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from tests.bench.choral import ROOT, await_answer, free_port

SOCKET = "/_event/?EIO=4&transport=websocket&token=essai"
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve Choral without its front end, at https://choral.example for its users."""
    port, folder = free_port(), tmp_path_factory.mktemp("socket")
    environment = {
        **os.environ,
        "PORT": str(port),
        "CHORAL_DATA_DIR": str(folder / "data"),
        "CHORAL_PUBLIC_URL": "https://choral.example",
        "REFLEX_WEB_WORKDIR": str(folder / "web"),
        "REFLEX_ENV_MODE": "prod",
        "__REFLEX_SKIP_COMPILE": "true",
        "REFLEX_TELEMETRY_ENABLED": "false",
    }
    target = "chorus_app.chorus_app:app"
    serve = "--interface asgi --factory --workers 1 --host 127.0.0.1 --log-level error"
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", *serve.split(), "--port", str(port), target],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        await_answer(f"http://127.0.0.1:{port}/ping", server, log)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def handshake(port: int, origin: str | None) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", SOCKET, headers=HANDSHAKE | ({"Origin": origin} if origin else {}))
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("origin", ["https://evil.example", "http://choral.example", "null"])
def test_a_page_of_another_site_opens_no_socket(port: int, origin: str) -> None:
    assert handshake(port, origin) == 403


def test_a_page_of_another_port_opens_no_socket(port: int) -> None:
    assert handshake(port, f"http://localhost:{port + 1}") == 403


def test_our_own_pages_do(port: int) -> None:
    assert handshake(port, "https://choral.example") == 101
    assert handshake(port, f"http://localhost:{port}") == 101
    assert handshake(port, f"http://127.0.0.1:{port}") == 101
