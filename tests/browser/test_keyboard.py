"""Without a finger: the skip link, the dialogs, the titles that a screen reader hears."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chorus import ChorusPro
from tests.browser.papers import DEMANDS_NOTHING, paper
from tests.browser.test_deposit import confirmation, read
from tests.browser.test_detail import open_invoice
from tests.browser.test_home import open_home

FOCUSED_IN = "(id) => document.getElementById(id).contains(document.activeElement)"


def test_the_skip_link_leads_to_the_content_of_this_page(page: Page, chorus: ChorusPro) -> None:
    number = chorus.first("MISE_EN_PAIEMENT").number
    open_invoice(page, number)
    page.reload()  # as prerendered: one HTML serves every invoice
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text(number)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    expect(title).to_contain_text(number)


@pytest.mark.parametrize("way_out", ["Escape", "Annuler", "backdrop"])
def test_the_filter_takes_the_focus_and_gives_it_back(page: Page, way_out: str) -> None:
    page.goto("/factures/")
    expect(page.locator("main a.row").first).to_be_visible()
    button = page.get_by_role("button", name="Filtrer")
    button.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Filtrer les factures")
    expect(sheet).to_be_visible()
    assert page.evaluate(FOCUSED_IN, "filtre")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED_IN, "filtre") or page.evaluate(
            "() => document.activeElement === document.body"
        )
    if way_out == "Escape":
        page.keyboard.press("Escape")
    elif way_out == "Annuler":
        sheet.get_by_role("button", name="Annuler").click()
    else:
        page.mouse.click(195, 10)
    expect(sheet).to_be_hidden()
    expect(button).to_be_focused()


def test_the_confirmation_takes_the_focus_and_gives_it_back(page: Page) -> None:
    read(page, paper(DEMANDS_NOTHING).pdf())
    button = page.get_by_role("button", name="Valider et envoyer")
    button.focus()
    page.keyboard.press("Enter")
    expect(confirmation(page)).to_be_visible()
    assert page.evaluate(FOCUSED_IN, "confirmation")
    page.keyboard.press("Escape")
    expect(confirmation(page)).to_be_hidden()
    expect(button).to_be_focused()
    opener = page.get_by_role("button", name="Chercher dans l’annuaire")
    opener.focus()
    page.keyboard.press("Enter")
    found = page.get_by_role("dialog", name="Chercher un destinataire")
    expect(found).to_be_visible()
    assert page.evaluate(FOCUSED_IN, "annuaire")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_each_tab_of_the_bar_has_its_title(page: Page) -> None:
    page.goto("/a-propos/")
    page.get_by_role("link", name="Retour à Choral").click()
    open_home(page)
    bar = page.get_by_role("navigation", name="Navigation principale")
    for name, title in (
        ("Factures", "Factures · Choral"),
        ("Déposer", "Déposer · Choral"),
        ("Aide", "Aide · Choral"),
        ("Compte", "Compte · Choral"),
    ):
        bar.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_title(title)
        current = bar.get_by_role("link", name=name, exact=True)
        expect(current).to_have_attribute("aria-current", "page")


def test_a_search_is_done_from_the_keyboard(page: Page) -> None:
    page.goto("/factures/")
    expect(page.locator("main a.row").first).to_be_visible()
    page.get_by_role("searchbox").focus()
    page.keyboard.type("chu rennes")
    expect(page.get_by_role("list", name="Critères compris").get_by_role("link")).to_have_count(2)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=rennes$"))


def test_the_journal_is_a_file(page: Page) -> None:
    page.goto("/compte/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter le journal").click()
    assert download.value.suggested_filename.endswith(".csv")
