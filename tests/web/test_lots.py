"""POST /api/depots with an archive: a draft of each invoice, a reason for each other file."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from chorus_app.services import deposits, lots, passwords
from tests.documents.pdf_samples import classic_invoice, encrypted, pdf
from tests.documents.test_archives import tarred, zipped
from tests.documents.xml_samples import Cii
from tests.web.depositing import Site, site

PDF, XML = pdf(classic_invoice()), Cii().xml()


@pytest.fixture
async def choral(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
    async with site(tmp_path) as running:
        yield running


async def sent(choral: Site, content: bytes, name: str = "lot.zip") -> tuple[int, dict]:
    async with choral.browser() as browser:
        headers = {"x-file-name": name}
        answer = await browser.post("/api/depots", content=content, headers=headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("packed", "name"),
    [(zipped, "lot.zip"), (tarred, "lot.tar.gz"), (tarred, "LOT.TGZ"), (zipped, "x" * 90 + ".zip")],
)
async def test_each_invoice_becomes_a_draft(choral: Site, packed: object, name: str) -> None:
    content = packed(("mars/une.pdf", PDF), ("deux.xml", XML))

    status, told = await sent(choral, content, name)

    drafts = await deposits.pending(choral.people[0])
    assert (status, told["refused"]) == (201, [])
    assert sorted(told["ids"]) == sorted(draft.id for draft in drafts)
    assert {draft.file_name for draft in drafts} == {"une.pdf", "deux.xml"}
    assert {draft.form.invoice_number for draft in drafts} == {"FA-2026-0042"}
    assert sorted(path.read_bytes() for path in choral.stored()) == sorted([PDF, XML])


async def test_what_gives_no_draft_is_named_with_its_reason(choral: Site) -> None:
    content = zipped(
        ("une.pdf", PDF),
        ("lisez-moi.txt", b"bonjour"),
        ("image.pdf", b"\x89PNG"),
        ("secret.pdf", encrypted(PDF, "secret", "secret")),
        ("vide.xml", b""),
        ("lot.zip", zipped(("a.xml", XML))),
        ("é" * 60 + ".pdf", PDF),
    )

    status, told = await sent(choral, content)

    reasons = {one["name"]: one["message"] for one in told["refused"]}
    assert (status, len(told["ids"])) == (201, 2)
    assert "ni un PDF ni un fichier XML" in reasons.pop("lisez-moi.txt")
    assert "ni un PDF ni un fichier XML" in reasons.pop("lot.zip")
    assert "une image PNG" in reasons.pop("image.pdf")
    assert "mot de passe" in reasons.pop("secret.pdf")
    assert "vide" in reasons.pop("vide.xml")
    assert reasons == {}
    names = {draft.file_name for draft in await deposits.pending(choral.people[0])}
    assert names == {"une.pdf", "é" * 46 + ".pdf"}
    assert len(choral.stored()) == 2


async def test_an_archive_without_any_invoice_is_refused_with_each_reason(choral: Site) -> None:
    status, told = await sent(choral, zipped(("a.txt", b"a"), ("b.pdf", b"b")))

    assert status == 422
    assert told["message"] == "Aucune facture n’a pu être lue dans cette archive."
    assert [one["name"] for one in told["refused"]] == ["a.txt", "b.pdf"]
    assert choral.stored() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (PDF, "."),
        (b"PK\x03\x04 damaged", "abîmée"),
        (zipped(), "aucun fichier"),
        (zipped(*((f"{n}.xml", bytes(9_000_000)) for n in range(14))), "trop grande"),
    ],
    ids=["empty", "pdf", "damaged", "without files", "bomb"],
)
async def test_what_is_no_archive_leaves_nothing(choral: Site, content: bytes, words: str) -> None:
    status, told = await sent(choral, content)

    assert status == 422
    assert words in told["message"]
    assert (choral.stored(), await deposits.waiting_count(choral.people[0])) == ([], 0)


async def test_the_hundredth_draft_is_the_last(
    choral: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deposits, "MOST_DRAFTS", 2)

    status, told = await sent(choral, zipped(*((f"{n}.xml", XML) for n in range(3))))

    assert (status, len(told["ids"])) == (201, 2)
    [left] = told["refused"]
    assert left["name"] == "2.xml"
    assert "cent brouillons" in left["message"]
    assert len(choral.stored()) == 2


async def test_an_archive_may_weigh_thirty_mo_and_no_more(choral: Site) -> None:
    status, told = await sent(choral, bytes(lots.LARGEST + 1))

    assert (status, choral.stored()) == (413, [])
    assert "30\u00a0Mo" in told["message"]


async def test_nobody_sends_an_archive_without_a_session(choral: Site) -> None:
    async with choral.browser(None) as browser:
        headers = {"x-file-name": "lot.zip"}
        answer = await browser.post("/api/depots", content=zipped(("a.xml", XML)), headers=headers)

    assert (answer.status_code, choral.stored()) == (401, [])


async def test_two_archives_at_once_are_read_one_after_the_other(choral: Site) -> None:
    content = zipped(*((f"{n}.xml", XML) for n in range(5)))

    answers = await asyncio.gather(*(sent(choral, content) for _ in range(3)))

    assert [(status, len(told["ids"])) for status, told in answers] == [(201, 5)] * 3
    assert await deposits.waiting_count(choral.people[0]) == 15
