"""Choral itself, built as for production and served apart from a running `make run`."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from playwright.sync_api import Browser, BrowserContext

from chorus_app.services.accounts import DEMO_PASSWORD, DEMO_PEOPLE
from chorus_app.services.sessions import COOKIE

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".bench"
INVOICE_LINK = "a[href^='/factures/']:not([href='/factures/'], [href^='/factures/?'], [href*='#'])"


@dataclass(frozen=True)
class Choral:
    """A served Choral, in demonstration: `email` may sign in."""

    url: str
    email: str = DEMO_PEOPLE[0][0]

    def cookie(self) -> tuple[str, str]:
        """Sign in; return the session cookie's name and value."""
        who = {"email": self.email, "password": DEMO_PASSWORD}
        answer = httpx.post(f"{self.url}/api/session", json=who).raise_for_status()
        return COOKIE, answer.cookies[COOKIE]

    def signed_in(self, context: BrowserContext) -> BrowserContext:
        """Give `context` a session; return it."""
        name, value = self.cookie()
        context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return context

    def an_invoice(self, browser: Browser) -> str:
        """Return the address of the first invoice in the list, once the list has come."""
        context = self.signed_in(browser.new_context())
        page = context.new_page()
        page.goto(f"{self.url}/factures/")
        address = page.locator(INVOICE_LINK).first.get_attribute("href", timeout=30_000)
        context.close()
        return address or ""


@contextmanager
def serving(folder: Path = FOLDER, **settings: str) -> Iterator[Choral]:
    """Build and serve Choral; `settings` are variables such as `CHORAL_SIMULATOR_SPEED`.

    The build stays in `folder` for the next time; the data is new each time.
    """
    port = free_port()
    with TemporaryDirectory() as data, own_folder(folder) as own:
        here = {
            "PORT": str(port),
            "REFLEX_WEB_WORKDIR": str(own / "web"),
            "CHORAL_DATA_DIR": data,
        }
        log = own / "choral.log"
        with log.open("w") as output:
            server = subprocess.Popen(
                ["reflex", "run", "--env", "prod"],
                cwd=ROOT,
                env={**build_environment(), **here, **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            url = f"http://127.0.0.1:{port}"
            await_answer(f"{url}/ping", server, log)
            yield Choral(url)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


@contextmanager
def own_folder(parent: Path) -> Iterator[Path]:
    """Hold a folder of `parent`: building under a running server would change its pages."""
    for number in count(1):
        folder = parent / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield folder
            return


def build_environment() -> dict[str, str]:
    """Return what the Makefile gives a build: our tools first, and npm's own registry."""
    tools = [Path(sys.executable).parent, ROOT / ".bun" / "node_modules" / ".bin"]
    given = {
        "PATH": os.pathsep.join([*map(str, tools), os.environ["PATH"]]),
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
    }
    if npm := shutil.which("npm"):
        asked = [npm, "config", "get", "registry"]
        said = subprocess.run(asked, capture_output=True, text=True, check=True)
        given["NPM_CONFIG_REGISTRY"] = said.stdout.strip()
    return {**given, **os.environ, "PATH": given["PATH"]}


def await_answer(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once `url` answers; `RuntimeError` with the log's end when the server is over."""
    until = time.monotonic() + 180
    while server.poll() is None and time.monotonic() < until:
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"Choral did not start:\n{log.read_text()[-3000:]}")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port: int = any_port.getsockname()[1]
    return port
