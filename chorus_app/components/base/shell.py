"""The frame of every page: skip link, top bar, main, bottom bar (a side bar on a computer)."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from chorus_app import routes
from chorus_app.components.base.client import app_badge, back_to_list
from chorus_app.components.base.parts import icon, link, plain_link, problem
from chorus_app.components.base.push import keep_subscribed
from chorus_app.states.shell import ShellState

FOOT = "Choral · service indépendant, non affilié à l’AIFE"


def shell(current: str, *content: rx.Component, back: str = "", title: str = "") -> rx.Component:
    """Return a page. `current` is the tab's path; `back` puts a Back button on top."""
    return rx.el.div(
        plain_link("Aller au contenu", href="#contenu", class_name="skip"),
        navigation(current),
        rx.el.div(
            top_bar(back, title),
            rx.el.main(_news(), *content, id="contenu", tab_index=-1),
            class_name="page",
        ),
        app_badge(count=rx.cond(ShellState.fresh != "", ShellState.waiting, -1)),
        keep_subscribed(),
        class_name="app",
    )


def top_bar(back: str, title: str) -> rx.Component:
    """Return the bar on top: whose data (or the way back), and how fresh they are."""
    left = _back(back, title) if back else _whose()
    return rx.el.header(
        *left,
        rx.el.button(
            rx.cond(
                ShellState.fresh != "",
                rx.el.span(
                    rx.el.span(ShellState.fresh_lead, class_name="lead"), " ", ShellState.fresh
                ),
                rx.cond(has_connection_errors, "hors ligne", "chargement…"),
            ),
            rx.el.span(" – actualiser", class_name="sr"),
            type="button",
            class_name=rx.cond(
                has_connection_errors, "fresh off", f"fresh {ShellState.fresh_tone}"
            ),
            on_click=ShellState.ask_fresh,
        ),
        class_name="top",
    )


def _whose() -> list[rx.Component]:
    return [
        rx.el.span(ShellState.initials, class_name="initials", aria_hidden="true"),
        rx.el.span(ShellState.structure, class_name="who grow"),
    ]


def _back(path: str, title: str) -> list[rx.Component]:
    return [
        (back_to_list if path == routes.FACTURES else link)(
            icon("back"),
            rx.el.span("Retour", class_name="sr"),
            to=path,
            class_name="button icon-only plain",
        ),
        rx.el.span(title, class_name="who grow"),
    ]


def _news() -> rx.Component:
    """Say what is wrong or under way with the data as a whole."""
    return rx.el.div(
        rx.cond(
            has_connection_errors & (ShellState.fresh != ""),
            rx.el.p(
                "Connexion interrompue : ce qui est affiché date de la dernière mise à jour.",
                class_name="notice tone-accent when-cut",
                role="status",
            ),
            rx.fragment(),
        ),
        problem(ShellState.problem),
        rx.cond(
            ShellState.progress != "",
            rx.el.div(
                rx.el.p(ShellState.progress, class_name="small muted", role="status"),
                rx.el.div(
                    rx.el.span(style={"width": f"{ShellState.progress_percent}%"}),
                    class_name="progress",
                    aria_hidden="true",
                ),
            ),
            rx.fragment(),
        ),
        rx.el.p(
            rx.cond(
                ShellState.fresh != "",
                "Hors ligne : ce qui est affiché date de la dernière mise à jour.",
                "Hors ligne : rien n’est affiché avant le retour du réseau.",
            ),
            class_name="notice tone-accent when-offline",
            role="status",
        ),
        class_name="stack",
    )


def navigation(current: str) -> rx.Component:
    """Return the five tabs: a bar under the thumb, a column on a computer."""
    return rx.el.nav(
        rx.el.div(
            rx.el.img(src="/icons/favicon.svg", alt="", width="32", height="32"),
            "Choral",
            class_name="brand",
        ),
        rx.el.ul(
            _tab(routes.ACCUEIL, "home", "Accueil", current, count=True),
            _tab(routes.FACTURES, "list", "Factures", current),
            _tab(routes.DEPOSER, "plus", "Déposer", current, special="deposit-tab"),
            _tab(routes.AIDE, "help", "Aide", current),
            _tab(routes.COMPTE, "user", "Compte", current),
        ),
        rx.el.p(FOOT, class_name="side-foot"),
        class_name="nav",
        aria_label="Navigation principale",
    )


def _tab(
    path: str, icon_name: str, label: str, current: str, *, count: bool = False, special: str = ""
) -> rx.Component:
    props: dict[str, Any] = {"aria_current": "page"} if path == current else {}
    return rx.el.li(
        link(
            rx.el.span(
                icon(icon_name), _count() if count else rx.fragment(), class_name="icon-box"
            ),
            rx.el.span(label),
            to=path,
            **props,
        ),
        class_name=special,
    )


def _count() -> rx.Component:
    return rx.cond(
        ShellState.waiting > 0,
        rx.el.span(
            rx.cond(ShellState.waiting > 99, "99+", ShellState.waiting.to_string()),
            rx.el.span(" à traiter", class_name="sr"),
            class_name="count-badge",
        ),
        rx.fragment(),
    )
