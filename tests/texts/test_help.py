"""The help says what is true of the app."""

from datetime import date

from chorus_app.domain.bodies import BodyKind, is_of
from chorus_app.domain.box import read
from chorus_app.domain.clauses import (
    AmountBetween,
    AmountOrNumber,
    AmountOver,
    AmountUnder,
    Body,
    Due,
    During,
    InSituation,
    InStatus,
    Numbered,
    OneOf,
    Phrase,
    Word,
)
from chorus_app.domain.folding import squeeze
from chorus_app.texts.help import QUESTIONS

TODAY = date(2026, 11, 23)


def test_the_help_tells_the_truth_about_the_search() -> None:
    answers = " ".join(answer for _, answer in QUESTIONS)

    assert "1250 trouve 1\u202f250,00 à 1\u202f250,99" in answers
    assert read("1250", TODAY) == (AmountOrNumber("1250", 125_000, 125_099, "1250"),)
    assert "~1250 cherche à 5\u00a0% près" in answers
    assert read("~1250", TODAY) == (AmountBetween("~1250", 118_750, 131_250, 125_000),)
    assert "un jour (15/02, 15 février, hier) ou un mois (février, 02/2026)" in answers
    days = ("15/02", "15 février", "hier", "février", "02/2026")
    said = ("en 2025", "avant le 15/02", "depuis mars", "de mars à mai", "déposée le 15/02")
    recent = ("la semaine dernière", "les 30 derniers jours", "lundi", "1er trimestre 2026")
    assert all(typed in answers for typed in (*said, *recent))
    for typed in (*days, *said, *recent):
        assert [type(clause) for clause in read(typed, TODAY)] == [During]
    amounts = {
        "entre 100 et 500": AmountBetween,
        "plus de 1000": AmountOver,
        "moins de 500": AmountUnder,
        "environ 600": AmountBetween,
        "600\u00a0€ max": AmountUnder,
    }
    due = {"à payer d’ici le 15/12": Due}
    words = {"n°\u00a0462": Numbered, "Rennes ou Nantes": OneOf, "mairie": Body, "hôpital": Body}
    statuses = dict.fromkeys(("suspendues", "rejetées", "payées", "impayées"), InStatus)
    situations = dict.fromkeys(("en retard", "à traiter", "avoirs"), InSituation)
    for typed, kind in (amounts | statuses | situations | due | words).items():
        assert typed in answers
        assert [type(clause) for clause in read(typed, TODAY)] == [kind]


def test_the_help_tells_the_truth_about_the_words() -> None:
    answers = " ".join(answer for _, answer in QUESTIONS)

    assert "st malo trouve Saint-Malo" in answers
    assert "vti202600462 trouve VTI/2026/00462" in answers
    [saint], [number] = read("st malo", TODAY), read("vti202600462", TODAY)
    assert isinstance(saint, Word)
    assert isinstance(number, Word)
    assert squeeze("Saint-Malo") in map(squeeze, (saint.folded, *saint.others))
    assert squeeze("VTI/2026/00462") == squeeze(number.folded)
    assert is_of(BodyKind.COMMUNE, "Commune de Bruz")
    assert is_of(BodyKind.HOPITAL, "Centre hospitalier de Dax")
    assert "entre guillemets" in answers
    assert [type(clause) for clause in read("« ville de rennes »", TODAY)] == [Phrase]


def test_questions_are_asked_and_answered() -> None:
    for question, answer in QUESTIONS:
        assert question.endswith("\u00a0?")
        assert answer.endswith(".")
