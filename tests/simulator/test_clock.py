from datetime import UTC, datetime

import pytest

from chorus_app.simulator.clock import CLOSED_AT_MOST, Clock, Instant, between


class Hands:
    """Real time, moved by hand."""

    def __init__(self):
        self.seconds = 0.0

    def monotonic(self):
        return self.seconds

    def wall(self):
        return 1_800_000_000.0 + self.seconds

    def clock(self, speed=60.0, now=None):
        return Clock(speed=speed, now=now, monotonic=self.monotonic, wall=self.wall)


@pytest.fixture
def hands():
    return Hands()


def test_lives_run_faster_than_dates(hands):
    clock = hands.clock(speed=60)
    begun = clock.instant()
    hands.seconds += 120
    later = clock.instant()
    assert later.minutes - begun.minutes == pytest.approx(120)
    assert later.epoch - begun.epoch == pytest.approx(120)


def test_it_begins_on_the_day_asked_for(hands):
    clock = hands.clock(now=datetime(2026, 3, 10, 10, 0, tzinfo=UTC))
    assert clock.now() == datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
    hands.seconds += 60
    assert clock.now() == datetime(2026, 3, 10, 10, 1, tzinfo=UTC)


def test_advance_moves_both_and_a_stopped_clock_only_lives(hands):
    clock = hands.clock(speed=0)
    begun = clock.instant()
    hands.seconds += 600
    assert clock.instant().minutes == begun.minutes
    assert clock.instant().epoch == begun.epoch + 600
    clock.advance(60)
    assert clock.instant().minutes == begun.minutes + 60
    assert clock.instant().epoch == begun.epoch + 600 + 3600


def test_changing_speed_keeps_what_was_lived(hands):
    clock = hands.clock(speed=60)
    hands.seconds += 60
    clock.set_speed(1)
    hands.seconds += 60
    assert clock.instant().minutes == pytest.approx(61)


@pytest.mark.parametrize("wrong", [-1, float("nan"), 1e12])
def test_impossible_orders_are_refused(hands, wrong):
    clock = hands.clock()
    with pytest.raises(ValueError, match="between"):
        clock.advance(wrong)
    with pytest.raises(ValueError, match="between"):
        clock.set_speed(wrong)


def test_a_short_pause_is_lived_at_the_pace_of_days(hands):
    clock = hands.clock()
    clock.resume(Instant(500, hands.wall() - 3600), shift=0)
    assert clock.instant().minutes == pytest.approx(560)
    assert clock.instant().epoch == hands.wall()


def test_a_month_closed_does_not_empty_the_list(hands):
    clock = hands.clock()
    clock.resume(Instant(500, hands.wall() - 30 * 86400), shift=0)
    assert clock.instant().minutes == pytest.approx(500 + CLOSED_AT_MOST)
    assert clock.instant().epoch == hands.wall()


def test_dates_never_go_back_after_a_steered_run(hands):
    clock = hands.clock()
    steered = Instant(1440, hands.wall() + 86400)
    clock.resume(steered, shift=86400)
    assert clock.instant().epoch >= steered.epoch


def test_a_step_is_dated_where_it_falls_between_two_looks():
    earlier, later = Instant(0, 1000), Instant(100, 7000)
    assert between(earlier, later, 50) == 4000
    assert between(earlier, later, 100) == 7000
    assert between(earlier, later, 250) == 7000
    assert between(earlier, earlier, 0) == 1000
