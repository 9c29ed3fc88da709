from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chorus_app.domain.money import LARGEST, BadAmount, cents, parse_amount
from chorus_app.texts.formats import money, plain_amount

CENTS = st.integers(1 - LARGEST, LARGEST - 1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1234,56", 123456),
        ("1 234,56", 123456),
        ("1\u00a0234,56", 123456),
        ("1\u202f234,56", 123456),
        ("1\u2009234,56", 123456),
        ("1'234,56", 123456),
        ("1.234,56", 123456),
        ("1234.56", 123456),
        ("1234", 123400),
        ("1 234", 123400),
        ("1.234", 123400),
        ("1.234.567", 123456700),
        ("1.234.567,8", 123456780),
        ("12 345 678,90", 1234567890),
        ("1,2k", 120000),
        ("1.2K", 120000),
        ("3k", 300000),
        ("1,25 k€", 125000),
        ("1234,5", 123450),
        ("0", 0),
        ("0,01", 1),
        ("-15,50", -1550),
        ("+15,50", 1550),
        ("-1.234,56", -123456),
        ("- 15,50 €", -1550),
        (" 1 234,56 € ", 123456),
        ("1234,56€", 123456),
        ("12 EUR", 1200),
        ("000012,30", 1230),
    ],
)
def test_every_french_way_of_typing(typed: str, read: int) -> None:
    assert parse_amount(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "€",
        "k",
        "-",
        ",",
        ".",
        ",5",
        "5,",
        "5.",
        "abc",
        "12a",
        "1,234",
        "1,234.56",
        "12.34,56",
        "1.23.456",
        "1,2,3",
        "1..2",
        "--5",
        "5-",
        "1e3",
        "0x10",
        "inf",
        "NaN",
        "1/2",
        "1,2kk",
        "12,345",
        "12 $",
        "1234567890123",
        "999999999999k",
        "1²",
        "1,²",
        "\x00",
        "9" * 5_000,
    ],
)
def test_nonsense_is_refused(typed: str) -> None:
    with pytest.raises(BadAmount):
        parse_amount(typed)


@given(CENTS)
@example(0)
@example(-1)
@example(LARGEST - 1)
def test_what_is_shown_can_be_typed_back(amount: int) -> None:
    assert parse_amount(money(amount)) == amount
    assert parse_amount(plain_amount(amount)) == amount


@given(st.text(max_size=40) | st.text("0123456789 .,-+k€'", max_size=15))
def test_any_text_is_an_amount_or_is_refused(text: str) -> None:
    try:
        assert abs(parse_amount(text)) <= LARGEST
    except BadAmount as refused:
        assert str(refused) == text


@pytest.mark.parametrize(
    ("euros", "rounded"),
    [
        ("1985.004", 198500),
        ("1985.005", 198501),
        ("1985.0049999", 198500),
        ("0.005", 1),
        ("-0.005", -1),
        ("-1985.005", -198501),
        (2.675, 268),
        (1.005, 101),
        (Decimal("1.015"), 102),
        (Decimal("0.045"), 5),
        (3, 300),
    ],
)
def test_half_a_cent_goes_away_from_zero(euros: Decimal | float | str, rounded: int) -> None:
    assert cents(euros) == rounded


@given(st.decimals(-(10**11), 10**11, places=6))
def test_rounding_errs_by_half_a_cent_at_most_and_is_symmetric(euros: Decimal) -> None:
    assert abs(Decimal(cents(euros)) - euros * 100) <= Decimal("0.5")
    assert cents(-euros) == -cents(euros)


@pytest.mark.parametrize(
    "euros", ["1e13", "-1e13", "Infinity", "NaN", float("inf"), "1e400", "", "abc"]
)
def test_no_amount_is_endless_or_a_word(euros: float | str) -> None:
    with pytest.raises(BadAmount):
        cents(euros)
