from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.search import TEXT_LIMIT, Flaw, SearchCriteria, Sort, read
from chorus_app.domain.status import Family, Status, members

TODAY = date(2026, 11, 23)
FULL = SearchCriteria(
    text="CHU ~1250",
    number="VTI/2026",
    deposited_from=date(2026, 2, 1),
    deposited_to=date(2026, 2, 28),
    amount_min=0,
    amount_max=199_000,
    statuses=("SUSPENDUE", "REJETEE"),
    recipient="Ville de Rennes",
    purchase_order_reference="2026-118-204",
    sort=Sort.ECHEANCE,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(date.isoformat)
EUROS = st.integers(-(10**9), 10**9).map(lambda cents: f"{cents / 100:.2f}")
WORDS = st.text(max_size=150) | st.text("ab \x00\ud800&=+%?", max_size=20)
STATUSES = st.lists(st.sampled_from(list(Status)), unique=True)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
PARAMETERS = ("q", "numero", "du", "au", "min", "max", "statut", "destinataire", "commande", "tri")


def test_an_address_in_french() -> None:
    given_ = {
        "q": " CHU ~1250 ",
        "numero": "VTI/2026",
        "du": "1/2/26",
        "au": "28 fév 2026",
        "min": "0",
        "max": "1 990 €",
        "statut": "rejetee, SUSPENDUE",
        "destinataire": "Ville de Rennes",
        "commande": "2026-118-204",
        "tri": "echeance",
        "inconnu": "x",
    }

    criteria, flaws = read(given_, TODAY)

    assert flaws == {}
    assert criteria == SearchCriteria(**{**_fields(FULL), "statuses": ("SUSPENDUE", "REJETEE")})


def test_statuses_come_in_life_cycle_order_whatever_order_was_given() -> None:
    codes = [status.value for status in reversed(Status)]

    assert read({"statut": codes}, TODAY)[0].statuses == tuple(Status)
    assert read({"statut": ",".join(codes)}, TODAY)[0].statuses == tuple(Status)
    assert read({"statut": tuple(codes)}, TODAY)[0].statuses == tuple(Status)


def test_the_parameters_of_an_address() -> None:
    assert FULL.params() == {
        "q": "CHU ~1250",
        "numero": "VTI/2026",
        "du": "2026-02-01",
        "au": "2026-02-28",
        "min": "0.00",
        "max": "1990.00",
        "statut": "SUSPENDUE,REJETEE",
        "destinataire": "Ville de Rennes",
        "commande": "2026-118-204",
        "tri": "echeance",
    }
    assert FULL.query_string().startswith("?q=CHU+~1250&numero=VTI%2F2026&")


def test_a_search_that_restricts_nothing_has_no_address() -> None:
    assert SearchCriteria().query_string() == ""
    assert SearchCriteria().is_empty
    assert SearchCriteria(sort=Sort.MONTANT).is_empty
    assert SearchCriteria(sort=Sort.MONTANT).query_string() == "?tri=montant"


@pytest.mark.parametrize("field", [name for name in SearchCriteria.__slots__ if name != "sort"])
def test_each_criterion_restricts(field: str) -> None:
    alone = SearchCriteria(**{field: getattr(FULL, field)})

    assert not alone.is_empty
    assert len(alone.params()) == 1


def test_a_family_has_an_address() -> None:
    codes = tuple(status.value for status in members(Family.RENVOI))

    assert SearchCriteria(statuses=codes).params() == {"statut": "A_RECYCLER,SUSPENDUE,REJETEE"}


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "q": WORDS,
            "numero": WORDS,
            "destinataire": WORDS,
            "commande": WORDS,
            "du": DAYS | st.text(max_size=5),
            "au": DAYS | st.text(max_size=5),
            "min": EUROS | st.text(max_size=5),
            "max": EUROS | st.text(max_size=5),
            "statut": STATUSES | WORDS,
            "tri": st.sampled_from(list(Sort)) | WORDS,
        },
    )
)
def test_an_address_leads_back_to_its_search(given_: dict[str, Any]) -> None:
    criteria, _ = read(given_, TODAY)

    address = dict(parse_qsl(criteria.query_string().removeprefix("?"), strict_parsing=False))
    assert address == criteria.params()
    assert read(address, TODAY) == (criteria, {})
    assert all(len(value) <= TEXT_LIMIT for key, value in address.items() if key != "statut")


