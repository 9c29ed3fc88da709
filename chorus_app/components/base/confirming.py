"""What is shown before something leaves, and what is said of a confirmation that came too late."""

from typing import Any

import reflex as rx

from chorus_app.components.base.client import confirm_button, sheet
from chorus_app.components.base.parts import pairs


def confirmation(state: Any, title: Any, words: Any, *, label: str) -> rx.Component:
    """Return the sheet of a state that is `Confirming`: its summary; nothing leaves on Annuler."""
    return sheet(
        rx.el.div(
            rx.el.h1(title),
            rx.el.p(words, class_name="muted small"),
            pairs(state.summary),
            rx.el.div(
                rx.el.button("Annuler", type="button", class_name="button", data_close="true"),
                confirm_button(
                    "Confirmer et envoyer",
                    class_name="button primary",
                    order=state.order,
                    on_confirm=state.confirm,
                ),
                class_name="foot",
            ),
            class_name="body stack",
        ),
        sheet_id="confirmation",
        label=label,
        open=state.confirming,
        open_signal=state.shown,
        on_dismiss=state.close_confirmation,
    )


def too_late(state: Any) -> rx.Component:
    """Return what is said, beside the button that leads to the confirmation."""
    return rx.cond(
        state.late != "",
        rx.el.p(state.late, class_name="late notice tone-refused", role="alert"),
        rx.fragment(),
    )
