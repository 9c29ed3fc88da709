"""Walks each flow of a supplier's thumb and takes a picture of each screen into `.screenshots/`.

`python -m tests.bench.flows [--dark]`: at 390 x 844, from the notification to the confirmed act,
with the taps that it took. The same flows are tests: `tests/browser/test_flows.py`.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench import chromium
from tests.bench.choral import Choral, serving
from tests.bench.screenshots import FOLDER, QUIET
from tests.browser.chorus import ChorusPro, simulating
from tests.browser.flows import FLOWS, Thumb
from tests.browser.phone import SIZE


def main() -> int:
    """Walk every flow and print its taps; the pictures are named after flow and step."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dark", action="store_true", help="in dark colours")
    wanted = options.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, simulating(Path(folder)) as chorus:
        settings = {"CHORAL_CHORUS_URL": chorus.url, "CHORAL_SYNC_SECONDS": "1"}
        with serving(**settings) as choral, sync_playwright() as playwright:
            browser = chromium.launch(playwright)
            for name in FLOWS:
                walk(name, choral, chorus, browser, dark=wanted.dark)
            browser.close()
    return 0


def walk(name: str, choral: Choral, chorus: ChorusPro, browser: Browser, *, dark: bool) -> None:
    """Walk one flow on a phone of its own."""
    theme = "dark" if dark else "light"
    context = browser.new_context(
        viewport=SIZE,
        color_scheme="dark" if dark else "light",
        locale="fr-FR",
        timezone_id="Europe/Paris",
        base_url=choral.url,
        device_scale_factor=2,
    )
    page = choral.signed_in(context).new_page()

    def photograph(screen: str) -> None:
        page.wait_for_function(QUIET, timeout=10_000)
        page.wait_for_timeout(400)
        step = f"{len(thumb.screens)}-{screen.replace(' ', '-')}"
        page.screenshot(path=FOLDER / f"flux-{name}-{step}-{theme}.png")

    thumb = Thumb(page, photograph)
    FLOWS[name](thumb, chorus)
    print(f"{name}: {thumb.taps} taps: {' → '.join(thumb.screens)}", flush=True)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
