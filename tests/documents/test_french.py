"""Amounts, dates and identifiers, however they are written."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.documents import values
from chorus_app.documents.french import amounts, dates, first_iban, sirets
from chorus_app.documents.text import clean, plain

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre")
MONTHS += ("octobre", "novembre", "décembre")

money = st.decimals(-9_999_999, 9_999_999, places=2)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def written(value: Decimal, group: str, point: str) -> str:
    whole, cents = f"{abs(value):,.2f}".split(".")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole.replace(',', group)}{point}{cents}"


@given(
    money,
    st.sampled_from([" ", "\u00a0", "\u202f", "", "."]),
    st.sampled_from(["", " €", "€", " EUR"]),
)
def test_a_french_amount_is_read_exactly(value: Decimal, group: str, money_word: str) -> None:
    text = clean(f"Total TTC : {written(value, group, ',')}{money_word}")
    assert [(found.value, found.sure) for found in amounts(text)] == [(value, True)]


@given(money, st.sampled_from([",", "", "'"]))
def test_an_english_amount_is_read_exactly(value: Decimal, group: str) -> None:
    text = f"Total {written(value, group, '.')} €"
    assert [found.value for found in amounts(text)] == [value]


@given(money.filter(lambda value: value > 0))
def test_three_ways_to_write_below_zero(value: Decimal) -> None:
    plain_text = written(value, " ", ",")
    for text in (f"-{plain_text}", f"- {plain_text}", f"({plain_text})", f"{plain_text}-"):
        assert [found.value for found in amounts(text)] == [-value]


NOT_AMOUNTS = ("20 %", "20,00%", "5.5 %", "31/12/2025", "31.12.2025", "12:30", "FA-2025-00256")
NOT_AMOUNTS += ("F12,5x", "12,345", "123456789012345", "1.2.3.4", "2025-12-31", "n°12/34")


@pytest.mark.parametrize("text", NOT_AMOUNTS)
def test_what_is_not_an_amount(text: str) -> None:
    assert [found for found in amounts(text) if found.sure] == []


def test_without_cents_an_amount_needs_a_currency() -> None:
    assert [found.sure for found in amounts("1 500")] == [False]
    assert [found.sure for found in amounts("1 500 €")] == [True]
    assert [found.sure for found in amounts("€ 1 500")] == [True]


@given(st.text(max_size=200))
def test_no_text_breaks_the_readers(text: str) -> None:
    for reader in (amounts, dates, sirets):
        list(reader(text))
    first_iban(text)
    assert len(plain(text)) == len(text)
    clean(text).encode()


@given(days, st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_a_date_in_figures_is_read_exactly(day: date, style: str) -> None:
    assert [found.value for found in dates(f"le {day.strftime(style)}.")] == [day.isoformat()]


@given(days, st.booleans())
def test_a_date_in_words_is_read_exactly(day: date, capital: bool) -> None:
    month = MONTHS[day.month - 1]
    first = "1er" if day.day == 1 else str(day.day)
    text = f"Rennes, le {first} {month.upper() if capital else month} {day.year}"
    assert [found.value for found in dates(text)] == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_two_figures_are_a_year_of_this_century(day: date) -> None:
    for text in (f"{day:%d/%m/%y}", f"{day:%Y%m%d}"):
        assert [found.value for found in dates(text)] == [day.isoformat()]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2 nov. 2019", "2019-11-02"), ("12-déc-24", "2024-12-12"), ("6 févr. 2025", "2025-02-06")],
)
def test_short_months(text: str, day: str) -> None:
    assert [found.value for found in dates(text)] == [day]


@pytest.mark.parametrize(
    "text", ["30/02/2024", "31/04/2024", "12/2024", "99/99/2024", "01/01/1890", "123/01/2024"]
)
def test_no_calendar_has_them(text: str) -> None:
    assert list(dates(text)) == []


@given(st.text("0123456789", min_size=14, max_size=14), st.sampled_from(["", " ", "."]))
def test_a_siret_is_read_with_its_usual_spaces(digits: str, space: str) -> None:
    shown = space.join((digits[:3], digits[3:6], digits[6:9], digits[9:]))
    assert [found for found, _ in sirets(f"SIRET : {shown} APE")] == [digits]


@pytest.mark.parametrize(
    "text", ["1234567890123", "123456789012345", "732829320", "73282932000074,5"]
)
def test_not_fourteen_digits(text: str) -> None:
    assert list(sirets(text)) == []


def test_an_iban_needs_its_key_and_its_length() -> None:
    assert first_iban("IBAN : FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP") == (
        "FR7630006000011234567890189"
    )
    assert first_iban("FR76 3000 6000 0112 3456 7890 188") is None
    assert first_iban("FR76 3000 6000 0112 3456") is None


@given(money)
def test_two_decimals_never_say_minus_zero(value: Decimal) -> None:
    shown = values.two_decimals(value)
    assert Decimal(shown) == value
    assert not (shown.startswith("-") and value == 0)


@given(st.text("-.0123456789eE_ nNaA", max_size=12))
def test_exact_decimals_are_plain(text: str) -> None:
    value = values.exact_decimal(text)
    assert value is None or text.strip("-").replace(".", "", 1).isdigit()
