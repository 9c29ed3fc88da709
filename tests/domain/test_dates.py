from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.dates import MONTH_OF, BadDate, Period, parse_day, parse_period
from chorus_app.texts.formats import short_date

TODAY = date(2026, 11, 23)  # a Monday
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
NOWS = st.dates(date(2004, 2, 29), date(2095, 12, 31))
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("15/02", date(2026, 2, 15)),
        ("15/2", date(2026, 2, 15)),
        ("15/2/26", date(2026, 2, 15)),
        ("15/02/2026", date(2026, 2, 15)),
        ("15.02.2026", date(2026, 2, 15)),
        ("15-02-2026", date(2026, 2, 15)),
        ("2026-02-15", date(2026, 2, 15)),
        ("2026-2-5", date(2026, 2, 5)),
        ("15 fév", date(2026, 2, 15)),
        ("15 fév.", date(2026, 2, 15)),
        ("15 FÉVR. 2025", date(2025, 2, 15)),
        ("15 fevrier 2025", date(2025, 2, 15)),
        ("1er mars", date(2026, 3, 1)),
        ("1er\u00a0mars\u00a02024", date(2024, 3, 1)),
        (" 15/02/2026 ", date(2026, 2, 15)),
        ("hier", date(2026, 11, 22)),
        ("Aujourd’hui", TODAY),
        ("aujourd'hui", TODAY),
        ("23/11", TODAY),
        ("24/11", date(2025, 11, 24)),
        ("31/12/99", date(2099, 12, 31)),
        ("29/02/2024", date(2024, 2, 29)),
        ("29/02", date(2024, 2, 29)),
        ("29 février", date(2024, 2, 29)),
    ],
)
def test_every_way_of_typing_a_day(typed: str, read: date) -> None:
    assert parse_day(typed, TODAY) == read


@pytest.mark.parametrize("month", MONTHS.split())
@pytest.mark.parametrize("year", [" 2025", ""])
def test_every_month_by_its_name(month: str, year: str) -> None:
    number = MONTHS.split().index(month) + 1
    expected = 2025 if year or number == 12 else 2026

    assert parse_period(month.upper() + year, TODAY).first == date(expected, number, 1)
    assert parse_day(f"9 {month}{year}", TODAY) == date(expected, number, 9)


def test_every_short_name_is_the_beginning_of_one_month_only() -> None:
    full = dict(zip(MONTHS.replace("é", "e").replace("û", "u").split(), range(1, 13), strict=True))

    for short, number in MONTH_OF.items():
        assert {of for name, of in full.items() if name.startswith(short)} == {number}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "15",
        "demain",
        "lundi",
        "0/1",
        "32/01/2026",
        "31/04",
        "31/04/2026",
        "15/13/2026",
        "15/00",
        "29/02/2025",
        "29/02/2100",
        "30/02",
        "30 février 2024",
        "0 mars",
        "15/02/1999",
        "15/02/2101",
        "15/02/0000",
        "15/02/226",
        "2026-02-30",
        "2026-13-01",
        "15/02/2026/01",
        "15//02",
        "1er",
        "15 foo",
        "15février",
        "février",
        "2026",
        "1e5",
        "\x00",
        "9" * 5_000,
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(BadDate):
        parse_day(typed, TODAY)


def test_a_day_without_a_year_is_the_latest_that_is_not_to_come() -> None:
    assert parse_day("1/1", date(2026, 1, 1)) == date(2026, 1, 1)
    assert parse_day("2/1", date(2026, 1, 1)) == date(2025, 1, 2)
    assert parse_day("29/02", date(2024, 2, 28)) == date(2020, 2, 29)
    assert parse_day("29/02", date(2024, 2, 29)) == date(2024, 2, 29)
    assert parse_day("hier", date(2026, 1, 1)) == date(2025, 12, 31)


@given(DAYS, NOWS)
def test_a_shown_day_is_read_back(day: date, today: date) -> None:
    for written in (short_date(day), day.isoformat(), f"{day.day}/{day.month}/{day.year}"):
        assert parse_day(written, today) == day
        assert parse_period(written, today) == Period(day, day)


@given(st.integers(1, 31), st.integers(1, 12), NOWS)
def test_a_day_without_a_year_lies_within_the_last_four_years(
    number: int, month: int, today: date
) -> None:
    try:
        day = parse_day(f"{number}/{month}", today)
    except BadDate:
        with pytest.raises(ValueError, match="day"):
            date(2024, month, number)
        return
    assert (day.day, day.month) == (number, month)
    assert today - timedelta(days=4 * 366) <= day <= today


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("février", date(2026, 2, 1), date(2026, 2, 28)),
        ("fév 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("fév. 2026", date(2026, 2, 1), date(2026, 2, 28)),
        ("02/2026", date(2026, 2, 1), date(2026, 2, 28)),
        ("2/2026", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("novembre", date(2026, 11, 1), date(2026, 11, 30)),
        ("décembre", date(2025, 12, 1), date(2025, 12, 31)),
        ("T1 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("t2", date(2026, 4, 1), date(2026, 6, 30)),
        ("T4", date(2026, 10, 1), date(2026, 12, 31)),
        ("cette semaine", date(2026, 11, 23), date(2026, 11, 29)),
        ("Cette  Semaine", date(2026, 11, 23), date(2026, 11, 29)),
        ("hier", date(2026, 11, 22), date(2026, 11, 22)),
        ("15/02", date(2026, 2, 15), date(2026, 2, 15)),
    ],
)
def test_every_way_of_typing_a_period(typed: str, first: date, last: date) -> None:
    assert parse_period(typed, TODAY) == Period(first, last)


@pytest.mark.parametrize(
    "typed", ["", "13/2026", "00/2026", "02/1999", "2026-13", "T5 2026", "T0", "T1 1999", "fevrie"]
)
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(BadDate):
        parse_period(typed, TODAY)


def test_a_quarter_without_a_year_is_the_latest_begun() -> None:
    assert parse_period("T4", date(2026, 9, 30)).first == date(2025, 10, 1)
    assert parse_period("T4", date(2026, 10, 1)).first == date(2026, 10, 1)


@given(NOWS)
def test_this_week_is_seven_days_from_a_monday_with_today_among_them(today: date) -> None:
    week = parse_period("cette semaine", today)

    assert week.first.weekday() == 0
    assert week.last - week.first == timedelta(days=6)
    assert week.first <= today <= week.last


@given(st.sampled_from(sorted(MONTH_OF)), NOWS)
def test_a_month_without_a_year_is_the_latest_that_has_begun(name: str, today: date) -> None:
    period = parse_period(name, today)

    assert period.first <= today < period.first + timedelta(days=367)
    assert (period.first.day, period.first.month) == (1, MONTH_OF[name])
    assert (period.last + timedelta(days=1)).day == 1


@given(st.text(max_size=30) | st.text("0123456789/-. tfevrhi", max_size=12), DAYS)
def test_any_text_is_a_period_or_is_refused(text: str, today: date) -> None:
    try:
        period = parse_period(text, today)
    except BadDate:
        return
    assert period.first <= period.last


@given(DAYS, DAYS)
def test_a_day_that_is_typed_in_full_does_not_depend_on_today(day: date, today: date) -> None:
    assert parse_day(short_date(day), today) == parse_day(short_date(day), day)
