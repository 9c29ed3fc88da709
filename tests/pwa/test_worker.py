import re

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.pwa.conftest import Site
from tests.pwa.install import kept_offline, obstacles

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def opened(phone: BrowserContext, site: Site) -> Page:
    page = await phone.new_page()
    await page.goto(f"{site.url}/")
    await kept_offline(page)
    return page


async def test_the_app_can_be_installed(own_phone: BrowserContext, site: Site) -> None:
    assert await obstacles(await opened(own_phone, site)) == []


async def test_pages_obey_their_policy(phone: BrowserContext, site: Site) -> None:
    page = await phone.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ["/", "/factures", "/factures/42"]:
        await page.goto(site.url + path)
        assert await page.evaluate("window.hydrated")
        await expect(page.locator("body[data-script]")).to_be_visible()
    assert said == []
    injected = "() => { const s = document.createElement('script'); s.textContent = 'window.bad=1';"
    await page.evaluate(f"{injected} document.head.append(s); }}")
    assert await page.evaluate("window.bad") is None
    assert "Content Security Policy" in said[0]


@pytest.mark.parametrize(
    ("path", "title"),
    [("/", "Accueil"), ("/factures?statut=rejetee", "Factures"), ("/factures/42/", "Facture")],
)
async def test_pages_open_without_a_network(
    phone: BrowserContext, site: Site, path: str, title: str
) -> None:
    page = await opened(phone, site)
    await phone.set_offline(True)
    await page.goto(site.url + path)
    await expect(page.get_by_role("heading")).to_have_text(title)
    await expect(page.locator("body")).to_have_attribute("data-script", "Accueil")


async def test_pages_open_while_the_server_is_away(
    phone: BrowserContext, changing_site: Site
) -> None:
    page = await opened(phone, changing_site)
    changing_site.stop()
    await page.goto(f"{changing_site.url}/factures/")
    await expect(page.get_by_role("heading")).to_have_text("Factures")


async def test_what_is_not_kept_says_so_and_comes_back(phone: BrowserContext, site: Site) -> None:
    page = await opened(phone, site)
    await page.wait_for_function("() => localStorage['choral-en-ligne']")
    await phone.set_offline(True)
    await page.goto(f"{site.url}/inconnue")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Pas de réseau")
    seen = re.compile(r"Dernière connexion\s: \w+ \d+ \w+ à \d\d:\d\d\.")
    await expect(page.locator("#seen")).to_have_text(seen)
    async with page.expect_navigation():
        await phone.set_offline(False)
    await expect(page.locator("#seen")).to_have_count(0)


async def test_data_is_never_kept(phone: BrowserContext, site: Site) -> None:
    page = await opened(phone, site)
    assert await page.evaluate("async () => (await fetch('/api/echo')).status") == 200
    kept = """async () => {
        const names = await caches.keys();
        const lists = names.map(async (name) => (await caches.open(name)).keys());
        return (await Promise.all(lists)).flat().map((request) => new URL(request.url).pathname);
    }"""
    addresses = await page.evaluate(kept)
    assert "/factures/" in addresses
    assert not [address for address in addresses if address.startswith(("/api", "/_", "/version"))]
    await phone.set_offline(True)
    asked = "() => fetch('/api/echo').then(() => 'answered', () => 'no network')"
    assert await page.evaluate(asked) == "no network"


async def test_a_new_version_waits_until_it_is_accepted(
    phone: BrowserContext, changing_site: Site
) -> None:
    page = await opened(phone, changing_site)
    changing_site.stop()
    changing_site.start(word="Bonjour")
    await page.reload()
    bar = page.get_by_role("status")
    await expect(bar).to_contain_text("Nouvelle version")
    await bar.get_by_role("button", name="Plus tard").click()
    await expect(bar).to_have_count(0)
    await page.reload()
    async with page.expect_navigation():
        await page.get_by_role("button", name="Mettre à jour").click()
    await expect(bar).to_have_count(0)
    assert len(await page.evaluate("caches.keys()")) == 1
    await phone.set_offline(True)
    await page.reload()
    await expect(page.get_by_role("heading")).to_have_text("Bonjour")


async def test_another_tab_is_asked_before_it_reloads(
    phone: BrowserContext, changing_site: Site
) -> None:
    page, form = await opened(phone, changing_site), await opened(phone, changing_site)
    changing_site.stop()
    changing_site.start(word="Bonjour")
    await page.reload()
    await page.get_by_role("button", name="Mettre à jour").click()
    await expect(form.get_by_role("status")).to_contain_text("Nouvelle version")
    await expect(form.get_by_role("heading")).to_have_text("Accueil")


@pytest.mark.parametrize("system", ["light", "dark"])
async def test_the_chosen_theme_reaches_the_page_and_the_bars(
    phone: BrowserContext, site: Site, system: str
) -> None:
    page = await phone.new_page()
    await page.emulate_media(color_scheme="dark" if system == "dark" else "light")
    await page.goto(f"{site.url}/")
    html = page.locator("html")
    await expect(html).to_have_attribute("data-theme", "light")
    chosen = page.locator("meta#theme-chosen")
    await expect(chosen).to_have_count(1 if system == "dark" else 0)
    await page.evaluate("document.documentElement.className = 'dark'")
    await expect(html).to_have_attribute("data-theme", "dark")
    await expect(chosen).to_have_count(0 if system == "dark" else 1)
