import pytest

from chorus_app.domain.answer import FORM_FIELDS, Act, AnswerStage, PieceFault
from chorus_app.domain.deposit import Fault
from chorus_app.domain.journal import Kind
from chorus_app.services.inbox import Waiting
from chorus_app.texts import answers


def test_every_code_has_its_words() -> None:
    assert set(answers.ACTS) == set(Act)
    assert set(answers.PIECE_FAULTS) == set(PieceFault)
    assert set(answers.JOURNAL) == set(Kind)
    assert set(answers.WAITING) == {why.value for why in Waiting}


@pytest.mark.parametrize("field", FORM_FIELDS)
def test_what_is_wrong_with_a_field_is_said(field: str) -> None:
    for fault in (Fault.MANQUE, Fault.TROP_LONG):
        assert answers.fault_words(field, fault).endswith(".")


def test_nothing_to_send_is_said() -> None:
    assert "pièce" in answers.fault_words("pieces", Fault.MANQUE)


def test_saved_is_never_called_sent() -> None:
    title, words = answers.answer_words(Act.COMPLETER, AnswerStage.A_ENVOYER, "")
    assert title == "Envoi en cours"
    assert "continue" in words
    refused = answers.answer_words(Act.COMPLETER, AnswerStage.REFUSEE, "Plus suspendue.")
    assert refused == ("Refusée par Chorus Pro", "Plus suspendue.")
    draft = answers.answer_words(Act.COMPLETER, AnswerStage.BROUILLON, "")
    assert "pas encore envoyée" in draft[0]
