import re
from dataclasses import replace
from datetime import date, datetime
from itertools import product

import pytest

from chorus_app.domain.dates import parse_day
from chorus_app.domain.deposit import AMOUNT_FIELDS, FORM_FIELDS, DepositForm, Fault, Problem, Stage
from chorus_app.domain.deposit_checks import check
from chorus_app.domain.invoice import (
    BusinessProcess,
    Obligations,
    TypeCode,
    UserAction,
    VatScheme,
)
from chorus_app.domain.money import parse_amount
from chorus_app.domain.search import Flaw
from chorus_app.domain.search import read as read_search
from chorus_app.domain.siret import clean, has_valid_key
from chorus_app.gateway.errors import ChorusError, ConnectionLost, TimedOut, UnreadableAnswer
from chorus_app.texts import codes, deposit
from chorus_app.texts.errors import FLAWS, NOT_THERE, SIGNED_OUT, UNEXPECTED, flaw
from chorus_app.texts.following import (
    FLOWS,
    following_words,
    mark_words,
    obligation_words,
    unsent_words,
)
from chorus_app.texts.formats import PARIS
from tests.domain.test_deposit import GOOD, ONE_FAULT, OTHER_FAULTS, RECIPIENT

TODAY = date(2026, 11, 23)
AMOUNT_WORDS = deposit.fault(Fault.MANQUE, "tax_amount")


def test_every_field_has_its_label() -> None:
    assert tuple(deposit.LABELS) == FORM_FIELDS


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_its_sentence_on_every_field(fault: Fault) -> None:
    for field in FORM_FIELDS:
        sentence = deposit.fault(fault, field)
        assert sentence[0].isupper()
        assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("tax_amount", "1234,50", "Mettre 1 234,50 €"),
        ("business_process", "A1_FACTURE_FOURNISSEUR", "Choisir A1"),
        ("service_code", "VOIRIE", "Choisir VOIRIE"),
        ("service_code", "", "Vider ce champ"),
    ],
)
def test_a_button_says_what_it_puts_there(field: str, value: str, words: str) -> None:
    assert deposit.repair(field, value) == words


@pytest.mark.parametrize("blocking", [True, False])
@pytest.mark.parametrize("fault", Fault)
def test_every_severity_has_its_words(fault: Fault, blocking: bool) -> None:
    assert deposit.SEVERITIES[Problem("comment", fault, blocking=blocking).severity]


def test_no_two_faults_say_the_same() -> None:
    assert len({deposit.fault(fault, "") for fault in Fault}) == len(Fault)


def test_what_is_missing_is_named_after_its_field() -> None:
    wanted = Obligations(True, True, False, reports_payment=True)
    known = replace(RECIPIENT, obligations=wanted)
    empty = DepositForm(
        type_code=TypeCode.AVOIR,
        business_process=BusinessProcess.A9_FACTURE_SOUSTRAITANT,
        vat_scheme=VatScheme.EXONERATION,
    )
    found = check(empty, None, today=TODAY) + check(
        replace(empty, recipient_siret=GOOD.recipient_siret), known, today=TODAY
    )
    missing = {problem.field for problem in found if problem.fault is Fault.MANQUE}

    sentences = {field: deposit.fault(Fault.MANQUE, field) for field in missing}

    assert set(AMOUNT_FIELDS) < missing
    own = {field for field, sentence in sentences.items() if sentence != AMOUNT_WORDS}
    assert own == missing - set(AMOUNT_FIELDS)
    assert len({sentences[field] for field in own}) == len(own)


def test_lengths_and_characters_are_told_for_the_field() -> None:
    reached = {(field, fault) for field, _, fault, _ in ONE_FAULT}
    reached |= {(field, fault) for _, field, fault in OTHER_FAULTS}

    for field, fault in reached:
        if fault in {Fault.TROP_LONG, Fault.CARACTERES}:
            assert deposit.fault(fault, field).startswith("Chorus Pro accepte ")


def test_the_examples_of_the_form_are_right() -> None:
    examples = {
        name: words.removeprefix("Exemple\u00a0: ") for name, words in deposit.EXAMPLES.items()
    }

    assert set(examples) <= set(FORM_FIELDS)
    assert has_valid_key(clean(examples["validator_siret"]))
    assert parse_day(examples["issue_date"], TODAY) == TODAY
    amounts = [parse_amount(examples[name]) for name in AMOUNT_FIELDS]
    assert amounts[0] + amounts[1] == amounts[2] == amounts[3]


