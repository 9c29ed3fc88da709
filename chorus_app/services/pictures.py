"""The pages of a deposited PDF as pictures, for whoever checks what was read in it."""

import hashlib
from dataclasses import dataclass

from chorus_app import documents
from chorus_app.services.context import current
from chorus_app.services.drafts import NotThere, row_of, sheets_of
from chorus_app.services.places import Places
from chorus_app.services.sessions import Identity

__all__ = ["NotThere", "Page", "drawings", "page_of"]

drawings = Places(3)
"""A form shows one page at a time: three are as many tabs or devices at once."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that somebody may see: `tag` changes with what it shows."""

    tag: str
    number: int
    file_key: str

    async def picture(self) -> bytes:
        """Draw it as WebP. Raises `NotThere` when it cannot be drawn, or the file is gone."""
        try:
            async with current().files.opened(self.file_key) as content:
                return await documents.draw(content, self.number)
        except (documents.Unreadable, FileNotFoundError):
            raise NotThere from None


async def page_of(who: Identity, deposit_id: str, number: int) -> Page:
    """Return a page, counted from 0, of a deposit. Raises `NotThere` for what was not read."""
    row = await row_of(who, deposit_id)
    if number not in {sheet[0] for sheet in sheets_of(row)}:
        raise NotThere
    tag = hashlib.sha256(f"{row.file_key} {number}".encode()).hexdigest()[:32]
    return Page(tag, number, row.file_key)
