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
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ViewportSize,
    async_playwright,
)

from tests.bench.chromium import FLAGS, path
from tests.web import front_end

SERVE = "--interface asgi --factory --workers 1 --host 127.0.0.1 --log-level error --port"
PHONE = ViewportSize(width=390, height=844)


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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[BrowserType]:
    async with async_playwright() as playwright:
        yield playwright.chromium


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: BrowserType) -> AsyncIterator[Browser]:
    browser = await chromium.launch(executable_path=path(), args=FLAGS)
    yield browser
    await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A phone that has never been here."""
    context = await browser.new_context(viewport=PHONE)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def own_phone(chromium: BrowserType, tmp_path: Path) -> AsyncIterator[BrowserContext]:
    """A phone with a profile of its own: an incognito window cannot install anything."""
    context = await chromium.launch_persistent_context(
        tmp_path, executable_path=path(), args=FLAGS, viewport=PHONE
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
