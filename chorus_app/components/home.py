"""The first screen's parts: what waits, what is to be cashed, the families, the latest changes."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.parts import (
    badge,
    card,
    empty,
    icon,
    link,
    section,
    skeletons,
)
from chorus_app.components.invoice.rows import invoice_row
from chorus_app.components.waiting import news_window, waiting_list
from chorus_app.states.accueil import AccueilState, FamilyView
from chorus_app.states.money_views import LATE, BarView, PartView
from chorus_app.states.notice_views import NoticeView
from chorus_app.states.views import RowView


def home() -> rx.Component:
    """Return the screen, or the places of its cards while it loads."""
    return rx.cond(
        AccueilState.loaded,
        rx.cond(AccueilState.nothing, _nothing(), _screen()),
        skeletons(6),
    )


def _nothing() -> rx.Component:
    return empty(
        "inbox",
        "Aucune facture dans Chorus Pro pour le moment.",
        rx.el.p("Déposez la première : Choral la suivra jusqu’au paiement.", class_name="muted"),
        link("Déposer une facture", to=routes.DEPOSER, class_name="button primary"),
    )


def _screen() -> rx.Component:
    return rx.fragment(
        news_window(),
        section("À traiter", _waiting()),
        section("À encaisser", _money()),
        rx.cond(AccueilState.notices.length() > 0, _notices(), rx.fragment()),
        section(
            "Par étape",
            rx.el.div(rx.foreach(AccueilState.families, _family), class_name="tiles"),
            rx.el.p(AccueilState.beside_families, class_name="muted small"),
        ),
        section(
            "Derniers changements",
            rx.el.ul(
                rx.foreach(AccueilState.latest, _latest),
                class_name="card rows",
            ),
        ),
    )


def _latest(row: RowView) -> rx.Component:
    return invoice_row(row)


def _waiting() -> rx.Component:
    return rx.cond(
        AccueilState.waiting.length() > 0,
        rx.el.div(
            waiting_list(AccueilState.waiting),
            rx.cond(
                AccueilState.waiting_more != "",
                link(
                    AccueilState.waiting_more, to=routes.A_TRAITER, class_name="button wide plain"
                ),
                rx.fragment(),
            ),
            class_name="card",
        ),
        card(rx.el.p(icon("check"), " Rien ne vous attend.", class_name="muted")),
    )


def _notices() -> rx.Component:
    """Return what changed since this person last looked."""
    return section(
        "Depuis votre dernier passage",
        rx.el.div(
            rx.el.ul(rx.foreach(AccueilState.notices, _notice), class_name="rows"),
            rx.el.button(
                "Tout marquer comme lu (",
                AccueilState.notices_words,
                ")",
                type="button",
                class_name="button wide plain",
                on_click=AccueilState.all_read,
                data_sends="true",
            ),
            class_name="card",
        ),
    )


def _notice(view: NoticeView) -> rx.Component:
    return rx.el.li(
        link(
            badge("clock", "onway"),
            rx.el.div(
                rx.el.span(view.title, class_name="name"),
                rx.el.span(view.body, class_name="muted small"),
                rx.el.div(view.when, class_name="muted small"),
            ),
            to=view.href,
            class_name="row",
        ),
        key=view.id,
    )


def _money() -> rx.Component:
    return card(
        rx.el.p(AccueilState.outstanding, class_name="hero"),
        rx.el.p(AccueilState.outstanding_words, class_name="muted"),
        rx.cond(
            AccueilState.bars.length() > 0,
            rx.fragment(
                rx.el.ol(
                    rx.foreach(AccueilState.bars, _bar),
                    class_name="bars",
                    aria_label="Sommes attendues par semaine, d’après les échéances légales, connues ou estimées",
                ),
                rx.el.p(
                    "Par semaine, d’après les échéances légales, connues ou estimées.",
                    class_name="muted small",
                ),
            ),
            rx.fragment(),
        ),
        rx.cond(
            AccueilState.parts.length() > 0,
            rx.fragment(
                rx.el.h3("Ce qui fait cette somme, et combien de factures", class_name="small"),
                rx.el.dl(rx.foreach(AccueilState.parts, _part), class_name="facts sums"),
            ),
            rx.fragment(),
        ),
        rx.cond(
            (AccueilState.late_words != "") & (AccueilState.parts.length() == 0),
            link(
                rx.el.span(icon("clock"), class_name="tone-accent"),
                AccueilState.late_words,
                to=LATE,
                class_name="late-line",
            ),
            rx.fragment(),
        ),
    )


def _part(part: PartView) -> rx.Component:
    """Return a part and its amount; its label leads to its invoices."""
    return rx.el.div(
        rx.el.dt(link(part.label, to=part.href, class_name="leads")),
        rx.el.dd(part.amount),
        key=part.label,
    )


def _bar(bar: BarView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(class_name="fill", style={"height": f"{bar.height}%"}),
            class_name="track",
            aria_hidden="true",
        ),
        rx.el.span(
            bar.label, rx.el.span(" : ", bar.amount, class_name="sr"), class_name="small muted"
        ),
        class_name=rx.cond(bar.late, "late", ""),
        key=bar.label,
    )


def _family(view: FamilyView) -> rx.Component:
    return link(
        rx.el.div(
            badge(view.icon, view.tone),
            rx.el.span(view.count, class_name="figure"),
            class_name="line",
        ),
        rx.el.div(view.name, class_name="name"),
        rx.el.div(view.amount, class_name="muted small"),
        to=view.href,
        class_name="card tile",
        key=view.name,
    )
