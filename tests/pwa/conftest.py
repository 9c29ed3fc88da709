"""A made-up front end on a real port, and a real Chromium."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.async_api import BrowserContext, async_playwright

from tests.bench import chromium
from tests.web import front_end

SERVE = "--interface asgi --factory --workers 1 --host 127.0.0.1 --log-level error --port"


@dataclass
class Site:
    """A server of the build in `folder`."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, word: str = "Accueil") -> None:
        """Serve a new build whose first page says `word`."""
        build = front_end.build_in(self.folder / word, word=word)
        command = [sys.executable, "-m", "granian", *SERVE.split(), str(self.port)]
        self.process = subprocess.Popen(
            [*command, "tests.web.front_end:app_of_environment"],
            env={**os.environ, "MADE_UP_BUILD": str(build)},
        )
        wait_for(f"{self.url}/version.json")

    def stop(self) -> None:
        """Go away, as a server under maintenance does."""
        if self.process:
            self.process.terminate()
            self.process.wait(10)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that stays as it is."""
    with serving(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def changing_site(tmp_path: Path) -> Iterator[Site]:
    """A site to stop, or to put a new version on."""
    with serving(tmp_path) as site:
        yield site


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        site = Site(folder, free.getsockname()[1])
    site.start()
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[BrowserContext]:
    """A browser with a profile of its own: an incognito one could not install anything."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium.path(),
            args=chromium.FLAGS,
            viewport={"width": 390, "height": 844},
        )
        yield context
        await context.close()


def wait_for(url: str, seconds: float = 15) -> None:
    """Return once `url` answers; `TimeoutError` after `seconds`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(url)
