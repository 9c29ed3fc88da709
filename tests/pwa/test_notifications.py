"""A pushed message in a real browser: always shown, and it leads to its invoice."""

import asyncio
import json
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page

from tests.pwa.conftest import Site
from tests.pwa.install import kept_offline

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHOWN = """async () => {
    const registration = await navigator.serviceWorker.ready;
    const shown = await registration.getNotifications();
    return shown.map(({ title, body, tag, data, lang }) => ({ title, body, tag, data, lang }));
}"""


def message(**said: str) -> str:
    return json.dumps({"web_push": 8030, "notification": said})


async def ready(phone: BrowserContext, site: Site) -> Page:
    await phone.grant_permissions(["notifications"], origin=site.url)
    page = await phone.new_page()
    await page.goto(f"{site.url}/")
    await kept_offline(page)
    return page


async def tell(page: Page, data: str) -> list[dict[str, Any]]:
    """Hand a message to the worker's own function, and return what is then shown."""
    worker = page.context.service_workers[0]
    await worker.evaluate("(data) => tell(new PushEvent('push', { data }).data)", data)
    shown: list[dict[str, Any]] = await page.evaluate(SHOWN)
    return shown


async def deliver(page: Page, site: Site, data: str) -> list[dict[str, Any]]:
    """Deliver a message as the push service does, and return what is then shown.

    The browser's tools sometimes drop one while the worker wakes: it is delivered again.
    """
    tools = await page.context.new_cdp_session(page)
    registrations: asyncio.Queue[str] = asyncio.Queue()

    def known(event: dict[str, Any]) -> None:
        for registration in event["registrations"]:
            registrations.put_nowait(registration["registrationId"])

    tools.on("ServiceWorker.workerRegistrationUpdated", known)
    await tools.send("ServiceWorker.enable")
    number = await asyncio.wait_for(registrations.get(), 5)
    message = {"origin": site.url, "registrationId": number, "data": data}
    for _ in range(20):
        await tools.send("ServiceWorker.deliverPushMessage", message)
        await asyncio.sleep(0.5)
        shown: list[dict[str, Any]] = await page.evaluate(SHOWN)
        if shown:
            return shown
    return []


async def test_a_pushed_message_is_shown_as_it_says(own_phone: BrowserContext, site: Site) -> None:
    page = await ready(own_phone, site)
    address = "http://elsewhere.example/factures/42/"
    said = message(title="Suspendue : F-1", body="Pièce", tag="facture-7", navigate=address)

    (shown,) = await deliver(page, site, said)

    assert (shown["title"], shown["body"], shown["tag"]) == (
        "Suspendue : F-1",
        "Pièce",
        "facture-7",
    )
    assert (shown["data"], shown["lang"]) == (address, "fr")


async def test_a_message_sets_the_number_on_the_icon(own_phone: BrowserContext, site: Site) -> None:
    page = await ready(own_phone, site)
    worker = own_phone.service_workers[0]
    await worker.evaluate(
        "() => { navigator.setAppBadge = async (count) => { self.shown = count } }"
    )

    for count, shown in ((3, 3), ("4", 3), (0, 0)):
        await tell(page, json.dumps({"notification": {"title": "F-1", "app_badge": count}}))
        assert await worker.evaluate("() => self.shown") == shown


async def test_a_browser_whose_address_changed_subscribes_again(
    own_phone: BrowserContext, site: Site
) -> None:
    await ready(own_phone, site)
    sent = await own_phone.service_workers[0].evaluate(
        """async () => {
            const sent = [];
            self.fetch = async (address, said) => {
                sent.push([address, said?.method ?? "GET", said?.body ?? ""]);
                return new Response(JSON.stringify({ key: "abc" }));
            };
            PushManager.prototype.subscribe = async (asked) => ({ endpoint: "new", asked });
            await subscribeAgain({});
            return sent;
        }"""
    )
    held = {"endpoint": "new", "asked": {"userVisibleOnly": True, "applicationServerKey": "abc"}}
    assert sent[0] == ["/api/push/cle", "GET", ""]
    assert (sent[1][:2], json.loads(sent[1][2])) == (["/api/push", "POST"], held)


@pytest.mark.parametrize("data", ["", "du texte", "null", "{}"])
async def test_something_is_shown_whatever_comes(
    own_phone: BrowserContext, site: Site, data: str
) -> None:
    page = await ready(own_phone, site)

    (shown,) = await tell(page, data)

    assert (shown["title"], shown["data"]) == ("Choral", "/")
    assert shown["body"] == "Une de vos factures a changé de statut."


async def test_the_latest_of_an_invoice_replaces_the_former(
    own_phone: BrowserContext, site: Site
) -> None:
    page = await ready(own_phone, site)
    for title in ("Suspendue : F-1", "Mandatée : F-1"):
        shown = await tell(page, message(title=title, tag="facture-7", navigate="/factures/42/"))

    assert [one["title"] for one in shown] == ["Mandatée : F-1"]


async def test_a_tap_opens_the_invoice_on_our_own_site(
    own_phone: BrowserContext, site: Site
) -> None:
    page = await ready(own_phone, site)
    worker = own_phone.service_workers[0]
    opened = await worker.evaluate(
        """async () => {
            let opened;
            clients.openWindow = async (address) => { opened = address; };
            await show("https://elsewhere.example/factures/42/?a=1");
            return opened;
        }"""
    )
    assert opened == f"{site.url}/factures/42/?a=1"
    focused = await worker.evaluate(
        """async () => {
            let opened = "none";
            clients.openWindow = async (address) => { opened = address; };
            await show("/").catch((error) => error.name);
            return opened;
        }"""
    )
    assert (focused, page.url) == ("none", f"{site.url}/")
