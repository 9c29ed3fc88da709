from datetime import UTC, date, datetime
from typing import Any

import pytest

from chorus_app.store.derived import counted_amount, newest_first, row_values, search_text
from tests.store.samples import invoice


def test_newest_first_orders_by_the_day_shown_then_by_id() -> None:
    undated = {"deposit_date": None, "issue_date": None}
    drafts = invoice(3, **undated), invoice(1, deposit_date=None, issue_date=date(2026, 2, 3))
    sent = (
        invoice(9, deposit_date=date(2026, 2, 2)),
        invoice(8, deposit_date=date(2026, 2, 2)),
        invoice(10, deposit_date=date(2026, 2, 1)),
    )
    expected = [*drafts, *sent]

    assert sorted((expected[i] for i in (4, 2, 0, 3, 1)), key=newest_first) == expected


def test_newest_first_fits_the_column_whatever_comes() -> None:
    extremes = invoice(2**62, deposit_date=date.max), invoice(0, deposit_date=date.min)

    assert all(-(2**63) < newest_first(extreme) < 2**63 for extreme in extremes)


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, 120_000),
        ({"status": "SUPPRIMEE"}, 0),
        ({"currency": "CHF"}, 0),
        ({"currency": ""}, 120_000),
        ({"type_code": "AVOIR"}, -120_000),
        ({"type_code": "AVOIR", "payable_amount": -120_000}, -120_000),
        ({"type_code": "ACOMPTE"}, 120_000),
        ({"payable_amount": -5}, -5),
    ],
)
def test_counted_amount(changes: dict[str, Any], counted: int) -> None:
    assert counted_amount(invoice(**changes)) == counted


def test_search_text_is_three_squeezed_lines() -> None:
    text = search_text(
        invoice(invoice_number="É/1", recipient_name="Métropole\nde  LYON", service_name="Élus")
    )

    assert text == "e1\nmetropoledelyon 21350238800019 compta elus\neng77 m20253"


def test_search_text_is_bounded() -> None:
    huge = search_text(
        invoice(
            invoice_number="é" * 9_000, recipient_name="漢" * 9_000, contract_reference="x" * 999
        )
    )

    assert huge.count("\n") == 2
    assert len(huge.encode()) < 2_000


def test_the_day_made_available_is_the_day_in_france() -> None:
    at = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    values = row_values(1, invoice(status_at=at))

    assert values["made_available"] == date(2026, 7, 1)
    assert values["payable_by"] == date(2026, 7, 31)


def test_what_was_known_of_the_delivery_is_kept() -> None:
    values = row_values(1, invoice(status="MANDATEE"), date(2026, 2, 10))

    assert values["made_available"] == date(2026, 2, 10)
    assert values["payable_by"] == date(2026, 3, 12)


def test_a_suspended_invoice_has_no_legal_day() -> None:
    assert row_values(1, invoice(status="SUSPENDUE"))["payable_by"] is None
