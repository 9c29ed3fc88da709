"""What takes several words in the search box."""

from datetime import date

import pytest

from chorus_app.domain.box import read, without
from chorus_app.domain.clauses import (
    AmountBetween,
    AmountOrNumber,
    AmountOver,
    AmountUnder,
    Clause,
    Dated,
    During,
    InSituation,
    InStatus,
    Situation,
    Word,
)
from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.search import read as read_address
from chorus_app.domain.status import Status, is_outstanding

TODAY = date(2026, 11, 23)


def one(typed: str, today: date = TODAY) -> Clause:
    [clause] = read(typed, today)
    assert clause.source == typed
    assert without(f"chu {typed} dax", clause, today) == "chu dax"
    return clause


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("suspendue", "SUSPENDUE"),
        ("Suspendues", "SUSPENDUE"),
        ("suspendu", "SUSPENDUE"),
        ("rejetée", "REJETEE"),
        ("REJETEES", "REJETEE"),
        ("refusées", "REJETEE"),
        ("payée", "MISE_EN_PAIEMENT"),
        ("payees", "MISE_EN_PAIEMENT"),
        ("réglées", "MISE_EN_PAIEMENT"),
        ("mise en paiement", "MISE_EN_PAIEMENT"),
        ("mises à disposition", "MISE_A_DISPOSITION"),
        ("mise à disposition du comptable", "MISE_A_DISPOSITION_COMPTABLE"),
        ("en cours d’acheminement", "EN_COURS_ACHEMINEMENT"),
        ("à recycler", "A_RECYCLER"),
        ("service fait", "SERVICE_FAIT"),
        ("mandatées", "MANDATEE"),
        ("comptabilisée", "COMPTABILISEE"),
        ("complétée", "COMPLETEE"),
        ("déposées", "DEPOSEE"),
        ("brouillons", "BROUILLON"),
        ("supprimée", "SUPPRIMEE"),
    ],
)
def test_a_status(typed: str, status: str) -> None:
    assert one(typed) == InStatus(typed, (status,))


@pytest.mark.parametrize("typed", ["impayées", "non payée"])
def test_what_is_not_paid_yet(typed: str) -> None:
    assert one(typed) == InStatus(typed, tuple(s.value for s in Status if is_outstanding(s)))


@pytest.mark.parametrize(
    ("typed", "situation"),
    [
        ("en retard", Situation.EN_RETARD),
        ("En retards", Situation.EN_RETARD),
        ("retard", Situation.EN_RETARD),
        ("avoir", Situation.AVOIR),
        ("Avoirs", Situation.AVOIR),
        ("notes de crédit", Situation.AVOIR),
        ("à traiter", Situation.A_TRAITER),
        ("A TRAITER", Situation.A_TRAITER),
        ("Peut-être déjà payées", Situation.PEUT_ETRE_PAYEE),
        ("sans échéance", Situation.SANS_ECHEANCE),
        ("avoirs à déduire", Situation.AVOIR_A_DEDUIRE),
    ],
)
def test_a_situation(typed: str, situation: Situation) -> None:
    assert one(typed) == InSituation(typed, situation)


def test_a_situation_and_what_follows() -> None:
    assert read("avoirs en retard suspendus en mars", TODAY) == (
        InSituation("avoirs", Situation.AVOIR),
        InSituation("en retard", Situation.EN_RETARD),
        InStatus("suspendus", ("SUSPENDUE",)),
        During("mars", date(2026, 3, 1), date(2026, 3, 31)),
    )


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("entre 100 et 500", 10_000, 50_000),
        ("entre 500 et 100", 10_000, 50_000),
        ("de 100 à 500,50", 10_000, 50_050),
        ("Entre 1k et 2k", 100_000, 200_000),
        ("entre 10 et 15", 1_000, 1_500),
        ("entre 100€ et 500€", 10_000, 50_000),
        ("100€-500€", 10_000, 50_000),
        ("100,50-500", 10_050, 50_000),
        ("1k–2k", 100_000, 200_000),
        ("100 - 500", 10_000, 50_000),
    ],
)
def test_a_range_of_amounts(typed: str, low: int, high: int) -> None:
    assert one(typed) == AmountBetween(typed, low, high)


def test_a_range_of_grouped_amounts_and_what_follows() -> None:
    assert read("entre 1 000 et 5 000,50 € en mars", TODAY) == (
        AmountBetween("entre 1000 et 5000,50€", 100_000, 500_050),
        During("mars", date(2026, 3, 1), date(2026, 3, 31)),
    )


@pytest.mark.parametrize(
    ("typed", "clause"),
    [
        ("plus de 1000", AmountOver("plus de 1000", 100_000)),
        ("moins de 500", AmountUnder("moins de 500", 50_000)),
        ("au moins 12,50", AmountOver("au moins 12,50", 1_250, included=True)),
        ("au plus 3k", AmountUnder("au plus 3k", 300_000, included=True)),
        (">1000", AmountOver(">1000", 100_000)),
        ("<500€", AmountUnder("<500€", 50_000)),
        (">=12,50", AmountOver(">=12,50", 1_250, included=True)),
        ("≥12", AmountOver("≥12", 1_200, included=True)),
        ("<=3k", AmountUnder("<=3k", 300_000, included=True)),
        ("≤3k", AmountUnder("≤3k", 300_000, included=True)),
        ("100-500", AmountOrNumber("100-500", 10_000, 50_000, "100-500")),
        ("12-15", AmountOrNumber("12-15", 1_200, 1_500, "12-15")),
    ],
)
def test_one_bound_of_the_amount(typed: str, clause: Clause) -> None:
    assert one(typed) == clause


