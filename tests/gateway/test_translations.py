import pytest

from chorus_app.gateway import operations
from chorus_app.gateway.errors import ChorusError, Forbidden, NotFound, Refused, TooLarge
from chorus_app.gateway.meanings import MEANINGS, OF_THE_SIMULATOR
from chorus_app.gateway.translations import is_readable, refusal
from chorus_app.simulator import codes


@pytest.mark.parametrize(
    ("operation", "code", "label", "error"),
    [
        (operations.DETAIL, 20000, "GDP_MSG_11.008", NotFound),
        (operations.HISTORY, 20000, "GDP_MSG_11.008", NotFound),
        (operations.DETAIL, 20001, "GDP_MSG_11.005", Forbidden),
        (operations.SEARCH, 20000, "TRA_MSG_00.015", NotFound),
        (operations.DEPOSIT_FLOW, 20001, "GDP_MSG_11.022", TooLarge),
        (operations.SUBMIT, 20303, "?", Refused),
    ],
)
def test_the_same_number_means_what_its_route_says(
    operation: operations.Operation, code: int, label: str, error: type[ChorusError]
) -> None:
    refused = refusal(operation, code, label)
    assert type(refused) is error
    assert refused.sentence in {meaning.sentence for meaning in MEANINGS.values()}
    assert label in refused.detail


def test_a_code_of_another_route_is_not_translated() -> None:
    refused = refusal(operations.SUBMIT, 20001, "GDP_MSG_11.022")
    assert type(refused) is Refused
    assert refused.sentence == "Chorus Pro refuse cette demande (code 20001)."
    assert refused.code == "GDP_MSG_11.022"


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("La structure destinataire est inactive.", "La structure destinataire est inactive."),
        ("GDP_MSG_99.001 : Le numéro existe déjà.", "Le numéro existe déjà."),
        ("CODE PAR DEFAUT", "Chorus Pro refuse cette demande (code 777)."),
        (
            "java.lang.NullPointerException at com.x.Y",
            "Chorus Pro refuse cette demande (code 777).",
        ),
        ("", "Chorus Pro refuse cette demande (code 777)."),
    ],
)
def test_an_unknown_refusal_keeps_words_that_people_read(label: str, sentence: str) -> None:
    refused = refusal(operations.SUBMIT, 777, label)
    assert type(refused) is Refused
    assert refused.sentence == sentence
    assert refused.detail == f"{operations.SUBMIT.path}: 777 {label}"


def test_a_code_may_end_with_a_point() -> None:
    refused = refusal(operations.DETAIL, 20000, "GDP_MSG_11.008. La facture est inconnue")
    assert type(refused) is NotFound


CALLED = [
    operation.path
    for operation in vars(operations).values()
    if isinstance(operation, operations.Operation)
]


def is_called(route: str) -> bool:
    """Tell whether a route of the simulator's table, whole or its beginning, is one we call."""
    head, _, rest = route.partition("/")
    return any(path.startswith(f"/cpro/{head}/v1/{rest}") for path in CALLED)


@pytest.mark.parametrize(
    "code",
    [code for code in codes.table() if code.libelle.startswith("SIM_") and is_called(code.route)],
    ids=lambda code: code.libelle,
)
def test_every_refusal_that_the_simulator_invents_has_its_sentence(code: codes.Code) -> None:
    refused = refusal(operations.SUBMIT, code.code_retour, code.libelle)
    assert refused.code == code.libelle
    assert refused.sentence == OF_THE_SIMULATOR[code.libelle].sentence


def test_a_refusal_did_not_work() -> None:
    assert not refusal(operations.SUBMIT, 20303, "").may_have_worked


def test_every_sentence_is_one_that_people_read() -> None:
    for meaning in (*MEANINGS.values(), *OF_THE_SIMULATOR.values()):
        assert is_readable(meaning.sentence.replace("\u00a0", " "))
        assert meaning.sentence.endswith(".")


@pytest.mark.parametrize(
    "words", ["x" * 301, "UN DEUX TROIS QUATRE", "a b c", "<b>un deux</b> mot"]
)
def test_what_people_do_not_read(words: str) -> None:
    assert not is_readable(words)
