"""The payment clock against worked cases, each counted by hand, with its source."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.clock import Passage, StartSource, clock, interest, usual_delay
from chorus_app.domain.payment import BuyerKind, Delay
from chorus_app.domain.rates import KNOWN, RateTable

GENERAL, HEALTH, UNDERTAKING = Delay.GENERAL, Delay.HEALTH, Delay.UNDERTAKING


def d(text: str) -> date:
    return date.fromisoformat(text)


def passages(text: str) -> list[Passage]:
    """Read `2024-01-10 MISE_A_DISPOSITION, …`."""
    pieces = [piece.split() for piece in text.split(",") if piece.strip()]
    return [Passage(d(day), status) for day, status in pieces]


def run(
    life: str,
    *,
    today: str,
    delay: Delay = GENERAL,
    gross: int = 120_000,
    deposit: str = "2024-01-08",
    status: str = "MISE_A_DISPOSITION",
    rates: RateTable = KNOWN,
):
    return clock(
        passages(life),
        status=status,
        deposit_date=d(deposit) if deposit else None,
        delay=delay,
        gross=gross,
        today=d(today),
        rates=rates,
    )


MAD = "2024-01-10 MISE_A_DISPOSITION"
DUE = [
    # life, delay, expected last day, source
    (MAD, GENERAL, "2024-02-09", "R2192-10: 30 days from 10 January"),
    (MAD, HEALTH, "2024-02-29", "R2192-11: 50 days, over a 29 February"),
    (MAD, UNDERTAKING, "2024-03-10", "R2192-11: 60 days; a Sunday, not moved"),
    ("2023-01-30 MISE_A_DISPOSITION", GENERAL, "2023-03-01", "30 days over a February of 28"),
    ("2024-01-30 MISE_A_DISPOSITION", GENERAL, "2024-02-29", "30 days, ends on 29 February"),
    ("2024-02-29 MISE_A_DISPOSITION", GENERAL, "2024-03-30", "30 days, starts on 29 February"),
    ("2024-02-29 MISE_A_DISPOSITION", HEALTH, "2024-04-19", "50 days, starts on 29 February"),
    ("2024-12-15 MISE_A_DISPOSITION", GENERAL, "2025-01-14", "over the end of the year"),
    ("2024-11-12 MISE_A_DISPOSITION", HEALTH, "2025-01-01", "ends on a holiday, not moved"),
    ("2024-11-10 MISE_A_DISPOSITION", GENERAL, "2024-12-10", "starts on a Sunday"),
    ("", GENERAL, "2024-02-09", "R2192-14: deposit of 8 January + 2 days, + 30"),
    ("", HEALTH, "2024-02-29", "R2192-14, + 50"),
    ("", UNDERTAKING, "2024-03-10", "R2192-14, + 60"),
    ("2024-01-09 DEPOSEE", GENERAL, "2024-02-10", "R2192-14: the history's own deposit day"),
    (f"{MAD}, 2024-01-12 MISE_A_DISPOSITION", GENERAL, "2024-02-09", "the first one counts"),
    (f"2024-01-20 MANDATEE, {MAD}", GENERAL, "2024-02-09", "whatever the order of the history"),
    (
        f"{MAD}, 2024-01-20 SUSPENDUE, 2024-01-25 COMPLETEE",
        GENERAL,
        "2024-02-24",
        "R2192-29: 30 days from 25 January, longer than the 20 that were left",
    ),
    (
        f"{MAD}, 2024-01-15 SUSPENDUE, 2024-01-25 COMPLETEE",
        HEALTH,
        "2024-03-10",
        "R2192-29: the balance, 45 days on 15 January, is longer than 30",
    ),
    (
        f"{MAD}, 2024-02-20 SUSPENDUE, 2024-03-05 COMPLETEE",
        HEALTH,
        "2024-04-04",
        "R2192-29: 9 days were left, so 30 from 5 March",
    ),
    (
        f"{MAD}, 2024-01-12 SUSPENDUE, 2024-01-13 COMPLETEE",
        UNDERTAKING,
        "2024-03-11",
        "R2192-29: the balance of 58 days from 13 January",
    ),
    (
        f"{MAD}, 2024-01-20 SUSPENDUE, 2024-01-25 COMPLETEE, 2024-02-01 SUSPENDUE,"
        " 2024-02-20 COMPLETEE",
        GENERAL,
        "2024-02-24",
        "R2192-27: once only, the second suspension does not count",
    ),
    (
        f"{MAD}, 2024-01-18 MANDATEE, 2024-01-20 SUSPENDUE, 2024-01-25 COMPLETEE",
        GENERAL,
        "2024-02-09",
        "R2192-27: only before the payment order",
    ),
    (
        f"{MAD}, 2024-02-12 SUSPENDUE, 2024-02-20 COMPLETEE",
        GENERAL,
        "2024-02-09",
        "the delay was over: nothing is left to interrupt",
    ),
    (
        "2024-01-10 MISE_A_DISPOSITION, 2024-01-15 A_RECYCLER, 2024-01-16 DEPOSEE,"
        " 2024-01-17 MISE_A_DISPOSITION",
        GENERAL,
        "2024-02-16",
        "R2192-15: the new recipient's own day",
    ),
    (
        "2024-01-10 MISE_A_DISPOSITION, 2024-01-15 A_RECYCLER, 2024-01-16 DEPOSEE",
        GENERAL,
        "2024-02-17",
        "R2192-14: sent again, not available yet",
    ),
    (
        f"{MAD}, 2024-01-20 SUSPENDUE, 2024-02-01 MANDATEE",
        GENERAL,
        "2024-02-09",
        "suspended, then ordered without a completion: no legal interruption to be seen",
    ),
]


@pytest.mark.parametrize(("life", "delay", "due", "source"), DUE)
def test_last_day(life: str, delay: Delay, due: str, source: str) -> None:
    found = run(life, delay=delay, today="2024-01-31")
    assert found is not None
    assert found.due == d(due), source


KINDS = [
    (BuyerKind.ETAT, "2024-02-09", "R2192-10"),
    (BuyerKind.COLLECTIVITE, "2024-02-09", "R2192-10"),
    (BuyerKind.ETABLISSEMENT, "2024-02-09", "R2192-10"),
    (BuyerKind.SANTE, "2024-02-29", "R2192-11"),
    (BuyerKind.SANTE_DES_ARMEES, "2024-02-29", "R2192-11"),
    (BuyerKind.ENTREPRISE, "2024-03-10", "R2192-11"),
]


@pytest.mark.parametrize(("kind", "due", "source"), KINDS)
def test_last_day_of_each_kind_of_buyer(kind: BuyerKind, due: str, source: str) -> None:
    found = run(MAD, delay=kind.delay, today="2024-01-31")
    assert found is not None
    assert found.due == d(due), source


LATE = [
    # today or payment, paid?, late days, interest in cents, half-year, source
    ("2024-02-09", False, 0, 0, "", "the last day itself is not late"),
    ("2024-02-10", False, 1, 41, "2024-S1", "R2192-32: 1 200 × 1/365 × 12,50 % = 0,41"),
    ("2024-03-10", False, 30, 1233, "2024-S1", "1 200 × 30/365 × 12,50 % = 12,33"),
    ("2024-08-10", False, 183, 7521, "2024-S1", "R2192-31: one rate for the whole delay"),
    ("2024-02-20", True, 11, 452, "2024-S1", "to the day of payment inclusive: 4,52"),
    ("2024-02-05", True, 0, 0, "", "paid in time"),
]


@pytest.mark.parametrize(("day", "paid", "days", "owed", "half", "source"), LATE)
def test_lateness(day: str, paid: bool, days: int, owed: int, half: str, source: str) -> None:
    life = f"{MAD}, {day} MISE_EN_PAIEMENT" if paid else MAD
    found = run(life, today="2025-01-01" if paid else day)
    assert found is not None
    assert (found.late_days, found.interest, found.rate_half_year) == (days, owed, half), source
    assert found.indemnity == (4000 if days else 0), "D2192-35"


BORDERS = [
    ("2023-05-31 MISE_A_DISPOSITION", "2023-07-01", 1, 39, "2023-S2", 1200, "begins 1 July: 12,00"),
    (
        "2023-05-30 MISE_A_DISPOSITION",
        "2023-06-30",
        1,
        35,
        "2023-S1",
        1050,
        "begins 30 June: 10,50",
    ),
    ("2024-06-01 MISE_A_DISPOSITION", "2024-07-02", 1, 40, "2024-S2", 1225, "12,25 (R2192-31)"),
]


@pytest.mark.parametrize(("life", "today", "days", "owed", "half", "rate", "source"), BORDERS)
def test_rate_of_the_half_year(
    life: str, today: str, days: int, owed: int, half: str, rate: int, source: str
) -> None:
    found = run(life, today=today, deposit="2023-01-01")
    assert found is not None
    assert (found.late_days, found.interest, found.rate_half_year) == (days, owed, half), source
    assert interest(120_000, days, rate) == owed


def test_a_missing_rate_is_said_and_nothing_computed() -> None:
    found = run("2026-01-10 MISE_A_DISPOSITION", today="2026-03-01", deposit="2026-01-09")
    assert found is not None
    assert found.late_days == 20
    assert found.interest is None
    assert found.rate_half_year == "2026-S1"
    assert found.indemnity == 4000


def test_an_unchecked_rate_is_told() -> None:
    found = run("2025-01-10 MISE_A_DISPOSITION", today="2025-03-01", deposit="2025-01-09")
    assert found is not None
    assert not found.rate_checked
    assert found.interest == interest(120_000, 20, 1115)


def test_while_suspended_no_day_is_told() -> None:
    found = run(f"{MAD}, 2024-01-20 SUSPENDUE", today="2024-06-01", status="SUSPENDUE")
    assert found is not None
    assert (found.due, found.interrupted, found.late_days) == (None, d("2024-01-20"), 0)


def test_an_assumed_start_is_told() -> None:
    found = run("", today="2024-01-20")
    assert found is not None
    assert found.source is StartSource.DEPOT_PLUS_DEUX_JOURS
    assert found.is_estimate


@pytest.mark.parametrize("status", ["BROUILLON", "REJETEE", "SUPPRIMEE", "A_RECYCLER"])
def test_no_clock_where_nothing_is_awaited(status: str) -> None:
    assert run(MAD, today="2024-03-01", status=status) is None


def test_no_clock_without_a_start_nor_for_a_credit_note() -> None:
    assert run("", today="2024-03-01", deposit="") is None
    assert run(MAD, today="2024-03-01", gross=-5000) is None


def test_usual_delay_needs_five_paid_invoices() -> None:
    begin = d("2024-01-01")
    paid = [(begin, begin + timedelta(days=days)) for days in (10, 40, 20, 30, 21)]
    assert usual_delay(paid) == 21
    assert usual_delay(paid[:4]) is None


DAYS = st.dates(d("2017-01-01"), d("2026-12-31"))
STATUSES = st.sampled_from(
    ["DEPOSEE", "MISE_A_DISPOSITION", "SUSPENDUE", "COMPLETEE", "A_RECYCLER", "MANDATEE"]
)
LIVES = st.lists(st.builds(Passage, DAYS, STATUSES), max_size=8)


@given(LIVES, DAYS, st.integers(0, 400), st.sampled_from(list(Delay)))
def test_any_history_gives_sense(life: list[Passage], today: date, more: int, delay: Delay) -> None:
    def at(day: date):
        return clock(
            life,
            status="MISE_A_DISPOSITION",
            deposit_date=d("2017-01-01"),
            delay=delay,
            gross=100_000,
            today=day,
            rates=KNOWN,
        )

    now, later = at(today), at(today + timedelta(days=more))
    assert now is not None and later is not None
    assert now.due is not None and now.due >= now.start
    assert 0 <= now.late_days <= later.late_days
    if now.interest is not None and later.interest is not None:
        assert now.interest <= later.interest
