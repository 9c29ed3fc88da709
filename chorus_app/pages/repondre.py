"""Répondre: complete, correct or close an invoice that came back."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.answer.form import answer_confirmation, answer_page
from chorus_app.components.base.parts import once_read
from chorus_app.components.base.shell import shell
from chorus_app.components.deposit.recipient import directory_sheet
from chorus_app.states.repondre import RepondreState


def repondre() -> rx.Component:
    """Answer for an invoice."""
    return shell(
        routes.REPONDRE,
        rx.el.div(once_read(RepondreState.shown_at, _page(), 4), class_name="narrow"),
        back=routes.ACCUEIL,
        title="À traiter",
    )


def _page() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h1(rx.cond(RepondreState.title != "", RepondreState.title, "Répondre")),
            answer_page(),
            class_name="stack",
        ),
        directory_sheet(RepondreState),
        answer_confirmation(),
    )
