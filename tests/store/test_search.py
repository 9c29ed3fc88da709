from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import inspect

from chorus_app.domain.search import SearchCriteria, Sort
from chorus_app.store import search
from chorus_app.store.engine import Store
from chorus_app.store.invoices import upsert
from chorus_app.store.search import Group
from tests.databases import BOTH
from tests.store.finding import TODAY, find, numbers
from tests.store.samples import invoice, supplier

pytestmark = BOTH


@pytest.mark.parametrize(
    ("criteria", "matching", "other"),
    [
        ({"number": "vti/2026"}, {"invoice_number": "VTI/2026/7"}, {"recipient_name": "vti/2026"}),
        ({"number": "0_2"}, {"invoice_number": "A0_2"}, {"invoice_number": "A012"}),
        ({"number": "10%"}, {"invoice_number": "A10%"}, {"invoice_number": "A105"}),
        ({"number": "a\\b"}, {"invoice_number": "a\\b"}, {"invoice_number": "ab"}),
        ({"recipient": "rénnes"}, {}, {"recipient_name": "Lyon", "invoice_number": "RENNES"}),
        ({"recipient": "213502388 "}, {}, {"recipient_siret": "11000201100044"}),
        ({"recipient": "213 502 388 00019"}, {}, {"recipient_siret": "11000201100044"}),
        ({"recipient": "213\u202f502\u202f388"}, {}, {"recipient_siret": "11000201100044"}),
        ({"recipient": "finances"}, {}, {"service_name": "", "contract_reference": "finances"}),
        (
            {"purchase_order_reference": "eng"},
            {},
            {"purchase_order_reference": "", "invoice_number": "eng"},
        ),
        (
            {"purchase_order_reference": "m2025"},
            {},
            {"contract_reference": "", "recipient_name": "m2025"},
        ),
        ({"deposited_from": date(2026, 2, 2)}, {}, {"deposit_date": date(2026, 2, 1)}),
        ({"deposited_to": date(2026, 2, 2)}, {}, {"deposit_date": date(2026, 2, 3)}),
        ({"deposited_to": date(2026, 2, 2)}, {}, {"deposit_date": None}),
        ({"amount_min": 120_000}, {}, {"payable_amount": 119_999}),
        ({"amount_max": 120_000}, {}, {"payable_amount": 120_001}),
        ({"amount_min": 120_000}, {"payable_amount": -120_000}, {"payable_amount": -119_999}),
        ({"amount_max": 120_000}, {"payable_amount": -120_000}, {"payable_amount": -120_001}),
        (
            {"amount_min": 100, "amount_max": 200},
            {"payable_amount": -150},
            {"payable_amount": -250},
        ),
        ({"amount_min": 0, "amount_max": 0}, {"payable_amount": 0}, {}),
        ({"statuses": ("REJETEE", "SUSPENDUE")}, {"status": "REJETEE"}, {}),
        ({"text": "COMPTA ville"}, {}, {"service_code": ""}),
        ({"text": "~1200"}, {"payable_amount": 126_000}, {"payable_amount": 126_001}),
        ({"text": "1200,00"}, {}, {"payable_amount": 120_001}),
        ({"text": "1200"}, {"payable_amount": 120_099}, {"payable_amount": 120_100}),
        (
            {"text": "77"},
            {"invoice_number": "X"},
            {"purchase_order_reference": "", "recipient_siret": "77"},
        ),
        ({"text": "2388"}, {"invoice_number": "A/2388/B"}, {}),
        (
            {"text": "fév 2026"},
            {"deposit_date": None},
            {"issue_date": date(2026, 1, 31), "deposit_date": date(2026, 3, 1)},
        ),
        ({"text": "hier"}, {"deposit_date": date(2026, 3, 14)}, {}),
        ({"text": "02/02/2026 ville 1200,00"}, {}, {"recipient_name": "Lyon"}),
    ],
)
async def test_each_criterion_alone(
    store: Store, criteria: dict[str, Any], matching: dict[str, Any], other: dict[str, Any]
) -> None:
    other_number = {"invoice_number": "AUTRE"} | other
    wanted = {matching.get("invoice_number", "CELLE-CI"): matching, "AUTRE": other_number}

    found = await numbers(store, wanted, **criteria)

    assert found == [matching.get("invoice_number", "CELLE-CI")]


