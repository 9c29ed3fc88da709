"""The flows of a supplier's thumb, from what tells of an invoice to the act that is confirmed.

`tests/browser/test_flows.py` walks them and checks where they lead; `python -m tests.bench.flows`
walks them again and takes a picture of each screen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.chorus import ChorusPro, Told
from tests.documents.pdf_samples import lines, pdf

BYTES = b"\xff\xd8\xff photo"
PHOTO = FilePayload(name="bon de livraison.jpg", mimeType="image/jpeg", buffer=BYTES)
PRINTED = {
    "FACTURE N°": "invoice_number",
    "Date de facture :": "issue_date",
    "Total HT :": "tax_exclusive_amount",
    "TVA :": "tax_amount",
    "Total TTC :": "tax_inclusive_amount",
    "Net à payer :": "payable_amount",
}
"""What stands on paper before each field of the form."""
CAMERA = 2
"""The camera's own taps: to take the picture, and to keep it."""
RIGHT_BODY = "Commune de Plougastel-Daoulas"


@dataclass
class Thumb:
    """A thumb on a page: it counts its taps, and `look` sees each screen before the next one."""

    page: Page
    look: Callable[[str], None] = lambda screen: None
    taps: int = 0
    screens: list[str] = field(default_factory=list)

    def sees(self, screen: str) -> None:
        """Name the screen that stands there."""
        self.screens.append(screen)
        self.look(screen)

    def tap(self, place: Locator) -> None:
        """Tap once."""
        expect(place).to_be_visible(timeout=20_000)
        place.click()
        self.taps += 1

    def button(self, name: str) -> None:
        """Tap a button."""
        self.tap(self.page.get_by_role("button", name=name, exact=True).first)

    def link(self, name: str) -> None:
        """Tap a link."""
        self.tap(self.page.get_by_role("link", name=name, exact=True).first)

    def photograph(self) -> None:
        """Tap on the camera's button, take a picture and keep it."""
        with self.page.expect_file_chooser() as opened:
            self.tap(self.page.get_by_text("Prendre une photo", exact=True))
        self.taps += CAMERA
        opened.value.set_files([PHOTO])
        expect(self.page.get_by_role("listitem").filter(has_text=PHOTO["name"])).to_be_visible()

    def choose(self, name: str, content: bytes) -> None:
        """Tap on the file button, and on a file of the phone's own list."""
        with self.page.expect_file_chooser() as opened:
            self.tap(self.page.get_by_text("Choisir le fichier", exact=True).first)
        self.taps += 1
        opened.value.set_files([FilePayload(name=name, mimeType="application/pdf", buffer=content)])
        expect(self.page.get_by_text(name).first).to_be_visible(timeout=30_000)

    def confirm(self) -> None:
        """Tap on what confirms, and wait for the word that Chorus Pro has it."""
        self.tap(self.page.get_by_role("dialog").get_by_role("button", name="Confirmer et envoyer"))
        expect(self.page.locator(".notice.tone-paid")).to_be_visible(timeout=30_000)


def available(chorus: ChorusPro) -> Told:
    """Return an invoice that its recipient holds, no credit note."""
    held = (told for told in chorus.invoices() if told.status == "MISE_A_DISPOSITION")
    return next(told for told in held if told.amount > 0)


def notified(thumb: Thumb, told: Told, status: str) -> None:
    """Wait on Accueil for what tells that this invoice came to a status, and tap it.

    A phone's notification and a mail bear the same address: `services.notify.path_of`.
    """
    page = thumb.page
    page.goto("/")
    expect(page.get_by_role("heading", name="À encaisser")).to_be_attached()
    news = page.get_by_role("heading", name="Depuis votre dernier passage")
    section = page.locator("section", has=news)
    title = re.compile(rf"{status}\s:\s{re.escape(told.number)}(?!\d)")
    entry = section.get_by_role("link").filter(has_text=title)
    expect(entry).to_be_visible(timeout=30_000)
    later = page.get_by_role("button", name="Plus tard")
    if later.is_visible():  # the window of what came back, on a first visit
        later.click()
    entry.scroll_into_view_if_needed()
    thumb.sees("notification")
    thumb.tap(entry)


def complete(thumb: Thumb, chorus: ChorusPro) -> Told:
    """Answer a suspension with a photo."""
    told = available(chorus)
    chorus.move(told, "SUSPENDUE", "Il manque le bon de livraison.")
    notified(thumb, told, "Suspendue")
    expect(thumb.page.get_by_text("« Il manque le bon de livraison. »").first).to_be_visible()
    thumb.sees("motif et pièce demandée")
    thumb.photograph()
    thumb.sees("photo jointe")
    thumb.button("Compléter la facture")
    thumb.sees("confirmation")
    thumb.confirm()
    thumb.sees("envoyée")
    return told


