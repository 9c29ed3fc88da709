"""Photographs every screen into `.screenshots/`, to be looked at one by one.

`python -m tests.bench.screenshots [--only NAME] [--manifest]`: light and dark, phone and
computer, and the main ones at 320 px and at 200 % text. `--manifest` also renews the pictures
of the install sheet, in `assets/screenshots/`.
"""

import argparse
import shutil
import sys
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from chorus_app.services.accounts import DEMO_PEOPLE
from tests.bench import chromium
from tests.bench.choral import ROOT, Choral, serving
from tests.bench.screens import SCREENS, Screen

FOLDER = ROOT / ".screenshots"
MANIFEST = {
    "narrow-accueil": "accueil-telephone-clair",
    "narrow-factures": "factures-telephone-clair",
    "wide-factures": "facture-ordinateur-clair",
}
QUIET = "() => !document.querySelector('.skeleton, [aria-busy=true]')"


@dataclass(frozen=True)
class View:
    """How a screen is looked at. `text` is the size of the text, 1 for the usual."""

    name: str
    width: int
    height: int
    dark: bool = False
    text: int = 1
    whole: bool = False


PHONE, COMPUTER = (390, 844), (1280, 800)
EVERY = (
    View("telephone-clair", *PHONE),
    View("telephone-sombre", *PHONE, dark=True),
    View("ordinateur-clair", *COMPUTER),
    View("ordinateur-sombre", *COMPUTER, dark=True),
)
WHOLE = View("telephone-entier", *PHONE, whole=True)
NARROW = (View("etroit", 320, 640), View("texte-double", *PHONE, text=2))


def main() -> int:
    """Take every picture; return how many failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="screens whose name begins so")
    options.add_argument("--manifest", action="store_true", help="renew assets/screenshots/")
    wanted = options.parse_args()
    FOLDER.mkdir(exist_ok=True)
    screens = [screen for screen in SCREENS if screen.name.startswith(wanted.only)]
    with serving() as choral, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        album = Album(choral, browser)
        failed = sum(not album.take(screen, view) for screen in screens for view in views(screen))
        browser.close()
    if wanted.manifest and not failed:
        renew_manifest()
    return failed


def views(screen: Screen) -> tuple[View, ...]:
    """Return how this screen is looked at."""
    return EVERY + (NARROW if screen.main else ()) + ((WHOLE,) if screen.whole else ())


class Album:
    """Takes pictures of one Choral; signs each person in once."""

    def __init__(self, choral: Choral, browser: Browser) -> None:
        self._choral = choral
        self._browser = browser
        self._cookies = {email: Choral(choral.url, email).cookie() for email, _ in DEMO_PEOPLE}

    def take(self, screen: Screen, view: View) -> bool:
        """Take one picture; say so, and tell whether the screen could be reached."""
        context = self._context(screen, view)
        page = context.new_page()
        file = FOLDER / f"{screen.name}-{view.name}.png"
        try:
            self._reach(page, screen, view)
            page.screenshot(path=file)
        except (Error, AssertionError) as error:
            page.screenshot(path=file)
            print(f"✗ {file.name}: {str(error).splitlines()[0]}", flush=True)
            return False
        finally:
            context.close()
        wider = "" if self.fits else "  (wider than the screen)"
        print(f"  {file.name}{wider}", flush=True)
        return True

    def _context(self, screen: Screen, view: View) -> BrowserContext:
        context = self._browser.new_context(
            viewport={"width": view.width, "height": view.height},
            color_scheme="dark" if view.dark else "light",
            locale="fr-FR",
            device_scale_factor=1 if view.width > 1000 else 2,
        )
        if screen.who:
            name, value = self._cookies[screen.who]
            context.add_cookies([{"name": name, "value": value, "url": self._choral.url}])
        return context

    def _reach(self, page: Page, screen: Screen, view: View) -> None:
        page.goto(self._choral.url + screen.path)
        if view.text > 1:
            page.add_style_tag(content=f":root {{ font-size: {100 * view.text}% !important }}")
        self._settle(page)
        screen.act(page)
        self._settle(page, waiting=screen.waiting)
        if view.whole:
            # A taller window, not Playwright's own: bars must stay at its edges.
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": view.width, "height": height})
        self.fits = page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )

    def _settle(self, page: Page, *, waiting: bool = False) -> None:
        page.wait_for_load_state("load")
        page.wait_for_timeout(700)
        if not waiting:
            page.wait_for_function(QUIET, timeout=10_000)


def renew_manifest() -> None:
    """Copy the pictures that the install sheet shows."""
    folder = ROOT / "assets" / "screenshots"
    folder.mkdir(exist_ok=True)
    for name, picture in MANIFEST.items():
        shutil.copy(FOLDER / f"{picture}.png", folder / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
