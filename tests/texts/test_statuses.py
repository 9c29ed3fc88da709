import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.status import WAITING_FOR_SUPPLIER, Family, Status, members
from chorus_app.texts.statuses import FAMILIES, OTHERS, STATUSES, StatusText, status_text

STYLE = (Path(__file__).parents[2] / "assets" / "choral.css").read_text()
ICONS = set(re.findall(r"\.icon-([a-z]+)", STYLE))
TONES = set(re.findall(r"\.tone-([a-z]+)", STYLE))


def test_every_status_has_its_words() -> None:
    assert set(STATUSES) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_the_words_of_a_status_are_complete(status: Status) -> None:
    words = STATUSES[status]

    assert words.label and words.label[0].isupper()
    assert words.meaning.endswith(".") and words.then.endswith(".")
    assert words.icon in ICONS
    assert words.tone in TONES


def test_no_two_statuses_have_the_same_name() -> None:
    labels = [words.label for words in STATUSES.values()] + list(OTHERS.values())

    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("status", WAITING_FOR_SUPPLIER)
def test_where_the_supplier_must_move_the_words_say_so(status: Status) -> None:
    assert STATUSES[status].then.startswith("À vous\u00a0: ")


@pytest.mark.parametrize("family", [family for family in Family if members(family)])
def test_every_family_of_the_guide_has_its_words(family: Family) -> None:
    name, icon, tone, words = FAMILIES[family]

    assert name and words
    assert icon in ICONS
    assert tone in TONES


def test_the_families_come_in_the_guide_s_order() -> None:
    assert list(FAMILIES) == [family for family in Family if members(family)]


@pytest.mark.parametrize("code", OTHERS)
def test_a_status_outside_the_guide_is_named(code: str) -> None:
    assert code not in Status.__members__
    assert status_text(code).label == OTHERS[code]


@given(st.text(max_size=40))
def test_any_code_has_words(code: str) -> None:
    words = status_text(code)

    assert isinstance(words, StatusText)
    assert words.meaning and words.then
    assert words.icon in ICONS
    assert words.tone in TONES


@pytest.mark.parametrize(
    ("code", "label", "then"),
    [
        ("A_VALIDER_1", "À valider par le premier valideur", "Au valideur de se prononcer."),
        ("ERREUR_FOURNISSEUR_SUR_VALIDEUR", "Valideur à corriger", "À vous de jouer."),
        ("CODE_DE_2030", "Code de 2030", "Chorus Pro poursuit le traitement."),
    ],
)
def test_an_unnamed_code_says_who_moves(code: str, label: str, then: str) -> None:
    assert (status_text(code).label, status_text(code).then) == (label, then)
