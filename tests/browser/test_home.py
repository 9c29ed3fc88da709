"""Accueil: what waits, what is to be cashed, the four families."""

import re

import pytest
from babel.dates import format_date
from playwright.sync_api import Locator, Page, expect

from tests.browser.chorus import ChorusPro, Told
from tests.browser.conftest import EMPTY, Hand
from tests.browser.phone import Phone
from tests.browser.words import euros, plain

FAMILIES = {
    "Émission": {"BROUILLON", "DEPOSEE", "EN_COURS_ACHEMINEMENT"},
    "Réception": {"MISE_A_DISPOSITION", "COMPLETEE"},
    "Renvoi": {"A_RECYCLER", "SUSPENDUE", "REJETEE"},
    "Avancement": {
        "SERVICE_FAIT",
        "MANDATEE",
        "MISE_A_DISPOSITION_COMPTABLE",
        "COMPTABILISEE",
        "MISE_EN_PAIEMENT",
    },
}
WAITING = {"SUSPENDUE", "A_RECYCLER", "REJETEE", "BROUILLON"}
OVER = {"REJETEE", "SUPPRIMEE", "BROUILLON", "MISE_EN_PAIEMENT"}


def part(page: Page, title: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name=title, exact=True))


def summed(found: list[Told]) -> str:
    return euros(sum(told.counted for told in found))


def open_home(page: Page) -> None:
    """Open Accueil as somebody who has acknowledged what came back."""
    page.goto("/")
    expect(page.get_by_role("heading", name="À encaisser")).to_be_attached()
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
    window = page.get_by_role("dialog", name="Factures revenues")
    if window.is_visible():
        window.get_by_role("button", name="J’ai tout vu").click()
        expect(window).to_be_hidden()


def test_what_came_back_is_told_once(phone: Phone, chorus: ChorusPro) -> None:
    open_home(phone.open("about:blank"))
    told = chorus.first("MANDATEE")
    chorus.move(told, "REJETEE", "Le marché est clos.")
    page = phone.open("/a-traiter/")
    expect(page.get_by_text("« Le marché est clos. »")).to_be_visible()
    page = phone.open("/")
    window = page.get_by_role("dialog", name="Factures revenues")
    item = window.get_by_role("listitem")
    expect(item).to_have_count(1)
    deposited = format_date(told.deposited, "d MMM y", locale="fr_FR")
    for words in (told.number, "« Le marché est clos. »", told.recipient, deposited):
        expect(item).to_contain_text(words)
    window.get_by_role("button", name="Plus tard").click()
    expect(window).to_be_hidden()
    page = phone.open("/")
    expect(page.get_by_role("heading", name="À encaisser")).to_be_visible()
    expect(page.get_by_role("dialog", name="Factures revenues")).to_be_hidden()
    another = chorus.first("MANDATEE")
    chorus.move(another, "SUSPENDUE", "Il manque le bon.")
    page = phone.open("/a-traiter/")
    expect(page.get_by_text("« Il manque le bon. »")).to_be_visible()
    window = phone.open("/").get_by_role("dialog", name="Factures revenues")
    for seen in (told, another):
        item = window.get_by_role("listitem").filter(has_text=seen.number)
        item.get_by_role("button", name="J’ai vu").click()
    expect(window).to_be_hidden()
    page = phone.open("/a-traiter/")
    expect(page.get_by_text("« Le marché est clos. »")).to_be_visible()
    page = phone.open("/")
    expect(page.get_by_role("heading", name="À encaisser")).to_be_visible()
    expect(page.get_by_role("dialog", name="Factures revenues")).to_be_hidden()


def test_what_waits_comes_first_each_with_its_act(page: Page, chorus: ChorusPro) -> None:
    open_home(page)
    items = part(page, "À traiter").get_by_role("listitem")
    expect(items).to_have_count(3)
    expect(items.first).to_contain_text("Pièce demandée")
    for item in items.all():
        expect(item.locator(".act")).to_have_text(re.compile("^[A-Z].+"))
    suspended = [told for told in chorus.invoices() if told.status == "SUSPENDUE"]
    said = plain(items.first.inner_text())
    [told] = [told for told in suspended if told.number in said]
    assert told.recipient in said
    assert euros(told.amount) in said
    items.first.get_by_role("link").click()
    page.wait_for_url("**/repondre/**")
    expect(page.get_by_role("main").get_by_text(told.number).first).to_be_visible()


def test_the_tab_counts_all_that_waits(page: Page) -> None:
    page.goto("/a-traiter/")
    items = page.get_by_role("main").get_by_role("listitem")
    expect(items.first).to_be_visible()
    badge = page.get_by_role("navigation").get_by_text("à traiter").locator("xpath=..")
    expect(badge).to_have_text(f"{items.count()} à traiter")
    expect(page.get_by_text(f"{items.count()} choses vous attendent")).to_be_visible()


def test_what_is_outstanding_is_what_chorus_pro_says(page: Page, chorus: ChorusPro) -> None:
    open_home(page)
    outstanding = [told for told in chorus.invoices() if told.status not in OVER]
    money = part(page, "À encaisser")
    expect(money.locator(".hero")).to_have_text(summed(outstanding))
    expect(money).to_contain_text(f"{len(outstanding)} factures envoyées")
    bars = money.get_by_role("list").get_by_role("listitem")
    expect(bars).to_have_count(6)
    expect(bars.first).to_contain_text("retard")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_opens_the_list_that_it_counts(page: Page, chorus: ChorusPro, family: str) -> None:
    open_home(page)
    found = [told for told in chorus.invoices() if told.status in FAMILIES[family]]
    tile = part(page, "Par étape").get_by_role("link", name=family)
    expect(tile).to_contain_text(str(len(found)))
    expect(tile).to_contain_text(summed(found))
    tile.click()
    expect(page.get_by_text(f"{len(found)} factures", exact=True)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="factures")).to_contain_text(summed(found))
    expect(page.get_by_role("link", name=f"étape : {family}")).to_be_visible()


def test_the_latest_changes_are_the_latest(page: Page) -> None:
    open_home(page)
    rows = part(page, "Derniers changements").locator("a.row")
    expect(rows).to_have_count(10)
    number = rows.first.locator(".muted.small").first.inner_text()
    rows.first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def test_a_beginner_is_told_what_to_do(hand: Hand) -> None:
    page = hand(EMPTY).open("/")
    expect(page.get_by_text("Aucune facture dans Chorus Pro pour le moment.")).to_be_visible()
    page.get_by_role("link", name="Déposer une facture").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Déposer une facture")
