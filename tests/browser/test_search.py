"""The search box: amounts, days, months, words; and the chips that say what was understood."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chorus import ChorusPro, Told
from tests.browser.words import day, euros

Finds = Callable[[Told], bool]


def search(page: Page, text: str) -> None:
    page.goto("/factures/")
    expect(page.locator("main a.row").first).to_be_visible()
    page.get_by_role("searchbox").fill(text)


def expect_found(page: Page, chorus: ChorusPro, finds: Finds) -> list[Told]:
    """Check the count and the sum against what Chorus Pro holds; return what is found."""
    found = [told for told in chorus.invoices() if finds(told)]
    noun = "facture" if len(found) == 1 else "factures"
    line = page.get_by_role("status").filter(has_text="facture")
    expect(line.locator("strong")).to_have_text(f"{len(found)} {noun}")
    expect(line).to_contain_text(euros(sum(told.counted for told in found)))
    return found


def some(chorus: ChorusPro) -> Told:
    """Return a paid invoice of a usual amount."""
    told = [told for told in chorus.invoices() if told.status == "MISE_EN_PAIEMENT"]
    return next(one for one in told if one.amount > 100_000 and one.issued != one.deposited)


def test_the_euros_of_an_amount(page: Page, chorus: ChorusPro) -> None:
    wanted = some(chorus)
    digits = str(wanted.amount // 100)
    search(page, digits)
    expect(page.get_by_role("link", name=f"{digits} : montant")).to_be_visible()
    found = expect_found(
        page,
        chorus,
        lambda told: (
            abs(told.amount) // 100 == int(digits) or digits in told.number or digits in told.order
        ),
    )
    assert wanted in found
    expect(page.get_by_role("link", name=wanted.number)).to_be_visible()


def test_an_amount_to_the_cent_as_a_bank_writes_it(page: Page, chorus: ChorusPro) -> None:
    wanted = some(chorus)
    search(page, euros(wanted.amount))
    expect(page.get_by_role("link", name=re.compile("retirer ce critère"))).to_have_count(1)
    assert wanted in expect_found(page, chorus, lambda told: abs(told.amount) == wanted.amount)


def test_about_an_amount(page: Page, chorus: ChorusPro) -> None:
    whole = some(chorus).amount // 100
    search(page, f"~{whole}")
    expect(page.get_by_role("link", name=f"autour de {euros(whole * 100)}")).to_be_visible()
    spread = whole * 100 // 20
    found = expect_found(page, chorus, lambda told: abs(abs(told.amount) - whole * 100) <= spread)
    assert len(found) > 1


def test_a_day(page: Page, chorus: ChorusPro) -> None:
    wanted = some(chorus).deposited
    search(page, day(wanted))
    expect(page.get_by_role("link", name=f"le {day(wanted)}")).to_be_visible()
    expect_found(page, chorus, lambda told: wanted in (told.issued, told.deposited))


def test_a_month(page: Page, chorus: ChorusPro) -> None:
    wanted = some(chorus).deposited
    assert wanted
    names = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    search(page, f"{names.split()[wanted.month - 1]} {wanted.year}")

    def same(moment: date | None) -> bool:
        return bool(moment) and (moment.year, moment.month) == (wanted.year, wanted.month)

    assert expect_found(page, chorus, lambda told: same(told.issued) or same(told.deposited))


@pytest.mark.parametrize("typed", ["chu rennes", "CHU de Rennes", "  rennes   CHU "])
def test_words_in_any_case_and_order(page: Page, chorus: ChorusPro, typed: str) -> None:
    search(page, typed)
    assert expect_found(page, chorus, lambda told: told.recipient == "CHU de Rennes")


def test_chips_come_off_one_by_one(page: Page, chorus: ChorusPro) -> None:
    search(page, "lyon ~1000")
    chips = page.get_by_role("list", name="Critères compris").get_by_role("link")
    expect(chips).to_have_count(2)
    chips.filter(has_text="autour de").click()
    expect(chips).to_have_count(1)
    expect(page.get_by_role("searchbox")).to_have_value("lyon")
    expect_found(page, chorus, lambda told: "Lyon" in told.recipient)
    chips.click()
    expect(chips).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect_found(page, chorus, lambda told: True)


def test_what_is_typed_is_never_overtaken(page: Page) -> None:
    search(page, "")
    box = page.get_by_role("searchbox")
    box.press_sequentially("rennes metropole", delay=120)
    expect(page).to_have_url(re.compile(r"q=rennes\+metropole"))
    expect(box).to_have_value("rennes metropole")
    expect(box).to_be_focused()


def test_signs_of_a_query_language_are_only_themselves(page: Page) -> None:
    search(page, "100%_' OR 1=1 --<b>")
    expect(page.get_by_text("Aucune facture ne correspond.")).to_be_visible()
