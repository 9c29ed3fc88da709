"""The legal clock of an invoice, with what this supplier knows and the rates an operator keeps."""

import logging
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from chorus_app.domain.clock import PaymentClock, clock
from chorus_app.domain.invoice import History
from chorus_app.domain.payment import BuyerKind
from chorus_app.domain.rates import KNOWN, BadRates, RateTable, parse_rates
from chorus_app.services.context import current
from chorus_app.store.derived import day_in_france
from chorus_app.store.histories import passages
from chorus_app.store.tables import InvoiceRow

_log = logging.getLogger(__name__)

RATES_FILE = "taux-bce.csv"
"""In the data folder: the rates that an operator adds, one `AAAA-MM-JJ;2,15` a line."""


def payment_clock(
    row: InvoiceRow, history: History | None, today: date, buyer: BuyerKind
) -> PaymentClock | None:
    """Return the invoice's clock, None where none runs."""
    return clock(
        passages(row, row.made_available, history),
        status=row.status,
        deposit_date=row.deposit_date,
        delay=buyer.delay,
        gross=row.tax_inclusive_amount,
        today=today,
        rates=rates(),
    )


def rates() -> RateTable:
    """Return the rates of this version and, where their file can be read, the operator's."""
    path = current().settings.data_dir / RATES_FILE
    return _rates(path, path.stat().st_mtime) if path.exists() else KNOWN


@lru_cache(maxsize=1)
def _rates(path: Path, changed: float) -> RateTable:
    """Read the file again only when it changed: it is a few lines, once a half-year.

    It says what its operator knew that day: of a half-year that began since, nothing is known.
    """
    try:
        more = parse_rates(path.read_text("utf-8"))
    except (BadRates, UnicodeDecodeError) as error:
        _log.error("%s is left aside: %s", RATES_FILE, error)
        return KNOWN
    known_until = day_in_france(datetime.fromtimestamp(changed, UTC))
    return KNOWN.extended(more, known_until=known_until)
