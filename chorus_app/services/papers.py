"""The files of an invoice that may be opened: its own, those of answers, Chorus Pro's folder."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chorus_app.gateway.errors import ChorusError
from chorus_app.services.accounts import client_of
from chorus_app.services.context import current
from chorus_app.services.invoices import NotThere, OpenInvoice
from chorus_app.services.places import Places
from chorus_app.services.sessions import Identity
from chorus_app.store import answers, deposits
from chorus_app.store import invoices as mirrored

__all__ = [
    "ChorusError",
    "NotThere",
    "Origin",
    "Paper",
    "downloads",
    "folder",
    "forget",
    "papers",
    "piece",
]

downloads = Places(1)
"""A folder weighs up to 120 Mo, whole in memory until it is written down: one for each user."""


class Origin(StrEnum):
    """Where a file can be read from."""

    DEPOT = "DEPOT"
    REPONSE = "REPONSE"
    CHORUS = "CHORUS"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of an invoice. `id`: the deposit's or the piece's, empty for one of Chorus Pro alone.

    `type_label` is Chorus Pro's own word for it, empty where it tells none.
    """

    origin: Origin
    id: str
    name: str
    type_label: str = ""


async def papers(who: Identity, opened: OpenInvoice) -> list[Paper]:
    """Return the file deposited here, then the pieces sent with answers, then the others."""
    row = opened.row
    async with current().store.reading() as session:
        deposit = await deposits.of_invoice(session, who.structure_id, row.chorus_id)
        sent = await answers.sent_pieces(session, row.id or 0)
    told = {each.chorus_id: each for each in (opened.detail.attachments if opened.detail else ())}
    ours = [Paper(Origin.DEPOT, deposit.id, deposit.file_name)] if deposit else []
    for each in sent:
        known = told.pop(each.chorus_attachment_id or 0, None)
        ours.append(Paper(Origin.REPONSE, each.id, each.name, known.type_label if known else ""))
    theirs = (Paper(Origin.CHORUS, "", one.name, one.type_label) for one in told.values())
    return [*ours, *theirs]


async def piece(who: Identity, piece_id: str) -> tuple[str, Path]:
    """Return the name of a piece and where it is. Raises `NotThere`, `FileNotFoundError`."""
    async with current().store.session() as session:
        found = await answers.piece(session, who.structure_id, piece_id)
    if not found:
        raise NotThere
    return found[0].name, await current().files.place(found[0].file_key)


async def folder(who: Identity, invoice_id: int) -> tuple[str, Path, str]:
    """Have Chorus Pro give all that it keeps of an invoice: a PDF, or a ZIP when there are pieces.

    Returns its name, where it is, and its key for `forget`. Chorus Pro writes the download in the
    invoice's history. Raises `NotThere`, `ChorusError`.
    """
    async with current().store.reading() as session:
        row = await mirrored.one(session, who.structure_id, invoice_id)
    if not row:
        raise NotThere
    client = await client_of(who.structure_id)
    given = await client.download([row.chorus_id], with_attachments=True)
    extension = "pdf" if given.media_type == "application/pdf" else "zip"
    key, _ = await current().files.save(_once(given.content), len(given.content))
    name = f"{row.invoice_number.replace('/', '-')}.{extension}"
    return name, await current().files.place(key), key


async def forget(key: str) -> None:
    """Forget a folder that was sent; `orphans` does where its reader went away before its end."""
    await current().files.delete(key)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