def test_every_choice_that_is_accepted_has_its_words() -> None:
    assert set(deposit.PROCESSES) == set(BusinessProcess)
    assert set(deposit.SCHEMES) == set(VatScheme)
    for code in TypeCode:
        faults = check(replace(GOOD, type_code=code), RECIPIENT, today=TODAY)
        offered = Fault.CHOIX_INCONNU not in {problem.fault for problem in faults}
        assert offered == (code in deposit.TYPES)


def test_every_code_of_an_invoice_has_words_known_or_not() -> None:
    assert codes.process("A2_FACTURE_FOURNISSEUR_DEJA_PAYEE") == "A2\u00a0: facture déjà payée"
    assert codes.process("A4_PROJET_DECOMPTE") == "A4 projet decompte"
    assert codes.vat_scheme("SANS_TVA") == "Sans TVA"
    assert codes.vat_scheme("AUTRE_TVA") == "Autre tva"
    assert codes.deposit_mode("SAISIE_API") == "Saisie par un logiciel"
    assert codes.deposit_mode("DEPOT_2030") == "Depot 2030"
    assert codes.deposit_mode("") == codes.process("") == codes.vat_scheme("") == ""


@pytest.mark.parametrize(("actor", "told"), [("Anne Le Goff", " · Anne Le Goff"), ("", "")])
def test_a_user_s_action(actor: str, told: str) -> None:
    at = datetime(2026, 11, 22, 9, 14, tzinfo=PARIS)

    assert codes.user_action(UserAction(at, "TELECHARGEMENT_FACTURE", actor)) == (
        "Facture téléchargée",
        f"22 nov. 2026, 09:14{told}",
        "",
    )
    assert codes.user_action(UserAction(at, "AUTRE", ""))[0] == "Autre"
    ours = codes.user_action(UserAction(at, "TRAITEMENT_REJET", "Camille Martin"))
    assert ours == ("Rejet traité", "22 nov. 2026, 09:14 · vous", "")


# Every flaw that `domain.search.read` can tell, with what makes it.
FLAWED = {
    (Flaw.DATE_ILLISIBLE, "du"): {"du": "x"},
    (Flaw.DATE_ILLISIBLE, "au"): {"au": "x"},
    (Flaw.MONTANT_ILLISIBLE, "min"): {"min": "x"},
    (Flaw.MONTANT_ILLISIBLE, "max"): {"max": "x"},
    (Flaw.MONTANT_SIGNE, "min"): {"min": "-5"},
    (Flaw.MONTANT_SIGNE, "max"): {"max": "-5"},
    (Flaw.BORNES_INVERSEES, "max"): {"min": "2", "max": "1"},
    (Flaw.BORNES_INVERSEES, "au"): {"du": "2026-02-02", "au": "2026-02-01"},
    (Flaw.STATUT_INCONNU, "statut"): {"statut": "x"},
}


@pytest.mark.parametrize(("problem", "field"), FLAWED)
def test_every_flaw_of_a_search_has_its_sentence(problem: Flaw, field: str) -> None:
    _, flaws = read_search(FLAWED[problem, field], TODAY)

    assert flaws == {field: problem}
    assert flaw(problem, field).endswith(".")


def test_no_flaw_without_its_sentence_nor_sentence_without_its_flaw() -> None:
    assert set(FLAWS) == set(FLAWED)
    assert {problem for problem, _ in FLAWED} == set(Flaw)
    anything_wrong = dict.fromkeys(
        ("q", "numero", "du", "au", "min", "max", "statut", "destinataire", "commande", "tri"), "?"
    )
    for key, problem in read_search(anything_wrong, TODAY)[1].items():
        assert (problem, key) in FLAWS


@pytest.mark.parametrize("example", ["du", "au", "min", "max"])
def test_the_examples_of_the_flaws_are_right(example: str) -> None:
    kind = Flaw.DATE_ILLISIBLE if example in {"du", "au"} else Flaw.MONTANT_ILLISIBLE
    shown = flaw(kind, example).partition("Exemple\u00a0: ")[2].removesuffix(".")

    assert read_search({example: shown}, TODAY)[1] == {}


def test_the_sentences_that_are_always_at_hand() -> None:
    assert all(words.endswith(".") for words in (NOT_THERE, SIGNED_OUT, UNEXPECTED))


# The states that clients of Chorus Pro have seen or list: no published file names them.
TRY_AGAIN = "Réessayez dans quelques minutes."
FLOW_STATES = """
IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP IN_EN_ATTENTE_TRAITEMENT_CPP
IN_EN_COURS_TRAITEMENT_CPP IN_EN_ATTENTE_RETRAITEMENT_CPP IN_RECU IN_TRAITE_SE_CPP IN_INTEGRE
IN_INTEGRE_PARTIEL IN_REJETE IN_INCIDENTE QP_RECEVABLE QP_IRRECEVABLE QP_RECEVABLE_AVEC_ERREUR
IN_A_RELANCER IN_ERREUR_INTERNE
"""


