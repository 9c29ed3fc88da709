"""Files that are refused, and a Chorus Pro that fails while an invoice is on its way."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chorus import ChorusPro
from tests.browser.conftest import DEMO, Hand
from tests.browser.papers import DEMANDS_NOTHING, paper
from tests.browser.test_deposit import choose, confirm, read, receipt
from tests.documents.pdf_samples import encrypted

PDF = paper(DEMANDS_NOTHING).pdf()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "facture.pdf", "Ce fichier est vide."),
        (b"PK\x03\x04 archive", "facture.pdf", "Ce fichier est"),
        (PDF, "facture.docx", "Choisissez un fichier PDF ou XML"),
        (PDF[:400], "facture.pdf", "Ce PDF est abîmé ou incomplet."),
        (b"<note>bonjour</note>", "facture.xml", "n’est pas une facture connue"),
        (encrypted(PDF, "secret", "maitre"), "facture.pdf", "protégé par un mot de passe"),
    ],
    ids=["empty", "archive", "extension", "cut", "xml", "encrypted"],
)
def test_a_file_is_refused_with_its_reason(
    hand: Hand, content: bytes, name: str, sentence: str
) -> None:
    phone = hand(DEMO)
    page = phone.open("about:blank")
    choose(page, content, name)
    expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Choisir le fichier")).to_be_visible()
    phone.complaints[:] = [said for said in phone.complaints if "422" not in said]


def test_a_heavy_file_is_refused_before_it_leaves(page: Page, tmp_path: Path) -> None:
    heavy = tmp_path / "facture.pdf"
    heavy.write_bytes(b"%PDF-1.7" + bytes(11_000_000))
    page.goto("/deposer/")
    page.locator("main input[type=file]").first.set_input_files(heavy)
    refusal = page.get_by_role("alert").filter(has_text="11,0 Mo : la limite est 10 Mo")
    expect(refusal).to_be_visible()


def test_a_session_that_ended_is_told_at_the_sending(hand: Hand) -> None:
    phone = hand(DEMO)
    page = phone.open("/deposer/")
    expect(page.get_by_text("Choisir le fichier")).to_be_visible()
    phone.context.clear_cookies()
    picker = page.locator("main input[type=file]").first
    picker.set_input_files({"name": "f.pdf", "mimeType": "application/pdf", "buffer": PDF})
    expect(page).to_have_url(re.compile(r"/connexion/\?suite=(/|%2F)deposer"))
    phone.forgive("401")


def test_while_chorus_pro_is_away_the_invoice_waits_then_goes_once(
    page: Page, steered: ChorusPro
) -> None:
    sheet = paper(DEMANDS_NOTHING)
    read(page, sheet.pdf())
    page.get_by_role("button", name="Valider et envoyer").click()
    button = page.get_by_role("button", name="Confirmer et envoyer")
    expect(button).to_be_visible()
    steered.fail("503", paths="/cpro/factures")
    button.click()
    expect(page.get_by_role("heading", name="Envoi en cours")).to_be_visible()
    expect(page.get_by_text(re.compile("Chorus Pro.+(indisponible|ne répond pas)"))).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Envoi en cours")).to_be_visible()
    steered.work()
    receipt(page)
    assert len(steered.numbered(sheet.number)) == 1


def test_an_answer_that_is_lost_does_not_send_twice(page: Page, steered: ChorusPro) -> None:
    sheet = paper(DEMANDS_NOTHING)
    read(page, sheet.pdf())
    steered.fail("drop_after_work", paths="soumettre")
    confirm(page)
    expect(page.get_by_role("heading", name="Envoi en cours")).to_be_visible()
    expect(page.get_by_text("Vous pouvez quitter cette page")).to_be_hidden()
    assert len(steered.numbered(sheet.number)) == 1
    steered.work()
    receipt(page)
    assert len(steered.numbered(sheet.number)) == 1


def test_while_the_directory_is_away_the_draft_waits(page: Page, steered: ChorusPro) -> None:
    steered.fail("503", paths="/cpro/structures")
    sheet = paper("Commune de Saint-Lunaire", engagement="2026-1")
    read(page, sheet.pdf())
    expect(page.get_by_role("heading", name="Destinataire pas encore vérifié")).to_be_visible()
    steered.work()
    page.reload()
    confirm(page)
    receipt(page)


def test_a_number_that_served_is_told_before_it_is_sent(page: Page, chorus: ChorusPro) -> None:
    taken = chorus.first("MISE_EN_PAIEMENT").number
    read(page, paper(DEMANDS_NOTHING).pdf())
    number = page.get_by_label("Numéro de facture")
    number.fill(taken)
    page.get_by_role("button", name="Valider et envoyer").click()
    expect(number).to_have_accessible_description(re.compile("Ce numéro existe déjà"))
    expect(number).to_be_focused()
    number.fill(paper(DEMANDS_NOTHING).number)
    confirm(page)
    receipt(page)