@given(st.dictionaries(st.sampled_from(PARAMETERS) | st.text(max_size=4), ANYTHING))
def test_whatever_is_sent_is_read(given_: dict[str, Any]) -> None:
    criteria, flaws = read(given_, TODAY)

    assert set(flaws) <= {"du", "au", "min", "max", "statut"}
    assert set(criteria.statuses) <= set(Status)
    criteria.query_string().encode()
    criteria.clauses(TODAY)


@pytest.mark.parametrize(
    ("given_", "flaws"),
    [
        ({"du": "31/02/2026"}, {"du": Flaw.DATE_ILLISIBLE}),
        ({"au": "demain"}, {"au": Flaw.DATE_ILLISIBLE}),
        ({"du": "février"}, {"du": Flaw.DATE_ILLISIBLE}),
        ({"min": "douze"}, {"min": Flaw.MONTANT_ILLISIBLE}),
        ({"min": "-12,50"}, {"min": Flaw.MONTANT_SIGNE}),
        ({"max": "-5"}, {"max": Flaw.MONTANT_SIGNE}),
        ({"max": "1e9"}, {"max": Flaw.MONTANT_ILLISIBLE}),
        ({"statut": "PAYEE"}, {"statut": Flaw.STATUT_INCONNU}),
        ({"statut": ["REJETEE", "x"]}, {"statut": Flaw.STATUT_INCONNU}),
        (
            {"du": "x", "au": "x", "min": "x", "max": "x", "statut": "x"},
            {
                "du": Flaw.DATE_ILLISIBLE,
                "au": Flaw.DATE_ILLISIBLE,
                "min": Flaw.MONTANT_ILLISIBLE,
                "max": Flaw.MONTANT_ILLISIBLE,
                "statut": Flaw.STATUT_INCONNU,
            },
        ),
        ({"du": "", "min": "  ", "statut": "", "tri": "par couleur"}, {}),
        ({"du": None, "min": 12, "statut": None, "tri": ["date"]}, {}),
    ],
)
def test_what_cannot_be_read_is_told_and_left_out(
    given_: dict[str, Any], flaws: dict[str, Flaw]
) -> None:
    criteria, told = read(given_, TODAY)

    assert told == flaws
    kept = tuple(code for code in criteria.statuses if code != "REJETEE")
    assert SearchCriteria(statuses=kept) == SearchCriteria() == read({}, TODAY)[0]
    assert (criteria.deposited_from, criteria.deposited_to) == (None, None)
    assert (criteria.amount_min, criteria.amount_max) == (None, None)


def test_crossed_bounds_lose_the_upper_one() -> None:
    given_ = {"min": "20", "max": "10", "du": "02/03/2026", "au": "01/03/2026"}

    criteria, flaws = read(given_, TODAY)

    assert flaws == {"max": Flaw.BORNES_INVERSEES, "au": Flaw.BORNES_INVERSEES}
    assert (criteria.amount_min, criteria.amount_max) == (2000, None)
    assert (criteria.deposited_from, criteria.deposited_to) == (date(2026, 3, 2), None)


def test_equal_bounds_are_not_crossed() -> None:
    criteria, flaws = read(
        {"min": "0", "max": "0,00", "du": "01/03/2026", "au": "01/03/2026"}, TODAY
    )

    assert flaws == {}
    assert (criteria.amount_min, criteria.amount_max) == (0, 0)
    assert criteria.deposited_from == criteria.deposited_to == date(2026, 3, 1)


def test_a_good_criterion_stays_beside_a_bad_one() -> None:
    criteria, flaws = read({"min": "x", "max": "10", "statut": "x,REJETEE", "q": "chu"}, TODAY)

    assert set(flaws) == {"min", "statut"}
    assert criteria == SearchCriteria(text="chu", amount_max=1000, statuses=("REJETEE",))


def test_the_box_is_read_clause_by_clause() -> None:
    assert [clause.source for clause in FULL.clauses(TODAY)] == ["CHU", "~1250"]


def _fields(criteria: SearchCriteria) -> dict[str, Any]:
    return {name: getattr(criteria, name) for name in SearchCriteria.__slots__}
