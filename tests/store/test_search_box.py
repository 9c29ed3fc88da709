"""What is said in the search box finds what its chip says."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chorus_app.store.engine import Store
from tests.databases import BOTH
from tests.store.finding import numbers

pytestmark = BOTH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plus de 100", ["dearer", "credit"]),
        ("au moins 100", ["round", "dearer", "credit"]),
        ("moins de 100", ["cheaper"]),
        ("au plus 100", ["cheaper", "round"]),
        ("entre 50 et 100", ["cheaper", "round"]),
        ("> 100", ["dearer", "credit"]),
        (">=100", ["round", "dearer", "credit"]),
        ("<100", ["cheaper"]),
        (">=100 <200", ["round", "dearer"]),
        ("50-100", ["cheaper", "round", "50-100/A"]),
        ("200", ["credit"]),
    ],
)
async def test_bounds_of_the_amount_whatever_its_sign(
    store: Store, text: str, expected: list[str]
) -> None:
    wanted = {
        "cheaper": {"payable_amount": 9_999},
        "round": {"payable_amount": 10_000},
        "dearer": {"payable_amount": 10_001},
        "credit": {"payable_amount": -20_000, "type_code": "AVOIR"},
        "50-100/A": {"payable_amount": 0},
    }
    if "50-100" not in text:
        del wanted["50-100/A"]

    assert sorted(await numbers(store, wanted, text=text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("suspendues", ["held"]),
        ("suspendues et rejetées", ["back", "held"]),
        ("impayées", ["fresh", "held"]),
        ("payées suspendues rennes", ["held", "paid"]),
    ],
)
async def test_statuses_said_in_the_box_add_up(
    store: Store, text: str, expected: list[str]
) -> None:
    wanted = {
        "held": {"status": "SUSPENDUE"},
        "back": {"status": "REJETEE"},
        "paid": {"status": "MISE_EN_PAIEMENT"},
        "fresh": {},
    }

    assert sorted(await numbers(store, wanted, text=text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10/03", ["deposited", "issued"]),
        ("déposée le 10/03", ["deposited"]),
        ("émise le 10/03", ["issued"]),
        ("du 5/3 au 10/3", ["deposited", "issued"]),
        ("avant le 10/3", ["around", "deposited"]),
        ("après le 10/3", ["around", "issued", "told"]),
        ("depuis le 11/3 déposée jusqu’au 12/3", ["issued", "told"]),
    ],
)
async def test_a_day_finds_the_dates_that_its_chip_names_and_no_other(
    store: Store, text: str, expected: list[str]
) -> None:
    """`told` was made available on the 10th, `around` issued before and deposited after."""
    march = [date(2026, 3, day) for day in range(1, 16)]
    wanted: dict[str, Any] = {
        "issued": {"issue_date": march[9], "deposit_date": march[10]},
        "deposited": {"issue_date": march[8], "deposit_date": march[9]},
        "around": {"issue_date": march[0], "deposit_date": march[13]},
        "told": {
            "issue_date": march[10],
            "deposit_date": march[11],
            "status_at": datetime(2026, 3, 10, 9, tzinfo=UTC),
        },
    }

    assert sorted(await numbers(store, wanted, text=text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", ["F-2025", "deposited", "dear", "issued", "order"]),
        ("en 2025", ["deposited", "issued"]),
        ("année 2025", ["deposited", "issued"]),
        ("déposée en 2025", ["deposited"]),
    ],
)
async def test_a_year_alone_is_also_a_year(store: Store, text: str, expected: list[str]) -> None:
    wanted: dict[str, Any] = {
        "issued": {"issue_date": date(2025, 12, 31), "deposit_date": date(2026, 1, 2)},
        "deposited": {"issue_date": date(2024, 12, 31), "deposit_date": date(2025, 1, 1)},
        "dear": {"payable_amount": 202_550},
        "F-2025": {},
        "order": {"purchase_order_reference": "B2025"},
        "other": {"recipient_name": "Foire 2025"},
    }
    wanted = {name: {"contract_reference": ""} | changes for name, changes in wanted.items()}

    assert sorted(await numbers(store, wanted, text=text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mairie de Rennes", ["commune", "ville"]),
        ("ville rennes", ["commune", "ville"]),
        ("hôpital saint malo", ["hospital"]),
        ("hosto st malo", ["hospital"]),
        ("chu nantes", ["chu", "full"]),
        ("hôpitaux", ["chu", "full", "hospital"]),
        ("fac de lettres", ["faculty"]),
        ("Saint-Malo", ["ccas", "hospital"]),
        ("st malo", ["ccas", "hospital"]),
        ("ccas", ["ccas"]),
        ("vti202600462", ["VTI/2026/00462"]),
        ("vti-2026-00462", ["VTI/2026/00462"]),
        ("VTI.2026.00462", ["VTI/2026/00462"]),
        ("n° 462", ["VTI/2026/00462"]),
        ("commande 118", ["chu"]),
        ("commande 462", []),
        ("malo ou nantes", ["ccas", "chu", "full", "hospital"]),
        ('"ville de rennes"', ["ville"]),
        ('"rennes ville"', []),
        ("école", ["ville"]),
    ],
)
async def test_words_as_people_say_them(store: Store, text: str, expected: list[str]) -> None:
    plain = {"service_name": "", "contract_reference": "", "purchase_order_reference": ""}
    wanted: dict[str, Any] = {
        "ville": {"recipient_name": "VILLE DE RENNES", "service_name": "Écoles"},
        "commune": {"recipient_name": "Commune de Rennes"},
        "hospital": {"recipient_name": "CENTRE HOSPITALIER DE SAINT MALO"},
        "ccas": {"recipient_name": "C.C.A.S. Saint-Malo"},
        "chu": {"recipient_name": "CHU de Nantes", "purchase_order_reference": "2026-118"},
        "full": {"recipient_name": "Centre Hospitalier Universitaire de Nantes"},
        "faculty": {"recipient_name": "Université, lettres"},
        "VTI/2026/00462": {"recipient_name": "Région"},
    }
    wanted = {name: plain | changes for name, changes in wanted.items()}

    assert sorted(await numbers(store, wanted, text=text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("suspendues ou en retard", ["held", "late"]),
        ("à payer d’ici le 30/04/2026", ["soon"]),
        ("échéance le 20/03/2026", ["soon"]),
        ("échéance avant le 15/3/2026", ["late"]),
        ("à payer après le 15/03/2026", ["soon"]),
    ],
)
async def test_legal_days(store: Store, text: str, expected: list[str]) -> None:
    moved = {"status": "DEPOSEE"}
    wanted: dict[str, Any] = {
        "late": moved | {"deposit_date": date(2026, 2, 1)},
        "soon": moved | {"deposit_date": date(2026, 2, 16)},
        "credit": moved | {"deposit_date": date(2026, 2, 16), "type_code": "AVOIR"},
        "held": {"status": "SUSPENDUE", "deposit_date": date(2026, 2, 16)},
        "paid": {"status": "MISE_EN_PAIEMENT", "deposit_date": date(2026, 2, 16)},
    }

    assert sorted(await numbers(store, wanted, text=text)) == expected
