"""The filter sheet: each criterion of the guide's form, alone and together; and its errors."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chorus import ChorusPro, Told
from tests.browser.test_search import expect_found
from tests.browser.words import day, euros

FIELDS = {
    "number": "Numéro de la facture",
    "since": "le",
    "until": "et le",
    "least": "minimum, en euros",
    "most": "maximum, en euros",
    "recipient": "Destinataire",
    "order": "Numéro de bon de commande",
}


@pytest.fixture
def sheet(page: Page) -> Locator:
    """The list, with its sheet open."""
    page.goto("/factures/")
    expect(page.locator("main a.row").first).to_be_visible()
    page.get_by_role("button", name="Filtrer").click()
    sheet = page.get_by_role("dialog", name="Filtrer les factures")
    expect(sheet).to_be_visible()
    return sheet


def fill(sheet: Locator, **typed: str) -> None:
    for name, text in typed.items():
        sheet.get_by_label(FIELDS[name], exact=True).fill(text)


def submit(sheet: Locator) -> None:
    sheet.get_by_role("button", name="Rechercher").click()


def told(chorus: ChorusPro) -> Told:
    """Return an invoice that has a value for each criterion."""
    held = chorus.invoices()
    return next(one for one in held if one.order and one.deposited and one.amount > 20_000)


def criteria(wanted: Told) -> list[tuple[dict[str, str], str, Callable[[Told], bool]]]:
    """Return what is typed, the chip that says so, and what it should find, for each criterion."""
    low, high = wanted.amount - 20_000, wanted.amount + 30_000
    moment = wanted.deposited
    return [
        (
            {"number": wanted.number[-5:]},
            f"n° {wanted.number[-5:]}",
            lambda one: wanted.number[-5:] in one.number,
        ),
        (
            {"since": day(moment)},
            f"déposée depuis le {day(moment)}",
            lambda one: bool(one.deposited and one.deposited >= moment),
        ),
        (
            {"until": f"{moment:%d/%m/%y}"},
            f"déposée jusqu’au {day(moment)}",
            lambda one: bool(one.deposited and one.deposited <= moment),
        ),
        (
            {"since": day(moment), "until": day(moment)},
            f"déposée le {day(moment)}",
            lambda one: one.deposited == moment,
        ),
        ({"least": euros(low)}, f"au moins {euros(low)}", lambda one: abs(one.amount) >= low),
        (
            {"most": f"{high / 100:.2f}".replace(".", ",")},
            f"au plus {euros(high)}",
            lambda one: abs(one.amount) <= high,
        ),
        (
            {"recipient": wanted.recipient.upper()},
            f"destinataire : {wanted.recipient.upper()}",
            lambda one: one.recipient == wanted.recipient,
        ),
        (
            {"recipient": wanted.recipient_siret},
            f"destinataire : {wanted.recipient_siret}",
            lambda one: one.recipient_siret == wanted.recipient_siret,
        ),
        (
            {"order": wanted.order},
            f"commande {wanted.order}",
            lambda one: wanted.order in one.order,
        ),
    ]


def test_each_criterion_alone(page: Page, sheet: Locator, chorus: ChorusPro) -> None:
    wanted = told(chorus)
    for typed, chip, finds in criteria(wanted):
        fill(sheet, **typed)
        submit(sheet)
        expect(sheet).to_be_hidden()
        chips = page.get_by_role("list", name="Critères compris").get_by_role("link")
        expect(chips).to_have_count(1)
        expect(chips).to_have_text(f"{chip} – retirer ce critère")
        assert wanted in expect_found(page, chorus, finds)
        chips.click()
        expect(chips).to_have_count(0)
        page.get_by_role("button", name="Filtrer").click()


def test_several_statuses(page: Page, sheet: Locator, chorus: ChorusPro) -> None:
    for label in ("Suspendue", "Rejetée"):
        sheet.get_by_label(label, exact=True).check()
    submit(sheet)
    expect_found(page, chorus, lambda one: one.status in {"SUSPENDUE", "REJETEE"})
    headings = page.locator("section.group h2")
    expect(headings).to_have_count(2)
    page.get_by_role("link", name="Rejetée – retirer ce critère").click()
    expect(headings).to_have_count(1)
    expect_found(page, chorus, lambda one: one.status == "SUSPENDUE")


def test_every_criterion_together(page: Page, sheet: Locator, chorus: ChorusPro) -> None:
    wanted = told(chorus)
    whole = euros(wanted.amount)
    fill(sheet, number=wanted.number, recipient=wanted.recipient, order=wanted.order)
    fill(sheet, since=day(wanted.deposited), until=day(wanted.deposited), least=whole, most=whole)
    for box in sheet.get_by_role("checkbox").all():
        box.check()
    submit(sheet)
    expect(page.get_by_role("link", name=re.compile("retirer ce critère"))).to_have_count(19)
    assert expect_found(page, chorus, lambda one: one.id == wanted.id) == [wanted]
    page.reload()
    expect_found(page, chorus, lambda one: one.id == wanted.id)
    page.get_by_role("button", name="Filtrer").click()
    expect(sheet.get_by_label(FIELDS["since"], exact=True)).to_have_value(day(wanted.deposited))
    expect(sheet.get_by_label(FIELDS["order"], exact=True)).to_have_value(wanted.order)
    sheet.get_by_role("button", name="Tout effacer").click()
    expect(sheet).to_be_hidden()
    expect_found(page, chorus, lambda one: True)


UNREADABLE = (
    ("since", {"since": "31/02/2026"}, "Date de début illisible. Exemple : 15/02/2026."),
    ("until", {"until": "demain peut-être"}, "Date de fin illisible. Exemple : 23/11/2026."),
    ("least", {"least": "12,345,6"}, "Montant minimum illisible. Exemple : 1 250,50."),
    ("most", {"most": "beaucoup"}, "Montant maximum illisible. Exemple : 1 990."),
    ("most", {"least": "200", "most": "100"}, "Le maximum est plus petit que le minimum."),
    (
        "until",
        {"since": "02/03/2026", "until": "01/03/2026"},
        "La fin de la période vient avant son début.",
    ),
)


def test_what_cannot_be_read_is_told_in_its_place(page: Page, sheet: Locator) -> None:
    before = page.url
    sheet.get_by_label("Suspendue", exact=True).check()
    for field, typed, sentence in UNREADABLE:
        given = {**dict.fromkeys(FIELDS, ""), "recipient": "Rennes", **typed}
        fill(sheet, **given)
        submit(sheet)
        wrong = sheet.get_by_label(FIELDS[field], exact=True)
        expect(wrong).to_have_accessible_description(sentence)
        expect(wrong).to_have_attribute("aria-invalid", "true")
        expect(sheet.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
        for name, text in given.items():
            expect(sheet.get_by_label(FIELDS[name], exact=True)).to_have_value(text)
        expect(sheet.get_by_label("Suspendue", exact=True)).to_be_checked()
    assert page.url == before


def test_annuler_searches_nothing(page: Page, sheet: Locator, chorus: ChorusPro) -> None:
    fill(sheet, recipient="Rennes")
    sheet.get_by_role("button", name="Annuler").click()
    expect(sheet).to_be_hidden()
    expect(page).to_have_url(re.compile("/factures/$"))
    expect_found(page, chorus, lambda one: True)


def test_a_bad_address_is_told_and_the_rest_is_found(page: Page, chorus: ChorusPro) -> None:
    page.goto("/factures/?min=abc&statut=SUSPENDUE")
    expect(page.locator("main > p.error, main p.error").first).to_contain_text("Montant minimum")
    expect_found(page, chorus, lambda one: one.status == "SUSPENDUE")


def test_the_way_back_closes_the_sheet_and_then_leaves(page: Page) -> None:
    page.goto("/compte/")
    page.get_by_role("link", name="Factures", exact=True).click()
    expect(page.locator("main a.row").first).to_be_visible()
    page.get_by_role("button", name="Filtrer").click()
    sheet = page.get_by_role("dialog", name="Filtrer les factures")
    expect(sheet).to_be_visible()

    page.evaluate("history.back()")
    expect(sheet).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/factures/$"))
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile(r"/compte/$"))
