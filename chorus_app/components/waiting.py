"""What waits: a list of items with their act, and the window of what came back."""

from typing import Any

import reflex as rx

from chorus_app.components.base.client import sheet
from chorus_app.components.base.parts import badge, link
from chorus_app.states.accueil import AccueilState
from chorus_app.states.waiting_views import WaitingView


def waiting_list(views: Any) -> rx.Component:
    """Return the items, the most pressing first."""
    return rx.el.ul(rx.foreach(views, _item), class_name="rows")


def _item(view: WaitingView) -> rx.Component:
    return rx.el.li(
        link(
            badge(view.icon, view.tone),
            rx.el.div(
                rx.el.span(view.title, class_name="name"),
                rx.el.span(view.said, class_name="muted small"),
                rx.cond(
                    view.when != "",
                    rx.el.div(view.when, class_name="muted small"),
                    rx.fragment(),
                ),
                rx.el.div(view.act, class_name="act"),
            ),
            to=view.href,
            class_name="row",
        ),
        key=view.href,
    )


def news_window() -> rx.Component:
    """Return the window at sign-in: what came back and was not acknowledged yet (row H7)."""
    return sheet(
        rx.el.div(
            rx.el.h1("Factures revenues"),
            rx.el.p(
                "Acquitter, c’est dire que vous l’avez vue : rien n’est payé ni envoyé, et elle reste "
                "dans « À traiter ».",
                class_name="muted small",
            ),
            rx.el.ul(rx.foreach(AccueilState.news, _news), class_name="rows"),
            rx.el.div(
                rx.el.button("Plus tard", type="button", class_name="button", data_close="true"),
                rx.el.button(
                    "J’ai tout vu (acquitter)",
                    type="button",
                    class_name="button primary",
                    on_click=AccueilState.acknowledge_all,
                    data_sends="true",
                ),
                class_name="foot",
            ),
            class_name="body stack",
        ),
        sheet_id="nouvelles",
        label="Factures revenues",
        open=AccueilState.news_open,
        on_dismiss=AccueilState.close_news,
    )


def _news(view: WaitingView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            badge(view.icon, view.tone),
            rx.el.div(
                rx.el.span(view.title, class_name="name"),
                rx.el.p(view.said),
                rx.el.p(
                    "Déposée le ",
                    view.deposited,
                    ", revenue le ",
                    view.when,
                    class_name="muted small",
                ),
                rx.el.button(
                    "J’ai vu (acquitter)",
                    rx.el.span(" ", view.said, class_name="sr"),
                    type="button",
                    class_name="plain",
                    on_click=AccueilState.acknowledge(view.id),
                    data_sends="true",
                ),
            ),
            class_name="row",
        ),
        key=view.href,
    )
