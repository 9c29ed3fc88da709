"""What every Chorus Pro must keep to when one reads. Nothing here changes anything."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chorus_app.domain.invoice import Invoice
from chorus_app.gateway import errors
from chorus_app.gateway.connection import Connection
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.port import Account, ChorusPro, CodeList, InvoiceQuery
from tests.gateway.places import Place

EVERYTHING = InvoiceQuery()
NOBODY = 999_999_999_999


async def some_invoices(client: ChorusPro, count: int = 5) -> tuple[Invoice, ...]:
    found = (await client.search(EVERYTHING, page=1, page_size=count)).invoices
    if not found:
        pytest.skip("this account has no invoice to read")
    return found


class ReadingContract:
    """A subclass gives the fixture `place`."""

    @pytest.fixture
    async def connection(self, place: Place) -> AsyncIterator[Connection]:
        async with place.open() as connection:
            yield connection

    @pytest.fixture
    def client(self, place: Place, connection: Connection) -> PisteClient:
        return place.client(connection)

    async def test_it_answers(self, client: PisteClient) -> None:
        assert await client.health()

    async def test_pages_follow_each_other_newest_deposit_first(self, client: PisteClient) -> None:
        await some_invoices(client)
        first = await client.search(EVERYTHING, page=1, page_size=7)
        second = await client.search(EVERYTHING, page=2, page_size=7)
        assert first.total == second.total
        assert first.pages == second.pages == -(-first.total // 7)
        both = first.invoices + second.invoices
        assert len({invoice.chorus_id for invoice in both}) == min(14, first.total)
        dates = [invoice.deposit_date for invoice in both if invoice.deposit_date]
        assert dates == sorted(dates, reverse=True)

    async def test_a_page_beyond_the_end_is_empty(self, client: PisteClient) -> None:
        assert (await client.search(EVERYTHING, page=9_999, page_size=100)).invoices == ()

    async def test_every_invoice_is_read_once_whatever_the_page(self, client: PisteClient) -> None:
        total = (await client.search(EVERYTHING, page=1, page_size=1)).total
        if total > 1_000:
            pytest.skip("too many invoices to read them twice")
        for size in (50, 300):
            pages = [page async for page in client.search_all(EVERYTHING, page_size=size)]
            ids = [invoice.chorus_id for page in pages for invoice in page.invoices]
            assert len(ids) == len(set(ids)) == total
            assert len(pages) == max(1, -(-total // size))

    async def test_a_number_finds_its_invoice(self, client: PisteClient) -> None:
        invoice = (await some_invoices(client))[-1]
        query = InvoiceQuery(number=invoice.invoice_number)
        found = await client.search(query, page=1, page_size=10)
        assert invoice.chorus_id in {each.chorus_id for each in found.invoices}
        assert {each.invoice_number for each in found.invoices} == {invoice.invoice_number}

    async def test_what_nobody_sent_is_not_found(self, client: PisteClient) -> None:
        found = await client.search(InvoiceQuery(number="JAMAIS-EMISE"), page=1, page_size=10)
        assert (found.invoices, found.total) == ((), 0)
        pages = [page async for page in client.search_all(InvoiceQuery(number="JAMAIS-EMISE"))]
        assert [page.invoices for page in pages] == [()]

    async def test_only_what_changed_since(self, client: PisteClient) -> None:
        moments = sorted(
            each.status_at for each in await some_invoices(client, 50) if each.status_at
        )
        since = moments[len(moments) // 2]
        query = InvoiceQuery(status_changed_from=since)
        changed = [i async for page in client.search_all(query) for i in page.invoices]
        assert len(changed) >= len([moment for moment in moments if moment >= since])
        earliest = since.replace(microsecond=0)
        assert all(each.status_at and each.status_at >= earliest for each in changed)

    async def test_the_ends_of_a_period_belong_to_it(self, client: PisteClient) -> None:
        day = next(i.deposit_date for i in await some_invoices(client) if i.deposit_date)
        query = InvoiceQuery(deposited_from=day, deposited_to=day)
        found = await client.search(query, page=1, page_size=100)
        assert found.invoices
        assert {invoice.deposit_date for invoice in found.invoices} == {day}
        tomorrow = replace(
            query, deposited_from=day + timedelta(1), deposited_to=day + timedelta(1)
        )
        assert day not in {
            invoice.deposit_date
            for invoice in (await client.search(tomorrow, page=1, page_size=100)).invoices
        }

    async def test_a_detail_agrees_with_the_list(self, client: PisteClient, place: Place) -> None:
        for listed in await some_invoices(client):
            full = await client.detail(listed.chorus_id)
            same = replace(
                full.invoice,
                status_at=listed.status_at,
                status_comment=listed.status_comment,
                flow_number=listed.flow_number,
            )
            assert same == listed
            assert full.seller.siret == place.supplier_siret
            assert full.buyer.siret == listed.recipient_siret
            assert full.business_process

    async def test_a_history_is_dated_newest_first(self, client: PisteClient) -> None:
        for listed in await some_invoices(client):
            history = await client.history(listed.chorus_id)
            moments = [change.at for change in history.changes]
            assert moments == sorted(moments, reverse=True)
            assert len(set(history.changes)) == len(history.changes)
            assert listed.status in {change.status for change in history.changes}

    async def test_an_invoice_that_does_not_exist(self, client: PisteClient) -> None:
        with pytest.raises(errors.NotFound):
            await client.detail(NOBODY)
        with pytest.raises(errors.NotFound):
            await client.history(NOBODY)

    async def test_a_siret_finds_one_body_with_what_it_demands(self, client: PisteClient) -> None:
        siret = (await some_invoices(client))[0].recipient_siret
        [body] = await client.find_structures(siret=siret)
        assert body.siret == siret
        recipient = await client.recipient(body)
        assert recipient.structure.siret == siret
        assert recipient.structure.name
        ids = [service.chorus_id for service in recipient.services]
        assert len(ids) == len(set(ids))
        for service in recipient.services[:2]:
            demanded = await client.service_demands_engagement(body.chorus_id, service.chorus_id)
            assert demanded in (True, False)

    async def test_a_body_that_does_not_exist(self, client: PisteClient) -> None:
        assert await client.find_structures(siret="00000000000000") == ()

    async def test_the_supplier_itself_is_in_the_directory(
        self, client: PisteClient, place: Place
    ) -> None:
        [self_] = await client.find_structures(siret=place.supplier_siret, public_only=False)
        assert self_.siret == place.supplier_siret

    async def test_an_account_acts_for_its_own_body(
        self, client: PisteClient, place: Place
    ) -> None:
        own = {each.structure.siret: each for each in await client.own_structures()}
        supplier = own[place.supplier_siret].structure
        [found] = await client.find_structures(siret=place.supplier_siret, public_only=False)
        assert (supplier.chorus_id, supplier.active) == (found.chorus_id, True)
        accounts = await client.bank_accounts(supplier.chorus_id)
        assert len({account.chorus_id for account in accounts}) == len(accounts)

    async def test_an_account_knows_the_day_its_password_ends(
        self, client: PisteClient, place: Place
    ) -> None:
        [self_] = await client.find_structures(siret=place.supplier_siret, public_only=False)
        expiry = await client.account_expiry(self_.chorus_id)
        assert expiry is None or expiry > date.today() - timedelta(1)

    @pytest.mark.parametrize(
        ("wanted", "code"),
        [
            (CodeList.CURRENCIES, "EUR"),
            (CodeList.COUNTRIES, "FR"),
            (CodeList.VAT_RATES, "TVA1"),
            (CodeList.VAT_EXEMPTIONS, None),
            (CodeList.PAYMENT_MEANS, "VIREMENT"),
            (CodeList.BUSINESS_PROCESSES, "A1_FACTURE_FOURNISSEUR"),
            (CodeList.ATTACHMENT_TYPES, None),
        ],
    )
    async def test_the_lists_that_a_deposit_chooses_from(
        self, client: PisteClient, wanted: CodeList, code: str | None
    ) -> None:
        codes = [each.code for each in await client.codes(wanted)]
        assert codes
        assert len(set(codes)) == len(codes)
        assert code is None or code in codes

    async def test_an_unknown_account_is_the_suppliers_affair(self, connection: Connection) -> None:
        # Not a wrong password of the real account: a portal may lock it after a few.
        client = connection.client_for(Account("TECH_1_00000000000000@cpro.fr", "faux"))
        with pytest.raises(errors.AccountRefused):
            await client.search(EVERYTHING, page=1, page_size=1)

    async def test_a_wrong_secret_is_the_operators_affair(self, place: Place) -> None:
        async with place.open(client_secret="faux") as connection:
            with pytest.raises(errors.BadCredentials):
                await place.client(connection).search(EVERYTHING, page=1, page_size=1)

    async def test_many_may_ask_at_once(self, client: PisteClient) -> None:
        pages = await asyncio.gather(
            *(client.search(EVERYTHING, page=1, page_size=5) for _ in range(10))
        )
        assert len({page.invoices for page in pages}) == 1
