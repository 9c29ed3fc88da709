"""The file picker of a deposit, with Chorus Pro's limits."""

from typing import Any

import reflex as rx

from chorus_app.components.base.upload import file_picker
from chorus_app.domain.deposit import NAME_LIMIT
from chorus_app.states.deposer import DeposerState

FILE_LIMIT = 10_000_000


def deposit_picker(**props: Any) -> rx.Component:
    """Return the picker; `draft` is the draft whose file the new one replaces."""
    return file_picker(
        accept=".pdf,.xml,application/pdf,application/xml,text/xml",
        limit=FILE_LIMIT,
        name_limit=NAME_LIMIT,
        on_uploaded=DeposerState.uploaded,
        **props,
    )
