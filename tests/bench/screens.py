"""Every screen of Choral and how to reach it, for the screenshots."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urljoin

from playwright.sync_api import FilePayload, Page, expect

from chorus_app.services.accounts import DEMO_PEOPLE
from chorus_app.simulator.demo import DEMO_ACCOUNTS
from chorus_app.simulator.demo_bodies import directory
from tests.bench.choral import INVOICE_LINK
from tests.documents.pdf_samples import lines, pdf

USUAL, _, EMPTY = (email for email, _ in DEMO_PEOPLE)
# A body that demands neither a service nor an engagement: its invoice is ready to be sent.
BUYER = "Commune de Plougastel-Daoulas"


def _stay(_: Page) -> None:
    """Leave the page as it opened."""


@dataclass(frozen=True)
class Screen:
    """A screen: who looks (`None`: nobody signed in), the address, and what is done there.

    `main` screens are also taken at 320 px and at 200 % text; `whole` ones to their end.
    A screen that is `waiting` shows skeletons for as long as its act lasts.
    """

    name: str
    path: str
    act: Callable[[Page], None] = _stay
    who: str | None = USUAL
    main: bool = False
    whole: bool = False
    waiting: bool = False


def refuse_password(page: Page) -> None:
    """Try a wrong password."""
    page.get_by_label("Adresse électronique").fill("demo@choral.example")
    page.get_by_label("Mot de passe").fill("autre")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert").first).not_to_be_empty()


def close_news(page: Page) -> None:
    """Put off the window of what came back."""
    later = page.get_by_role("button", name="Plus tard")
    if later.is_visible():
        later.click()


def open_act(name: str) -> Callable[[Page], None]:
    """Return what opens the first invoice of a list, then an act of its bar."""

    def act(page: Page) -> None:
        open_first(page)
        page.get_by_role("link", name=name).click()
        page.wait_for_timeout(700)

    return act


def open_filter(page: Page) -> None:
    """Open the sheet of criteria."""
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def open_first(page: Page) -> None:
    """Follow the first invoice of the list."""
    page.locator(INVOICE_LINK).first.click()
    page.wait_for_url("**/factures/*/")


def correct_buyer(page: Page) -> None:
    """Open an invoice and the kinds of buyer that it may have."""
    open_first(page)
    page.locator("summary").filter(has_text="Acheteur").click()


def deposit(content: bytes, name: str = "facture.pdf") -> Callable[[Page], None]:
    """Return the act that chooses this file."""

    def act(page: Page) -> None:
        file = FilePayload(name=name, mimeType="application/pdf", buffer=content)
        page.locator("input[type=file]").set_input_files(file)

    return act


def read_draft(page: Page) -> None:
    """Deposit an invoice that is read in full, and wait for the form."""
    deposit(an_invoice())(page)
    expect(page.get_by_role("button", name="Valider et envoyer")).to_be_visible(timeout=30_000)


def confirm(page: Page) -> None:
    """Go as far as the confirmation."""
    read_draft(page)
    page.get_by_role("button", name="Valider et envoyer").click()
    expect(page.get_by_role("button", name="Confirmer et envoyer")).to_be_visible()


def search_directory(page: Page) -> None:
    """Look for a recipient."""
    read_draft(page)
    page.get_by_role("button", name="Chercher dans l’annuaire").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def lose_network(path: str) -> Callable[[Page], None]:
    """Return the act that opens `path` without a network, once the shell is kept."""

    def act(page: Page) -> None:
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.wait_for_function("() => localStorage['choral-en-ligne']")
        page.context.set_offline(True)
        page.goto(urljoin(page.url, path))

    return act


def an_invoice() -> bytes:
    """Make the PDF of an invoice from the demo's supplier to a body of its directory."""
    body = next(b for b in directory(datetime.now(UTC).timestamp()) if b.row["name"] == BUYER)
    seller = DEMO_ACCOUNTS[0]
    return pdf(
        [
            *lines(seller.name, f"SIRET : {seller.siret}", top=50),
            *lines("Destinataire", BUYER, f"SIRET : {body.row['siret']}", left=330, top=130),
            *lines("FACTURE N° VTI/2026/90042", f"Date : {date.today():%d/%m/%Y}", top=230),
            *lines("Total HT 1 000,00 €", "TVA 20 % 200,00 €", left=330, top=420),
            *lines("Total TTC 1 200,00 €", "Net à payer 1 200,00 €", left=330, top=448),
        ]
    )


SCREENS = (
    Screen("connexion", "/connexion/", who=None, main=True),
    Screen("connexion-refusee", "/connexion/", refuse_password, who=None),
    Screen("a-propos", "/a-propos/", who=None, whole=True),
    Screen("introuvable", "/inconnue", who=None),
    Screen("accueil", "/", close_news, main=True, whole=True),
    Screen("accueil-nouvelles", "/"),
    Screen("a-traiter", "/a-traiter/", whole=True),
    Screen("completer", "/factures/?statut=SUSPENDUE", open_act("Compléter"), main=True),
    Screen("recycler", "/factures/?statut=A_RECYCLER", open_act("Corriger"), whole=True),
    Screen("refaire", "/factures/?statut=REJETEE", open_act("Refaire"), whole=True),
    Screen("relancer", "/factures/?statut=MANDATEE", open_act("Relancer")),
    Screen("accueil-vide", "/", who=EMPTY),
    Screen("factures", "/factures/", main=True),
    Screen("factures-recherche", "/factures/?q=rennes&statut=MANDATEE,COMPTABILISEE"),
    Screen("factures-aucune", "/factures/?q=zzz"),
    Screen("factures-vide", "/factures/", who=EMPTY),
    Screen("factures-filtre", "/factures/", open_filter, main=True),
    Screen("facture", "/factures/", open_first, main=True, whole=True),
    Screen("facture-acheteur", "/factures/?statut=MANDATEE", correct_buyer, main=True, whole=True),
    Screen("facture-suspendue", "/factures/?statut=SUSPENDUE", open_first, whole=True),
    Screen("facture-rejetee", "/factures/?statut=REJETEE", open_first, whole=True),
    Screen("facture-payee", "/factures/?statut=MISE_EN_PAIEMENT", open_first, whole=True),
    Screen("facture-inconnue", "/factures/999999999/"),
    Screen("deposer", "/deposer/", main=True),
    Screen("deposer-illisible", "/deposer/", deposit(b"%PDF-1.4 coup\xc3\xa9")),
    Screen("deposer-lu", "/deposer/", read_draft, main=True, whole=True),
    Screen("deposer-annuaire", "/deposer/", search_directory),
    Screen("deposer-confirmer", "/deposer/", confirm),
    Screen("aide", "/aide/", whole=True),
    Screen("compte", "/compte/", whole=True),
    Screen("hors-ligne", "/", lose_network("/inconnue")),
    Screen("factures-hors-ligne", "/factures/", lose_network("/factures/"), waiting=True),
)
