import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.siret import clean, has_valid_key, is_shaped


@pytest.mark.parametrize(
    "siret",
    [
        "73980623000960",  # the guide's supplier
        "57200218600094",  # the guide's recipients
        "11000201100044",
        "73282932000074",
        "35600000000048",  # La Poste's head office passes Luhn
        "35600000009075",  # one of its post offices: a digit sum of 35
    ],
)
def test_numbers_whose_key_agrees(siret: str) -> None:
    assert has_valid_key(siret)


@pytest.mark.parametrize(
    "siret",
    [
        "12345678901234",
        "73980623000961",
        "35600000009076",  # La Poste, neither Luhn nor a multiple of five
        "35600100009075",  # the digit sum is La Poste's exception, nobody else's
        "7398062300096",
        "739806230009600",
        "7398062300096a",
        "",
        "٧٣٩٨٠٦٢٣٠٠٠٩٦٠",
        "7398062300096²",
    ],
)
def test_numbers_whose_key_does_not(siret: str) -> None:
    assert not has_valid_key(siret)


@given(st.from_regex(r"[0-9]{14}", fullmatch=True), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(siret: str, place: int, shift: int) -> None:
    wrong = siret[:place] + str((int(siret[place]) + shift) % 10) + siret[place + 1 :]
    outside_la_poste = not {siret[:9], wrong[:9]} & {"356000000"}

    assert not (outside_la_poste and has_valid_key(siret) and has_valid_key(wrong))


@given(st.from_regex(r"[0-9]{13}", fullmatch=True))
def test_one_key_in_ten_agrees(begun: str) -> None:
    agreeing = [digit for digit in "0123456789" if has_valid_key(begun + digit)]

    assert len(agreeing) == 1 or begun.startswith("356000000")


@pytest.mark.parametrize(
    "typed",
    [
        "739 806 230 00960",
        "739\u00a0806\u00a0230\u00a000960",
        "739.806.230.00960",
        "739-806230 00960\n",
    ],
)
def test_separators_are_taken_out(typed: str) -> None:
    assert clean(typed) == "73980623000960"
    assert is_shaped(clean(typed))


@pytest.mark.parametrize("typed", ["", "7398062300096", "739806230009601", "7398O623000960"])
def test_a_shape_is_fourteen_digits(typed: str) -> None:
    assert not is_shaped(clean(typed))
