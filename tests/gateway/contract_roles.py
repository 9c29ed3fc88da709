"""What a Chorus Pro must keep to for recipients and validators, and in what follows a deposit."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from chorus_app.domain.invoice import Recipient
from chorus_app.gateway import errors
from chorus_app.gateway.connection import Connection
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.port import Submission
from chorus_app.gateway.terms_roles import RequestQuery, Role, Treatment, ValidatorAction
from tests.gateway.contract_acting import ActingContract
from tests.gateway.contract_reading import NOBODY
from tests.gateway.contract_sending import CII
from tests.gateway.places import Place

VALIDATOR = "57200218600094"


class RolesContract(ActingContract):
    """A subclass gives the fixture `place`, of a simulator, where each body has an account."""

    @pytest.fixture
    def recipients(self, place: Place, connection: Connection, recipient: Recipient) -> PisteClient:
        """The recipient's own client, beside the supplier's, under one PISTE application."""
        return connection.client_for(place.account_of(recipient.structure.siret))

    @pytest.fixture
    async def validators(self, place: Place, connection: Connection) -> AsyncIterator[PisteClient]:
        yield connection.client_for(place.account_of(VALIDATOR))

    async def test_a_recipient_finds_reads_and_treats_an_invoice(
        self, client: PisteClient, recipients: PisteClient, place: Place, ready: Submission
    ) -> None:
        query = RequestQuery(number=ready.invoice_number)
        chorus_id = (await client.submit(ready)).chorus_id
        assert (await recipients.search_received(query, page=1, page_size=5)).requests == ()
        await place.advance(90)
        [found] = (await recipients.search_received(query, page=1, page_size=5)).requests
        assert found.invoice.chorus_id == chorus_id
        assert found.invoice.payable_amount == ready.payable_amount
        assert found.invoice.recipient_siret == ready.recipient_siret
        assert (found.supplier.siret, found.downloaded) == (place.supplier_siret, False)
        waiting = await recipients.search_to_treat(page=1, page_size=100)
        assert chorus_id in {each.invoice.chorus_id for each in waiting.requests}
        full = await recipients.received_detail(chorus_id)
        assert full.invoice.invoice_number == ready.invoice_number
        assert full.seller.siret == place.supplier_siret
        await recipients.download([chorus_id])
        done = await recipients.treat(Treatment(chorus_id, "MANDATEE", mandate_number="B-12"))
        assert (done.chorus_id, done.invoice_number, done.status) == (
            chorus_id,
            ready.invoice_number,
            "MANDATEE",
        )
        assert done.treated_on
        mandated = replace(query, statuses=("MANDATEE",))
        [found] = (await recipients.search_received(mandated, page=1, page_size=5)).requests
        assert found.downloaded
        assert (await client.detail(chorus_id)).invoice.status == "MANDATEE"

    async def test_a_recipient_keeps_to_what_may_follow_and_says_why(
        self, client: PisteClient, recipients: PisteClient, place: Place, ready: Submission
    ) -> None:
        chorus_id = (await client.submit(ready)).chorus_id
        with pytest.raises(errors.NoRight):
            await recipients.treat(Treatment(chorus_id, "MANDATEE"))
        await place.advance(90)
        with pytest.raises(errors.Refused, match="statut"):
            await recipients.treat(Treatment(chorus_id, "COMPLETEE"))
        with pytest.raises(errors.Refused, match="motif"):
            await recipients.treat(Treatment(chorus_id, "REJETEE"))
        await recipients.treat(Treatment(chorus_id, "REJETEE", "Montant erroné"))
        history = await client.history(chorus_id)
        assert (history.changes[0].status, history.changes[0].comment) == (
            "REJETEE",
            "Montant erroné",
        )
        with pytest.raises(errors.NotFound):
            await recipients.treat(Treatment(NOBODY, "MANDATEE"))

    async def test_a_validator_finds_reads_and_validates(
        self, client: PisteClient, validators: PisteClient, place: Place, ready: Submission
    ) -> None:
        sent = replace(ready, business_process="A9_FACTURE_SOUSTRAITANT", validator_siret=VALIDATOR)
        first = (await client.submit(sent)).chorus_id
        other = replace(sent, invoice_number=sent.invoice_number + "R")
        second = (await client.submit(other)).chorus_id
        waiting = await validators.search_to_validate(page=1, page_size=100)
        assert {first, second} <= {each.invoice.chorus_id for each in waiting.requests}
        full = await validators.validator_detail(first)
        assert (full.invoice.status, full.seller.siret) == ("A_VALIDER_1", place.supplier_siret)
        done = await validators.validate(first, ValidatorAction.VALIDATION)
        assert (done.chorus_id, done.status) == (first, "VALIDEE_1")
        with pytest.raises(errors.Refused, match="motif"):
            await validators.validate(second, ValidatorAction.REFUS)
        refused = await validators.validate(
            second, ValidatorAction.REFUS, reason="MONTANT", comment="Trop élevé"
        )
        assert refused.status == "REFUSEE_1"
        with pytest.raises(errors.Refused, match="validation"):
            await validators.validate(second, ValidatorAction.VALIDATION)
        query = RequestQuery(number=other.invoice_number)
        [found] = (await validators.search_as_validator(query, page=1, page_size=5)).requests
        assert (found.invoice.chorus_id, found.invoice.status) == (second, "REFUSEE_1")
        assert found.invoice.purchase_order_reference == ready.purchase_order_reference
        assert found.supplier.siret == place.supplier_siret

    async def test_one_search_for_every_role(
        self, client: PisteClient, validators: PisteClient, ready: Submission
    ) -> None:
        sent = await client.submit(ready)
        query = RequestQuery(number=ready.invoice_number)
        [found] = (await client.payment_requests(query, Role.FOURNISSEUR)).requests
        assert (found.invoice.chorus_id, found.invoice.status) == (sent.chorus_id, "DEPOSEE")
        assert found.invoice.issue_date == ready.issue_date
        assert found.invoice.payable_amount == ready.payable_amount
        assert found.archived is False
        archive = await client.payment_requests(query, Role.FOURNISSEUR, archived=True)
        assert archive.requests == ()
        assert (await validators.payment_requests(query, Role.VALIDEUR)).requests == ()

    async def test_the_papers_of_a_refused_flow(self, client: PisteClient, place: Place) -> None:
        flow = await client.deposit_flow(b"<autre/>", "flux.xml", CII)
        receipt = await client.flow_receipt(flow.number)
        assert (receipt.number, receipt.file_name, receipt.report) == (
            flow.number,
            "flux.xml",
            b"",
        )
        await place.advance(15)
        receipt = await client.flow_receipt(flow.number)
        assert receipt.state == (await client.flow_report(flow.number)).state == "IN_REJETE"
        assert receipt.state_at
        assert b"could not be analyzed" in receipt.report
        with pytest.raises(errors.NotFound):
            await client.flow_receipt("CPP0011106000000000000000")

    async def test_the_papers_of_an_invoice(self, client: PisteClient, ready: Submission) -> None:
        sent = await client.submit(ready)
        given = await client.invoice_files([sent.chorus_id])
        assert given == await client.download([sent.chorus_id])
        kept = await client.attachments(ready.supplier_chorus_id)
        assert ready.attachment_id in {each.chorus_id for each in kept}

    async def test_what_a_register_says_of_a_siret(self, client: PisteClient, place: Place) -> None:
        found = await client.company(place.supplier_siret)
        assert (found.siret, found.siren) == (place.supplier_siret, place.supplier_siret[:9])
        assert found.name
        assert found.active
        with pytest.raises(errors.NotFound):
            await client.company("00000000000000")

    async def test_the_orders_that_an_invoice_names(
        self, client: PisteClient, ready: Submission
    ) -> None:
        await client.submit(ready)
        found = await client.commitments(ready.supplier_chorus_id)
        assert ready.purchase_order_reference in found

    async def test_a_treatment_whose_answer_is_lost_can_be_seen(
        self, client: PisteClient, recipients: PisteClient, place: Place, ready: Submission
    ) -> None:
        chorus_id = (await client.submit(ready)).chorus_id
        await place.advance(90)
        await place.fail("drop_after_work", paths="traiter/recue", times=1)
        with pytest.raises(errors.Unavailable) as raised:
            await recipients.treat(Treatment(chorus_id, "SERVICE_FAIT"))
        await place.fail("none")
        assert raised.value.may_have_worked
        assert (await recipients.received_detail(chorus_id)).invoice.status == "SERVICE_FAIT"
