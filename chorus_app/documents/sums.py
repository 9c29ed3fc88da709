"""The sums inside an invoice's XML, which no single field shows (EN 16931, BR-CO-10 to 14).

Header totals against each other are the deposit form's to check: it has them after correction.
"""

from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from chorus_app.documents.reading import Finding, Severity
from chorus_app.documents.values import exact_decimal, two_decimals
from chorus_app.documents.xml_paths import SumPaths

_MOST_LINES = 20_000


def check_sums(root: etree._Element, paths: SumPaths) -> Iterator[Finding]:
    """Say which of the sums that can be made do not agree."""
    lines, total = _sum(root, paths.line_amounts), _one(root, paths.line_total)
    grouped = root.find(paths.line_group) is not None
    if lines is not None and total is not None and lines != total and not grouped:
        yield _finding("LINES", "tax_exclusive_amount", "des lignes", lines, total)
    taxes, tax = _sum(root, paths.vat_amounts), _one(root, paths.vat_total)
    if taxes is not None and tax is not None and taxes != tax:
        yield _finding("VAT_LINES", "tax_amount", "des lignes de TVA", taxes, tax)


def _sum(root: etree._Element, place: str) -> Decimal | None:
    """Add amounts; None when there are none, or when one of them is no amount."""
    values = [exact_decimal((node.text or "").strip()) for node in root.iterfind(place)]
    known = [value for value in values[:_MOST_LINES] if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def _one(root: etree._Element, place: str) -> Decimal | None:
    """Return an amount that stands once; several are in several currencies."""
    nodes = root.findall(place)
    return exact_decimal((nodes[0].text or "").strip()) if len(nodes) == 1 else None


def _finding(code: str, field: str, what: str, found: Decimal, said: Decimal) -> Finding:
    return Finding(
        code,
        Severity.REFUSERA,
        field,
        f"La somme {what} ({two_decimals(found)}) n’est pas le total annoncé "
        f"({two_decimals(said)}).",
        "Corrigez la facture dans votre logiciel\u00a0: Chorus Pro refait ces sommes.",
    )
