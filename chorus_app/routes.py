"""Every path of the app, and the functions that build those with parameters."""

from urllib.parse import quote

ACCUEIL = "/"
FACTURES = "/factures/"
DEPOSER = "/deposer/"
A_TRAITER = "/a-traiter/"
REPONDRE = "/repondre/"
AIDE = "/aide/"
COMPTE = "/compte/"
CONNEXION = "/connexion/"
A_PROPOS = "/a-propos/"
CHORUS_PRO = "https://chorus-pro.gouv.fr/"
"""The State's own site, for what no other application may do."""


def facture(invoice_id: int) -> str:
    """Return the page of one invoice."""
    return f"{FACTURES}{invoice_id}/"


def factures(query_string: str) -> str:
    """Return the list with a search; `query_string` begins with `?` or is empty."""
    return f"{FACTURES}{query_string}"


def brouillon(deposit_id: str) -> str:
    """Return the deposit form of one draft."""
    return f"{DEPOSER}?brouillon={quote(deposit_id)}"


def page_picture(deposit_id: str) -> str:
    """Return where the pictures of a deposit's pages are, without the page's number."""
    return f"/api/depots/{quote(deposit_id)}/pages/"


def deposited_file(deposit_id: str) -> str:
    """Return where the file of a deposit is given back."""
    return f"/api/depots/{quote(deposit_id)}/fichier"


def sent_piece(piece_id: str) -> str:
    """Return where a piece of an answer is given back."""
    return f"/api/pieces/{quote(piece_id)}"


def chorus_folder(invoice_id: int) -> str:
    """Return where all that Chorus Pro keeps of an invoice is given."""
    return f"/api/factures/{invoice_id}/dossier"


def repondre(invoice_id: int, act: str) -> str:
    """Return the page that answers for an invoice; `act` is a code of `domain.answer.Act`."""
    return f"{REPONDRE}?facture={invoice_id}&acte={act}"


def connexion(next_path: str) -> str:
    """Return the sign-in page that leads back to `next_path`."""
    return f"{CONNEXION}?suite={quote(next_path)}" if next_path != ACCUEIL else CONNEXION