def recycle(thumb: Thumb, chorus: ChorusPro) -> Told:
    """Send an invoice again, to another recipient."""
    told = available(chorus)
    chorus.move(told, "A_RECYCLER", "Cette facture est pour la commune.")
    notified(thumb, told, "À recycler")
    thumb.sees("motif")
    thumb.button("Chercher dans l’annuaire")
    window = thumb.page.get_by_role("dialog", name="Chercher un destinataire")
    window.get_by_label("SIRET, nom ou ville").fill("Plougastel")
    thumb.tap(window.get_by_role("button", name="Chercher"))
    expect(window.get_by_role("button", name=RIGHT_BODY)).to_be_visible()
    thumb.sees("annuaire")
    thumb.tap(window.get_by_role("button", name=RIGHT_BODY))
    thumb.sees("nouveau destinataire")
    thumb.button("Corriger l’envoi")
    thumb.sees("confirmation")
    thumb.confirm()
    thumb.sees("renvoyée")
    return told


def put_away(thumb: Thumb, chorus: ChorusPro) -> Told:
    """Mark a rejection as treated."""
    told = available(chorus)
    chorus.move(told, "REJETEE", "Doublon de la facture de janvier.")
    notified(thumb, told, "Rejetée")
    thumb.sees("facture rejetée")
    thumb.link("Marquer le rejet comme traité")
    thumb.sees("ce que cela change")
    thumb.button("Marquer le rejet comme traité")
    thumb.sees("confirmation")
    thumb.confirm()
    thumb.sees("traité")
    return told


def reissue(thumb: Thumb, chorus: ChorusPro) -> Told:
    """Prepare the invoice that replaces a rejected one, under a new number."""
    told = available(chorus)
    chorus.move(told, "REJETEE", "Le montant est faux.")
    notified(thumb, told, "Rejetée")
    thumb.link("Refaire la facture")
    thumb.sees("motif")
    thumb.button("Préparer la nouvelle facture")
    number = thumb.page.get_by_label("Numéro de facture")
    expect(number).not_to_have_value("", timeout=20_000)
    expect(number).not_to_have_value(told.number)
    expect(thumb.page.get_by_text("Le montant est faux.").first).to_be_visible()
    thumb.sees("nouveau brouillon")
    old = thumb.page.url
    thumb.choose("nouvelle.pdf", new_file(thumb.page, told))
    thumb.page.wait_for_url(lambda address: address != old)  # another draft takes its place
    expect(thumb.page.locator("strong").filter(has_text="nouvelle.pdf")).to_be_visible()
    expect(number).to_have_value(re.compile("-1$"))
    thumb.sees("nouveau fichier")
    thumb.button("Valider et envoyer")
    thumb.sees("confirmation")
    thumb.tap(thumb.page.get_by_role("dialog").get_by_role("button", name="Confirmer et envoyer"))
    sent = thumb.page.get_by_role("heading", name="Votre facture est bien transmise")
    expect(sent).to_be_visible(timeout=30_000)
    thumb.sees("reçu")
    return told


def new_file(page: Page, told: Told) -> bytes:
    """Draw the invoice that the draft describes, as the supplier's own program would."""
    printed = [
        f"{label} {page.locator(f'#{name}').input_value()}" for label, name in PRINTED.items()
    ]
    return pdf(lines(*printed, f"SIRET client : {told.recipient_siret}"))


def remind(thumb: Thumb, chorus: ChorusPro) -> Told:
    """Copy a reminder for the longest overdue invoice of À traiter."""
    page = thumb.page
    page.goto("/a-traiter/")
    late = page.get_by_role("main").get_by_role("listitem").filter(has_text="tarde à payer").first
    expect(late).to_be_visible(timeout=20_000)
    late.scroll_into_view_if_needed()
    thumb.sees("à traiter")
    words = late.inner_text()
    thumb.tap(late.get_by_role("link"))
    message = page.get_by_label("Message")
    expect(message).not_to_have_value("")
    thumb.sees("message prêt")
    thumb.button("Copier le message")
    expect(page.get_by_role("status").filter(has_text="Copié.")).to_be_visible()
    thumb.sees("copié")
    return next(told for told in chorus.invoices() if told.number in words)


FLOWS: dict[str, Callable[[Thumb, ChorusPro], Told]] = {
    "compléter": complete,
    "recycler": recycle,
    "traiter-le-rejet": put_away,
    "refaire": reissue,
    "relancer": remind,
}
