"""What a Chorus Pro must keep to when one sends, where time and recipients can be steered."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from chorus_app.domain.invoice import Recipient, VatLine
from chorus_app.gateway import errors
from chorus_app.gateway.connection import Connection
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.port import Account, InvoiceQuery, Submission
from tests.gateway.contract_desk import DeskContract
from tests.gateway.papers import cii, pdf
from tests.gateway.places import Place
from tests.gateway.samples import submission

_numbers = itertools.count(1)
TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
CII = "IN_DP_E1_CII_16B"


def new_number() -> str:
    return f"CT-{next(_numbers):05d}"


async def by_number(client: PisteClient, number: str):
    return (await client.search(InvoiceQuery(number=number), page=1, page_size=10)).invoices


async def demanding(client: PisteClient) -> Recipient:
    """Find an active body that demands both a service and an engagement."""
    for body in await client.find_structures(name="Ville", limit=50):
        recipient = await client.recipient(body)
        duties = recipient.obligations
        if body.active and duties.service_required and duties.engagement_required:
            return recipient
    raise AssertionError("the demonstration has no such body")


class SendingContract(DeskContract):
    """A subclass gives the fixture `place`, of a simulator."""

    @pytest.fixture
    async def recipient(self, client: PisteClient) -> Recipient:
        return await demanding(client)

    @pytest.fixture
    async def ready(self, client: PisteClient, place: Place, recipient: Recipient) -> Submission:
        """A PDF that was handed over, and the invoice that goes with it."""
        number = new_number()
        content = pdf(
            number,
            recipient=recipient.structure.siret,
            supplier=place.supplier_siret,
            issued=TODAY,
        )
        deposited = await client.deposit_pdf(content, "facture.pdf", signed=False)
        [supplier] = await client.find_structures(siret=place.supplier_siret, public_only=False)
        service = next(s for s in recipient.services if s.active and s.code != "FACTURES_PUBLIQUES")
        return submission(
            invoice_number=number,
            issue_date=TODAY,
            recipient_siret=recipient.structure.siret,
            service_code=service.code,
            supplier_chorus_id=supplier.chorus_id,
            attachment_id=deposited.attachment_id,
            vat_lines=(VatLine(2000, 165_417, 33_084),),
        )

    async def test_a_wrong_password_is_the_suppliers_affair(
        self, place: Place, connection: Connection
    ) -> None:
        client = connection.client_for(Account(place.account.login, "faux"))
        with pytest.raises(errors.AccountRefused):
            await client.search(InvoiceQuery(), page=1, page_size=1)

    async def test_a_recognition_reads_what_it_can(self, client: PisteClient, place: Place) -> None:
        content = pdf("VTI/2026/9", recipient="x", supplier=place.supplier_siret, issued=TODAY)
        read = await client.deposit_pdf(content, "facture.pdf", signed=False)
        assert read.attachment_id > 0
        wanted = {
            "invoice_number": "VTI/2026/9",
            "issue_date": TODAY,
            "supplier_siret": place.supplier_siret,
            "tax_exclusive_amount": 165_417,
            "tax_amount": 33_084,
            "tax_inclusive_amount": 198_501,
            "payable_amount": 198_501,
        }
        told = {name: getattr(read, name) for name in wanted}
        told = {name: value for name, value in told.items() if value is not None}
        assert len(told) >= 4
        assert told.items() <= wanted.items()

    async def test_a_file_may_be_too_large(self, client: PisteClient) -> None:
        with pytest.raises(errors.TooLarge, match="10\u00a0Mo"):
            await client.deposit_pdf(b"%PDF-1.7" + bytes(10_000_001), "gros.pdf", signed=False)

    async def test_a_file_that_is_not_a_pdf(self, client: PisteClient) -> None:
        with pytest.raises(errors.Refused, match="PDF"):
            await client.deposit_pdf(b"bonjour", "facture.pdf", signed=False)

    async def test_an_invoice_lives_from_its_deposit(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        receipt = await client.submit(ready)
        assert receipt.invoice_number == ready.invoice_number
        assert receipt.status == "DEPOSEE"
        assert receipt.deposit_date
        [listed] = await by_number(client, ready.invoice_number)
        assert listed.chorus_id == receipt.chorus_id
        assert listed.tax_inclusive_amount == ready.tax_inclusive_amount
        assert listed.purchase_order_reference == ready.purchase_order_reference
        full = await client.detail(receipt.chorus_id)
        assert full.vat_lines == ready.vat_lines
        await place.advance(90)
        history = await client.history(receipt.chorus_id)
        assert [change.status for change in history.changes][-3:] == [
            "MISE_A_DISPOSITION",
            "EN_COURS_ACHEMINEMENT",
            "DEPOSEE",
        ]

    async def test_a_discount_explains_what_is_left_to_pay(
        self, client: PisteClient, ready: Submission
    ) -> None:
        receipt = await client.submit(replace(ready, payable_amount=190_000, discount=8_501))
        full = await client.detail(receipt.chorus_id)
        assert (full.discount, full.invoice.payable_amount) == (8_501, 190_000)

    async def test_a_number_serves_once(self, client: PisteClient, ready: Submission) -> None:
        await client.submit(ready)
        with pytest.raises(errors.Refused) as raised:
            await client.submit(ready)
        assert "numéro" in raised.value.sentence
        assert not raised.value.may_have_worked
        assert len(await by_number(client, ready.invoice_number)) == 1

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"service_code": ""}, "code service"),
            ({"service_code": "INCONNU"}, "service"),
            ({"purchase_order_reference": ""}, "engagement"),
            ({"tax_amount": 1}, "montants"),
            ({"recipient_siret": "00000000000000"}, "destinataire"),
            ({"invoice_number": "X" * 21}, "20 caractères"),
            ({"type_code": "AVOIR", "payment_means": ""}, "avoir"),
            ({"attachment_id": 10**12}, "fichier"),
        ],
    )
    async def test_a_rule_that_is_broken_has_its_sentence(
        self, client: PisteClient, ready: Submission, changes: dict[str, object], words: str
    ) -> None:
        with pytest.raises(errors.Refused) as raised:
            await client.submit(replace(ready, **changes))
        assert words in raised.value.sentence

    async def test_a_recipient_says_why(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        receipt = await client.submit(ready)
        await place.advance(90)
        before = datetime.now(UTC)
        await place.move(receipt.chorus_id, "SUSPENDUE", "Il manque le bon de livraison.")
        [listed] = await by_number(client, ready.invoice_number)
        assert listed.status == "SUSPENDUE"
        assert listed.status_comment == "Il manque le bon de livraison."
        newest = (await client.history(receipt.chorus_id)).changes[0]
        assert (newest.status, newest.comment) == ("SUSPENDUE", "Il manque le bon de livraison.")
        assert listed.status_at
        assert listed.status_at >= before.replace(microsecond=0)

    async def test_invoices_that_arrive_while_one_reads(
        self, client: PisteClient, ready: Submission
    ) -> None:
        total = (await client.search(InvoiceQuery(), page=1, page_size=1)).total
        read: list[int] = []
        async for page in client.search_all(InvoiceQuery(), page_size=50):
            if not read:
                await client.submit(ready)
            read.extend(invoice.chorus_id for invoice in page.invoices)
        assert len(read) == len(set(read)) == total

    async def test_a_flow_becomes_an_invoice(
        self, client: PisteClient, place: Place, recipient: Recipient, ready: Submission
    ) -> None:
        content = cii(
            ready.invoice_number,
            recipient=recipient.structure.siret,
            supplier=place.supplier_siret,
            service=ready.service_code,
            engagement="1300012345",
            issued=TODAY,
        )
        flow = await client.deposit_flow(content, "facture.xml", CII)
        pending = await client.flow_report(flow.number)
        assert (pending.number, pending.errors) == (flow.number, ())
        assert pending.state not in ("IN_INTEGRE", "IN_REJETE")
        await place.advance(120)
        report = await client.flow_report(flow.number)
        assert (report.state, report.errors) == ("IN_INTEGRE", ())
        assert report.state_at
        query = InvoiceQuery(flow_number=flow.number)
        [invoice] = (await client.search(query, page=1, page_size=10)).invoices
        assert (invoice.invoice_number, invoice.flow_number) == (ready.invoice_number, flow.number)
        assert invoice.tax_inclusive_amount == 12_000

    async def test_a_flow_may_be_refused_in_chorus_pros_own_words(
        self, client: PisteClient, place: Place, recipient: Recipient
    ) -> None:
        number = new_number()
        content = cii(
            number,
            recipient=recipient.structure.siret,
            supplier=place.supplier_siret,
            service="",
            engagement="1300012345",
            issued=TODAY,
        )
        flow = await client.deposit_flow(content, "facture.xml", CII)
        await place.advance(120)
        report = await client.flow_report(flow.number)
        assert report.state == "IN_REJETE"
        assert "BuyerReference" in report.errors[0].message
        assert report.errors[0].invoice_number == number

    async def test_a_flow_that_nobody_sent(self, client: PisteClient) -> None:
        with pytest.raises(errors.NotFound):
            await client.flow_report("CPP0000000000000000000000")

    async def test_bodies_by_name_and_city(self, client: PisteClient) -> None:
        bodies = await client.find_structures(name="ville", city="Rennes", limit=5)
        assert bodies
        assert all("ville" in body.name.lower() for body in bodies)
        assert len(await client.find_structures(name="e", limit=3)) == 3

    async def test_an_inactive_body_says_so(self, client: PisteClient) -> None:
        bodies = await client.find_structures(name="Syndicat", limit=50)
        assert {body.active for body in bodies} == {True, False}

    async def test_services_beyond_the_first_ten(
        self, client: PisteClient, recipient: Recipient
    ) -> None:
        sizes = [
            len((await client.recipient(body)).services)
            for body in await client.find_structures(name="Ville", limit=10)
        ]
        assert max(sizes) > 10
