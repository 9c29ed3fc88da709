"""Signing in, the session that ends, and the way out."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from chorus_app.services.accounts import DEMO_PASSWORD
from tests.bench.choral import Choral
from tests.browser.conftest import DEMO, Hand
from tests.browser.phone import Phone


def sign_in(page: Page, password: str = DEMO_PASSWORD, email: str = DEMO) -> None:
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter").click()


def own_session(hand: Hand, choral: Choral) -> tuple[Phone, httpx.Client]:
    """Sign a phone in with a session of its own, held by another program as well."""
    phone = hand()
    name, value = choral.cookie()
    phone.context.add_cookies([{"name": name, "value": value, "url": choral.url}])
    return phone, httpx.Client(base_url=choral.url, cookies={name: value})


def test_a_wrong_password_is_told_and_the_address_stays(hand: Hand) -> None:
    phone = hand()
    page = phone.open("/connexion/")
    sign_in(page, "pas-celui-ci")
    expect(page.get_by_role("alert")).to_have_text(
        "Adresse électronique ou mot de passe incorrect. Vérifiez les deux, puis réessayez."
    )
    expect(page.get_by_label("Adresse électronique")).to_have_value(DEMO)
    phone.forgive("401")
    sign_in(page)
    expect(page).to_have_url(re.compile(r"^http://[^/]+/$"))
    expect(page.get_by_role("heading", name="À traiter")).to_be_visible()
    assert page.evaluate("document.cookie") == ""


def test_an_empty_form_says_what_to_type(hand: Hand) -> None:
    phone = hand()
    page = phone.open("/connexion/")
    sign_in(page, "", email="")
    expect(page.get_by_role("alert")).to_have_text("Saisissez votre adresse électronique.")
    sign_in(page, "")
    expect(page.get_by_role("alert")).to_have_text("Saisissez votre mot de passe.")
    phone.forgive("422")


def test_the_demonstration_shows_its_account(hand: Hand) -> None:
    page = hand().open("/connexion/")
    expect(page.get_by_text(f"Compte : {DEMO} · mot de passe : {DEMO_PASSWORD}")).to_be_visible()
    expect(page.get_by_text("Données fictives")).to_be_visible()


def test_nothing_is_sent_before_the_page_is_alive(hand: Hand) -> None:
    """The browser alone would put the password in the address."""
    page = hand(java_script_enabled=False).open("/connexion/")
    expect(page.get_by_role("button", name="Se connecter")).to_be_disabled()


@pytest.mark.parametrize("path", ["/factures/?q=rennes&tri=montant", "/deposer/"])
def test_a_page_asks_for_a_sign_in_and_comes_back(hand: Hand, path: str) -> None:
    page = hand().open(path)
    expect(page).to_have_url(re.compile(r"/connexion/\?suite="))
    expect(page.get_by_role("status")).to_contain_text("vous reviendrez à cette page")
    sign_in(page)
    page.wait_for_url(f"**{path}")


def test_a_session_that_ends_leads_to_the_door_and_back(hand: Hand, choral: Choral) -> None:
    phone, elsewhere = own_session(hand, choral)
    page = phone.open("/aide/")
    expect(page.get_by_text(re.compile(r"^à jour"))).to_be_visible()  # no longer prerendered
    elsewhere.delete("/api/session").raise_for_status()
    page.get_by_role("link", name="Factures", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Votre session a expiré")
    sign_in(page)
    page.wait_for_url("**/factures/")
    expect(page.get_by_text(re.compile(r"^\d+\sfactures$"))).to_be_visible()


@pytest.mark.parametrize("elsewhere", ["//evil.example", "/\\evil.example", "javascript:x"])
def test_the_door_leads_nowhere_else(hand: Hand, elsewhere: str) -> None:
    page = hand().open(f"/connexion/?suite={elsewhere}")
    sign_in(page)
    expect(page).to_have_url(re.compile(r"^http://127\.0\.0\.1:\d+/$"))


def test_signing_out_ends_the_session_for_good(hand: Hand, choral: Choral) -> None:
    phone, elsewhere = own_session(hand, choral)
    page = phone.open("/compte/")
    expect(page.get_by_text(DEMO)).to_be_visible()
    assert elsewhere.get("/api/session").status_code == 200
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/connexion/")
    assert elsewhere.get("/api/session").status_code == 401
    page.goto("/")
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()
    page.go_back()
    expect(page.get_by_text(DEMO)).to_be_visible()


def test_somebody_signed_in_has_no_business_at_the_door(phone: Phone) -> None:
    page = phone.open("/connexion/")
    expect(page).to_have_url(re.compile(r"^http://[^/]+/$"))
