"""Every screen: its landmarks, axe's rules, and its width on a small phone and with large text."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chorus import ChorusPro
from tests.browser.conftest import DEMO, EMPTY, Hand
from tests.browser.papers import DEMANDS_ALL, DEMANDS_ENGAGEMENT, DEMANDS_NOTHING, paper
from tests.browser.phone import SIZE
from tests.browser.test_deposit import confirmation, read, validate
from tests.browser.test_detail import open_invoice
from tests.browser.test_home import open_home

SMALL = {"width": 320, "height": 640}
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
MOST_BARS = 0.5
AT_REST = """() => Promise.all(document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
    .map((animation) => animation.finished.catch(() => null)))"""
# What runs out of the screen, and text that its box cuts. `.sr` is for screen readers only, and so
# is `.lead` where the top bar has no room; the name there may end in dots, « Compte » has it whole.
OUTSIDE = """() => {
    const root = document.documentElement;
    const found = root.scrollWidth > root.clientWidth ? [`page ${root.scrollWidth}`] : [];
    for (const element of document.querySelectorAll("body *")) {
        if (!element.checkVisibility()) continue;
        if (element.closest(".sr, .lead, .who, .skip, input, select")) continue;
        const box = element.getBoundingClientRect();
        const name = `${element.tagName}.${element.className} ${element.textContent.slice(0, 40)}`;
        if (box.width && (box.right > root.clientWidth + 1 || box.left < -1)) found.push(name);
        const hides = getComputedStyle(element).overflowX !== "visible";
        if (hides && element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${name}`);
    }
    return found;
}"""
# Fixed and sticky bars must leave a good part of the screen to what they frame.
BARS = """() => {
    const bars = [...document.querySelectorAll("*")].filter((element) =>
        ["fixed", "sticky"].includes(getComputedStyle(element).position) &&
        element.checkVisibility() && !element.closest("dialog, .sr, .skip, .group"));
    const shown = bars.map((bar) => bar.getBoundingClientRect())
        .filter((box) => box.bottom > 0 && box.top < innerHeight);
    return shown.reduce((sum, box) => sum + box.height, 0) / innerHeight;
}"""


def first_waiting(page: Page, chorus: ChorusPro) -> None:
    open_invoice(page, chorus.first("SUSPENDUE").number)
    expect(page.locator("ol.timeline > li").first).to_be_visible()


def paid(page: Page, chorus: ChorusPro) -> None:
    open_invoice(page, chorus.first("MISE_EN_PAIEMENT").number)
    expect(page.locator("ol.timeline > li").first).to_be_visible()


def correcting_buyer(page: Page, chorus: ChorusPro) -> None:
    open_invoice(page, chorus.first("MANDATEE").number)
    page.locator("summary").filter(has_text="Acheteur").click()
    expect(page.get_by_role("radio", name="Hôpital public")).to_be_visible()


def filtering(page: Page, chorus: ChorusPro) -> None:
    page.goto("/factures/")
    expect(page.locator("main a.row").first).to_be_visible()
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_label("minimum, en euros").fill("abc")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.get_by_role("alert").filter(has_text="Montant minimum illisible")).to_be_visible()


def mending(page: Page, chorus: ChorusPro) -> None:
    read(page, paper(DEMANDS_ENGAGEMENT).pdf())
    expect(page.get_by_text("à corriger avant l’envoi")).to_be_visible()


def confirming(page: Page, chorus: ChorusPro) -> None:
    read(page, paper(DEMANDS_ALL, engagement="1300012345").pdf())
    validate(page)
    expect(confirmation(page)).to_be_visible()


def deleting(page: Page, chorus: ChorusPro) -> None:
    read(page, paper(DEMANDS_NOTHING).pdf())
    page.get_by_role("button", name="Supprimer ce brouillon").click()
    asked = page.get_by_role("dialog", name="Supprimer ce brouillon")
    expect(asked.get_by_role("button", name="Supprimer définitivement")).to_be_visible()


def choosing(page: Page, chorus: ChorusPro) -> None:
    read(page, paper(DEMANDS_ALL, engagement="1300012345").pdf())
    page.get_by_role("button", name="Chercher dans l’annuaire").click()
    found = page.get_by_role("dialog", name="Chercher un destinataire")
    found.get_by_role("textbox").fill("syndicat")
    found.get_by_role("button", name="Chercher", exact=True).click()
    expect(found.get_by_text("inactif")).to_be_visible()


def home(page: Page, chorus: ChorusPro) -> None:
    open_home(page)


def told_of_returns(page: Page, chorus: ChorusPro) -> None:
    chorus.move(chorus.first("MANDATEE"), "SUSPENDUE", "Il manque le bon de livraison signé.")
    page.goto("/a-traiter/")
    expect(page.get_by_text("Il manque le bon de livraison signé.").first).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("dialog", name="Factures revenues")).to_be_visible()


def answering(page: Page, chorus: ChorusPro) -> None:
    page.goto("/a-traiter/")
    page.get_by_role("listitem").filter(has_text=chorus.first("SUSPENDUE").number).click()
    expect(page.get_by_label("Commentaire pour le destinataire")).to_be_visible()


def at(path: str, sign: str | re.Pattern[str]) -> Callable[[Page, ChorusPro], None]:
    """Return the way to an address, where these words tell that it is all there."""

    def go(page: Page, chorus: ChorusPro) -> None:
        page.goto(path)
        expect(page.locator("main").get_by_text(sign).first).to_be_visible()

    return go


SCREENS: dict[str, tuple[str, Callable[[Page, ChorusPro], None]]] = {
    "connexion": ("", at("/connexion/?suite=/compte/", "Données fictives")),
    "accueil": (DEMO, home),
    "factures revenues": (DEMO, told_of_returns),
    "à traiter": (DEMO, at("/a-traiter/", "choses vous attendent")),
    "répondre": (DEMO, answering),
    "répondre à rien": (DEMO, at("/repondre/?facture=999999999&acte=COMPLETER", "facture")),
    "accueil vide": (EMPTY, at("/", "Déposez la première")),
    "factures": (DEMO, at("/factures/", re.compile(r"\d+\sfactures"))),
    "factures cherchées": (DEMO, at("/factures/?q=rennes+~1000&tri=montant", "autour de")),
    "factures introuvables": (DEMO, at("/factures/?q=zzz", "Aucune facture ne correspond.")),
    "mot très long": (DEMO, at(f"/factures/?q={'x' * 100}", "Aucune facture ne correspond.")),
    "filtre": (DEMO, filtering),
    "facture suspendue": (DEMO, first_waiting),
    "facture payée": (DEMO, paid),
    "acheteur à corriger": (DEMO, correcting_buyer),
    "facture inconnue": (DEMO, at("/factures/999999999/", "introuvable")),
    "déposer": (DEMO, at("/deposer/", "Choisir le fichier")),
    "dépôt à corriger": (DEMO, mending),
    "confirmation": (DEMO, confirming),
    "annuaire": (DEMO, choosing),
    "brouillon à supprimer": (DEMO, deleting),
    "aide": (EMPTY, at("/aide/", "Questions fréquentes")),
    "compte": (DEMO, at("/compte/", "Apparence")),
    "à propos": ("", at("/a-propos/", "Un service indépendant")),
    "inconnue": ("", at("/inconnue", "Cette page n’existe pas.")),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_serves_everybody(hand: Hand, filled: None, chorus: ChorusPro, name: str) -> None:
    email, go = SCREENS[name]
    phone = hand(email)
    page = phone.open("about:blank")
    go(page, chorus)
    if name == "inconnue":
        phone.forgive("404")
    wrong = [*landmarks(page), *breaches(page)]
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {said}" for said in breaches(page, "color-contrast")]
    page.set_viewport_size(SMALL)
    wrong += [f"320 px: {said}" for said in page.evaluate(OUTSIDE)]
    page.set_viewport_size(SIZE)
    page.add_style_tag(content=":root { font-size: 200% !important }")
    wrong += [f"200 %: {said}" for said in page.evaluate(OUTSIDE)]
    taken = page.evaluate(BARS)
    wrong += [f"200 %: bars take {taken:.0%} of the screen"] if taken > MOST_BARS else []
    assert not wrong, "\n".join(wrong)


def landmarks(page: Page) -> list[str]:
    """Return what is missing or too many of a page's marks."""
    titles = [title for title in page.locator("h1").all() if title.is_visible()]
    # An open dialog has a title too; what is behind it is out of reach.
    wanted = 1 + page.locator("dialog[open] h1").count()
    right = {
        "one h1": len(titles) == wanted,
        "one main": page.locator("main").count() == 1,
        "lang": page.locator("html").get_attribute("lang") == "fr",
        "title": page.title().endswith("Choral") and len(page.title()) > 8,
    }
    return [name for name, is_right in right.items() if not is_right]


def breaches(page: Page, *rules: str) -> list[str]:
    """Return what axe finds, of these rules or of all, once nothing on the screen moves."""
    page.evaluate(AT_REST)  # a sheet that rises is pale for as long: no colour to judge
    only = {"type": "rule", "values": list(rules)} if rules else RULES
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
