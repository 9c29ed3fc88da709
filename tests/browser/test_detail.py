"""One invoice: every field, its history, and nothing of anybody else's."""

import re

import httpx
from playwright.sync_api import Page, expect

from tests.bench.choral import Choral
from tests.browser.chorus import LOAD as LOAD_SUPPLIER
from tests.browser.chorus import SHOWCASE, ChorusPro, Told
from tests.browser.conftest import DEMO, EMPTY, LOAD, Hand
from tests.browser.test_home import part
from tests.browser.words import day, euros, plain, siret

NOT_THERE = (
    "Cette facture est introuvable. Elle n’existe pas, ou n’appartient pas à votre structure."
)


def open_invoice(page: Page, number: str) -> str:
    """Find an invoice by its number and open it; return its address."""
    page.goto(f"/factures/?numero={number}")
    page.locator("main a.row", has_text=number).click()
    page.wait_for_url(re.compile(r"/factures/\d+/$"))
    return page.url


def facts(page: Page, title: str) -> dict[str, str]:
    lines = part(page, title).locator("dl > div")
    expect(lines.first).to_be_visible()
    pairs = [
        (line.locator("dt").inner_text(), line.locator("dd").inner_text()) for line in lines.all()
    ]
    return {plain(label): plain(value) for label, value in pairs}


def full(chorus: ChorusPro, status: str) -> Told:
    return next(told for told in chorus.invoices() if told.status == status and told.order)


def test_every_field_is_what_chorus_pro_says(page: Page, chorus: ChorusPro) -> None:
    told = full(chorus, "MISE_EN_PAIEMENT")
    open_invoice(page, told.number)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(rf"Facture {told.number}"))
    expect(heading).to_contain_text(euros(told.amount))
    expect(page.locator(".status-pill")).to_have_text("Mise en paiement")
    totals = facts(page, "Montants")
    assert set(totals) >= {"Montant HT", "TVA", "Montant TTC", "Net à payer"}
    assert totals["Net à payer"] == euros(told.amount)
    parties = facts(page, "Destinataire et fournisseur")
    assert parties["Destinataire"] == told.recipient
    assert parties["SIRET du destinataire"] == siret(told.recipient_siret)
    assert parties["Fournisseur"] == SHOWCASE.name
    assert parties["SIRET du fournisseur"] == siret(SHOWCASE.siret)
    references = facts(page, "Références")
    assert references["Date de la facture"] == day(told.issued)
    assert references["Date de dépôt"] == day(told.deposited)
    assert references["Numéro d’engagement"] == told.order
    assert references["Cadre de facturation"].startswith("A1")
    assert {"Type de TVA", "Mode de dépôt"} <= set(references)


def test_the_amounts_add_up(page: Page, chorus: ChorusPro) -> None:
    open_invoice(page, full(chorus, "MANDATEE").number)
    totals = {
        label: int(re.sub(r"\D", "", value)) for label, value in facts(page, "Montants").items()
    }
    assert totals["Montant HT"] + totals["TVA"] == totals["Montant TTC"]
    rates = facts(page, "TVA par taux")
    assert all(label.startswith("TVA ") and " sur " in value for label, value in rates.items())


def test_the_history_begins_with_the_newest(page: Page, chorus: ChorusPro) -> None:
    told = chorus.first("SUSPENDUE")
    open_invoice(page, told.number)
    passages = page.locator("ol.timeline > li")
    expect(passages.first.locator(".name")).to_have_text("Suspendue")
    expect(passages.first.locator(".quote")).to_have_text(re.compile(r"«\s.+\s»"))
    labels = [plain(text) for text in passages.locator(".name").all_inner_texts()]
    assert labels[-1] == "Déposée"
    assert labels.index("Mise à disposition") < labels.index("En cours d’acheminement")
    whens = passages.locator(".muted.small").all_inner_texts()
    assert all(re.search(r"\d{1,2} \S+ \d{4}, \d\d:\d\d", plain(when)) for when in whens)


def test_a_status_is_said_in_words(page: Page, chorus: ChorusPro) -> None:
    for status, words in (
        ("SUSPENDUE", "pièce"),
        ("A_RECYCLER", "pas le bon"),
        ("REJETEE", "refus"),
        ("MISE_EN_PAIEMENT", "banque"),
    ):
        open_invoice(page, chorus.first(status).number)
        said = page.locator("article > .notice")
        expect(said).to_contain_text(re.compile(words, re.IGNORECASE))


def test_an_unknown_invoice_cannot_be_found(page: Page) -> None:
    for last in ("999999999", "0", "abc", "-1", "1e9", "9" * 40):
        page.goto(f"/factures/{last}/")
        expect(page.get_by_text(NOT_THERE)).to_be_visible()


def test_another_suppliers_invoice_cannot_be_found_either(
    hand: Hand, filled: None, chorus: ChorusPro
) -> None:
    address = open_invoice(hand(DEMO).open("about:blank"), chorus.first("SUSPENDUE").number)
    for stranger in (LOAD, EMPTY):
        page = hand(stranger).open(address)
        expect(page.get_by_text(NOT_THERE)).to_be_visible()
        expect(page.get_by_text(SHOWCASE.name)).to_have_count(0)


def test_another_suppliers_list_is_not_searched(hand: Hand, chorus: ChorusPro) -> None:
    stranger = chorus.invoices(LOAD_SUPPLIER)[0]
    page = hand(DEMO).open(f"/factures/?numero={stranger.number}")
    expect(page.get_by_text("Aucune facture ne correspond.")).to_be_visible()


def test_the_plain_routes_tell_strangers_nothing(choral: Choral) -> None:
    nobody = httpx.Client(base_url=choral.url)
    for path in ("/api/session", "/api/depots/123/fichier"):
        answer = nobody.get(path)
        assert answer.status_code == 401
        assert answer.json()["message"]
    assert nobody.post("/api/depots", content=b"%PDF-").status_code == 401
    name, value = Choral(choral.url, EMPTY).cookie()
    somebody = httpx.Client(base_url=choral.url, cookies={name: value})
    assert somebody.get("/api/depots/123/fichier").status_code == 404
