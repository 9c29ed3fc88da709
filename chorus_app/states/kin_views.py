"""How the page of an invoice leads to the one that replaces it, and to the one it replaces."""

from dataclasses import dataclass

from chorus_app import routes
from chorus_app.domain.deposit import Stage
from chorus_app.services import replacing
from chorus_app.services.invoices import Row
from chorus_app.services.replacing import Replacement


@dataclass
class KinView:
    """A word on a kindred invoice, and where it is seen."""

    href: str
    label: str


async def kin(row: Row) -> tuple[list[KinView], bool]:
    """Return what to say of an invoice's kin, and whether a new one was made in its place."""
    by = await replacing.replacement_of(row)
    old = await replacing.replaced_by(row)
    views = [_new(by)] if by else []
    if old:
        views.append(KinView(routes.facture(old.invoice_id), f"Remplace {old.number}"))
    return views, by is not None


def _new(by: Replacement) -> KinView:
    if by.stage is Stage.DEPOSEE:
        seen = routes.facture(by.invoice_id) if by.invoice_id else routes.brouillon(by.deposit_id)
        return KinView(seen, f"Remplacée par {by.number}")
    named = by.number or "sans numéro"
    return KinView(routes.brouillon(by.deposit_id), f"Nouvelle facture commencée\u00a0: {named}")
