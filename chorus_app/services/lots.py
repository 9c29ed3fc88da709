"""An archive of invoices: a draft of each, and a reason for each file that gives none."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import PurePath

from chorus_app import documents
from chorus_app.documents import Member, Unreadable
from chorus_app.domain.answer import piece_name
from chorus_app.domain.deposit import FILE_EXTENSIONS
from chorus_app.services import deposits
from chorus_app.services.context import current
from chorus_app.services.deposits import TooManyDrafts
from chorus_app.services.sessions import Identity
from chorus_app.services.storage import FileTooLarge
from chorus_app.texts.deposit import LOT_FAULTS, LotFault

LARGEST = documents.LARGEST_ARCHIVE


@dataclass(slots=True)
class Lot:
    """What became of an archive: the ids of the drafts made, and what was refused with its reason.

    Each draft is stored as soon as its file is read: whatever stops the rest, it stays.
    """

    made: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


async def deposit_lot(who: Identity, file_key: str) -> Lot:
    """Make a draft of each invoice of a stored archive; the archive itself is then forgotten.

    Raises `Unreadable` for what is no archive, is damaged, or too large once opened.
    """
    files, lot = current().files, Lot()
    try:
        async with files.opened(file_key, large=True) as content:
            for member in await documents.unpack(content):
                await _deposit(who, member, lot)
    finally:
        await files.delete(file_key)
    return lot


async def _deposit(who: Identity, member: Member, lot: Lot) -> None:
    """Make a draft of one file, or tell why there is none."""
    name = piece_name(member.name)
    try:
        lot.made.append(await _draft(who, member))
    except Unreadable as error:
        lot.refused.append((name, error.sentence))
    except TooManyDrafts:
        lot.refused.append((name, LOT_FAULTS[LotFault.TROP_DE_BROUILLONS]))
    except FileTooLarge:
        lot.refused.append((name, LOT_FAULTS[LotFault.TROP_LOURD]))
    except _NotAnInvoice:
        lot.refused.append((name, LOT_FAULTS[LotFault.AUTRE_FICHIER]))


class _NotAnInvoice(Exception):
    """The name is not that of a PDF or of an XML file: Chorus Pro would refuse it."""


async def _draft(who: Identity, member: Member) -> str:
    if PurePath(member.name.lower()).suffix not in FILE_EXTENSIONS:
        raise _NotAnInvoice
    context = current()
    key, size = await context.files.save(_once(member.content), context.settings.upload_limit)
    return await deposits.create(who, key, member.name, size)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
