"""Amounts in the words and signs that people use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.box import read, without
from chorus_app.domain.clauses import (
    AmountBetween,
    AmountOrNumber,
    AmountOver,
    AmountUnder,
    Clause,
    During,
    Word,
)

TODAY = date(2026, 11, 23)
ABOUT = (57_000, 63_000, 60_000)


def only(typed: str) -> Clause:
    [clause] = read(typed, TODAY)
    assert without(f"pau {typed} dax", clause, TODAY) == "pau dax"
    return clause


@pytest.mark.parametrize(
    "typed",
    [
        "environ 600 €",
        "Environ 600",
        "env. 600",
        "autour de 600",
        "aux alentours de 600 euros",
        "à peu près 600",
        "à peu près 600€",
        "dans les 600",
        "dans les 600 €",
        "vers 600€",
        "près de 600",
        "600 environ",
        "600 € à peu près",
        "≈600",
        "≈ 600 €",
        "~600EUR",
        "~ € 600",
    ],
)
def test_about_an_amount(typed: str) -> None:
    clause = only(typed)

    assert isinstance(clause, AmountBetween)
    assert (clause.low, clause.high, clause.around) == ABOUT


@pytest.mark.parametrize(
    "typed",
    [
        "14412,57",
        "14412,57€",
        "14412,57 €",
        "14 412,57 €",
        "14.412,57 €",
        "14.412,57€",
        "14,412.57",
        "14,412.57 €",
        "14412.57 EUR",
        "14 412,57 euros",
        "14412,57 Euro",
        "€14,412.57",
        "€ 14412,57",
        "EUR 14412.57",
        "14412€57",
        "14412,57 € TTC",
        "-14 412,57 €",
        "14412,57 €,",
    ],
)
def test_an_amount_to_the_cent_however_it_is_written(typed: str) -> None:
    [clause] = read(typed, TODAY)

    assert isinstance(clause, AmountBetween)
    assert clause.low == clause.high == 1_441_257


@pytest.mark.parametrize(
    ("typed", "kind", "included"),
    [
        ("plus de 600 euros", AmountOver, False),
        ("supérieur à 600", AmountOver, False),
        ("supérieures à 600 €", AmountOver, False),
        ("au-dessus de 600", AmountOver, False),
        ("supérieur ou égal à 600", AmountOver, True),
        ("au moins 600 €", AmountOver, True),
        ("minimum 600", AmountOver, True),
        ("600 € minimum", AmountOver, True),
        ("600 € et plus", AmountOver, True),
        ("600 ou plus", AmountOver, True),
        ("à partir de 600", AmountOver, True),
        ("pas moins de 600", AmountOver, True),
        ("moins de 600 EUR", AmountUnder, False),
        ("inférieur à 600", AmountUnder, False),
        ("en dessous de 600", AmountUnder, False),
        ("au plus 600 €", AmountUnder, True),
        ("max 600", AmountUnder, True),
        ("600 € max", AmountUnder, True),
        ("maximum 600", AmountUnder, True),
        ("jusqu’à 600 €", AmountUnder, True),
        ("pas plus de 600", AmountUnder, True),
    ],
)
def test_a_bound(typed: str, kind: type, included: bool) -> None:
    clause = only(typed)

    assert isinstance(clause, AmountOver | AmountUnder)
    assert (type(clause), clause.bound, clause.included) == (kind, 60_000, included)


@pytest.mark.parametrize(
    "typed",
    [
        "entre 500 € et 600 €",
        "entre 500 et 600 euros",
        "de 500 à 600 EUR",
        "500 à 600 €",
        "500 à 600",
        "500-600 €",
        "500 € - 600 €",
    ],
)
def test_between_two_amounts(typed: str) -> None:
    clause = only(typed)

    assert isinstance(clause, AmountBetween)
    assert (clause.low, clause.high) == (50_000, 60_000)


@pytest.mark.parametrize("typed", ["€", "rennes €", "€ euros", "euros rennes", "€ TTC"])
def test_the_sign_of_the_euro_is_never_looked_for(typed: str) -> None:
    said = read(typed, TODAY)

    assert [clause.source for clause in said] == ["rennes"] * ("rennes" in typed)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("plus de 30 jours", [Word, AmountOrNumber, Word]),
        ("dans les 30 derniers jours", [During]),
        ("jusqu’à mars", [During]),
        ("à partir du 15/02", [During]),
        ("de 10 à 15 mars", [During]),
        ("1.250", [AmountOrNumber]),
        ("environ", [Word]),
        ("max rennes", [Word, Word]),
        ("12 max 600", [AmountOrNumber, AmountUnder]),
    ],
)
def test_what_is_something_else(typed: str, kinds: list[type]) -> None:
    assert [type(clause) for clause in read(typed, TODAY)] == kinds


AMOUNTS = st.integers(100_000, 99_999_999)


@given(
    AMOUNTS,
    st.sampled_from(["", " ", "\u00a0", "\u202f", "."]),
    st.sampled_from(["€", " €", "\u00a0€", " euros", "EUR", " eur", ""]),
)
def test_every_writing_of_an_amount_is_that_amount(amount: int, group: str, unit: str) -> None:
    euros = f"{amount // 100:,}".replace(",", group)

    [clause] = read(f"{euros},{amount % 100:02}{unit}", TODAY)

    assert isinstance(clause, AmountBetween)
    assert (clause.low, clause.high) == (amount, amount)
