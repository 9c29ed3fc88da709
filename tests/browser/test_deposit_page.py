"""The deposited page beside its form, what the pre-check proposes, and an archive of invoices."""

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import DEMO, Hand
from tests.browser.papers import DEMANDS_ENGAGEMENT, DEMANDS_NOTHING, paper
from tests.browser.test_deposit import read
from tests.documents.test_archives import zipped

WIDTH = 1000
"""Pixels of a page's picture: a place where no picture has come yet has none."""


def drop(page: Page) -> None:
    """Delete the draft that is open: other tests count what waits."""
    page.get_by_role("button", name="Supprimer ce brouillon").click()
    page.get_by_role("button", name="Supprimer définitivement").click()
    expect(page.get_by_text("Choisir le fichier")).to_be_visible()


def test_a_phone_shows_where_the_field_in_hand_was_read(page: Page) -> None:
    read(page, paper(DEMANDS_NOTHING).pdf())
    strip, field = page.locator(".strip"), page.get_by_label("Montant TTC")
    expect(strip).to_have_count(0)
    expect(page.locator(".paper img")).to_have_count(0)  # nothing is loaded before it is wanted

    field.focus()

    expect(strip.locator(".place")).to_be_visible()
    expect(strip.locator("img")).to_have_js_property("naturalWidth", WIDTH)
    mark, shown = strip.locator(".place").bounding_box(), strip.bounding_box()
    held = field.bounding_box()
    assert mark and shown and held
    assert shown["y"] <= mark["y"] and mark["y"] + mark["height"] <= shown["y"] + shown["height"]
    assert held["y"] > shown["y"] + shown["height"], "the field is not under the strip"
    page.get_by_label("Commentaire").focus()
    expect(strip).to_have_count(0)
    page.get_by_text("Voir la page").click()
    picture = page.get_by_role("img", name="Page 1 du fichier facture.pdf")
    expect(picture).to_have_js_property("naturalWidth", WIDTH)
    drop(page)


def test_a_computer_shows_the_place_on_the_page_itself(hand: Hand) -> None:
    page = hand(DEMO, viewport={"width": 1280, "height": 800}).open("/deposer/")
    read(page, paper(DEMANDS_NOTHING).pdf())
    expect(page.get_by_role("img", name="Page 1 du fichier facture.pdf")).to_be_visible()

    page.get_by_label("Numéro de facture").focus()

    expect(page.locator(".sheet-of-paper .place")).to_be_visible()
    expect(page.locator(".strip")).to_have_count(0)
    drop(page)


def test_a_field_of_data_shows_its_place_when_it_is_tapped(page: Page) -> None:
    read(page, paper(DEMANDS_NOTHING).facturx())
    expect(page.get_by_label("Numéro de facture")).to_be_disabled()

    label = page.get_by_text("Numéro de facture")
    label.evaluate("label => label.scrollIntoView({ block: 'center' })")  # clear of the bars
    label.click(force=True)  # Playwright waits for its field

    expect(page.locator(".strip .place")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(page.locator(".strip")).to_have_count(0)
    drop(page)


def test_a_button_mends_what_was_typed_wrong(page: Page) -> None:
    read(page, paper(DEMANDS_NOTHING).pdf())
    page.get_by_label("Montant de la TVA").fill("2")
    page.get_by_label("Montant de la TVA").blur()
    expect(page.get_by_label("Montant TTC")).to_have_accessible_description(
        re.compile("Chorus Pro refusera HT")
    )

    page.get_by_role("button", name=re.compile("Mettre 200,00")).click()

    expect(page.get_by_label("Montant de la TVA")).to_have_value("200,00")
    expect(page.get_by_label("Montant de la TVA")).to_be_focused()
    expect(page.get_by_text("à corriger avant l’envoi")).to_have_count(0)
    drop(page)


def test_an_archive_gives_drafts_and_reasons(page: Page) -> None:
    first, second = paper(DEMANDS_NOTHING), paper(DEMANDS_ENGAGEMENT)
    files = (("une.pdf", first.pdf()), ("deux.pdf", second.pdf()), ("photo.png", b"\x89PNG"))
    page.goto("/deposer/")

    page.locator("main input[type=file]").first.set_input_files(
        FilePayload(name="mars.zip", mimeType="application/zip", buffer=zipped(*files))
    )

    expect(page.get_by_text("2 brouillons créés. 1 fichier refusé")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("photo.png")).to_be_visible()
    for number in (first.number, second.number):
        page.locator("main a.row", has_text=number).click()
        expect(page.get_by_label("Numéro de facture")).to_have_value(number)
        drop(page)
