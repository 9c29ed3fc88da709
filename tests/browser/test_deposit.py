"""Depositing an invoice: from the file to the receipt, once, whatever the thumb does."""

import re
from datetime import date

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.chorus import ChorusPro
from tests.browser.papers import DEMANDS_ALL, DEMANDS_ENGAGEMENT, DEMANDS_NOTHING, paper
from tests.browser.words import plain, siret

SENT = "Votre facture est bien transmise"


def choose(page: Page, content: bytes, name: str = "facture.pdf") -> None:
    """Pick a file as a phone hands it over."""
    page.goto("/deposer/")
    picker = page.locator("main input[type=file]").first
    picker.set_input_files(FilePayload(name=name, mimeType="application/pdf", buffer=content))


def read(page: Page, content: bytes) -> None:
    """Pick a file and wait for what was read in it."""
    choose(page, content)
    expect(page.get_by_label("Numéro de facture", exact=False).first).to_be_visible(timeout=20_000)


def validate(page: Page) -> None:
    page.get_by_role("button", name="Valider et envoyer").click()


def confirmation(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Confirmer l’envoi")


def confirm(page: Page) -> None:
    validate(page)
    confirmation(page).get_by_role("button", name="Confirmer et envoyer").click()


def pairs(place: Locator) -> dict[str, str]:
    """Return the labelled values of a place, on one line each."""
    expect(place.locator("dl > div").first).to_be_visible()
    return {
        plain(line.locator("dt").inner_text()): plain(line.locator("dd").inner_text())
        for line in place.locator("dl > div").all()
    }


def receipt(page: Page) -> dict[str, str]:
    expect(page.get_by_role("heading", name=SENT)).to_be_visible(timeout=20_000)
    return pairs(page.locator("section", has=page.get_by_role("heading", name="Reçu")))


def test_a_pdf_is_read_confirmed_and_sent(page: Page, chorus: ChorusPro) -> None:
    sheet = paper(DEMANDS_ALL, engagement="1300012345")
    read(page, sheet.pdf())
    expect(page.get_by_label("Numéro de facture")).to_have_value(sheet.number)
    expect(page.get_by_label("Code service")).to_have_value(sheet.service)
    expect(page.get_by_label("Numéro d’engagement")).to_have_value("1300012345")
    expect(page.get_by_text("pas encore envoyé")).to_be_visible()
    validate(page)
    shown = pairs(confirmation(page))
    assert shown.keys() >= {"Fournisseur", "Service", "Cadre", "Fichier"}
    assert shown["Service"].startswith(sheet.service)
    assert (
        shown.items()
        >= {
            "Facture": sheet.number,
            "Destinataire": f"{sheet.to} {siret(sheet.siret)}",
            "Numéro d’engagement": "1300012345",
            "Date": f"{date.today():%d/%m/%Y}",
            "Montant HT": "1 000,00 €",
            "TVA": "200,00 €",
            "Montant TTC": "1 200,00 €",
            "Net à payer": "1 200,00 €",
        }.items()
    )
    assert chorus.numbered(sheet.number) == []
    confirmation(page).get_by_role("button", name="Confirmer et envoyer").click()
    told = receipt(page)
    assert told["Facture"] == sheet.number
    assert told["Destinataire"].startswith(sheet.to)
    copied = plain(page.locator("#recu").input_value())
    assert all(words in copied for words in (sheet.number, sheet.to, told["Déposée le"]))
    expect(page.get_by_role("button", name="Copier le reçu")).to_be_visible()
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", told["Déposée le"])
    [there] = chorus.numbered(sheet.number)
    assert (there.amount, there.recipient, there.order) == (120_000, sheet.to, "1300012345")
    page.get_by_role("link", name="Suivre la facture").click()
    expect(page.locator(".status-pill")).to_have_text("Déposée")
    expect(page.get_by_role("heading", level=1)).to_contain_text(sheet.number)


def test_a_facturx_is_followed_until_it_is_deposited(page: Page, steered: ChorusPro) -> None:
    sheet = paper(DEMANDS_ALL, engagement="1300012345")
    read(page, sheet.facturx())
    expect(page.get_by_text("PDF Factur-X")).to_be_visible()
    expect(page.get_by_label("Montant HT")).to_have_value("100,00")
    expect(page.get_by_label("Montant HT")).to_be_disabled()
    confirm(page)
    expect(page.get_by_role("heading", name="Reçue, pas encore déposée")).to_be_visible()
    steered.lives(3_000)
    told = receipt(page)
    assert told["Numéro de flux"].startswith("CPP")
    [there] = steered.numbered(sheet.number)
    assert (there.amount, there.recipient) == (12_000, sheet.to)


def test_annuler_sends_nothing(page: Page, chorus: ChorusPro) -> None:
    sheet = paper(DEMANDS_NOTHING)
    read(page, sheet.pdf())
    validate(page)
    confirmation(page).get_by_role("button", name="Annuler").click()
    expect(confirmation(page)).to_be_hidden()
    validate(page)
    expect(confirmation(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(confirmation(page)).to_be_hidden()
    page.reload()
    expect(page.get_by_text("Brouillon enregistré, pas encore envoyé")).to_be_visible()
    assert chorus.numbered(sheet.number) == []
    page.get_by_role("button", name="Supprimer ce brouillon").click()
    page.get_by_role("button", name="Supprimer définitivement").click()
    expect(page.get_by_text("Choisir le fichier")).to_be_visible()
    expect(page.get_by_text(sheet.number)).to_have_count(0)


def test_hasty_taps_send_once(page: Page, chorus: ChorusPro) -> None:
    sheet = paper(DEMANDS_NOTHING)
    read(page, sheet.pdf())
    validate(page)
    button = confirmation(page).get_by_role("button", name="Confirmer et envoyer")
    button.click(click_count=3)
    receipt(page)
    assert len(chorus.numbered(sheet.number)) == 1


def test_the_second_of_two_taps_does_not_press_what_was_under_the_sheet(page: Page) -> None:
    read(page, paper(DEMANDS_NOTHING).pdf())
    validate(page)
    expect(confirmation(page)).to_be_visible()
    address = page.url
    page.evaluate(
        """() => {
            document.querySelector("#confirmation .primary").click();
            document.querySelector(".deposit-tab a").click();
        }"""
    )
    receipt(page)
    assert page.url == address


def test_a_reload_loses_nothing(page: Page, chorus: ChorusPro) -> None:
    sheet = paper(DEMANDS_NOTHING)
    read(page, sheet.pdf())
    page.get_by_label("Numéro de marché").fill("M-2026-7")
    page.get_by_label("Commentaire").fill("Livraison du 3 mars")
    page.get_by_label("Commentaire").blur()
    expect(page.get_by_text("pas encore envoyé")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Numéro de facture")).to_have_value(sheet.number)
    expect(page.get_by_label("Numéro de marché")).to_have_value("M-2026-7")
    expect(page.get_by_label("Commentaire")).to_have_value("Livraison du 3 mars")
    confirm(page)
    expect(confirmation(page)).to_be_hidden()
    page.reload()
    receipt(page)
    assert len(chorus.numbered(sheet.number)) == 1


def test_a_draft_is_found_again(page: Page) -> None:
    sheet = paper(DEMANDS_NOTHING)
    read(page, sheet.pdf())
    page.goto("/aide/")
    page.get_by_role("link", name="Déposer", exact=True).click()
    page.locator("main a.row", has_text=sheet.number).click()
    expect(page.get_by_label("Numéro de facture")).to_have_value(sheet.number)
    page.get_by_role("button", name="Supprimer ce brouillon").click()
    page.get_by_role("button", name="Supprimer définitivement").click()
    expect(page.get_by_text("Choisir le fichier")).to_be_visible()


def test_a_missing_engagement_is_told_on_its_field(page: Page, chorus: ChorusPro) -> None:
    sheet = paper(DEMANDS_ENGAGEMENT)
    read(page, sheet.pdf())
    field = page.get_by_label("Numéro d’engagement")
    expect(field).to_have_accessible_description(
        re.compile("Ce destinataire exige un numéro d’engagement")
    )
    validate(page)
    expect(page.get_by_text(re.compile(r"^1\spoint à corriger avant l’envoi$"))).to_be_visible()
    expect(confirmation(page)).to_be_hidden()
    expect(field).to_be_focused()
    field.fill("2026-118-204")
    confirm(page)
    receipt(page)
    assert [told.order for told in chorus.numbered(sheet.number)] == ["2026-118-204"]


def test_totals_that_do_not_add_up_are_told(page: Page) -> None:
    read(page, paper(DEMANDS_NOTHING).pdf())
    page.get_by_label("Montant de la TVA").fill("0")
    validate(page)
    expect(page.get_by_role("alert").filter(has_text="ne donne pas ce TTC")).to_be_visible()
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()
    expect(confirmation(page)).to_be_hidden()
    page.get_by_label("Montant de la TVA").fill("deux cents")
    validate(page)
    expect(page.get_by_label("Montant de la TVA")).to_have_accessible_description(
        re.compile("Montant illisible")
    )
    expect(page.get_by_label("Montant de la TVA")).to_have_value("deux cents")
    page.get_by_role("button", name="Supprimer ce brouillon").click()
    page.get_by_role("button", name="Supprimer définitivement").click()
    expect(page.get_by_text("Choisir le fichier")).to_be_visible()


def test_the_recipient_is_chosen_in_the_directory(page: Page, chorus: ChorusPro) -> None:
    sheet = paper(DEMANDS_NOTHING)
    read(page, sheet.pdf())
    page.get_by_role("button", name="Chercher dans l’annuaire").click()
    found = page.get_by_role("dialog", name="Chercher un destinataire")
    found.get_by_role("textbox").fill("bruz")
    found.get_by_role("button", name="Chercher", exact=True).click()
    found.get_by_role("button", name="Commune de Bruz").click()
    expect(found).to_be_hidden()
    expect(page.get_by_role("group").get_by_text("Commune de Bruz")).to_be_visible()
    expect(page.get_by_text("N’exige ni code service ni numéro d’engagement.")).to_be_visible()
    confirm(page)
    receipt(page)
    assert [told.recipient for told in chorus.numbered(sheet.number)] == ["Commune de Bruz"]
