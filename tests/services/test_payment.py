import os
from datetime import UTC, date, datetime

import pytest

from chorus_app.domain.rates import KNOWN
from chorus_app.services import payment
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity

pytestmark = pytest.mark.usefixtures("signed")
People = tuple[Identity, ...]


def keep(text: str, edited: datetime) -> None:
    path = current().settings.data_dir / payment.RATES_FILE
    path.write_text(text)
    os.utime(path, (edited.timestamp(), edited.timestamp()))


async def test_without_a_file_a_half_year_to_come_has_no_rate() -> None:
    assert payment.rates().late_rate(date(2025, 8, 1))
    assert payment.rates().late_rate(date(2026, 2, 1)) is None


async def test_the_operator_s_rate_counts_for_the_half_years_begun_when_it_was_written() -> None:
    keep("2025-12-17;2,25\n", datetime(2026, 1, 5, 12, tzinfo=UTC))

    rate = payment.rates().late_rate(date(2026, 2, 1))

    assert rate and rate.rate == 1025
    assert payment.rates().late_rate(date(2026, 7, 1)) is None


async def test_a_file_that_is_edited_is_read_again() -> None:
    keep("2025-12-17;2,25\n", datetime(2026, 1, 5, 12, tzinfo=UTC))
    payment.rates()
    keep("2025-12-17;2,50\n", datetime(2026, 7, 2, 12, tzinfo=UTC))

    rate = payment.rates().late_rate(date(2026, 7, 2))

    assert rate and rate.rate == 1050


async def test_a_file_that_cannot_be_read_breaks_no_page(caplog: pytest.LogCaptureFixture) -> None:
    keep("2025-12-17;2,25\nhier;2\n", datetime(2026, 1, 5, tzinfo=UTC))

    assert payment.rates() == KNOWN
    assert "ligne 2" in caplog.text
