import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from chorus_app.domain.invoice import (
    Attachment,
    History,
    InvoiceDetail,
    Party,
    StatusChange,
    UserAction,
    VatLine,
)
from chorus_app.store import histories, invoices
from chorus_app.store.engine import Store
from chorus_app.store.tables import InvoiceRow, StatusChangeRow
from tests.databases import BOTH
from tests.store.samples import invoice, supplier

pytestmark = BOTH

AT = datetime(2026, 2, 20, 8, tzinfo=UTC)
DETAIL = InvoiceDetail(
    invoice=invoice(1),
    seller=Party("73980623000960", "Ets Horticoles"),
    buyer=Party("21350238800019", "Ville de Rennes", "COMPTA", "Finances", "Rue d’Été"),
    business_process="A1_FACTURE_FOURNISSEUR",
    vat_scheme="TVA_SUR_DEBIT",
    due_date=date(2026, 3, 2),
    discount=0,
    tax_amount=20_000,
    comment="« Merci »",
    recipient_reports_payment=None,
    vat_lines=(VatLine(2000, 100_000, 20_000),),
    attachments=(Attachment(7, "bon.pdf", "Bon de commande"),),
)
HISTORY = History(
    changes=(
        StatusChange(AT, "MANDATEE", "", "Ville de Rennes"),
        StatusChange(datetime(2026, 2, 10, 23, 30, tzinfo=UTC), "MISE_A_DISPOSITION", "", ""),
    ),
    actions=(UserAction(AT, "TELECHARGEMENT", "Mme Le Goff"),),
)


async def rows(store: Store) -> dict[int, InvoiceRow]:
    async with store.session() as session:
        return {row.chorus_id: row for row in await session.scalars(select(InvoiceRow))}


async def test_upsert_writes_only_what_differs(store: Store) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        assert await invoices.upsert(session, mine, [invoice(1), invoice(2)]) == 2
    async with store.session() as session:
        assert await invoices.upsert(session, mine, [invoice(1), invoice(2)]) == 0
        changed = [invoice(1), invoice(2, status="MANDATEE"), invoice(3)]
        assert await invoices.upsert(session, mine, changed) == 2

    found = await rows(store)
    assert {number: row.status for number, row in found.items()} == {
        1: "MISE_A_DISPOSITION",
        2: "MANDATEE",
        3: "MISE_A_DISPOSITION",
    }
    assert found[2].status_rank == 9


async def test_upsert_takes_the_last_of_twins_and_an_empty_page(store: Store) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        twins = [invoice(1), invoice(1, status_comment="la suite")]
        assert await invoices.upsert(session, mine, twins) == 1
        assert await invoices.upsert(session, mine, []) == 0

    assert (await rows(store))[1].status_comment == "la suite"


async def test_upsert_sees_a_moment_told_in_another_zone_as_the_same(store: Store) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        await invoices.upsert(session, mine, [invoice(1)])
        at = invoice(1).status_at
        assert at
        paris = at.astimezone(ZoneInfo("Europe/Paris"))
        assert await invoices.upsert(session, mine, [invoice(1, status_at=paris)]) == 0


async def test_suppliers_may_share_a_chorus_id(store: Store) -> None:
    async with store.session() as session:
        mine, other = await supplier(session), await supplier(session, "57200218600094")
        await invoices.upsert(session, mine, [invoice(1)])
        await invoices.upsert(session, other, [invoice(1, status="REJETEE")])

        found = await session.scalars(select(InvoiceRow).order_by(InvoiceRow.structure_id))
        assert [row.status for row in found] == ["MISE_A_DISPOSITION", "REJETEE"]


async def test_the_delivery_is_remembered_when_the_status_moves_on(store: Store) -> None:
    async with store.session() as session:
        mine = await supplier(session)
        await invoices.upsert(session, mine, [invoice(1)])
        await invoices.upsert(session, mine, [invoice(1, status="MANDATEE", status_at=AT)])

    assert (await rows(store))[1].payable_by == date(2026, 3, 5)


async def test_newest_change(store: Store) -> None:
    async with store.session() as session:
        mine, other = await supplier(session), await supplier(session, "57200218600094")
        assert await invoices.newest_change(session, mine) is None
        await invoices.upsert(
            session, mine, [invoice(1, status_at=AT), invoice(2), invoice(3, status_at=None)]
        )
        await invoices.upsert(session, other, [invoice(1, status_at=AT + timedelta(days=9))])

        assert await invoices.newest_change(session, mine) == AT


async def test_one_is_only_its_suppliers(store: Store) -> None:
    async with store.session() as session:
        mine, other = await supplier(session), await supplier(session, "57200218600094")
        await invoices.upsert(session, mine, [invoice(1)])
        number = (await session.scalars(select(InvoiceRow.id))).one()
        assert number

        assert (await invoices.one(session, mine, number)).chorus_id == 1  # type: ignore[union-attr]
        assert await invoices.one(session, other, number) is None
        for missing in (number + 1, 0, -1, 2**31, 2**70):
            assert await invoices.one(session, mine, missing) is None


async def keep(store: Store, history: History) -> tuple[int, bool]:
    """Store an invoice that is MANDATEE, then its detail; return its id and what was answered."""
    async with store.session() as session:
        mine = await supplier(session)
        await invoices.upsert(session, mine, [invoice(1, status="MANDATEE", status_at=AT)])
        number = (await session.scalars(select(InvoiceRow.id))).one()
        assert number
        row = await session.get_one(InvoiceRow, number)
        return number, await invoices.keep_detail(session, row, DETAIL, history, AT)


async def test_detail_and_history_come_back_as_they_were(store: Store) -> None:
    number, _ = await keep(store, HISTORY)

    async with store.session() as session:
        row = await session.get_one(InvoiceRow, number)
        assert invoices.detail_of(row) == DETAIL
        assert row.detail_at == AT
        assert await histories.history_of(session, number) == HISTORY


async def test_history_dates_the_delivery_in_france(store: Store) -> None:
    number, moved = await keep(store, HISTORY)

    assert moved
    async with store.session() as session:
        row = await session.get_one(InvoiceRow, number)
        assert row.made_available == date(2026, 2, 11)
        assert row.payable_by == date(2026, 3, 13)


async def test_history_without_delivery_moves_nothing(store: Store) -> None:
    _, moved = await keep(store, History(HISTORY.changes[:1]))

    assert not moved


async def test_history_is_replaced_not_added_to(store: Store) -> None:
    number, _ = await keep(store, HISTORY)
    async with store.session() as session:
        shorter = replace(HISTORY, actions=())
        row = await session.get_one(InvoiceRow, number)
        await invoices.keep_detail(session, row, DETAIL, shorter, AT)

        assert await histories.history_of(session, number) == shorter
        assert await session.scalar(select(func.count()).select_from(StatusChangeRow)) == 2


async def test_a_detail_of_another_shape_counts_as_missing(store: Store) -> None:
    number, _ = await keep(store, HISTORY)
    async with store.session() as session:
        row = await session.get_one(InvoiceRow, number)
        row.detail = json.dumps({"invoice": {"number": "1"}})

        assert invoices.detail_of(row) is None
