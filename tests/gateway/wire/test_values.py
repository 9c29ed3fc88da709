import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.gateway.wire import values


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2018-02-16T15:10:25.536+01:00", datetime(2018, 2, 16, 14, 10, 25, 536000, UTC)),
        ("2018-07-16T15:10:25+0200", datetime(2018, 7, 16, 13, 10, 25, tzinfo=UTC)),
        ("2018-02-16T15:10:25Z", datetime(2018, 2, 16, 15, 10, 25, tzinfo=UTC)),
        ("2016-05-24 15:02", datetime(2016, 5, 24, 13, 2, tzinfo=UTC)),
        ("2016-01-24 15:02", datetime(2016, 1, 24, 14, 2, tzinfo=UTC)),
        ("2016-05-24", datetime(2016, 5, 23, 22, 0, tzinfo=UTC)),
    ],
)
def test_the_four_date_formats_are_moments_of_paris(told: str, moment: datetime) -> None:
    assert values.moment(told) == moment
    assert values.moment(told).tzinfo is UTC


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2016-05-24 00:30", date(2016, 5, 24)),
        # A Java midnight of Paris, written in UTC: the day before in London, not in Paris.
        ("2026-02-28T23:00:00.000Z", date(2026, 3, 1)),
    ],
)
def test_a_day_is_the_day_in_paris(told: str, day: date) -> None:
    assert values.day(told) == day


@pytest.mark.parametrize(
    "told", [None, "", "demain", "20260301", "2026-W09-1", "2026-13-01", "0001-01-01", 20260301, []]
)
def test_what_is_not_a_moment_is_none(told: object) -> None:
    assert values.moment(told) is None


@pytest.mark.parametrize("told", [None, "", "2026-02-30", "01/03/2026", 5])
def test_what_is_not_a_day_is_none(told: object) -> None:
    assert values.day(told) is None


@pytest.mark.parametrize(
    ("told", "cents"),
    [
        ("1985.005", 198501),
        ("0.1", 10),
        ("-12.345", -1235),
        ("1269000", 126900000),
        ("25800.000000", 2580000),
        ("4.35", 435),
    ],
)
def test_amounts_are_exact(told: str, cents: int) -> None:
    parsed = json.loads(f'{{"a": {told}}}', parse_float=Decimal)
    assert values.amount(parsed["a"]) == cents


@pytest.mark.parametrize("told", [None, True, "", "douze", "1e999", Decimal("1E+99"), {}, "NaN"])
def test_what_is_not_an_amount_is_none(told: object) -> None:
    assert values.amount(told) is None


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_an_amount_comes_back_as_it_left(cents: int) -> None:
    written = json.dumps({"a": values.euros(cents)})
    assert values.amount(json.loads(written, parse_float=Decimal)["a"]) == cents


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("  CHU de Rennes ", "CHU de Rennes"),
        ("a\x00b\x1b[31mc\u009f", "ab[31mc"),
        ("ligne 1\r\nligne 2\rligne 3", "ligne 1\nligne 2\nligne 3"),
        ("coupé \ud83d", "coupé"),
        ("facture \u202efdp.exe", "facture fdp.exe"),
        ("1\u00a0250\u202f€ 👩\u200d🔧", "1\u00a0250\u202f€ 👩\u200d🔧"),
        (73980623000960, "73980623000960"),
        (None, ""),
        (True, ""),
        (["x"], ""),
    ],
)
def test_texts_are_fit_to_be_kept(told: object, text: str) -> None:
    assert values.text(told) == text


@given(st.text(alphabet=st.characters()))
def test_any_text_can_be_written_in_utf_8_and_is_stable(told: str) -> None:
    clean = values.text(told)
    clean.encode()
    assert values.text(clean) == clean
    assert "\x00" not in clean


def test_a_line_has_no_line_feed() -> None:
    assert values.line("VTI\n2026\t1") == "VTI 2026 1"


@pytest.mark.parametrize(
    ("told", "whole"),
    [(0, 0), ("20001", 20001), (True, None), ("x", None), (None, None), (2**70, None), ({}, None)],
)
def test_numbers(told: object, whole: int | None) -> None:
    assert values.number(told) == whole


@pytest.mark.parametrize(
    ("told", "flag"), [(True, True), ("False", False), ("oui", None), (None, None), (1, None)]
)
def test_flags(told: object, flag: bool | None) -> None:
    assert values.flag(told) is flag


def test_a_list_may_come_as_one_object() -> None:
    assert values.rows({"a": {"b": 1}}, "a") == [{"b": 1}]
    assert values.rows({"a": [{"b": 1}, None, "x"]}, "a") == [{"b": 1}]
    assert values.rows({"a": None}, "a") == values.rows({}, "a") == []


def test_only_what_says_something_is_told() -> None:
    fields = {"a": "", "b": None, "c": [], "d": {}, "e": 0, "f": False, "g": "x"}
    assert values.told(fields) == {"e": 0, "f": False, "g": "x"}
