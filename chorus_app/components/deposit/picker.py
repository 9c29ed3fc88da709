"""The file picker of a deposit, with Chorus Pro's limits."""

from typing import Any

import reflex as rx

from chorus_app.components.base.upload import file_picker
from chorus_app.domain.deposit import ARCHIVE_EXTENSIONS
from chorus_app.states.deposer import DeposerState

FILE_LIMIT = 10_000_000
ARCHIVE_LIMIT = 30_000_000
_INVOICES = ".pdf,.xml,application/pdf,application/xml,text/xml"
_ARCHIVES = f",{','.join(ARCHIVE_EXTENSIONS)},application/zip,application/gzip"


def deposit_picker(**props: Any) -> rx.Component:
    """Return the picker; `draft` is the draft whose file the new one replaces."""
    return file_picker(
        accept=_INVOICES if "draft" in props else _INVOICES + _ARCHIVES,
        limit=FILE_LIMIT,
        archive_limit=ARCHIVE_LIMIT,
        on_uploaded=DeposerState.uploaded,
        on_lot=DeposerState.lot_read,
        **props,
    )
