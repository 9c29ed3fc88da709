"""Answering from the phone an invoice that came back: a suspension, a recycling, a rejection."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.chorus import ChorusPro, Told
from tests.browser.test_deposit import pairs
from tests.documents.pdf_samples import lines, pdf

MISSING_PIECE = pdf(lines("Bon de livraison n° 42"))


def open_answer(page: Page, told: Told) -> None:
    page.goto("/a-traiter/")
    page.get_by_role("listitem").filter(has_text=told.number).get_by_role("link").click()
    expect(page.get_by_role("main").get_by_text(told.number).first).to_be_visible()


def expect_status(chorus: ChorusPro, page: Page, told: Told, status: str, words: str) -> None:
    """Check that the answer arrived, at Chorus Pro and on the page of the invoice."""
    page.get_by_role("link", name="Voir la facture").click()
    expect(page.locator(".status-pill")).to_have_text(words)
    [there] = chorus.numbered(told.number)
    assert (there.id, there.status) == (told.id, status)


def wait_for(page: Page, asked: Callable[[], None]) -> None:
    """Send the form, confirm, and wait for the word that Chorus Pro has it."""
    page.locator("main button[type=submit][data-sends]").click()
    window = page.get_by_role("dialog", name="Confirmer")
    expect(window).to_be_visible()
    asked()
    window.get_by_role("button", name="Confirmer et envoyer").click()
    expect(page.locator(".notice.tone-paid")).to_be_visible(timeout=20_000)


def test_a_suspension_is_answered_in_a_few_taps(page: Page, chorus: ChorusPro) -> None:
    told = chorus.first("SUSPENDUE")
    open_answer(page, told)
    page.locator(".actions button").click()
    nothing = "Ajoutez une pièce ou un commentaire"
    expect(page.get_by_role("alert").filter(has_text=nothing)).to_be_visible()
    picker = page.get_by_label("Choisir des fichiers")
    file = {"name": "bon.pdf", "mimeType": "application/pdf", "buffer": MISSING_PIECE}
    picker.set_input_files([file])
    expect(page.get_by_role("listitem").filter(has_text="bon.pdf")).to_be_visible()
    page.get_by_label("Commentaire pour le destinataire").fill("Voici le bon signé.")

    def summary() -> None:
        said = pairs(page.get_by_role("dialog", name="Confirmer"))
        assert any("bon.pdf" in value for value in said.values())
        assert chorus.numbered(told.number)[0].status == "SUSPENDUE"

    wait_for(page, summary)
    expect_status(chorus, page, told, "COMPLETEE", "Complétée")


def test_a_rejection_is_put_away(page: Page, chorus: ChorusPro) -> None:
    told = chorus.first("MISE_A_DISPOSITION")
    chorus.move(told, "REJETEE", "Doublon.")  # of another that is rejected, a test may be done
    page.goto("/a-traiter/")
    items = page.get_by_role("main").get_by_role("listitem")
    expect(items.first).to_be_visible()
    item = items.filter(has_text=told.number)
    item.get_by_role("link").click()
    page.get_by_role("link", name="Marquer seulement le rejet comme traité").click()
    expect(page.get_by_role("heading", name="Marquer le rejet comme traité")).to_be_visible()
    wait_for(page, lambda: None)
    page.goto("/a-traiter/")
    expect(items.first).to_be_visible()
    expect(item).to_have_count(0)


def test_a_second_reminder_names_its_own_invoice(page: Page, chorus: ChorusPro) -> None:
    numbers = [told.number for told in chorus.invoices()]
    late = page.get_by_role("main").get_by_role("listitem").filter(has_text="tarde à payer")
    message = page.get_by_label("Message")
    copied = page.get_by_role("status").filter(has_text="Copié.")

    def open_reminder(place: int) -> None:
        """Open it from the list, and check that the box names the invoice of that place."""
        expect(late.nth(place)).to_be_visible(timeout=20_000)
        words = late.nth(place).inner_text()
        number = max((number for number in numbers if number in words), key=len)
        late.nth(place).get_by_role("link").click()
        expect(message).to_have_value(re.compile(rf"{re.escape(number)}(?!\d)"))

    page.goto("/a-traiter/")
    open_reminder(0)
    page.get_by_role("button", name="Copier le message").click()
    expect(copied).to_be_visible()
    page.go_back()  # within the app: a page loaded anew would begin with an empty box
    open_reminder(1)
    expect(copied).to_have_count(0)


def test_an_unchanged_address_is_refused_in_sight(page: Page, chorus: ChorusPro) -> None:
    open_answer(page, chorus.first("A_RECYCLER"))
    page.locator(".actions button").click()

    error = page.get_by_role("alert").filter(has_text="Rien n’a changé")
    expect(error).to_be_visible()
    expect(page.locator("#purchase_order_reference")).to_be_focused()
    page.wait_for_function(
        """() => {
            const error = document.getElementById("purchase_order_reference-erreur");
            const bar = document.querySelector(".actions").getBoundingClientRect();
            const place = error.getBoundingClientRect();
            return place.top >= 0 && place.bottom <= bar.top;
        }"""
    )
