"""Invoices as the gateway gives them, for tests that need some."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.invoice import Invoice
from chorus_app.store.tables import Structure


def invoice(chorus_id: int = 1, **changes: Any) -> Invoice:
    """Return an invoice made available on 3 February 2026, but for what the test changes."""
    values: dict[str, Any] = {
        "chorus_id": chorus_id,
        "invoice_number": f"VTI/2026/{chorus_id:05}",
        "status": "MISE_A_DISPOSITION",
        "type_code": "FACTURE",
        "issue_date": date(2026, 2, 1),
        "deposit_date": date(2026, 2, 2),
        "status_at": datetime(2026, 2, 3, 10, 30, tzinfo=UTC),
        "status_comment": "",
        "recipient_siret": "21350238800019",
        "recipient_name": "Ville de Rennes",
        "recipient_chorus_id": 4242,
        "service_code": "COMPTA",
        "service_name": "Direction des finances",
        "tax_exclusive_amount": 100_000,
        "tax_inclusive_amount": 120_000,
        "payable_amount": 120_000,
        "currency": "EUR",
        "purchase_order_reference": "ENG-77",
        "contract_reference": "M2025-3",
        "preceding_invoice_reference": "",
        "deposit_mode": "DEPOT_PDF_API",
        "flow_number": "",
        "rejection_treated": False,
    }
    return Invoice(**(values | changes))


async def supplier(session: AsyncSession, siret: str = "73980623000960") -> int:
    """Add a supplier and return its id."""
    structure = Structure(siret=siret, name="Ets Horticoles", account_login="TECH_1")
    session.add(structure)
    await session.flush()
    assert structure.id
    return structure.id
