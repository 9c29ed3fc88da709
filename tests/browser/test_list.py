"""The list: under its headings, in every order, to its end and back, and kept by its address."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chorus import ChorusPro
from tests.browser.words import euros, plain

MOST_ROWS = 60
# Sees every row that is ever drawn, how many at once, and how far a row in view moves when those
# above it come or go.
WATCH = """() => {
    window.seen = new Set();
    window.most = window.moved = 0;
    let last;
    const look = () => {
        const rows = [...document.querySelectorAll("main a.row")];
        rows.forEach((row) => window.seen.add(row.getAttribute("href")));
        window.most = Math.max(window.most, rows.length);
        if (last && last.first !== rows[0] && last.row.isConnected) {
            const moved = last.row.getBoundingClientRect().top - last.top;
            window.moved = Math.max(window.moved, Math.abs(moved));
        }
        const row = rows.find((row) => row.getBoundingClientRect().top > 250);
        last = row && { row, first: rows[0], top: row.getBoundingClientRect().top };
        requestAnimationFrame(look);
    };
    look();
}"""


def rows(page: Page) -> Locator:
    return page.locator("main a.row")


def opened(page: Page, query: str = "") -> Page:
    """Open the list and wait for its rows."""
    page.goto(f"/factures/{query}")
    expect(rows(page).first).to_be_visible()
    return page


def scroll_down(page: Page, count: int) -> None:
    """Scroll until this many rows have been seen; each time, wait for more to come."""
    while (before := page.evaluate("window.seen.size")) < count:
        page.mouse.wheel(0, 4_000)
        page.wait_for_function("(before) => window.seen.size > before", arg=before)


def back_to_top(page: Page) -> None:
    """Press the key until the page is there: rows that come meanwhile may halt the scrolling."""
    for _ in range(20):
        page.keyboard.press("Home")
        page.wait_for_timeout(300)
        if page.evaluate("window.scrollY") == 0:
            return


def test_invoices_stand_under_their_status(page: Page, chorus: ChorusPro) -> None:
    told = chorus.invoices()
    opened(page)
    line = page.get_by_role("status").filter(has_text="factures")
    expect(line).to_contain_text(f"{len(told)} factures")
    expect(line).to_contain_text(euros(sum(invoice.counted for invoice in told)))
    opened(page, "?statut=REJETEE,COMPLETEE")
    groups = page.locator("section.group")
    expect(groups).to_have_count(2)
    for group, status, label in (
        (groups.first, "COMPLETEE", "Complétée"),
        (groups.last, "REJETEE", "Rejetée"),
    ):
        there = [invoice for invoice in told if invoice.status == status]
        expect(group.get_by_role("heading")).to_have_text(f"{label} · {len(there)}")
        total = euros(sum(invoice.amount for invoice in there))
        expect(group.locator("header .amount")).to_have_text(total)
        shown = group.locator("a.row")
        expect(shown).to_have_count(len(there))
        for invoice in there:
            expect(shown.filter(has_text=invoice.number)).to_contain_text(euros(invoice.amount))


def test_what_was_deleted_is_said_to_count_for_nothing(page: Page) -> None:
    opened(page, "?statut=SUPPRIMEE")
    expect(page.locator("section.group header .amount")).to_have_text("hors total")


@pytest.mark.parametrize("order", ["date", "montant"])
def test_the_order_is_the_one_asked_for(page: Page, chorus: ChorusPro, order: str) -> None:
    opened(page)
    page.get_by_label("Trier").select_option(f"Par {order}")
    expect(page).to_have_url(re.compile(f"tri={order}$"))
    expect(page.get_by_role("heading", level=2)).to_have_count(0)
    shown = rows(page).locator(".amount").all_inner_texts()
    told = chorus.invoices()
    if order == "montant":
        largest = sorted((invoice.amount for invoice in told), reverse=True)
        assert [plain(text) for text in shown] == [euros(cents) for cents in largest[: len(shown)]]
        return
    dates = [plain(text)[-8:] for text in rows(page).locator(".right").all_inner_texts()]
    days = [(text[6:], text[3:5], text[:2]) for text in dates if text[2] == "/"]
    assert days == sorted(days, reverse=True)
    assert len(days) > 25


def test_what_is_due_soonest_comes_first(page: Page) -> None:
    opened(page, "?tri=echeance")
    expect(page.get_by_label("Trier")).to_have_value("echeance")
    hints = rows(page).locator(".hint").all_inner_texts()
    late = [int(found[1]) for text in hints if (found := re.search(r"retard.*?(\d+)", text))]
    assert len(late) > 3
    assert late == sorted(late, reverse=True)
    assert "retard" in hints[0] or hints[0].endswith("peut-être déjà payée")


def test_the_list_scrolls_to_its_end_and_back(page: Page, chorus: ChorusPro) -> None:
    total = len(chorus.invoices())
    opened(page)
    first = rows(page).first.get_attribute("href")
    page.evaluate(WATCH)
    scroll_down(page, total)
    expect(page.get_by_role("button", name="Voir la suite")).to_have_count(0)
    last = rows(page).last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    expect(rows(page).first).not_to_have_attribute("href", first or "")
    back_to_top(page)
    expect(rows(page).first).to_have_attribute("href", first or "")
    expect(rows(page).first).to_be_in_viewport()
    assert page.evaluate("window.seen.size") == total
    assert page.evaluate("window.most") <= MOST_ROWS


def test_rows_stay_under_the_thumb(page: Page) -> None:
    opened(page)
    page.evaluate(WATCH)
    scroll_down(page, 150)
    assert page.evaluate("window.moved") <= 2


def test_the_address_keeps_the_search(page: Page) -> None:
    opened(page)
    page.get_by_role("searchbox").fill("rennes")
    expect(page).to_have_url(re.compile(r"\?q=rennes$"))
    page.get_by_label("Trier").select_option("Par montant")
    expect(page).to_have_url(re.compile(r"\?q=rennes&tri=montant$"))
    count = page.get_by_text(re.compile(r"^\d+\sfactures$"))
    expect(count).not_to_have_text(re.compile("244"))
    said = count.inner_text()
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("rennes")
    expect(page.get_by_label("Trier")).to_have_value("montant")
    expect(count).to_have_text(said)
    rows(page).first.click()
    page.wait_for_url(re.compile(r"/factures/\d+/"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=rennes&tri=montant$"))
    expect(page.get_by_role("searchbox")).to_have_value("rennes")
    expect(count).to_have_text(said)


def test_the_back_button_of_an_invoice_leads_to_the_list_as_it_was(page: Page) -> None:
    opened(page, "?q=rennes&tri=montant")
    place = rows(page).nth(12)
    place.scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    assert scrolled > 300
    place.click()
    page.wait_for_url(re.compile(r"/factures/\d+/"))
    page.get_by_role("link", name="Retour").click()
    expect(page).to_have_url(re.compile(r"\?q=rennes&tri=montant$"))
    page.wait_for_function("(place) => Math.abs(scrollY - place) < 100", arg=scrolled)


def test_the_back_button_keeps_the_search_when_the_page_was_loaded_anew(page: Page) -> None:
    opened(page, "?q=rennes")
    page.goto(rows(page).first.get_attribute("href") or "")
    page.get_by_role("link", name="Retour").click()
    expect(page).to_have_url(re.compile(r"/factures/\?q=rennes$"))


def test_a_search_that_finds_nothing_says_what_to_do(page: Page) -> None:
    page.goto("/factures/?q=zzz")
    expect(page.get_by_text("Aucune facture ne correspond.")).to_be_visible()
    page.get_by_role("link", name="Voir toutes les factures").click()
    expect(rows(page).first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("")
