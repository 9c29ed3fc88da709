"""The files of an invoice: opened by its own supplier, from Choral or from Chorus Pro's folder."""

import zipfile

import pytest

from chorus_app.domain.answer import AnswerStage
from chorus_app.services import invoices, papers
from chorus_app.services.context import current
from chorus_app.services.papers import Origin
from chorus_app.store.tables import DepositRow
from tests.services.answering import PHOTO, completion, settle, stream
from tests.services.conftest import Choral


async def test_what_was_sent_can_be_opened_again(choral: Choral) -> None:
    row, confirmed = await completion(choral)
    who, number = choral.demo, row.id or 0
    before = await papers.papers(who, await invoices.open_invoice(who, number))
    assert Origin.REPONSE not in {paper.origin for paper in before}

    done = await settle(who, confirmed.id)
    assert done.stage is AnswerStage.FAITE
    async with current().store.session() as session:
        kept, size = await current().files.save(stream(b"%PDF-1.7 facture"), 100)
        deposit = DepositRow(
            id="depot",
            structure_id=who.structure_id,
            user_id=who.user_id,
            stage="DEPOSEE",
            file_key=kept,
            file_name="facture-bruz.pdf",
            file_size=size,
            file_kind="PDF",
            invoice_chorus_id=row.chorus_id,
        )
        session.add(deposit)
        (await session.get_one(type(row), number)).detail_at = None

    seen = await papers.papers(who, await invoices.open_invoice(who, number))

    ours = [paper for paper in seen if paper.origin is not Origin.CHORUS]
    names = [paper.name for paper in seen]
    assert [(paper.origin, paper.name) for paper in ours] == [
        (Origin.DEPOT, "facture-bruz.pdf"),
        (Origin.REPONSE, done.pieces[0].name),
    ]
    assert names.count(done.pieces[0].name) == 1
    name, path = await papers.piece(who, ours[1].id)
    assert (name, path.read_bytes()) == (done.pieces[0].name, PHOTO)
    with pytest.raises(papers.NotThere):
        await papers.piece(choral.empty, ours[1].id)


async def test_the_folder_is_what_chorus_pro_keeps(choral: Choral) -> None:
    row, confirmed = await completion(choral)
    await settle(choral.demo, confirmed.id)

    name, path, key = await papers.folder(choral.demo, row.id or 0)

    assert name == f"{row.invoice_number.replace('/', '-')}.zip"
    with zipfile.ZipFile(path) as archive:
        assert PHOTO in [archive.read(each) for each in archive.namelist()]
    await papers.forget(key)
    assert not path.exists()
    with pytest.raises(papers.NotThere):
        await papers.folder(choral.empty, row.id or 0)
