"""Synchronisation on the simulator, through the real client: one pass at a time."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import select

from chorus_app.gateway.errors import ChorusError
from chorus_app.services import invoices, mirror
from chorus_app.store.tables import InvoiceRow, Structure, now
from tests.services.conftest import Choral
from tests.services.looking import again, count, newest, one_that_waits


async def test_the_first_pass_mirrors_every_invoice(choral: Choral) -> None:
    began = now()
    await choral.synchronise(choral.demo)

    assert await count(choral.demo) == 244
    told = await invoices.freshness(choral.demo)
    assert (told.done, told.total, told.complete, told.problem) == (244, 244, True, "")
    assert told.true_at
    assert began <= told.true_at <= now()
    assert await count(choral.load) == await count(choral.empty) == 0


async def test_the_mirror_says_what_chorus_says(choral: Choral) -> None:
    await choral.synchronise(choral.demo)

    with sqlite3.connect(choral.chorus_database) as database:
        said = database.execute(
            "SELECT i.id, i.number, i.status, i.payable FROM invoice i"
            " JOIN structure s ON s.id = i.supplier_id WHERE s.siret = ?",
            (choral.demo.structure_siret,),
        ).fetchall()
    async with choral.context.store.session() as session:
        mirrored = await session.execute(
            select(
                InvoiceRow.chorus_id,
                InvoiceRow.invoice_number,
                InvoiceRow.status,
                InvoiceRow.payable_amount,
            )
        )
    assert sorted(map(tuple, mirrored)) == sorted(said)


async def test_a_supplier_without_invoices_is_complete_at_once(choral: Choral) -> None:
    await choral.synchronise(choral.empty)

    told = await invoices.freshness(choral.empty)
    assert (told.done, told.total, told.complete) == (0, 0, True)


async def test_a_move_of_the_recipient_is_followed(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)
    seen = choral.context.live.version(choral.demo.structure_id)

    await choral.steer(
        "move", idFacture=row.chorus_id, statut="SUSPENDUE", motif="Bon de commande absent"
    )
    await choral.synchronise(choral.demo)

    moved = await again(choral.demo, row)
    assert moved.status == "SUSPENDUE"
    assert "Bon de commande absent" in moved.status_comment
    assert choral.context.live.version(choral.demo.structure_id) > seen


async def test_a_pass_without_news_tells_nobody(choral: Choral) -> None:
    await choral.synchronise(choral.demo, times=2)
    seen = choral.context.live.version(choral.demo.structure_id)
    before = await invoices.freshness(choral.demo)

    await choral.synchronise(choral.demo, times=3)

    assert choral.context.live.version(choral.demo.structure_id) == seen
    after = await invoices.freshness(choral.demo)
    assert before.true_at
    assert after.true_at
    assert after.true_at > before.true_at


async def test_what_leaves_no_date_is_found_by_the_sweep(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    row = (await newest(choral.demo, 244))[200]
    choral.rewrite("UPDATE invoice SET payable = payable + 1 WHERE id = ?", row.chorus_id)

    await choral.synchronise(choral.demo, times=2)
    assert (await again(choral.demo, row)).payable_amount == row.payable_amount
    async with choral.context.store.session() as session:
        structure = await session.get_one(Structure, choral.demo.structure_id)
        structure.swept_at = now() - timedelta(days=2)
    await choral.synchronise(choral.demo)

    assert (await again(choral.demo, row)).payable_amount == row.payable_amount + 1
    async with choral.context.store.session() as session:
        structure = await session.get_one(Structure, choral.demo.structure_id)
        assert structure.swept_at
        assert now() - structure.swept_at < timedelta(minutes=1)


async def test_a_sweep_reads_one_page_a_pass_until_the_end(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror, "PAGE", 50)
    await choral.synchronise(choral.demo)
    oldest = (await newest(choral.demo, 244))[-1]
    choral.rewrite("UPDATE invoice SET payable = payable + 1 WHERE id = ?", oldest.chorus_id)
    async with choral.context.store.session() as session:
        (await session.get_one(Structure, choral.demo.structure_id)).swept_at = None

    await choral.synchronise(choral.demo, times=4)
    assert (await again(choral.demo, oldest)).payable_amount == oldest.payable_amount
    await choral.synchronise(choral.demo)
    assert (await again(choral.demo, oldest)).payable_amount == oldest.payable_amount + 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("down", "s’est coupée"),
        ("503", "ne répond pas"),
        ("rubbish", "illisible"),
        ("truncated", "illisible"),
        ("403", "n’autorise pas"),
    ],
)
async def test_a_failure_is_told_and_what_is_known_stays(
    choral: Choral, fault: str, words: str
) -> None:
    await choral.synchronise(choral.demo)
    before = await invoices.freshness(choral.demo)
    seen = choral.context.live.version(choral.demo.structure_id)
    await choral.steer("faults", mode=fault)

    with pytest.raises(ChorusError):
        await choral.synchronise(choral.demo)

    told = await invoices.freshness(choral.demo)
    assert words in told.problem
    assert told.true_at == before.true_at
    assert await count(choral.demo) == 244
    assert choral.context.live.version(choral.demo.structure_id) == seen + 1

    await choral.steer("faults", mode="none")
    await choral.synchronise(choral.demo)

    assert (await invoices.freshness(choral.demo)).problem == ""
    assert choral.context.live.version(choral.demo.structure_id) == seen + 2
