"""À traiter: what waits for the supplier, each with its one act."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.parts import empty, skeletons
from chorus_app.components.base.shell import shell
from chorus_app.components.waiting import waiting_list
from chorus_app.states.a_traiter import ATraiterState


def a_traiter() -> rx.Component:
    """The inbox."""
    return shell(
        routes.ACCUEIL,
        rx.el.div(
            rx.el.h1("À traiter"),
            rx.cond(ATraiterState.loaded, _list(), skeletons(6)),
            class_name="narrow stack",
        ),
        back=routes.ACCUEIL,
        title="Accueil",
    )


def _list() -> rx.Component:
    return rx.cond(
        ATraiterState.waiting.length() > 0,
        rx.fragment(
            rx.el.p(ATraiterState.count_text, class_name="muted", role="status"),
            rx.el.div(waiting_list(ATraiterState.waiting), class_name="card"),
            rx.el.p(ATraiterState.more, class_name="muted small"),
        ),
        empty("check", "Rien ne vous attend."),
    )
