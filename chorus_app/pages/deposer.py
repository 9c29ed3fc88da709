"""Déposer: from a file to a receipt."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.parts import once_read
from chorus_app.components.base.shell import shell
from chorus_app.components.deposit.form import deposit_form
from chorus_app.components.deposit.leaving import deletion
from chorus_app.components.deposit.recipient import directory_sheet
from chorus_app.components.deposit.steps import choose_file, confirmation, follow_up, missing_draft
from chorus_app.states.deposer import DeposerState


def deposer() -> rx.Component:
    """Send an invoice."""
    return shell(
        routes.DEPOSER,
        rx.el.div(
            rx.el.h1("Déposer une facture"),
            once_read(DeposerState.shown_at, _page(), 4),
            class_name=rx.cond(DeposerState.sheets.length() > 0, "stack", "narrow stack"),
        ),
    )


def _page() -> rx.Component:
    return rx.fragment(
        rx.el.div(_step(), class_name="stack"),
        directory_sheet(DeposerState),
        confirmation(),
        deletion(),
    )


def _step() -> rx.Component:
    return rx.cond(
        DeposerState.missing,
        missing_draft(),
        rx.cond(
            DeposerState.deposit_id == "",
            choose_file(),
            rx.cond(DeposerState.editable, deposit_form(), follow_up()),
        ),
    )
