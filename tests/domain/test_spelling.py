from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.spelling import Spelling

TODAY = date(2026, 11, 23)
SPELLING = Spelling(
    [
        "Ville de Rennes",
        "Centre hospitalier de Saint-Malo",
        "Université Lumière Lyon 2",
        "Commune de Plougastel-Daoulas",
        "Département d'Ille-et-Vilaine",
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Renes", "Rennes"),
        ("rènes", "Rennes"),
        ("mairi de renes", "mairie de Rennes"),
        ("hopitl saint mallo", "hôpital saint Malo"),
        ("Saint-Mallo", "Saint-Malo"),
        ("plougastell-daoulas", "Plougastel-daoulas"),
        ("rejettée renes plus de 100", "rejetée Rennes plus de 100"),
        ("lion ou rènes", "Lyon ou Rennes"),
    ],
)
def test_a_misspelt_word_is_brought_to_the_nearest(typed: str, meant: str) -> None:
    found = SPELLING.corrected(SearchCriteria(text=typed), TODAY)

    assert found == SearchCriteria(text=meant)


@pytest.mark.parametrize(
    "typed",
    ["", "rennes", "RENN", "saint malo", "VTI/2026/99999", "environ 600", "«renes»", "xyzzy", "re"],
)
def test_what_is_known_quoted_or_like_nothing_stays(typed: str) -> None:
    assert SPELLING.corrected(SearchCriteria(text=typed), TODAY) is None


def test_the_recipient_of_the_form_is_corrected_too() -> None:
    criteria = SearchCriteria(recipient="ville de renes", amount_min=5)

    found = SPELLING.corrected(criteria, TODAY)

    assert found == SearchCriteria(recipient="ville de Rennes", amount_min=5)


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_and_any_names_are_read(text: str, names: list[str]) -> None:
    found = Spelling(names).corrected(SearchCriteria(text=text), TODAY)

    assert found is None or found.text != text
