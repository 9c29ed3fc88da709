"""What makes Choral an application: its manifest, its worker, its shell without a network."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.bench.choral import Choral
from tests.browser.conftest import DEMO, Hand
from tests.browser.phone import Phone


@pytest.fixture
def installed(hand: Hand, filled: None) -> Phone:
    """A phone whose service worker is allowed."""
    return hand(DEMO, service_workers="allow")


def kept(phone: Phone, path: str = "/") -> Page:
    """Open a page and wait until the worker holds the shell and controls it."""
    page = phone.open(path)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


def test_the_manifest_and_its_icons_load(hand: Hand, choral: Choral) -> None:
    page = hand().open("/connexion/")
    address = page.locator("link[rel=manifest]").get_attribute("href")
    answer = httpx.get(f"{choral.url}{address}").raise_for_status()
    manifest = answer.json()
    assert (manifest["start_url"], manifest["display"], manifest["lang"]) == (
        "/",
        "standalone",
        "fr",
    )
    sizes = {icon["sizes"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= sizes
    assert any(icon["purpose"] == "maskable" for icon in manifest["icons"])
    pictures = [*manifest["icons"], *manifest.get("screenshots", [])]
    for picture in pictures:
        loaded = page.evaluate(
            """async (src) => {
                const picture = new Image();
                picture.src = src;
                await picture.decode();
                return `${picture.naturalWidth}x${picture.naturalHeight}`;
            }""",
            picture["src"],
        )
        assert loaded == picture["sizes"], picture["src"]
    for shortcut in manifest["shortcuts"]:
        assert httpx.get(f"{choral.url}{shortcut['url']}").status_code == 200


def test_the_worker_is_active_and_controls_the_page(installed: Phone) -> None:
    page = kept(installed)
    state = page.evaluate("async () => (await navigator.serviceWorker.ready).active.state")
    assert state in {"activating", "activated"}
    expect(page.get_by_role("heading", name="À traiter")).to_be_visible()


def test_without_a_network_the_shell_opens(installed: Phone) -> None:
    page = kept(installed)
    expect(page.get_by_role("heading", name="À traiter")).to_be_visible()
    installed.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("navigation", name="Navigation principale")).to_be_visible()
    expect(page.get_by_role("heading", name="Accueil")).to_be_attached()
    page.get_by_role("link", name="Aide").click()
    expect(page.get_by_role("heading", name="Aide")).to_be_visible()
    page.goto("/factures/12/")
    expect(page.get_by_role("link", name="Retour")).to_be_visible()
    installed.context.set_offline(False)
    page.goto("/")
    expect(page.get_by_role("heading", name="À traiter")).to_be_visible()
    installed.forgive("ERR_INTERNET_DISCONNECTED")
    installed.complaints[:] = [said for said in installed.complaints if "WebSocket" not in said]


def test_a_breach_of_the_policy_would_be_heard(phone: Phone) -> None:
    """Every phone of this folder must end without complaints: this one has some."""
    page = phone.open("/aide/")
    page.evaluate("() => fetch('https://evil.example/').catch(() => 0)")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.bad = 1";
            document.head.append(script);
        }"""
    )
    assert page.evaluate("window.bad") is None
    assert len(phone.complaints) >= 2
    assert all(re.search("Content.Security.Policy|evil", said) for said in phone.complaints)
    phone.complaints.clear()
