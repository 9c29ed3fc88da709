"""GET /api/depots/{id}/pages/{number}: a page of a deposited PDF, for its own supplier only."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from chorus_app import documents
from chorus_app.services import passwords
from tests.documents.pdf_samples import classic_invoice, pdf
from tests.documents.xml_samples import Cii
from tests.web.depositing import Site, site

INVOICE = pdf(classic_invoice(), [])


@pytest.fixture
async def choral(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
    async with site(tmp_path) as running:
        yield running


async def deposited(choral: Site, content: bytes, name: str = "facture.pdf") -> str:
    """Return where the pages of a new draft of the first visitor are."""
    async with choral.browser() as browser:
        headers = {"x-file-name": name}
        answer = await browser.post("/api/depots", content=content, headers=headers)
    return f"/api/depots/{answer.json()['id']}/pages/"


async def test_each_page_is_a_picture_that_only_this_browser_keeps(choral: Site) -> None:
    pages = await deposited(choral, INVOICE)
    async with choral.browser() as browser:
        answers = [await browser.get(f"{pages}{number}") for number in (0, 1)]

    for answer in answers:
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
        assert answer.headers["cache-control"] == "private, no-cache"
    assert answers[0].content != answers[1].content
    assert answers[0].headers["etag"] != answers[1].headers["etag"]


async def test_a_page_that_was_kept_is_asked_for_and_not_sent_again(choral: Site) -> None:
    pages = await deposited(choral, INVOICE)
    async with choral.browser() as browser:
        tag = (await browser.get(f"{pages}0")).headers["etag"]
        again = await browser.get(f"{pages}0", headers={"if-none-match": tag})
        other = await browser.get(f"{pages}1", headers={"if-none-match": tag})
    async with choral.browser(1) as stranger:
        theirs = await stranger.get(f"{pages}0", headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert (other.status_code, theirs.status_code) == (200, 404)


async def test_nobody_sees_a_page_without_a_session(choral: Site) -> None:
    pages = await deposited(choral, INVOICE)
    async with choral.browser(None) as browser:
        answer = await browser.get(f"{pages}0")

    assert answer.status_code == 401
    assert "Reconnectez-vous" in answer.json()["message"]


async def test_somebody_else_s_and_nobody_s_are_not_told_apart(choral: Site) -> None:
    pages = await deposited(choral, INVOICE)
    async with choral.browser(1) as other:
        theirs = await other.get(f"{pages}0")
        nobodys = await other.get("/api/depots/inconnu/pages/0")

    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.json() == nobodys.json() == {"message": "Page introuvable."}


@pytest.mark.parametrize("page", ["2", "-1", "9" * 30, "9" * 5000, "0.5", "x", "%00", "²"])
async def test_no_other_page_is_there(choral: Site, page: str) -> None:
    pages = await deposited(choral, INVOICE)
    async with choral.browser() as browser:
        assert (await browser.get(f"{pages}{page}")).status_code == 404


async def test_data_have_no_page(choral: Site) -> None:
    pages = await deposited(choral, Cii().xml(), "facture.xml")
    async with choral.browser() as browser:
        assert (await browser.get(f"{pages}0")).status_code == 404


async def test_a_page_that_cannot_be_drawn_or_is_gone(choral: Site) -> None:
    pages = await deposited(choral, INVOICE)
    [path] = choral.stored()
    path.write_bytes(b"%PDF-1.7 damaged since")
    async with choral.browser() as browser:
        damaged = await browser.get(f"{pages}0")
        path.unlink()
        gone = await browser.get(f"{pages}0")

    assert damaged.status_code == gone.status_code == 404
    assert damaged.json() == gone.json()


async def test_one_user_has_three_pages_drawn_at_once(
    choral: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, hold = await deposited(choral, INVOICE), asyncio.Event()

    async def slow(*_: object) -> bytes:
        await hold.wait()
        return b"RIFF"

    monkeypatch.setattr(documents, "draw", slow)
    async with choral.browser() as browser:
        first = [asyncio.create_task(browser.get(f"{pages}0")) for _ in range(4)]
        done, waiting = await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        hold.set()
        drawn = await asyncio.gather(*waiting)

    assert [task.result().status_code for task in done] == [429]
    assert {answer.status_code for answer in drawn} == {200}
