"""Why a field is to be checked, in words."""

from chorus_app.documents import Doubt
from chorus_app.services.drafts import PROPOSED
from chorus_app.texts.following import doubt_words


def test_every_doubt_of_a_reading_is_said_and_none_once_the_value_was_typed() -> None:
    said = {doubt_words("A_VERIFIER", why) for why in (*Doubt, PROPOSED)}

    assert len(said) == len(Doubt) + 1
    assert all(words.startswith("À vérifier\u00a0: ") for words in said)
    assert {doubt_words(mark, Doubt.UNE_FOIS) for mark in ("", "LU", "DE_MEMOIRE")} == {""}
    assert doubt_words("A_VERIFIER", "") == ""
