import pytest

from chorus_app.domain.deposit import FORM_FIELDS
from chorus_app.gateway import operations
from chorus_app.gateway.errors import Actor, ChorusError, NoRight, NotFound, Refused, TooLarge
from chorus_app.gateway.meanings import MEANINGS, Meaning
from chorus_app.gateway.meanings_simulator import OF_THE_SIMULATOR
from chorus_app.gateway.translations import is_readable, refusal
from chorus_app.simulator import codes


@pytest.mark.parametrize(
    ("operation", "code", "label", "error"),
    [
        (operations.DETAIL, 20000, "GDP_MSG_11.008", NotFound),
        (operations.HISTORY, 20000, "GDP_MSG_11.008", NotFound),
        (operations.DETAIL, 20001, "GDP_MSG_11.005", NoRight),
        (operations.SEARCH, 20000, "TRA_MSG_00.015", NotFound),
        (operations.DEPOSIT_FLOW, 20001, "GDP_MSG_11.022", TooLarge),
        (operations.DEPOSIT_FLOW, 20001, "GDP_MSG_01.001", Refused),
        (operations.DEPOSIT_FLOW, 20002, "GDP_MSG_01.002", Refused),
        (operations.SUBMIT, 20001, "GDP_MSG_11.001", Refused),
        *((operations.SUBMIT, code, "?", Refused) for code in (20013, 20303, 20304, 20305)),
        (operations.RECEIVED, 20000, "TRA_MSG_00.015", NotFound),
        (operations.PAYMENT_REQUESTS, 20007, "GFT_MSG_01.075", NotFound),
        (operations.COMPLETE, 20002, "GDP_MSG_11.033", Refused),
        *((operations.RECYCLE, code, "?", Refused) for code in range(20004, 20015)),
        (operations.ADD_FILE, 20003, "?", TooLarge),
        (operations.ADD_FILE, 20004, "?", Refused),
        (operations.ADD_FILE, 20005, "?", Refused),
    ],
)
def test_every_published_refusal_means_what_its_route_says(
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


@pytest.mark.parametrize(
    ("meaning", "field"),
    [(meaning, meaning.field) for meaning in OF_THE_SIMULATOR.values() if meaning.field],
    ids=lambda value: getattr(value, "sentence", value)[:40],
)
def test_a_refusal_names_a_field_of_the_form(meaning: Meaning, field: str) -> None:
    assert field in FORM_FIELDS


def test_a_refusal_of_one_term_says_which() -> None:
    assert refusal(operations.SUBMIT, 29007, "SIM_MSG_SOU.007").field == "service_code"
    assert refusal(operations.SUBMIT, 20013, "?").field == ""


def test_a_code_may_end_with_a_point() -> None:
    refused = refusal(operations.DETAIL, 20000, "GDP_MSG_11.008. La facture est inconnue")
    assert type(refused) is NotFound


CALLED = [
    operation
    for operation in vars(operations).values()
    if isinstance(operation, operations.Operation)
]
SENTENCES = {meaning.sentence for meaning in (*MEANINGS.values(), *OF_THE_SIMULATOR.values())}


def where_called(route: str) -> list[operations.Operation]:
    """Return the calls that may meet a route of the simulator's table, whole or its beginning."""
    head, _, rest = route.partition("/")
    return [called for called in CALLED if called.path.startswith(f"/cpro/{head}/v1/{rest}")]


@pytest.mark.parametrize(
    ("operation", "code"),
    [(called, code) for code in codes.table() for called in where_called(code.route)],
    ids=lambda value: getattr(value, "libelle", None) or value.path.split("/v1/")[-1],
)
def test_every_refusal_of_the_simulator_has_its_sentence(
    operation: operations.Operation, code: codes.Code
) -> None:
    refused = refusal(operation, code.code_retour, code.libelle)
    assert refused.code == code.libelle
    assert refused.sentence in SENTENCES
    assert refused.actor is Actor.USER


def test_every_code_of_a_public_client_has_its_sentence() -> None:
    assert {code.libelle for code in codes.table() if code.sourced} <= {
        *(key.label for key in MEANINGS),
        "SIM_MSG_PJ.001",  # only its number is published: 20003 on ajouter/fichier
    }


def test_a_message_may_mean_another_thing_on_another_route() -> None:
    lost = "SIM_MSG_SOU.016"
    assert "facture" in refusal(operations.SUBMIT, 29016, lost).sentence
    assert "pièces jointes" in refusal(operations.COMPLETE, 29016, lost).sentence


def test_what_chorus_pro_does_not_understand_is_the_operators_affair() -> None:
    refused = refusal(operations.SUBMIT, 400, "SIM_MSG_00.400")
    assert refused.actor is Actor.OPERATOR
    assert not isinstance(refused, Refused)


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