async def test_criteria_hold_together(store: Store) -> None:
    wanted = {
        "oui": {"payable_amount": 500},
        "montant": {"payable_amount": 501},
        "statut": {"payable_amount": 500, "status": "MANDATEE"},
        "nom": {"payable_amount": 500, "recipient_name": "Lyon"},
    }

    found = await numbers(
        store, wanted, text="rennes", amount_max=500, statuses=("MISE_A_DISPOSITION",)
    )

    assert found == ["oui"]


LIVES = {
    "brouillon": {
        "status": "BROUILLON",
        "deposit_date": None,
        "issue_date": date(2026, 3, 2),
        "payable_amount": 100,
    },
    "ancienne": {"deposit_date": date(2026, 1, 5), "payable_amount": 400, "status_at": None},
    "récente": {"deposit_date": date(2026, 3, 1), "payable_amount": 300, "status_at": None},
    "suspendue": {"status": "SUSPENDUE", "deposit_date": date(2026, 2, 9), "payable_amount": 200},
    "payée": {"status": "MISE_EN_PAIEMENT", "deposit_date": date(2026, 2, 8)},
    "inconnue": {"status": "TRANSMISE_MOA", "deposit_date": date(2026, 1, 4), "payable_amount": 9},
}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.STATUT, ["brouillon", "récente", "ancienne", "suspendue", "payée", "inconnue"]),
        (Sort.DATE, ["brouillon", "récente", "suspendue", "payée", "ancienne", "inconnue"]),
        (Sort.MONTANT, ["payée", "ancienne", "récente", "suspendue", "brouillon", "inconnue"]),
        (Sort.ECHEANCE, ["inconnue", "ancienne", "récente", "suspendue", "brouillon", "payée"]),
    ],
)
async def test_orders(store: Store, sort: Sort, expected: list[str]) -> None:
    assert await numbers(store, LIVES, sort=sort) == expected


async def test_statuses_without_a_rank_stay_together(store: Store) -> None:
    wanted = {
        name: {"status": status, "deposit_date": date(2026, 1, day)}
        for name, status, day in (("a1", "A", 1), ("b2", "B", 2), ("a3", "A", 3), ("b4", "B", 4))
    }

    assert await numbers(store, wanted) == ["a3", "a1", "b4", "b2"]


async def test_totals_tell_the_whole_result_not_the_page(store: Store) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        await upsert(
            session,
            mine,
            [
                *(invoice(number, payable_amount=1_000) for number in range(1, 61)),
                invoice(61, status="SUPPRIMEE", payable_amount=7_000),
                invoice(62, status="REJETEE", type_code="AVOIR", payable_amount=500),
            ],
        )
        page = await search.page(session, mine, SearchCriteria(), TODAY, offset=58, limit=50)

    assert (page.total, page.amount) == (62, 59_500)
    assert page.groups == [
        Group("MISE_A_DISPOSITION", 60, 60_000),
        Group("REJETEE", 1, -500),
        Group("SUPPRIMEE", 1, 0),
    ]
    assert [row.chorus_id for row in page.rows] == [2, 1, 62, 61]


async def test_pages_follow_each_other(store: Store) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        await upsert(session, mine, [invoice(number) for number in range(1, 101)])
        seen = [
            row.chorus_id
            for offset in range(0, 120, 30)
            for row in (
                await search.page(session, mine, SearchCriteria(), TODAY, offset=offset, limit=30)
            ).rows
        ]

    assert seen == list(range(100, 0, -1))


async def test_another_supplier_is_never_found(store: Store) -> None:
    async with store.session() as session:
        mine, other = await supplier(session), await supplier(session, "57200218600094")
        await upsert(session, other, [invoice(1)])
        criteria = SearchCriteria()
        for wanted in (criteria, replace(criteria, text="rennes"), replace(criteria, text="77")):
            found = await search.page(session, mine, wanted, TODAY, offset=0, limit=50)
            assert found == search.Results([], 0, 0, [])


async def test_rows_come_without_their_detail(store: Store) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        await upsert(session, mine, [invoice(1)])
    async with store.session() as session:
        (row,) = (await find(session, mine)).rows

    assert "detail" in inspect(row).unloaded
    assert row.status_at == datetime(2026, 2, 3, 10, 30, tzinfo=UTC)


HOSTILE = ["'; DROP TABLE invoice; --", "%" * 100, "_", "\\", "a" * 100, "~" * 20]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_finds_nothing_and_breaks_nothing(store: Store, text: str) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        await upsert(session, mine, [invoice(1)])
        for field in ("text", "number", "recipient", "purchase_order_reference"):
            assert (await find(session, mine, **{field: text})).total == 0
        assert (await find(session, mine)).total == 1
