"""A rejected invoice made again: it leaves « À traiter » once Chorus Pro has the new one."""

import contextlib
from collections.abc import AsyncIterator

import pytest

from chorus_app import documents, routes
from chorus_app.domain.answer import Act
from chorus_app.domain.deposit import Stage
from chorus_app.domain.journal import Kind
from chorus_app.gateway.port import InvoiceQuery
from chorus_app.services import deposits, directory, inbox, journal, reissue, replacing, sender
from chorus_app.services.context import current
from chorus_app.states.kin_views import KinView, kin
from chorus_app.store.invoices import upsert
from chorus_app.store.tables import InvoiceRow, Structure
from tests.services.answering import one_that_is, stream
from tests.services.conftest import Choral
from tests.services.depositing import FREE, TODAY, Supplier, paper


@pytest.fixture(autouse=True)
async def pool() -> AsyncIterator[None]:
    directory.forget()
    async with contextlib.AsyncExitStack() as stack:
        await documents.start_pool()
        stack.push_async_callback(documents.close_pool)
        yield


async def again(choral: Choral, number: str) -> tuple[Supplier, InvoiceRow, str]:
    """Begin a new invoice from a rejected one, with a file of its own: all but sent."""
    me = Supplier(choral, choral.demo)
    await choral.synchronise(choral.demo)
    row = await one_that_is(choral.demo, "REJETEE")
    begun = await reissue.reissue(choral.demo, row.id or 0, TODAY)
    body = me.body(FREE)
    key, size = await current().files.save(stream(paper(number, body.siret)), 10_000_000)
    draft = await reissue.replace_file(choral.demo, begun, key, "nouvelle.pdf", size)
    await me.type(
        draft,
        recipient_siret=body.siret,
        service_code="",
        invoice_number=number,
        issue_date=f"{TODAY:%d/%m/%Y}",
    )
    return me, row, draft


async def item(choral: Choral, row: InvoiceRow) -> inbox.Item | None:
    seen = await inbox.inbox(choral.demo, TODAY)
    return next((one for one in seen.items if one.invoice_id == row.id), None)


async def read(row: InvoiceRow) -> InvoiceRow:
    async with current().store.session() as session:
        return await session.get_one(InvoiceRow, row.id)


async def test_a_new_invoice_under_way_is_shown_and_not_made_twice(choral: Choral) -> None:
    me, row, draft = await again(choral, "RE-001")

    waits = await item(choral, row)
    assert waits and (waits.act, waits.deposit_id) == (Act.POURSUIVRE, draft)
    seen = await me.confirm(draft)
    assert seen.stage is Stage.A_ENVOYER, (seen.problems, seen.findings)

    assert await reissue.reissue(choral.demo, row.id or 0, TODAY) == draft
    waits = await item(choral, row)
    assert waits and waits.deposit_id == draft
    views, _ = await kin(row)
    assert views == [KinView(routes.brouillon(draft), "Nouvelle facture commencée\u00a0: RE-001")]


async def test_once_deposited_the_rejection_is_over_and_each_leads_to_the_other(
    choral: Choral,
) -> None:
    me, row, draft = await again(choral, "RE-002")
    before = await inbox.waiting_count(choral.demo.structure_id, TODAY)
    await me.confirm(draft)

    assert (await me.settled(draft)).stage == Stage.DEPOSEE
    await sender.sweep()

    assert (await read(row)).rejection_treated
    assert await item(choral, row) is None
    assert await inbox.waiting_count(choral.demo.structure_id, TODAY) == before - 2
    lines = await journal.of_invoice(choral.demo, row.id or 0)
    written = [line.about for line in lines if line.kind is Kind.REJET_REMPLACE]
    assert written == ["Remplacée par RE-002"]
    assert await reissue.reissue(choral.demo, row.id or 0, TODAY) == draft
    by = await replacing.replacement_of(row)
    assert by and (by.number, by.invoice_id) == ("RE-002", None)

    await choral.synchronise(choral.demo)

    by = await replacing.replacement_of(row)
    assert by and by.invoice_id
    views, replaced = await kin(row)
    assert (views, replaced) == (
        [KinView(routes.facture(by.invoice_id), "Remplacée par RE-002")],
        True,
    )
    async with current().store.session() as session:
        new = await session.get_one(InvoiceRow, by.invoice_id)
    views, replaced = await kin(new)
    assert (views, replaced) == (
        [KinView(routes.facture(row.id or 0), f"Remplace {row.invoice_number}")],
        False,
    )


async def test_a_comparison_with_chorus_pro_does_not_bring_it_back(choral: Choral) -> None:
    me, row, draft = await again(choral, "RE-003")
    await me.confirm(draft)
    await me.settled(draft)

    async with current().store.session() as session:
        client = current().client_for(await session.get_one(Structure, choral.demo.structure_id))
        page = await client.search(InvoiceQuery(number=row.invoice_number), page=1, page_size=10)
        assert not any(found.rejection_treated for found in page.invoices)
        await upsert(session, choral.demo.structure_id, page.invoices)

    assert (await read(row)).rejection_treated


async def test_a_draft_alone_settles_nothing(choral: Choral) -> None:
    _, row, draft = await again(choral, "RE-004")

    await deposits.delete(choral.demo, draft)

    assert not (await read(row)).rejection_treated
    waits = await item(choral, row)
    assert waits and waits.act is Act.REEMETTRE
