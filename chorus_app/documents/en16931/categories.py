"""The VAT categories of EN 16931 that a French invoice may have, and who each must name.

IGIC (L), IPSI (M) and the Italian split payment (B) are taxes of other countries: see `check`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chorus_app.documents.en16931.bill import Bill


@dataclass(frozen=True, slots=True)
class Category:
    """One category: `code` in the XML, `slug` in the rules' ids, `name` in our sentences."""

    code: str
    slug: str
    name: str
    identified: Callable[[Bill], bool]
    identity: str


def _seller(bill: Bill) -> bool:
    return bool(bill.seller.vat_ids or bill.seller.has_tax_id) or _represented(bill)


def _represented(bill: Bill) -> bool:
    return bill.representative is not None and bool(bill.representative.vat_ids)


def _seller_vat(bill: Bill) -> bool:
    return bool(bill.seller.vat_ids) or _represented(bill)


def _both(bill: Bill) -> bool:
    return _seller(bill) and bool(bill.buyer.vat_ids or bill.buyer.has_legal_id)


def _both_vat(bill: Bill) -> bool:
    return _seller_vat(bill) and bool(bill.buyer.vat_ids)


def _nobody(bill: Bill) -> bool:
    return not (bill.seller.vat_ids or bill.buyer.vat_ids or _represented(bill))


_SELLER = "demande votre numéro de TVA (BT-31)"
_BOTH = f"{_SELLER} et un identifiant du destinataire (BT-47, BT-48)"
STANDARD = Category("S", "S", "au taux normal ou réduit (S)", _seller, _SELLER)
NOT_SUBJECT = Category(
    "O", "O", "hors champ (O)", _nobody, "interdit tout numéro de TVA (BT-31, BT-48, BT-63)"
)
CATEGORIES = (
    STANDARD,
    Category("Z", "Z", "à taux zéro (Z)", _seller, _SELLER),
    Category("E", "E", "exonérée (E)", _seller, _SELLER),
    Category("AE", "AE", "en autoliquidation (AE)", _both, _BOTH),
    Category("K", "IC", "intracommunautaire (K)", _both_vat, _BOTH),
    Category("G", "G", "à l’exportation (G)", _seller_vat, _SELLER),
    NOT_SUBJECT,
)
