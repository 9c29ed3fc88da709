"""How often suppliers are asked for, and that their turns lie apart."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from chorus_app.domain.pace import next_turn, rhythm

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


def test_the_rhythm_slows_down_with_the_time_since_somebody_looked() -> None:
    ages = [timedelta(0), timedelta(minutes=5), timedelta(minutes=6), timedelta(days=3)]

    assert [rhythm(300, AT - age, AT) for age in ages] == [300, 300, 900, 900]
    assert rhythm(300, AT - timedelta(days=3, seconds=1), AT) == 3600
    assert rhythm(300, None, AT) == 3600


@given(MOMENTS, st.floats(0.05, 100_000), st.integers(1, 10**9))
def test_the_next_turn_is_half_a_period_to_one_and_a_half_away(
    at: datetime, every: float, number: int
) -> None:
    wait = (next_turn(at, every, number) - at).total_seconds()

    assert 0.5 * every - 0.001 <= wait <= 1.5 * every + 0.001


@given(MOMENTS, st.floats(1, 100_000), st.integers(1, 10**9))
def test_from_then_on_turns_come_one_period_after_the_other(
    at: datetime, every: float, number: int
) -> None:
    first = next_turn(at, every, number)
    a_little_late = first + timedelta(seconds=every / 10)

    second = next_turn(a_little_late, every, number)
    assert (second - first).total_seconds() == approx(every, abs=0.001)


def test_a_thousand_suppliers_late_at_once_are_spread_evenly_afterwards() -> None:
    turns = [(next_turn(AT, 300, number) - AT).total_seconds() for number in range(1, 1001)]

    tenths = Counter(int(wait % 300 // 30) for wait in turns)
    assert max(tenths.values()) - min(tenths.values()) <= 4
    assert max(Counter(int(wait) for wait in turns).values()) <= 10
