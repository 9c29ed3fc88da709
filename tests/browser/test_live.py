"""With a page open: what the recipient does is seen within five seconds, without a reload."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.chorus import ChorusPro
from tests.browser.phone import Phone
from tests.browser.test_detail import open_invoice
from tests.browser.test_home import open_home, part

SOON = 5_000


@pytest.fixture
def page(page: Page) -> Any:
    """A tab that is not loaded again: the test fails if it was."""
    yield page
    assert page.evaluate("window.same") is True


def stay(page: Page) -> None:
    page.evaluate("window.same = true")


def test_the_list_follows(page: Page, chorus: ChorusPro) -> None:
    told = chorus.first("SERVICE_FAIT")
    page.goto("/factures/?statut=SERVICE_FAIT,SUSPENDUE")
    row = page.locator("section.group", has_text="Service fait").locator("a.row")
    expect(row.filter(has_text=told.number)).to_be_visible()
    stay(page)
    chorus.move(told, "SUSPENDUE", "Il manque le bon de livraison.")
    suspended = page.locator("section.group", has_text="Suspendue").locator("a.row")
    expect(suspended.filter(has_text=told.number)).to_be_visible(timeout=SOON)
    expect(row.filter(has_text=told.number)).to_have_count(0)


def test_an_open_invoice_follows(page: Page, chorus: ChorusPro) -> None:
    told = chorus.first("COMPTABILISEE")
    open_invoice(page, told.number)
    expect(page.locator(".status-pill")).to_have_text("Comptabilisée")
    passages = page.locator("ol.timeline > li")
    before = passages.count()
    stay(page)
    chorus.move(told, "MISE_EN_PAIEMENT")
    expect(page.locator(".status-pill")).to_have_text("Mise en paiement", timeout=SOON)
    expect(passages).to_have_count(before + 1)
    expect(passages.first).to_contain_text("Mise en paiement")


def test_accueil_follows(page: Page, chorus: ChorusPro) -> None:
    told = chorus.first("MANDATEE")
    open_home(page)
    stay(page)
    chorus.move(told, "SUSPENDUE", "Le devis signé manque.")
    first = part(page, "À traiter").get_by_role("listitem").filter(has_text=told.number)
    expect(first).to_contain_text("« Le devis signé manque. »", timeout=SOON)
    latest = part(page, "Derniers changements").locator("a.row").first
    expect(latest).to_contain_text(told.number)


def test_two_tabs_follow_both(phone: Phone, chorus: ChorusPro) -> None:
    told = chorus.first("MISE_A_DISPOSITION_COMPTABLE")
    tabs = [phone.open(f"/factures/?numero={told.number}") for _ in range(2)]
    for tab in tabs:
        expect(tab.locator("main a.row")).to_be_visible()
        stay(tab)
    chorus.move(told, "COMPTABILISEE")
    for tab in tabs:
        heading = tab.get_by_role("heading", name="Comptabilisée · 1")
        expect(heading).to_be_visible(timeout=SOON)


def test_a_search_under_way_is_not_disturbed(page: Page, chorus: ChorusPro) -> None:
    told = chorus.first("MISE_A_DISPOSITION")
    page.goto("/factures/")
    expect(page.locator("main a.row").first).to_be_visible()
    stay(page)
    box = page.get_by_role("searchbox")
    box.press_sequentially(told.number[:-3])
    chorus.move(told, "SERVICE_FAIT")
    box.press_sequentially(told.number[-3:])
    expect(box).to_have_value(told.number)
    expect(box).to_be_focused()
    expect(page.get_by_role("heading", name="Service fait · 1")).to_be_visible(timeout=SOON)


def test_a_broken_connection_is_told_then_mended(phone: Phone, chorus: ChorusPro) -> None:
    sockets: list[WebSocketRoute] = []

    def carry(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    phone.context.route_web_socket(re.compile("/_event"), carry)
    told = chorus.first("SERVICE_FAIT")
    page = phone.open(f"/factures/?numero={told.number}")
    expect(page.get_by_role("heading", name="Service fait · 1")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^à jour"))).to_be_visible()
    stay(page)
    phone.context.set_offline(True)
    sockets[-1].close()  # the browser itself keeps a socket that was open
    lost = page.locator(".notice:visible", has_text="ce qui est affiché date de")
    expect(lost).to_have_count(1, timeout=20_000)
    chorus.move(told, "MANDATEE")
    phone.context.set_offline(False)
    expect(page.get_by_role("heading", name="Mandatée · 1")).to_be_visible(timeout=30_000)
    expect(lost).to_have_count(0)
    assert page.evaluate("window.same") is True
    phone.complaints[:] = [said for said in phone.complaints if "onnection" not in said]