def test_every_state_of_a_flow_has_its_sentence() -> None:
    assert set(FLOWS) == set(FLOW_STATES.split())
    for state in FLOW_STATES.split():
        assert following_words(Stage.EN_SUIVI, state, "")[1] == FLOWS[state]
        assert FLOWS[state].startswith(("Chorus Pro ", "Le fichier ")) and FLOWS[state].endswith(
            "."
        )


@pytest.mark.parametrize("stage", Stage)
def test_where_a_deposit_stands(stage: Stage) -> None:
    title, told = following_words(stage, "", "Le motif.")

    assert title
    assert ("Le motif." in told) == (stage in {Stage.A_ENVOYER, Stage.EN_SUIVI, Stage.REFUSEE})


@pytest.mark.parametrize("error", [ConnectionLost, TimedOut, UnreadableAnswer, ChorusError])
def test_nobody_is_told_to_send_again_what_is_under_way(error: type[ChorusError]) -> None:
    for sentence in (error.sentence, f"La liaison est coupée. {TRY_AGAIN}"):
        _, told = following_words(Stage.A_ENVOYER, "", sentence)
        assert TRY_AGAIN not in told
        assert told.endswith("Choral réessaie tout seul : ne refaites rien.")


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.BROUILLON, "Ce fichier a déjà servi au brouillon F-1."),
        (Stage.REFUSEE, "Ce fichier a déjà servi au brouillon F-1."),
        (Stage.EN_SUIVI, "Ce fichier a déjà servi à la facture F-1, en cours d’envoi."),
        (Stage.DEPOSEE, "Ce fichier a déjà servi à la facture F-1."),
    ],
)
def test_a_file_that_served_before(stage: Stage, words: str) -> None:
    assert deposit.same_file(stage, "F-1") == words


def test_below_the_button_a_refusal_is_not_called_a_draft() -> None:
    assert unsent_words(Stage.BROUILLON) == following_words(Stage.BROUILLON, "", "")[0]
    assert unsent_words(Stage.REFUSEE).startswith("Chorus Pro a refusé ce dépôt")


def test_saved_is_never_called_sent() -> None:
    assert following_words(Stage.BROUILLON, "", "")[0] == "Brouillon enregistré, pas encore envoyé"
    done = [stage for stage in Stage if "bien transmise" in following_words(stage, "", "")[0]]
    assert done == [Stage.DEPOSEE]


def test_a_flow_s_state_is_told_in_words() -> None:
    assert following_words(Stage.EN_SUIVI, "IN_RECU", "")[1] == "Chorus Pro a reçu le fichier."
    assert following_words(Stage.EN_SUIVI, "UN_AUTRE", "")[1].startswith("Chorus Pro a reçu")


@pytest.mark.parametrize(
    ("mark", "wanted", "shown"),
    [
        ("LU", False, "lu"),
        ("REFUSE", True, "refusé"),
        ("A_VERIFIER", False, "à vérifier"),
        ("DE_MEMOIRE", False, "d’après votre dernière correction"),
        ("A_COMPLETER", True, "à compléter"),
        ("A_COMPLETER", False, ""),
        ("", True, ""),
        ("AUTRE", True, ""),
    ],
)
def test_the_mark_of_a_field(mark: str, wanted: bool, shown: str) -> None:
    assert mark_words(mark, wanted=wanted)[0] == shown


@pytest.mark.parametrize(
    ("service", "engagement", "either"), list(product([False, True], repeat=3))
)
def test_what_a_recipient_demands(service: bool, engagement: bool, either: bool) -> None:
    words = obligation_words(Obligations(service, engagement, either, reports_payment=True))
    silent = obligation_words(Obligations(service, engagement, either, reports_payment=False))

    assert words.startswith("N’exige ni") == (not service and not engagement and not either)
    if service or engagement:
        assert ("code service" in words) == service
        assert ("numéro d’engagement" in words) == engagement
    assert silent == f"{words} N’envoie pas «\u00a0mise en paiement\u00a0»."


@pytest.mark.parametrize("stage", Stage)
def test_a_credit_note_is_never_called_an_invoice(stage: Stage) -> None:
    title, told = following_words(stage, "", "", "AVOIR")

    assert "facture" not in f"{title} {told}".lower()
    assert not re.search(
        r"(?:reçu|refusé|transmis|enregistré|déposé)e\b", f"{title} {told}".lower()
    )
