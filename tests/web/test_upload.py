"""POST /api/depots through the server that runs Choral: what is refused leaves nothing behind."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher

from chorus_app.services import context, deposits, passwords
from chorus_app.web import bodies, upload
from tests.documents.pdf_samples import classic_invoice, encrypted, pdf
from tests.documents.xml_samples import Cii
from tests.web.depositing import Site, site

INVOICE = pdf(classic_invoice())
LIMIT = 10_000_000
NAMED = {"x-file-name": "facture.pdf"}


@pytest.fixture
async def choral(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
    async with site(tmp_path) as running:
        yield running


async def drafts(choral: Site, visitor: int = 0) -> int:
    return await deposits.waiting_count(choral.people[visitor])


async def test_a_file_becomes_a_draft_of_its_sender(choral: Site) -> None:
    async with choral.browser() as browser:
        name = quote("Facture n° 42 – été.pdf")
        answer = await browser.post("/api/depots", content=INVOICE, headers={"x-file-name": name})

    assert answer.status_code == 201
    [draft] = await deposits.pending(choral.people[0])
    assert answer.json() == {"id": draft.id}
    assert (draft.file_name, draft.file_size) == ("Facture n° 42 – été.pdf", len(INVOICE))
    assert draft.form.invoice_number == "FA-2026-0042"
    assert await drafts(choral, 1) == 0
    assert [path.read_bytes() for path in choral.stored()] == [INVOICE]


async def test_an_invoice_in_xml_is_taken(choral: Site) -> None:
    async with choral.browser() as browser:
        headers = {"x-file-name": "FACTURE.XML"}
        answer = await browser.post("/api/depots", content=Cii().xml(), headers=headers)

    assert answer.status_code == 201


async def test_nobody_deposits_without_a_session(choral: Site) -> None:
    async with choral.browser(None) as browser:
        answer = await browser.post("/api/depots", content=INVOICE, headers=NAMED)

    assert answer.status_code == 401
    assert answer.json()["message"].startswith("Votre session a expiré")
    assert choral.stored() == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "n’a pas de nom"),
        ("%00%01", "n’a pas de nom"),
        ("../facture.pdf", "PDF ou XML"),
        ("dossier%2Ffacture.pdf", "PDF ou XML"),
        ("dossier%5Cfacture.pdf", "PDF ou XML"),
        ("facture.docx", "PDF ou XML"),
        ("facture.pdf.exe", "PDF ou XML"),
        ("facture", "PDF ou XML"),
        (".pdf", "PDF ou XML"),
        ("pdf", "PDF ou XML"),
    ],
)
async def test_a_name_that_chorus_would_refuse(choral: Site, name: str, words: str) -> None:
    async with choral.browser() as browser:
        headers = {"x-file-name": name}
        answer = await browser.post("/api/depots", content=INVOICE, headers=headers)

    assert answer.status_code == 422
    assert words in answer.json()["message"]
    assert choral.stored() == []


async def test_a_name_of_fifty_characters_is_taken(choral: Site) -> None:
    async with choral.browser() as browser:
        headers = {"x-file-name": quote("é" * 46 + ".pdf")}
        answer = await browser.post("/api/depots", content=INVOICE, headers=headers)

    assert answer.status_code == 201
    assert (await name_and_findings(choral))[1] == []


@pytest.mark.parametrize("length", [51, 904])
async def test_a_longer_name_is_cut_with_its_extension_and_told(choral: Site, length: int) -> None:
    name = "é" * (length - 4) + ".pdf"
    async with choral.browser() as browser:
        headers = {"x-file-name": quote(name)}
        answer = await browser.post("/api/depots", content=INVOICE, headers=headers)

    assert answer.status_code == 201
    cut = "é" * 46 + ".pdf"
    kept, [told] = await name_and_findings(choral)
    assert kept == cut
    assert told["severity"] == "a_savoir"
    assert f"avait {length} caractères" in told["message"]
    assert cut in told["message"]


async def name_and_findings(choral: Site) -> tuple[str, list[dict[str, str]]]:
    """Return the one draft's file name, and what it says of it."""
    [draft] = await deposits.pending(choral.people[0])
    return draft.file_name, [found for found in draft.findings if found["code"] == "NOM_COUPE"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"%PDF-1.7 mais non", "."),
        (b"MZ\x90 un programme", "."),
        (b"<html>bonjour</html>", "."),
        (encrypted(INVOICE, "secret", "secret"), "mot de passe"),
    ],
)
async def test_what_cannot_be_read_is_told_and_forgotten(
    choral: Site, content: bytes, words: str
) -> None:
    async with choral.browser() as browser:
        answer = await browser.post("/api/depots", content=content, headers=NAMED)

    assert answer.status_code == 422
    assert words in answer.json()["message"]
    assert (choral.stored(), await drafts(choral)) == ([], 0)


