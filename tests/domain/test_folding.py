import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.folding import fold, tidy


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Métropole\u00a0 de LYON", "metropole de lyon"),
        ("ŒUVRES sociales du Cœur", "oeuvres sociales du coeur"),
        ("  Straße\t\n", "strasse"),
        ("FÉVRIER", "fevrier"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=50))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("sent", [None, 7, 1.5, True, b"abc", ["a"], {"a": 1}, object()])
def test_tidy_makes_nothing_of_what_is_no_text(sent: object) -> None:
    assert tidy(sent, 10) == ""


@given(st.text(max_size=200) | st.text("a \x00\ud800\u0085\t", max_size=60), st.integers(1, 20))
def test_tidy_text_is_short_clean_and_tidy(text: str, limit: int) -> None:
    told = tidy(text, limit)

    assert len(told) <= limit
    assert told == told.strip() == tidy(told, limit)
    assert not any(ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in told)
    told.encode()


def test_tidy_keeps_what_is_well_typed() -> None:
    assert tidy(" Ville de Rennes ", 100) == "Ville de Rennes"
    assert tidy("a\x00b", 100) == "a b"
