"""Adding pieces and reading the journal over HTTP, on a real database."""

import asyncio
import contextlib
import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from chorus_app.domain.answer import Act
from chorus_app.gateway.connection import connect
from chorus_app.services import accounts, answers, context, inbox, passwords, sessions
from chorus_app.services.context import current
from chorus_app.services.places import uploads
from chorus_app.services.sessions import Identity
from chorus_app.settings import Settings
from chorus_app.store.invoices import upsert
from chorus_app.web import bodies, journal, pieces
from tests.services.answering import one_that_is
from tests.store.samples import invoice

PASSWORD = "un mot de passe"
PEOPLE = ("anne@choral.example", "marc@choral.example")
MOTIVE = '=HYPERLINK("http://mal.example")'


@pytest.fixture
async def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[Identity]]:
    """Two suppliers; the first has a suspended invoice and one made available."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
    passwords._nobodys.cache_clear()
    chorus = connect(base_url="http://chorus.invalid", client_id="", client_secret="")
    await context.start(Settings(data_dir=tmp_path), chorus)
    await accounts.create(
        (email, PASSWORD, "Anne Le Goff", siret, "Ets Horticoles", "TECH", "x")
        for email, siret in zip(PEOPLE, ("73980623000960", "73282932000074"), strict=True)
    )
    found = [(await sessions.sign_in(email, PASSWORD))[1] for email in PEOPLE]
    held = [invoice(1, status="SUSPENDUE", status_comment=MOTIVE), invoice(2)]
    async with current().store.session() as session:
        await upsert(session, found[0].structure_id, held)
    yield found
    await context.stop()


async def browser(email: str | None = PEOPLE[0]) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(Starlette(routes=[*pieces.routes, *journal.routes]))
    cookies = {}
    if email:
        cookies[sessions.COOKIE] = (await sessions.sign_in(email, PASSWORD))[0]
    return httpx.AsyncClient(transport=transport, base_url="http://choral.invalid", cookies=cookies)


async def send(
    client: httpx.AsyncClient, invoice_id: object, name: str, content: object = b"photo"
) -> httpx.Response:
    headers = {"X-File-Name": quote(name)}
    return await client.post(f"/api/pieces?facture={invoice_id}", content=content, headers=headers)


def files_kept() -> int:
    folder = current().settings.data_dir / "files"
    return sum(path.is_file() for path in folder.rglob("*"))


async def test_a_piece_is_added_to_the_completion(people: list[Identity]) -> None:
    row = await one_that_is(people[0], "SUSPENDUE")

    answer = await send(await browser(), row.id, "Reçu n° 7.jpg", b"\xff\xd8\xffphoto")

    assert answer.status_code == 201, answer.text
    assert answer.json() | {"id": ""} == {"id": "", "name": "Reçu n° 7.jpg", "size": 8}
    draft = await answers.open_answer(people[0], row.id or 0, Act.COMPLETER)
    assert [piece.name for piece in draft.pieces] == ["Reçu n° 7.jpg"]


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("", b"x", 422, "pas de nom"),
        ("photo.heic", b"x", 422, "type de fichier"),
        ("vide.jpg", b"", 422, "vide"),
        ("facture.pdf", b"MZ a program", 422, "n’est pas ce que son nom annonce"),
        ("photo.jpg", b"%PDF-1.7", 422, "n’est pas ce que son nom annonce"),
        ("lourd.jpg", bytes(10_000_001), 413, "10\u00a0Mo"),
    ],
)
async def test_what_is_refused_leaves_nothing(
    people: list[Identity], name: str, content: bytes, status: int, words: str
) -> None:
    row = await one_that_is(people[0], "SUSPENDUE")

    answer = await send(await browser(), row.id, name, content)

    assert answer.status_code == status
    assert words in answer.json()["message"]
    assert files_kept() == 0


async def test_the_bytes_are_counted_whatever_is_announced(people: list[Identity]) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield bytes(1_000_000)

    row = await one_that_is(people[0], "SUSPENDUE")
    answer = await send(await browser(), row.id, "lourd.jpg", endless())

    assert (answer.status_code, files_kept()) == (413, 0)


async def test_strangers_add_nothing(people: list[Identity]) -> None:
    row = await one_that_is(people[0], "SUSPENDUE")
    other = await one_that_is(people[0], "MISE_A_DISPOSITION")

    assert (await send(await browser(None), row.id, "a.jpg")).status_code == 401
    assert (await send(await browser(PEOPLE[1]), row.id, "a.jpg")).status_code == 404
    assert (await send(await browser(), other.id, "a.jpg")).status_code == 409
    for number in ("", "abc", "-1", 10**30):
        assert (await send(await browser(), number, "a.jpg")).status_code == 404
    assert files_kept() == 0


async def waiting_for_more() -> AsyncIterator[bytes]:
    """A body whose second part comes too late for any test."""
    yield b"%PDF-"
    await asyncio.sleep(60)


@pytest.mark.parametrize("address", ["/api/pieces?facture=1", "/api/depots/inconnu/fichier"])
async def test_a_user_sends_three_files_at_once_and_no_more(
    people: list[Identity], address: str
) -> None:
    client, named = await browser(), {"X-File-Name": "a.pdf"}
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(uploads.taken(people[0].user_id))
        answer = await client.post(address, content=b"%PDF-", headers=named)

    assert answer.status_code == 429
    assert "Trois envois" in answer.json()["message"]
    assert (await client.post(address, content=b"%PDF-", headers=named)).status_code != 429


@pytest.mark.parametrize("address", ["/api/pieces?facture=1", "/api/depots/inconnu/fichier"])
async def test_a_client_that_says_nothing_more_is_given_up(
    people: list[Identity], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "LONGEST_SILENCE", 0.2)
    client, named = await browser(), {"X-File-Name": "a.pdf"}
    async with asyncio.timeout(20):
        answer = await client.post(address, content=waiting_for_more(), headers=named)

    assert answer.status_code == 408
    assert files_kept() == 0


async def test_a_draft_s_file_is_replaced_by_its_owner_only(people: list[Identity]) -> None:
    for email, status in ((None, 401), (PEOPLE[0], 404)):
        client = await browser(email)
        answer = await client.post(
            "/api/depots/inconnu/fichier", content=b"x", headers={"X-File-Name": "f.pdf"}
        )
        assert answer.status_code == status
    client = await browser()
    answer = await client.post(
        "/api/depots/inconnu/fichier", content=b"x", headers={"X-File-Name": "f.docx"}
    )
    assert answer.status_code == 422
    assert files_kept() == 0


async def test_the_journal_is_exported_for_a_spreadsheet(people: list[Identity]) -> None:
    await inbox.acknowledge(people[0])

    answer = await (await browser()).get("/api/journal.csv")

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeff")
    head, *lines = csv.reader(io.StringIO(answer.text[1:]), delimiter=";")
    assert head[1:4] == ["Date et heure (Paris)", "Qui", "Quoi"]
    acknowledged = next(line for line in lines if line[4] == "ACQUITTEMENT")
    assert acknowledged[2] == "Anne Le Goff (anne@choral.example)"
    assert acknowledged[5:] == ["VTI/2026/00001", f"'{MOTIVE}"]
    assert all(line[1][-6:] in {"+01:00", "+02:00"} for line in lines)


async def test_nobody_reads_another_s_journal(people: list[Identity]) -> None:
    await inbox.acknowledge(people[0])

    assert (await (await browser(None)).get("/api/journal.csv")).status_code == 401
    theirs = (await (await browser(PEOPLE[1])).get("/api/journal.csv")).text
    assert "anne@" not in theirs
    assert "ACQUITTEMENT" not in theirs