async def test_bytes_are_counted_however_they_come(choral: Site) -> None:
    async def eleven_mo() -> AsyncIterator[bytes]:
        for _ in range(110):
            yield b"%PDF-" + b"x" * 99_995

    async with choral.browser() as browser:
        chunked = await browser.post("/api/depots", content=eleven_mo(), headers=NAMED)
        whole = await browser.post("/api/depots", content=bytes(LIMIT + 1), headers=NAMED)

    for answer in (chunked, whole):
        assert answer.status_code == 413
        assert answer.json() == {
            "message": "Ce fichier dépasse 10\u00a0Mo, la limite de Chorus Pro."
        }
    assert (choral.stored(), await drafts(choral)) == ([], 0)


async def test_a_file_of_exactly_the_limit_is_read(choral: Site) -> None:
    content = INVOICE + b"\n" * (LIMIT - len(INVOICE))

    async with choral.browser() as browser:
        answer = await browser.post("/api/depots", content=content, headers=NAMED)

    assert answer.status_code == 201
    assert [path.stat().st_size for path in choral.stored()] == [LIMIT]


async def raw(choral: Site, *lines: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Begin a request by hand, as no well-behaved client would."""
    reader, writer = await asyncio.open_connection("127.0.0.1", choral.port)
    head = (
        "POST /api/depots HTTP/1.1",
        "Host: choral",
        f"Cookie: choral_session={choral.cookies[0]}",
        "X-File-Name: facture.pdf",
        *lines,
    )
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n")
    await writer.drain()
    return reader, writer


async def until_nothing_is_stored(choral: Site) -> None:
    async with asyncio.timeout(10):
        while choral.stored():
            await asyncio.sleep(0.02)


async def test_a_length_that_lies_opens_no_door(choral: Site) -> None:
    """Under the length that was announced, or over the limit without one: bytes are what counts."""
    reader, writer = await raw(choral, "Content-Length: 5")
    writer.write(INVOICE)
    answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    writer.close()
    assert answer.startswith(b"HTTP/1.1 422")

    reader, writer = await raw(choral, "Content-Length: 5", "Transfer-Encoding: chunked")
    answer = b""
    with contextlib.suppress(ConnectionError):  # refused before the end: better still
        for _ in range(120):
            writer.write(b"186a0\r\n" + b"x" * 100_000 + b"\r\n")
            await writer.drain()
        answer = await asyncio.wait_for(reader.read(100), 10)
    writer.close()
    assert not answer or answer.split()[1] in (b"400", b"413")

    await until_nothing_is_stored(choral)
    assert await drafts(choral) == 0


@pytest.mark.parametrize("sent", [0, 5_000, 3_000_000])
async def test_a_client_that_goes_away_leaves_nothing(choral: Site, sent: int) -> None:
    _, writer = await raw(choral, f"Content-Length: {LIMIT}")
    writer.write(b"%PDF-".ljust(sent, b"x")[:sent])
    await writer.drain()
    async with asyncio.timeout(10):
        while not choral.stored():
            await asyncio.sleep(0.02)

    writer.transport.abort()

    await until_nothing_is_stored(choral)
    assert await drafts(choral) == 0
    assert not upload.uploads._taken


async def test_a_client_that_says_nothing_more_is_given_up(
    choral: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "LONGEST_SILENCE", 0.2)
    reader, writer = await raw(choral, f"Content-Length: {LIMIT}")
    writer.write(b"%PDF-")

    answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)

    writer.close()
    assert answer.startswith(b"HTTP/1.1 408")
    await until_nothing_is_stored(choral)


async def test_two_files_at_once_are_two_drafts(choral: Site) -> None:
    async with choral.browser() as browser:
        answers = await asyncio.gather(
            *(browser.post("/api/depots", content=INVOICE, headers=NAMED) for _ in range(2))
        )

    assert [answer.status_code for answer in answers] == [201, 201]
    assert len({answer.json()["id"] for answer in answers}) == 2
    assert len(choral.stored()) == 2


async def test_a_user_sends_three_files_at_once_and_no_more(choral: Site) -> None:
    open_ended = [await raw(choral, f"Content-Length: {LIMIT}") for _ in range(3)]
    async with asyncio.timeout(10):
        while len(choral.stored()) < 3:
            await asyncio.sleep(0.02)

    async with choral.browser() as browser, choral.browser(1) as other:
        fourth = await browser.post("/api/depots", content=INVOICE, headers=NAMED)
        somebody_else_s = await other.post("/api/depots", content=INVOICE, headers=NAMED)
        for _, writer in open_ended:
            writer.transport.abort()
        async with asyncio.timeout(10):
            while upload.uploads._taken:
                await asyncio.sleep(0.02)
        later = await browser.post("/api/depots", content=INVOICE, headers=NAMED)

    assert (fourth.status_code, somebody_else_s.status_code) == (429, 201)
    assert "Trois envois" in fourth.json()["message"]
    assert later.status_code == 201


async def test_too_many_drafts(choral: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deposits, "MOST_DRAFTS", 0)

    async with choral.browser() as browser:
        answer = await browser.post("/api/depots", content=INVOICE, headers=NAMED)

    assert answer.status_code == 409
    assert "cent brouillons" in answer.json()["message"]
    assert choral.stored() == []


async def test_only_files_are_posted(choral: Site) -> None:
    async with choral.browser() as browser:
        assert (await browser.get("/api/depots")).status_code == 405
        assert context.current().settings.upload_limit == LIMIT
