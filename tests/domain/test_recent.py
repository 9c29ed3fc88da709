"""Days counted from today, on Thursday 26 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain import recent
from chorus_app.domain.box import read, without
from chorus_app.domain.clauses import Dated, Due, During

TODAY = date(2026, 11, 26)
SAID = [
    ("la semaine dernière", "2026-11-16", "2026-11-22"),
    ("semaine passée", "2026-11-16", "2026-11-22"),
    ("semaine du 18/11", "2026-11-16", "2026-11-22"),
    ("depuis la semaine du 18 novembre", "2026-11-16", None),
    ("cette semaine", "2026-11-23", "2026-11-29"),
    ("le mois dernier", "2026-10-01", "2026-10-31"),
    ("mois précédent", "2026-10-01", "2026-10-31"),
    ("ce mois-ci", "2026-11-01", "2026-11-30"),
    ("ce mois", "2026-11-01", "2026-11-30"),
    ("l’an dernier", "2025-01-01", "2025-12-31"),
    ("l'année dernière", "2025-01-01", "2025-12-31"),
    ("cette année", "2026-01-01", "2026-12-31"),
    ("ce trimestre", "2026-10-01", "2026-12-31"),
    ("le trimestre dernier", "2026-07-01", "2026-09-30"),
    ("les 30 derniers jours", "2026-10-27", "2026-11-26"),
    ("dans les trois derniers mois", "2026-08-26", "2026-11-26"),
    ("les deux dernières semaines", "2026-11-12", "2026-11-26"),
    ("depuis mars", "2026-03-01", None),
    ("depuis le 15/02", "2026-02-15", None),
    ("depuis 3 jours", "2026-11-23", None),
    ("depuis lundi", "2026-11-23", None),
    ("depuis la semaine dernière", "2026-11-16", None),
    ("depuis le début de l’année", "2026-01-01", None),
    ("depuis début du mois", "2026-11-01", None),
    ("avant la semaine dernière", None, "2026-11-15"),
    ("à partir de mars", "2026-03-01", None),
    ("il y a 3 jours", "2026-11-23", "2026-11-23"),
    ("il y a deux semaines", "2026-11-09", "2026-11-15"),
    ("il y a un mois", "2026-10-01", "2026-10-31"),
    ("lundi", "2026-11-23", "2026-11-23"),
    ("jeudi", "2026-11-26", "2026-11-26"),
    ("jeudi dernier", "2026-11-19", "2026-11-19"),
    ("lundi 23 novembre", "2026-11-23", "2026-11-23"),
    ("lundi 23/11", "2026-11-23", "2026-11-23"),
    ("de lundi à mercredi", "2026-11-23", "2026-11-25"),
    ("avant-hier", "2026-11-24", "2026-11-24"),
    ("T1 2026", "2026-01-01", "2026-03-31"),
    ("T1-2026", "2026-01-01", "2026-03-31"),
    ("2026 T1", "2026-01-01", "2026-03-31"),
    ("1er trimestre 2026", "2026-01-01", "2026-03-31"),
    ("le deuxième trimestre de 2025", "2025-04-01", "2025-06-30"),
    ("3e trimestre", "2026-07-01", "2026-09-30"),
    ("2e semestre 2025", "2025-07-01", "2025-12-31"),
    ("mois de mars", "2026-03-01", "2026-03-31"),
    ("au mois d’avril", "2026-04-01", "2026-04-30"),
    ("courant mars 2025", "2025-03-01", "2025-03-31"),
]


def day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


@pytest.mark.parametrize(("typed", "first", "last"), SAID, ids=[typed for typed, *_ in SAID])
def test_what_is_counted_from_today(typed: str, first: str | None, last: str | None) -> None:
    [clause] = read(typed, TODAY)

    assert clause == During(typed, day(first), day(last))
    assert without(f"pau {typed} dax", clause, TODAY) == "pau dax"


def test_which_of_the_two_days_is_meant() -> None:
    [clause] = read("déposées la semaine dernière", TODAY)

    assert isinstance(clause, During)
    assert (clause.dated, clause.first) == (Dated.DEPOSEE, date(2026, 11, 16))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("d’ici le 27/12", "2026-11-26", "2026-12-27"),
        ("d'ici le 27/12/2026", "2026-11-26", "2026-12-27"),
        ("d’ici 30 jours", "2026-11-26", "2026-12-26"),
        ("à payer d’ici le 27/12/2026", "2026-11-26", "2026-12-27"),
        ("à payer après le 27/12/2026", "2026-12-28", None),
        ("échéance avant le 15/12", None, "2026-12-14"),
        ("échéance en janvier", "2027-01-01", "2027-01-31"),
        ("échéance le 15/12", "2026-12-15", "2026-12-15"),
        ("échéance cette semaine", "2026-11-23", "2026-11-29"),
        ("échéances du 1/12 au 15/12", "2026-12-01", "2026-12-15"),
    ],
)
def test_the_last_legal_day(typed: str, first: str | None, last: str | None) -> None:
    [clause] = read(typed, TODAY)

    assert clause == Due(typed, day(first), day(last))


@given(
    st.sampled_from([typed for typed, *_ in SAID]), st.dates(date(2016, 1, 1), date(2100, 12, 31))
)
def test_on_any_day_a_period_goes_forward(typed: str, today: date) -> None:
    [clause] = read(typed, today)

    assert isinstance(clause, During)
    assert (clause.first or date.min) <= (clause.last or date.max)


@given(
    st.integers(0, 999),
    st.sampled_from(["jour", "jours", "semaines", "mois", "ans", "trimestres"]),
    st.dates(),
)
def test_however_far_back_nothing_breaks(count: int, unit: str, today: date) -> None:
    for typed in (f"il y a {count} {unit}", f"les {count} derniers {unit}"):
        found = recent.read(typed.split(), today)
        assert found is None or found[0].first <= found[0].last
    recent.counted([str(count), unit], today, 1)
