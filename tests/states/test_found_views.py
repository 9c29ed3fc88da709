"""Which field a search found, where the row shows neither it nor anything like it."""

from datetime import date

import pytest

from chorus_app.domain.box import read
from chorus_app.states.found_views import found_by
from chorus_app.store.derived import row_values
from chorus_app.store.tables import InvoiceRow
from tests.store.samples import invoice

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("rennes", ""),
        ("vti/2026/00007", ""),
        ("mairie", ""),
        ("1200", ""),
        ("2026", ""),
        ("février", ""),
        ("suspendues", ""),
        ("finances", "service\u00a0: Direction des finances"),
        ("compta", "service\u00a0: Direction des finances (COMPTA)"),
        ("école", "service\u00a0: Direction des finances (ECOLE-7)"),
        ("eng-77", "commande\u00a0: ENG-77"),
        ("77", "commande\u00a0: ENG-77"),
        ("m2025", "marché\u00a0: M2025-3"),
        ("213 502 388 00019", "SIRET\u00a0: 213\u00a0502\u00a0388\u00a000019"),
        ("lyon ou finances", "service\u00a0: Direction des finances"),
        (
            "finances eng-77",
            "service\u00a0: Direction des finances · commande\u00a0: ENG-77",
        ),
    ],
)
def test_what_the_row_hides_is_told(typed: str, told: str) -> None:
    changes = {"service_code": "ECOLE-7"} if typed == "école" else {}
    row = InvoiceRow(**row_values(1, invoice(7, **changes)))

    assert found_by(row, read(typed, TODAY)) == told