SPANS = [
    ("entre le 1/3 et le 15/4", (2026, 3, 1), (2026, 4, 15)),
    ("entre 1/3 et 15/4", (2026, 3, 1), (2026, 4, 15)),
    ("du 1/3/2025 au 15/4", (2025, 3, 1), (2025, 4, 15)),
    ("du 1/3 au 15/4/25", (2025, 3, 1), (2025, 4, 15)),
    ("du 15/12 au 10/1", (2025, 12, 15), (2026, 1, 10)),
    ("du 15/4/2026 au 1/3/2026", (2026, 3, 1), (2026, 4, 15)),
    ("de mars à mai", (2026, 3, 1), (2026, 5, 31)),
    ("de mars à mai 2025", (2025, 3, 1), (2025, 5, 31)),
    ("entre mars et mai", (2026, 3, 1), (2026, 5, 31)),
    ("de décembre à janvier", (2025, 12, 1), (2026, 1, 31)),
    ("du 1er au 15 mars", (2026, 3, 1), (2026, 3, 15)),
    ("entre le 1er mars et le 15 avril 2024", (2024, 3, 1), (2024, 4, 15)),
    ("de mars à hier", (2026, 3, 1), (2026, 11, 22)),
]


@pytest.mark.parametrize(("typed", "first", "last"), SPANS, ids=[typed for typed, *_ in SPANS])
def test_from_one_day_to_another(
    typed: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert one(typed) == During(typed, date(*first), date(*last))


def test_a_span_under_way_ends_after_today() -> None:
    april = date(2026, 4, 10)

    assert one("de mars à mai", april) == During(
        "de mars à mai", date(2026, 3, 1), date(2026, 5, 31)
    )


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("avant le 15/02", None, date(2026, 2, 14)),
        ("avant mars", None, date(2026, 2, 28)),
        ("après le 15/02/2026", date(2026, 2, 16), None),
        ("après mars", date(2026, 4, 1), None),
        ("depuis le 15 février", date(2026, 2, 15), None),
        ("depuis mars", date(2026, 3, 1), None),
        ("depuis 2025", date(2025, 1, 1), None),
        ("depuis hier", date(2026, 11, 22), None),
        ("jusqu’au 15/02", None, date(2026, 2, 15)),
        ("jusqu'à mars", None, date(2026, 3, 31)),
    ],
)
def test_one_side_of_a_day(typed: str, first: date | None, last: date | None) -> None:
    assert one(typed) == During(typed, first, last)


@pytest.mark.parametrize(
    ("typed", "dated"),
    [
        ("en 2025", Dated.EMISE_OU_DEPOSEE),
        ("année 2025", Dated.EMISE_OU_DEPOSEE),
        ("Années 2025", Dated.EMISE_OU_DEPOSEE),
        ("en l’année 2025", Dated.EMISE_OU_DEPOSEE),
        ("exercice 2025", Dated.EMISE_OU_DEPOSEE),
        ("déposées en 2025", Dated.DEPOSEE),
        ("émise 2025", Dated.EMISE),
    ],
)
def test_a_year(typed: str, dated: Dated) -> None:
    assert one(typed) == During(typed, date(2025, 1, 1), date(2025, 12, 31), dated)


@pytest.mark.parametrize(
    ("typed", "dated"),
    [
        ("déposée le 15/02", Dated.DEPOSEE),
        ("déposées 15/02", Dated.DEPOSEE),
        ("émises le 15/02", Dated.EMISE),
    ],
)
def test_which_day_is_meant(typed: str, dated: Dated) -> None:
    assert one(typed) == During(typed, date(2026, 2, 15), date(2026, 2, 15), dated)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("plus de rennes", ["plus", "rennes"]),
        ("entre pau et dax", ["entre", "pau", "dax"]),
        ("avant", ["avant"]),
        ("moins de", ["moins"]),
        ("depuis longtemps", ["depuis", "longtemps"]),
        ("depuis le 31/02", ["depuis", "31/02"]),
        ("émise", ["emise"]),
        ("service", ["service"]),
        ("mise à", ["mise"]),
        ("année", ["annee"]),
        ("sans", ["sans"]),
        ("peut-être", ["peut-etre"]),
    ],
)
def test_what_is_unfinished_stays_words(typed: str, words: list[str]) -> None:
    assert [clause.folded for clause in read(typed, TODAY) if isinstance(clause, Word)] == words


def test_the_address_keeps_what_was_said() -> None:
    typed = "suspendues entre 100 et 500 déposées de mars à mai"

    again, flaws = read_address(SearchCriteria(text=typed).params(), TODAY)

    assert not flaws
    assert again.clauses(TODAY) == (
        InStatus("suspendues", ("SUSPENDUE",)),
        AmountBetween("entre 100 et 500", 10_000, 50_000),
        During("déposées de mars à mai", date(2026, 3, 1), date(2026, 5, 31), Dated.DEPOSEE),
    )
