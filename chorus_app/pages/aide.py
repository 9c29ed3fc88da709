"""Aide: what each status means, and how Choral works. No account needed, no server either."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.parts import badge, link, section
from chorus_app.components.base.shell import shell
from chorus_app.domain.status import Family, Status, members
from chorus_app.texts.help import QUESTIONS
from chorus_app.texts.statuses import FAMILIES, STATUSES


def aide() -> rx.Component:
    """Help in short texts."""
    return shell(
        routes.AIDE,
        rx.el.div(
            rx.el.h1("Aide"),
            section("Les statuts, étape par étape", *[_family(family) for family in FAMILIES]),
            section("Questions fréquentes", *[_question(*pair) for pair in QUESTIONS]),
            rx.el.p(link("À propos de Choral", to=routes.A_PROPOS), class_name="foot-note"),
            class_name="narrow",
        ),
    )


def _family(family: Family) -> rx.Component:
    name, _, _, words = FAMILIES[family]
    return rx.el.section(
        rx.el.h3(f"{name} : {words}"),
        rx.el.ul(*[_status(status) for status in members(family)], class_name="card rows"),
        class_name="stack section",
    )


def _status(status: Status) -> rx.Component:
    words = STATUSES[status]
    return rx.el.li(
        rx.el.div(
            badge(words.icon, words.tone),
            rx.el.div(
                rx.el.span(words.label, class_name="name"),
                rx.el.p(words.meaning),
                rx.el.p(words.then, class_name="muted small"),
            ),
            class_name="row",
        )
    )


def _question(asked: str, answer: str) -> rx.Component:
    return rx.el.details(rx.el.summary(asked), rx.el.p(answer), class_name="card pad section")
