"""What is worked out once, when an invoice is written, so that each search is one indexed read."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chorus_app.domain.folding import squeeze
from chorus_app.domain.invoice import Invoice, TypeCode
from chorus_app.domain.payment import BuyerKind, kind_of_buyer, payable_by
from chorus_app.domain.status import Status, counts_in_sums, rank
from chorus_app.store.tables import InvoiceRow

_PARIS = ZoneInfo("Europe/Paris")
_IDS = 10**13
_FAR_DAY = 900_000
_SECTIONS = (60, 250, 150)
"""Most characters of each line of `search_text`: PostgreSQL's index rows end at 2 700 bytes."""


def row_values(
    structure_id: int,
    invoice: Invoice,
    made_available: date | None = None,
    buyer: BuyerKind | None = None,
) -> dict[str, Any]:
    """Return the columns of `InvoiceRow` that Chorus Pro's list and our rules decide.

    `made_available` is what was known before; a fresh MISE_A_DISPOSITION replaces it. `buyer` is
    what the supplier said of the recipient; None: its name tells.
    """
    made_available = day_made_available(invoice) or made_available
    return {
        "structure_id": structure_id,
        **{name: getattr(invoice, name) for name in Invoice.__slots__},
        "status_rank": rank(invoice.status),
        "newest_first": newest_first(invoice),
        "counted_amount": counted_amount(invoice),
        "search_text": search_text(invoice),
        "made_available": made_available,
        "payable_by": payable_by(
            delay=(buyer or kind_of_buyer(invoice.recipient_name)).delay,
            deposit_date=invoice.deposit_date,
            made_available=made_available,
            status=invoice.status,
        ),
    }


def newest_first(invoice: Invoice) -> int:
    """Return a number whose ascending order is: the latest day shown, then the latest id.

    The day is the deposit's, or of what was never deposited the invoice's own, as the list shows.

    One integer, because neither SQLite nor Alembic handles well an index that goes both ways.
    """
    shown = invoice.deposit_date or invoice.issue_date
    day = shown.toordinal() if shown else _FAR_DAY
    return -(min(day, _FAR_DAY) * _IDS + min(invoice.chorus_id, _IDS - 1))


def counted_amount(invoice: Invoice) -> int:
    """Return what the invoice adds to a total, in euro cents.

    A credit note takes away, whichever sign Chorus Pro gave it. Deleted invoices (product row I14)
    and other currencies add nothing.
    """
    if not counts_in_sums(invoice.status) or invoice.currency not in {"", "EUR"}:
        return 0
    credit = invoice.type_code == TypeCode.AVOIR
    return -abs(invoice.payable_amount) if credit else invoice.payable_amount


def search_text(invoice: Invoice) -> str:
    """Return three squeezed lines: the number; the recipient and its service; the order references.

    There are always two line breaks: `store.search` tells by them where a word stands. A space
    keeps two fields apart, and none is within a field: nothing is found across two of them.
    """
    lines = (
        [invoice.invoice_number],
        [
            invoice.recipient_name,
            invoice.recipient_siret,
            invoice.service_code,
            invoice.service_name,
        ],
        [invoice.purchase_order_reference, invoice.contract_reference],
    )
    pairs = zip(lines, _SECTIONS, strict=True)
    return "\n".join(" ".join(map(squeeze, fields))[:limit] for fields, limit in pairs)


def day_made_available(invoice: Invoice | InvoiceRow) -> date | None:
    """Return the day on which a MISE_A_DISPOSITION that is the present status came."""
    if invoice.status != Status.MISE_A_DISPOSITION or not invoice.status_at:
        return None
    return day_in_france(invoice.status_at)


def day_in_france(moment: datetime) -> date:
    """Return the day of a moment where the law counts the days."""
    return moment.astimezone(_PARIS).date()
