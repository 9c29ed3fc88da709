"""The first reading of twenty thousand invoices: usable while it goes on."""

import re

from playwright.sync_api import Browser, expect

from tests.bench.choral import FOLDER, Choral, serving
from tests.browser.chorus import ChorusPro
from tests.browser.conftest import LOAD, Hand
from tests.browser.phone import SIZE


def test_a_large_supplier_reads_while_choral_does(browser: Browser, chorus: ChorusPro) -> None:
    settings = {"CHORAL_CHORUS_URL": chorus.url, "CHORAL_SYNC_SECONDS": "1"}
    with serving(FOLDER / "browser", **settings) as new:
        context = Choral(new.url, LOAD).signed_in(
            browser.new_context(viewport=SIZE, base_url=new.url)
        )
        page = context.new_page()
        page.goto("/factures/")
        progress = page.get_by_role("status").filter(has_text="Première lecture de Chorus Pro")
        expect(progress).to_contain_text(re.compile(r"\d+ sur 20\s000\sfactures"))
        rows = page.locator("main a.row")
        expect(rows.first).to_be_visible()
        number = rows.first.locator(".muted.small").first.inner_text()
        page.get_by_role("searchbox").fill(number)
        expect(rows).to_have_count(1)
        rows.first.click()
        expect(page.get_by_role("heading", level=1).last).to_contain_text(number)
        expect(page.get_by_role("heading", name="Historique")).to_be_visible()
        page.goto("/")
        expect(page.get_by_role("heading", name="À encaisser")).to_be_visible()
        expect(progress).to_be_visible()
        context.close()


def test_it_ends_with_every_invoice(hand: Hand) -> None:
    page = hand(LOAD).open("/factures/")
    count = page.get_by_text(re.compile(r"^20\s000\sfactures$"))
    expect(count).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Première lecture de Chorus Pro")).to_have_count(0, timeout=60_000)
