"""The files of invoices, each for its own supplier only."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.types import Message, Send

from chorus_app.services import context, passwords, sessions
from chorus_app.store.tables import DepositRow, InvoiceRow
from chorus_app.web import files
from tests.documents.pdf_samples import classic_invoice, pdf
from tests.web.depositing import Site, site

INVOICE = pdf(classic_invoice())
NAME = 'Facture « été » ;="42".pdf'


@pytest.fixture
async def choral(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
    async with site(tmp_path) as running:
        yield running


@pytest.fixture
async def address(choral: Site) -> str:
    """Where the file of a draft of the first visitor is."""
    async with choral.browser() as browser:
        headers = {"x-file-name": quote(NAME)}
        answer = await browser.post("/api/depots", content=INVOICE, headers=headers)
    return f"/api/depots/{answer.json()['id']}/fichier"


async def test_the_file_comes_back_as_a_download(choral: Site, address: str) -> None:
    async with choral.browser() as browser:
        answer = await browser.get(address)

    assert (answer.status_code, answer.content) == (200, INVOICE)
    assert answer.headers["content-type"] == "application/octet-stream"
    disposition = answer.headers["content-disposition"]
    assert disposition == f"attachment; filename*=UTF-8''{quote(NAME)}"


async def test_a_slow_reader_does_not_hold_the_whole_file_in_memory(choral: Site) -> None:
    content = INVOICE + b"%" + b"x" * 2_000_000
    async with choral.browser() as browser:
        sent = await browser.post(
            "/api/depots", content=content, headers={"x-file-name": "lourde.pdf"}
        )
    pieces: list[bytes] = []

    async def send(message: Message) -> None:
        pieces.append(message.get("body", b""))

    await _ask(f"/api/depots/{sent.json()['id']}/fichier", choral.cookies[0], send)

    assert b"".join(pieces) == content
    assert max(len(piece) for piece in pieces) < 200_000


async def _ask(path: str, cookie: str, send: Send) -> None:
    """Ask without a client, which would put the pieces together."""
    headers = [(b"cookie", f"{sessions.COOKIE}={cookie}".encode())]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}

    async def receive() -> Message:
        await asyncio.Event().wait()  # it stays connected, and sends nothing
        return {"type": "http.disconnect"}

    await Starlette(routes=files.routes)(scope | {"query_string": b""}, receive, send)


async def test_without_a_session(choral: Site, address: str) -> None:
    async with choral.browser(None) as browser:
        answer = await browser.get(address)

    assert answer.status_code == 401
    assert "Reconnectez-vous" in answer.json()["message"]


async def test_somebody_else_s_and_nobody_s_are_not_told_apart(choral: Site, address: str) -> None:
    async with choral.browser(1) as other:
        theirs = await other.get(address)
        nobodys = await other.get("/api/depots/inconnu/fichier")
        strange = await other.get(f"/api/depots/{quote('../../etc', safe='')}/fichier")

    assert theirs.status_code == nobodys.status_code == strange.status_code == 404
    assert theirs.json() == nobodys.json()


async def test_a_file_that_disappeared(choral: Site, address: str) -> None:
    [path] = choral.stored()
    path.unlink()

    async with choral.browser() as browser:
        answer = await browser.get(address)

    assert answer.status_code == 404
    assert answer.json() == {"message": "Fichier introuvable."}


async def test_a_deleted_draft_has_no_file(choral: Site, address: str) -> None:
    async with context.current().store.session() as session:
        row = await session.get_one(DepositRow, address.split("/")[3])
        await session.delete(row)

    async with choral.browser() as browser:
        assert (await browser.get(address)).status_code == 404


@pytest.mark.parametrize("place", ["/api/pieces/inconnue", "/api/factures/1/dossier"])
async def test_other_files_want_a_session_and_an_owner(choral: Site, place: str) -> None:
    async with choral.browser(None) as nobody:
        assert (await nobody.get(place)).status_code == 401
    async with choral.browser() as browser:
        answer = await browser.get(place)

    assert (answer.status_code, answer.json()) == (404, {"message": "Fichier introuvable."})


@pytest.mark.parametrize("number", ["0", "-1", "abc", "9" * 5000], ids=["0", "-1", "abc", "long"])
async def test_what_is_no_number_has_no_folder(choral: Site, number: str) -> None:
    async with choral.browser() as browser:
        assert (await browser.get(f"/api/factures/{number}/dossier")).status_code == 404


async def test_a_folder_that_chorus_pro_does_not_give_is_told(choral: Site) -> None:
    async with context.current().store.session() as session:
        row = InvoiceRow(
            structure_id=choral.people[0].structure_id,
            chorus_id=1,
            invoice_number="F-1",
            status="DEPOSEE",
            status_rank=0,
            type_code="FACTURE",
            newest_first=0,
            recipient_siret="",
            recipient_name="",
            tax_exclusive_amount=0,
            tax_inclusive_amount=0,
            payable_amount=0,
            counted_amount=0,
        )
        session.add(row)
        await session.flush()
        place = f"/api/factures/{row.id}/dossier"

    async with choral.browser(1) as other:
        assert (await other.get(place)).status_code == 404
    async with choral.browser() as browser:
        answer = await browser.get(place)

    assert answer.status_code == 502
    assert answer.json()["message"].endswith(".")
