"""The browser that tests and measures drive: Debian's Chromium."""

import shutil

from playwright.sync_api import Browser, Playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def path() -> str:
    """Return where Chromium is; raises `FileNotFoundError` with what to do."""
    found = shutil.which("chromium")
    if found is None:
        raise FileNotFoundError("Chromium is missing: apt-get install chromium")
    return found


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a window."""
    return playwright.chromium.launch(executable_path=path(), args=FLAGS)
