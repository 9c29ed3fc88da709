"""Opening invoices, on the simulator through the real client."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from chorus_app.domain.search import SearchCriteria, Sort
from chorus_app.services import invoices
from chorus_app.services.invoices import NotThere
from chorus_app.store.tables import InvoiceRow, StatusChangeRow, now
from tests.services.conftest import Choral
from tests.services.looking import again, count, newest, one_that_waits, turn_of, until

TODAY = date(2026, 11, 23)


async def age(choral: Choral, row: InvoiceRow, minutes: float) -> None:
    """Let the stored detail be older."""
    async with choral.context.store.session() as session:
        kept = await session.get_one(InvoiceRow, row.id)
        assert kept.detail_at
        kept.detail_at -= timedelta(minutes=minutes)


async def opened(choral: Choral, row: InvoiceRow) -> invoices.OpenInvoice:
    assert row.id
    return await invoices.open_invoice(choral.demo, row.id)


async def test_a_search_reaches_only_one_s_own(choral: Choral) -> None:
    await choral.synchronise(choral.demo)

    found = await invoices.search(
        choral.demo, SearchCriteria(sort=Sort.MONTANT), TODAY, offset=0, limit=50
    )
    assert (found.total, len(found.rows)) == (244, 50)
    assert found.rows[0].payable_amount == 126_900_000
    assert sum(group.count for group in found.groups) == 244
    assert await count(choral.load) == 0


async def test_opening_reads_detail_and_history(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)

    seen = await opened(choral, row)

    assert seen.detail
    assert seen.history
    assert seen.as_of
    assert seen.problem == ""
    assert seen.detail.invoice.invoice_number == row.invoice_number
    assert seen.detail.seller.siret == choral.demo.structure_siret
    moments = [change.at for change in seen.history.changes]
    assert moments == sorted(moments, reverse=True)
    assert seen.history.changes[0].status == "MISE_A_DISPOSITION"
    assert seen.row.made_available


async def test_a_fresh_copy_is_not_read_again(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)
    first = await opened(choral, row)
    await choral.steer("faults", mode="down")

    second = await opened(choral, row)

    assert (second.as_of, second.problem) == (first.as_of, "")


async def test_an_old_copy_is_read_again(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)
    first = await opened(choral, row)
    await age(choral, row, minutes=2)

    second = await opened(choral, row)

    assert first.as_of
    assert second.as_of
    assert second.as_of > first.as_of
    async with choral.context.store.session() as session:
        kept = await session.scalar(
            select(func.count()).where(StatusChangeRow.invoice_id == row.id)
        )
    assert second.history
    assert kept == len(second.history.changes) + len(second.history.actions)


async def test_a_new_status_makes_a_copy_old_at_once(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)
    await opened(choral, row)
    await choral.steer("move", idFacture=row.chorus_id, statut="REJETEE", motif="Doublon")
    await choral.synchronise(choral.demo)

    seen = await opened(choral, row)

    assert seen.history
    assert seen.history.changes[0].status == seen.row.status == "REJETEE"


async def test_a_status_seen_first_in_the_detail_wakes_the_synchronisation(
    choral: Choral,
) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)
    await choral.steer("move", idFacture=row.chorus_id, statut="MANDATEE")
    await choral.context.synchroniser._record(choral.demo.structure_id, {"asked": False})

    await opened(choral, row)

    assert (await turn_of(choral.demo)).asked


@pytest.mark.parametrize("fault", ["down", "rubbish", "429", "401"])
async def test_without_chorus_the_stored_copy_is_given_with_its_date(
    choral: Choral, fault: str
) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)
    first = await opened(choral, row)
    await age(choral, row, minutes=60)
    await choral.steer("faults", mode=fault)

    second = await opened(choral, row)

    assert second.problem
    assert (second.detail, second.history) == (first.detail, first.history)
    assert first.as_of
    assert second.as_of == first.as_of - timedelta(minutes=60)


async def test_never_opened_and_no_chorus_leaves_the_line_of_the_list(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)
    await choral.steer("faults", mode="down")

    seen = await opened(choral, row)

    assert seen.row.invoice_number == row.invoice_number
    assert (seen.detail, seen.history, seen.as_of) == (None, None, None)
    assert seen.problem


async def test_a_slow_chorus_does_not_hold_up_whoever_has_a_copy(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invoices, "_PATIENCE", 0.2)
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)
    await opened(choral, row)
    await age(choral, row, minutes=60)
    await choral.steer("faults", mode="slow", seconds=20)

    async def answered() -> bool:
        seen = await opened(choral, row)
        return bool(seen.detail) and "trop de temps" in seen.problem

    assert await until(answered, 10) < 2


async def test_a_missing_invoice_and_another_s_are_alike(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    theirs = (await newest(choral.demo))[0]
    assert theirs.id
    sentences = set()
    for number in (theirs.id, 10**9, 0, -1, 2**63 - 1, 2**70):
        with pytest.raises(NotThere) as refused:
            await invoices.open_invoice(choral.empty, number)
        sentences.add(str(refused.value))

    assert len(sentences) == 1


async def test_the_history_gives_a_better_legal_day(choral: Choral) -> None:
    """The list alone does not tell when an invoice that has moved on was made available."""
    await choral.synchronise(choral.demo)
    criteria = SearchCriteria(statuses=("SERVICE_FAIT", "MANDATEE", "COMPTABILISEE"))
    found = await invoices.search(choral.demo, criteria, TODAY, offset=0, limit=20)
    seen = choral.context.live.version(choral.demo.structure_id)
    before = {row.id: row.payable_by for row in found.rows}

    after = {row.id: (await opened(choral, row)).row for row in found.rows}

    assert all(row.made_available for row in after.values())
    moved = [number for number, row in after.items() if row.payable_by != before[number]]
    assert choral.context.live.version(choral.demo.structure_id) == seen + len(moved)
    assert moved


async def test_freshness_dates_are_of_now(choral: Choral) -> None:
    assert (await invoices.freshness(choral.demo)).true_at is None
    await choral.synchronise(choral.demo)

    told = await invoices.freshness(choral.demo)
    assert told.true_at
    assert now() - told.true_at < timedelta(minutes=1)
    assert (await again(choral.demo, (await newest(choral.demo))[0])).id
