from datetime import date

import pytest

from chorus_app.domain.rates import KNOWN, BadRates, Rate, half_year_name, half_year_of, parse_rates

# The rate of each half-year, + 8, as payment-delay rules give it (R2192-31).
HALVES = [
    (date(2023, 1, 15), 1050, True),
    (date(2023, 12, 31), 1200, True),
    (date(2024, 1, 1), 1250, True),
    (date(2024, 7, 1), 1225, True),
    (date(2025, 6, 30), 1115, False),
    (date(2025, 7, 1), 1015, False),
]


@pytest.mark.parametrize(("day", "rate", "checked"), HALVES)
def test_late_rate(day: date, rate: int, checked: bool) -> None:
    found = KNOWN.late_rate(day)
    assert found is not None
    assert (found.rate, found.checked) == (rate, checked)


def test_nothing_is_claimed_after_what_is_known() -> None:
    assert KNOWN.late_rate(date(2026, 1, 1)) is None
    assert KNOWN.late_rate(date(2016, 1, 1)) is None


def test_an_operator_extends_the_table() -> None:
    table = KNOWN.extended(parse_rates("# BCE\n2025-12-17;2,15\n2026-06-10; 2.00\n"))
    assert table.late_rate(date(2026, 3, 1)) == Rate(date(2026, 1, 1), 1015)
    assert table.late_rate(date(2026, 7, 1)) is None, "known until 10 June only"
    later = KNOWN.extended(parse_rates("2025-12-17;2,15"), known_until=date(2026, 12, 31))
    assert later.late_rate(date(2026, 11, 23)) == Rate(date(2026, 7, 1), 1015)


@pytest.mark.parametrize(
    "line", ["2026-13-01;2", "2026-01-01", "2026-01-01;x", "2026-01-01;NaN", "2026-01-01;200"]
)
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(BadRates, match="ligne 2"):
        parse_rates(f"2026-01-01;2,15\n{line}\n")


def test_half_years() -> None:
    assert half_year_of(date(2026, 6, 30)) == date(2026, 1, 1)
    assert half_year_name(date(2026, 7, 1)) == "2026-S2"
