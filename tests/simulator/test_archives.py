"""A flow may be an archive: each of its files is an invoice of its own."""

import io
import tarfile
import zipfile

import pytest

from chorus_app.simulator import archives
from chorus_app.simulator.archives import unpacked
from chorus_app.simulator.files import Unreadable
from tests.simulator.files import cii, pdf
from tests.simulator.test_flows import deposit, report


def zipped(*contents: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("lot")
        for rank, content in enumerate(contents):
            archive.writestr(f"lot/{rank}.xml", content)
    return made.getvalue()


def tarred(*contents: bytes, mode: str = "w:gz") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for rank, content in enumerate(contents):
            told = tarfile.TarInfo(f"{rank}.xml")
            told.size = len(content)
            archive.addfile(told, io.BytesIO(content))
    return made.getvalue()


@pytest.mark.parametrize(
    "pack",
    [
        zipped,
        tarred,
        lambda *files: tarred(*files, mode="w"),
        lambda *files: tarred(*files, mode="w:bz2"),
    ],
)
def test_every_usual_archive_is_opened(pack) -> None:
    assert unpacked(pack(b"<un/>", b"<deux/>")) == [b"<un/>", b"<deux/>"]


def test_a_file_alone_is_itself() -> None:
    for content in (b"<un/>", b"%PDF-1.7", b""):
        assert unpacked(content) == [content]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_bomb_is_not_unpacked(pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 100_000)
    assert len(unpacked(pack(bytes(90_000)))) == 1
    with pytest.raises(Unreadable):
        unpacked(pack(bytes(60_000), bytes(60_000)))
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    with pytest.raises(Unreadable):
        unpacked(pack(b"1", b"2", b"3"))


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_cut_archive_is_unreadable(pack) -> None:
    whole = pack(bytes(range(256)) * 40)
    for length in (5, len(whole) // 2):
        with pytest.raises(Unreadable):
            unpacked(whole[:length])


async def test_an_archive_becomes_as_many_invoices(portal) -> None:
    content = tarred(*(cii(number=f"LOT-{rank}") for rank in range(3)))
    number = await deposit(portal, content, "IN_DP_E1_CII_16B")
    await portal.advance(15)
    assert (await report(portal, number))["etatCourantDepotFlux"] == "IN_INTEGRE"
    found = await portal.search(numeroFluxDepot=number)
    assert {line["numeroFacture"] for line in found} == {"LOT-0", "LOT-1", "LOT-2"}


async def test_pdfs_may_come_together_too(portal) -> None:
    content = zipped(*(pdf("Facture", attached=cii(number=f"PDF-{rank}")) for rank in range(2)))
    number = await deposit(portal, content)
    await portal.advance(15)
    assert len(await portal.search(numeroFluxDepot=number)) == 2


async def test_an_archive_may_be_integrated_in_part(portal) -> None:
    content = zipped(cii(number="BON-1"), cii(number="MAUVAIS-1", means=""), b"<autre/>")
    number = await deposit(portal, content, "IN_DP_E1_CII_16B")
    await portal.advance(15)
    told = await report(portal, number)
    assert told["etatCourantDepotFlux"] == "IN_INTEGRE_PARTIEL"
    assert [error["numeroDP"] for error in told["listeErreurDP"]] == ["MAUVAIS-1"]
    assert len(told["listeErreurTechnique"]) == 1
    (found,) = await portal.search(numeroFluxDepot=number)
    assert found["numeroFacture"] == "BON-1"


@pytest.mark.parametrize(
    "content",
    [zipped(), tarred(), zipped(b"<autre/>"), b"PK\x03\x04 cut"],
    ids=["an empty zip", "an empty tar", "no invoice", "a cut zip"],
)
async def test_an_archive_without_an_invoice_is_refused(portal, content: bytes) -> None:
    number = await deposit(portal, content, "IN_DP_E1_CII_16B")
    await portal.advance(15)
    told = await report(portal, number)
    assert told["etatCourantDepotFlux"] == "IN_REJETE"


async def test_a_number_serves_once_in_an_archive(portal) -> None:
    number = await deposit(portal, zipped(cii(number="D-1"), cii(number="D-1")), "IN_DP_E1_CII_16B")
    await portal.advance(15)
    assert (await report(portal, number))["etatCourantDepotFlux"] == "IN_INTEGRE_PARTIEL"
    assert len(await portal.search(numeroFacture="D-1")) == 1
