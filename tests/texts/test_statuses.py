import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.status import WAITING_FOR_SUPPLIER, Family, Status, members
from chorus_app.texts.statuses import (
    FAMILIES,
    OTHERS,
    STATUSES,
    StatusText,
    ahead_words,
    status_text,
)

STYLE = (Path(__file__).parents[2] / "assets" / "choral.css").read_text()
ICONS = set(re.findall(r"\.icon-([a-z]+)", STYLE))
TONES = set(re.findall(r"\.tone-([a-z]+)", STYLE))


# The codes of AIFE's Swagger file of the Factures API, copied by hand; the last is a client's.
PUBLISHED = """
BROUILLON A_VALIDER_1 ERREUR_FOURNISSEUR_SUR_VALIDEUR REFUSEE_1 VALIDEE_1
ABSENCE_VALIDATION_1_HORS_DELAI A_VALIDER_2 ERREUR_COTRAITANT_SUR_VALIDEUR REFUSEE_2 VALIDEE_2
ABSENCE_VALIDATION_2_HORS_DELAI DEPOSEE ERREUR_FOURNISSEUR_SUR_MOE EN_COURS_ACHEMINEMENT
MISE_A_DISPOSITION A_RECYCLER SUSPENDUE REJETEE MANDATEE MISE_EN_PAIEMENT COMPTABILISEE
MISE_A_DISPOSITION_COMPTABLE ABANDONNEE SUPPRIMEE ASSOCIEE EN_COURS_TRAITEMENT_PIVOT_S
A_VALIDER_MOE REFUSEE_MOE EN_ATTENTE_RECYCLAGE_FOURNISSEUR ERREUR_MOE_SUR_FOURNISSEUR
ERREUR_MOA_SUR_FOURNISSEUR INTERPRETEE_OCR COMPLETEE ERREUR_FOURNISSEUR_SUR_MOA ERREUR_MOE_SUR_MOA
ERREUR_DESTINATAIRE_PD ERREUR_DESTINATAIRE_EA SERVICE_FAIT NON_CONFORME A_ASSOCIER_MOE
ERREUR_DE_MOE MISE_A_DISPOSITION_MOE PRISE_EN_COMPTE_MOE A_ASSOCIER_MOA ERREUR_DE_MOA REFUSEE_MOA
A_ASSOCIER_FOURNISSEUR REFUSEE_FOURNISSEUR A_COMPLETER TRANSMISE_MOA PRISE_EN_COMPTE_DESTINATAIRE
REMPLACEE_PAR_A22 DUPLIQUE_APRES_REFUS MISE_A_DISPOSITION_MOA PRISE_EN_COMPTE_MOA
TECHNIQUE_INCONNU ABSENCE_VALIDATION_MOE_DELAI_REGLEMENTAIRE
"""


def test_every_code_that_chorus_pro_publishes_has_its_name() -> None:
    assert set(PUBLISHED.split()) == {*Status, *OTHERS}


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


def test_what_follows_says_what_is_sure_what_may_be_and_what_never_comes() -> None:
    sure = (Status.MANDATEE, Status.MISE_EN_PAIEMENT)
    words = ahead_words(sure, (), tells_payment=True)
    assert (
        words
        == "Ensuite, en général\u00a0: «\u00a0Mandatée\u00a0», puis «\u00a0Mise en paiement\u00a0»."
    )
    assert "«\u00a0Service fait\u00a0»" in ahead_words(
        (), (Status.SERVICE_FAIT,), tells_payment=True
    )
    assert "n’annonce pas" in ahead_words((), (), tells_payment=False)
    assert ahead_words((), (), tells_payment=True) == ""


@pytest.mark.parametrize("status", Status)
def test_a_credit_note_is_never_called_an_invoice(status: Status) -> None:
    words = status_text(status, "AVOIR")

    assert "facture" not in f"{words.meaning} {words.then}".lower()
    assert words.meaning.endswith(".") and words.then.endswith(".")
    assert replace(words, meaning="", then="") == replace(STATUSES[status], meaning="", then="")
