"""Each flow from what tells of an invoice to the confirmed act, with its taps counted."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chorus import ChorusPro
from tests.browser.conftest import DEMO, Hand
from tests.browser.flows import FLOWS, Thumb
from tests.browser.phone import Phone
from tests.services.browser_keys import Browser as Subscriber

MOST_TAPS = {"compléter": 6, "recycler": 6, "traiter-le-rejet": 4, "refaire": 7, "relancer": 2}
"""The notification's own tap and the camera's two are counted; typing is not."""
LEADS_TO = {
    "compléter": "COMPLETEE",
    "recycler": "DEPOSEE",
    "traiter-le-rejet": "REJETEE",
    "refaire": "REJETEE",
    "relancer": None,
}


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow(page: Page, chorus: ChorusPro, name: str) -> None:
    thumb = Thumb(page)

    told = FLOWS[name](thumb, chorus)

    assert thumb.taps <= MOST_TAPS[name], thumb.screens
    [there] = chorus.numbered(told.number)
    assert there.id == told.id
    assert there.status == (LEADS_TO[name] or told.status)


ICON = """
navigator.setAppBadge = async (count) => { window.icon = count; };
navigator.clearAppBadge = async () => { window.icon = 0; };
"""


def test_the_icon_bears_what_waits_and_is_cleared_at_sign_out(hand: Hand, filled: None) -> None:
    phone = hand(DEMO)
    phone.context.add_init_script(ICON)
    page = phone.open("/a-traiter/")
    count = page.locator(".count-badge")
    expect(count).to_be_visible()
    shown = count.evaluate("badge => badge.firstChild.textContent")
    same = "(shown) => String(window.icon).startsWith(shown.replace('+', ''))"
    page.wait_for_function(same, arg=shown)

    page = phone.open("/compte/")
    page.wait_for_function("() => window.icon > 0")
    # The session of every other test is this one: the server is not told.
    page.evaluate("() => { window.fetch = async () => new Response('{}'); }")
    page.evaluate("() => addEventListener('pagehide', () => (localStorage.icon = window.icon))")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_function("() => localStorage.icon === '0'")


FORGETFUL = """
if (location.protocol === 'http:') {
  localStorage.setItem('choral-notifie', 'WHO');
  Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
  const held = { endpoint: 'https://fcm.googleapis.com/send/again', options: {} };
  held.toJSON = () => ({ endpoint: held.endpoint, keys: KEYS });
  const pushManager = { getSubscription: async () => null, subscribe: async () => held };
  Object.defineProperty(navigator.serviceWorker, 'ready', { get: async () => ({ pushManager }) });
}
"""


def test_a_phone_that_forgot_is_subscribed_again_at_the_first_page(
    hand: Hand, filled: None
) -> None:
    phone = hand(DEMO)
    who = phone.context.request.get("/api/push/cle").json()["who"]
    page = opened(phone, who)
    with page.expect_response("**/api/push") as answered:
        page.goto("/")

    assert answered.value.status == 204


def test_a_phone_that_somebody_else_chose_to_ring_stays_silent(hand: Hand, filled: None) -> None:
    phone = hand(DEMO)
    page = opened(phone, "another")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    with page.expect_response("**/api/push/cle"):
        page.goto("/")
    expect(page.locator(".count-badge")).to_be_visible()

    assert not [request for request in asked if request.startswith("POST ")]


def opened(phone: Phone, who: object) -> Page:
    """Open a tab on a device that forgot its subscription, which `who` had asked for."""
    keys = json.dumps(Subscriber().subscription["keys"])
    script = FORGETFUL.replace("KEYS", keys).replace("WHO", str(who))
    phone.context.add_init_script(script)
    return phone.context.new_page()
