"""What every Chorus Pro must keep to in the parts that Choral does not use today. Reading only."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from chorus_app.gateway import errors
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.port import CodeList
from chorus_app.gateway.roles import WholeChorusPro
from chorus_app.gateway.terms_roles import Role
from tests.gateway.contract_reading import NOBODY, ReadingContract, some_invoices
from tests.gateway.places import Place


async def own_id(client: WholeChorusPro, place: Place) -> int:
    [own] = await client.find_structures(siret=place.supplier_siret, public_only=False)
    return own.chorus_id


class DeskContract(ReadingContract):
    """A subclass gives the fixture `place`."""

    async def test_the_invoices_in_progress(self, client: PisteClient) -> None:
        every = await client.search_waiting(page=1, page_size=50)
        fewer = await client.search_waiting(page=1, page_size=50, with_rejected=False)
        assert fewer.total <= every.total
        assert "REJETEE" not in {invoice.status for invoice in fewer.invoices}
        for invoice in every.invoices[:2]:
            full = await client.detail(invoice.chorus_id)
            assert full.invoice.invoice_number == invoice.invoice_number

    async def test_words_and_a_siret_find_public_recipients(self, client: PisteClient) -> None:
        invoice = (await some_invoices(client))[0]
        [entry] = await client.find_recipients(siret=invoice.recipient_siret)
        assert (entry.siret, entry.chorus_id) == (
            invoice.recipient_siret,
            invoice.recipient_chorus_id,
        )
        found = await client.find_recipients(words=entry.name.split()[0], limit=3)
        assert 0 < len(found) <= 3
        assert await client.find_recipients(siret="00000000000000") == ()

    async def test_the_directory_comes_as_one_file(self, client: PisteClient) -> None:
        with ZipFile(BytesIO(await client.recipients_file())) as archive:
            assert archive.testzip() is None
            assert archive.namelist()

    async def test_a_body_has_workspaces_and_services(
        self, client: PisteClient, place: Place
    ) -> None:
        chorus_id = await own_id(client, place)
        places = await client.workspaces(chorus_id)
        assert len({each.chorus_id for each in places}) == len(places) > 0
        assert all(each.name for each in places)
        services = await client.attached_services(chorus_id)
        assert len({each.service.chorus_id for each in services}) == len(services)

    async def test_an_account_acts_for_open_bodies(self, client: PisteClient, place: Place) -> None:
        bodies = await client.active_structures(Role.FOURNISSEUR)
        assert place.supplier_siret in {body.siret for body in bodies}
        assert all(body.active for body in await client.active_structures(Role.DESTINATAIRE))
        assert all(body.active for body in await client.works_structures())

    async def test_the_orders_of_the_state(self, client: PisteClient, place: Place) -> None:
        try:
            found = await client.commitments(await own_id(client, place))
        except errors.Forbidden:
            pytest.skip("this application has not subscribed to engagementsJuridiques")
        assert len(set(found)) == len(found)

    async def test_the_files_that_are_kept(self, client: PisteClient, place: Place) -> None:
        for structure_id in (None, await own_id(client, place)):
            kept = await client.attachments(structure_id)
            assert len({each.chorus_id for each in kept}) == len(kept)
            assert await client.attachments(structure_id, name="jamais-deposee-42") == ()

    async def test_what_may_follow_a_status(self, client: PisteClient) -> None:
        assert "SUSPENDUE" in await client.following_statuses("MISE_A_DISPOSITION")

    async def test_what_a_validator_may_search_by(self, client: PisteClient) -> None:
        assert await client.validator_statuses()

    @pytest.mark.parametrize(
        ("wanted", "code"),
        [
            (CodeList.DEPOSIT_MODES, "DEPOT_PDF_API"),
            (CodeList.FLOW_FORMATS, "IN_DP_E2_CII_FACTURX"),
            (CodeList.FLOW_SYNTAXES, "IN_DP_E2_CII_FACTURX"),
            (CodeList.REQUEST_TYPES, "FACTURE"),
            (CodeList.REQUEST_STATES, "DEPOSEE"),
            (CodeList.WORKS_TYPES, None),
            (CodeList.IDENTIFIER_TYPES, "SIRET"),
            (CodeList.REFUSAL_REASONS, None),
            (CodeList.INQUIRIES, None),
            (CodeList.INQUIRY_KINDS, None),
        ],
    )
    async def test_the_portals_other_lists(
        self, client: PisteClient, wanted: CodeList, code: str | None
    ) -> None:
        codes = [each.code for each in await client.codes(wanted)]
        assert codes
        assert code is None or code in codes

    async def test_others_invoices_are_not_told(self, client: PisteClient) -> None:
        with pytest.raises(errors.NotFound):
            await client.received_detail(NOBODY)
        with pytest.raises(errors.NotFound):
            await client.validator_detail(NOBODY)
        for invoice in (await some_invoices(client))[:1]:
            with pytest.raises(errors.NoRight):
                await client.received_detail(invoice.chorus_id)
