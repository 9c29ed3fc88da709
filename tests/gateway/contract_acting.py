"""What a Chorus Pro must keep to when an invoice came back, and for the files that go with it."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from chorus_app.gateway import errors
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.port import CodeList, Enclosure, Recycling, Submission
from tests.gateway.contract_reading import NOBODY
from tests.gateway.contract_sending import SendingContract, by_number
from tests.gateway.places import Place

SLIP = b"%PDF-1.4 bon de livraison"


async def came_back(client: PisteClient, place: Place, ready: Submission, status: str) -> int:
    """Send an invoice that its recipient then gives back."""
    receipt = await client.submit(ready)
    await place.advance(90)
    await place.move(receipt.chorus_id, status, "Il manque le bon de livraison.")
    return receipt.chorus_id


async def enclosed(client: PisteClient, content: bytes = SLIP) -> Enclosure:
    """Hand over a file that will go with an invoice."""
    attachment = await client.add_attachment(content, "bon de livraison.pdf")
    [kind, *_] = await client.codes(CodeList.ATTACHMENT_TYPES)
    return Enclosure(attachment, "Bon de livraison", kind.code)


class ActingContract(SendingContract):
    """A subclass gives the fixture `place`, of a simulator."""

    async def test_a_suspended_invoice_is_completed(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        chorus_id = await came_back(client, place, ready, "SUSPENDUE")
        enclosure = await enclosed(client)
        done = await client.complete(
            chorus_id, comment="Voici le bon de livraison.", enclosures=[enclosure]
        )
        assert (done.chorus_id, done.invoice_number) == (chorus_id, ready.invoice_number)
        assert done.treated_on
        full = await client.detail(chorus_id)
        assert full.invoice.status == "COMPLETEE"
        assert full.comment == "Voici le bon de livraison."
        assert enclosure.attachment_id in {each.chorus_id for each in full.attachments}

    async def test_an_invoice_that_is_not_suspended_is_not_completed(
        self, client: PisteClient, ready: Submission
    ) -> None:
        receipt = await client.submit(ready)
        with pytest.raises(errors.Refused, match="suspendue"):
            await client.complete(receipt.chorus_id, comment="Trop tôt.")
        with pytest.raises(errors.NotFound):
            await client.complete(NOBODY, comment="Personne.")

    async def test_a_completion_adds_something(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        chorus_id = await came_back(client, place, ready, "SUSPENDUE")
        with pytest.raises(errors.Refused, match="pièce jointe ou un commentaire"):
            await client.complete(chorus_id)
        lost = Enclosure(10**12, "Perdue", "AUTRE")
        with pytest.raises(errors.Refused, match="pièces jointes"):
            await client.complete(chorus_id, enclosures=[lost])

    async def test_a_recycled_invoice_keeps_its_number(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        chorus_id = await came_back(client, place, ready, "A_RECYCLER")
        recycling = Recycling(
            chorus_id, ready.recipient_siret, ready.service_code, "1300099999", "Bon engagement"
        )
        done = await client.recycle(recycling)
        assert (done.chorus_id, done.invoice_number) == (chorus_id, ready.invoice_number)
        assert done.status == "DEPOSEE"
        assert done.deposit_date
        [listed] = await by_number(client, ready.invoice_number)
        assert (listed.chorus_id, listed.status) == (chorus_id, "DEPOSEE")
        assert listed.purchase_order_reference == "1300099999"
        assert listed.service_code == ready.service_code
        assert listed.payable_amount == ready.payable_amount

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"service_code": ""}, "code service"),
            ({"service_code": "INCONNU"}, "service"),
            ({"purchase_order_reference": ""}, "engagement"),
            ({"recipient_siret": "00000000000000"}, "destinataire"),
        ],
    )
    async def test_a_recycling_keeps_to_the_rules_of_a_deposit(
        self,
        client: PisteClient,
        place: Place,
        ready: Submission,
        changes: dict[str, str],
        words: str,
    ) -> None:
        chorus_id = await came_back(client, place, ready, "A_RECYCLER")
        right = Recycling(chorus_id, ready.recipient_siret, ready.service_code, "1300012345")
        with pytest.raises(errors.Refused) as raised:
            await client.recycle(replace(right, **changes))
        assert words in raised.value.sentence
        assert (await client.recycle(right)).status == "DEPOSEE"
        with pytest.raises(errors.Refused, match="à recycler"):
            await client.recycle(right)

    async def test_a_rejection_is_treated(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        chorus_id = await came_back(client, place, ready, "REJETEE")
        [listed] = await by_number(client, ready.invoice_number)
        assert not listed.rejection_treated
        await client.treat_rejection(chorus_id)
        [listed] = await by_number(client, ready.invoice_number)
        assert (listed.status, listed.rejection_treated) == ("REJETEE", True)
        acts = {action.code for action in (await client.history(chorus_id)).actions}
        assert "TRAITEMENT_REJET" in acts

    async def test_what_is_not_rejected_has_no_rejection_to_treat(
        self, client: PisteClient, ready: Submission
    ) -> None:
        receipt = await client.submit(ready)
        with pytest.raises(errors.Refused, match="rejetée"):
            await client.treat_rejection(receipt.chorus_id)

    async def test_a_wrong_validator_is_corrected(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        sent = replace(
            ready, business_process="A9_FACTURE_SOUSTRAITANT", validator_siret="57200218600094"
        )
        chorus_id = (await client.submit(sent)).chorus_id
        await place.move(chorus_id, "ERREUR_FOURNISSEUR_SUR_VALIDEUR", "Ce n’est pas nous.")
        with pytest.raises(errors.Refused, match="valideur"):
            await client.correct_validator(chorus_id, "00000000000000")
        await client.correct_validator(chorus_id, "57200218600094")
        assert (await client.detail(chorus_id)).invoice.status == "A_VALIDER_1"
        with pytest.raises(errors.Refused, match="valideur"):
            await client.correct_validator(chorus_id, "57200218600094")

    async def test_files_are_given_back_as_they_came(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        enclosure = await enclosed(client)
        receipt = await client.submit(replace(ready, enclosures=(enclosure,)))
        alone = await client.download([receipt.chorus_id])
        assert alone.media_type == "application/pdf"
        assert alone.content.startswith(b"%PDF")
        both = await client.download([receipt.chorus_id], with_attachments=True)
        assert both.media_type == "application/zip"
        with ZipFile(BytesIO(both.content)) as archive:
            contents = {archive.read(name) for name in archive.namelist()}
        assert contents == {alone.content, SLIP}

    async def test_several_invoices_come_in_one_archive(
        self, client: PisteClient, ready: Submission
    ) -> None:
        first = (await client.submit(ready)).chorus_id
        second = await client.submit(replace(ready, invoice_number=ready.invoice_number + "B"))
        found = await client.download([first, second.chorus_id])
        assert found.media_type == "application/zip"
        with ZipFile(BytesIO(found.content)) as archive:
            assert len(archive.namelist()) == 2

    async def test_what_cannot_be_downloaded(self, client: PisteClient) -> None:
        with pytest.raises(errors.NotFound):
            await client.download([NOBODY])
        with pytest.raises(errors.Refused, match="au moins une facture"):
            await client.download([])

    @pytest.mark.parametrize(
        ("content", "name", "words"),
        [
            (b"x", "programme.exe", "format"),
            (b"x", "n" * 47 + ".pdf", "50 caractères"),
            (b"", "vide.pdf", "n’est pas arrivé"),
            (bytes(10_000_001), "lourd.pdf", "10\u00a0Mo"),
        ],
    )
    async def test_a_file_may_be_refused(
        self, client: PisteClient, content: bytes, name: str, words: str
    ) -> None:
        with pytest.raises(errors.Refused) as raised:
            await client.add_attachment(content, name)
        assert words in raised.value.sentence
        assert raised.value.actor is errors.Actor.USER

    async def test_a_bank_account_goes_with_an_invoice(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        [account, *_] = await client.bank_accounts(ready.supplier_chorus_id)
        assert account.name
        receipt = await client.submit(replace(ready, bank_account_id=account.chorus_id))
        assert receipt.status == "DEPOSEE"

    async def test_a_commitment_of_the_supplier_is_known(
        self, client: PisteClient, ready: Submission
    ) -> None:
        await client.submit(ready)
        supplier, number = ready.supplier_chorus_id, ready.purchase_order_reference
        assert await client.commitment_exists(supplier, number)
        assert not await client.commitment_exists(supplier, "JAMAIS-COMMANDE")

    async def test_a_work_on_an_invoice_whose_answer_is_lost_can_be_seen(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        chorus_id = await came_back(client, place, ready, "SUSPENDUE")
        await place.fail("drop_after_work", paths="completer", times=1)
        with pytest.raises(errors.Unavailable) as raised:
            await client.complete(chorus_id, comment="Voici.")
        await place.fail("none")
        assert raised.value.may_have_worked
        assert (await client.detail(chorus_id)).invoice.status == "COMPLETEE"
