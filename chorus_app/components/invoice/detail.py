"""The detail of one invoice."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.parts import (
    empty,
    facts,
    icon,
    link,
    once_read,
    plain_link,
    problem,
    section,
)
from chorus_app.components.timeline.history import own_acts, timeline
from chorus_app.states.clock_views import BuyerView
from chorus_app.states.facture import ActView, FactureState
from chorus_app.states.kin_views import KinView
from chorus_app.states.paper_views import PaperView


def detail() -> rx.Component:
    """Return the invoice, or that there is none, or its place while it loads."""
    page = rx.cond(FactureState.missing != "", _missing(), _invoice())
    return once_read(FactureState.shown_at, page, 5)


def _missing() -> rx.Component:
    return rx.fragment(
        rx.el.h1("Facture introuvable", class_name="sr"),
        empty(
            "search",
            FactureState.missing,
            link("Voir toutes les factures", to=routes.FACTURES, class_name="button"),
        ),
    )


def _invoice() -> rx.Component:
    return rx.el.article(
        _head(),
        problem(FactureState.problem),
        # Late where nobody but the buyer has to act: that comes before a calm word on the status.
        rx.cond(
            (FactureState.clock_tone == "accent") & (FactureState.status_tone == "onway"),
            rx.fragment(section("Paiement", _clock()), _turn()),
            rx.fragment(_turn(), section("Paiement", _clock())),
        ),
        section("Historique", timeline()),
        rx.cond(
            FactureState.own_acts.length() > 0,
            section("Vos actions dans Choral", own_acts()),
            rx.fragment(),
        ),
        section("Montants", facts(FactureState.totals)),
        _unless_empty("TVA par taux", FactureState.vat),
        section("Destinataire et fournisseur", facts(FactureState.parties)),
        section("Références", facts(FactureState.references)),
        section("Pièces", _papers()),
        _acts(),
        class_name="stack",
    )


def _unless_empty(title: str, views: rx.Var) -> rx.Component:
    return rx.cond(views.length() > 0, section(title, facts(views)), rx.fragment())


def _papers() -> rx.Component:
    return rx.fragment(
        rx.cond(
            FactureState.files.length() > 0,
            rx.el.ul(rx.foreach(FactureState.files, _paper), class_name="card rows"),
            rx.fragment(),
        ),
        rx.el.div(
            plain_link(
                icon("file"),
                "Télécharger la facture et ses pièces",
                href=FactureState.folder,
                download=True,
                class_name="button wide",
            ),
            rx.el.p(
                "Telles que Chorus Pro les garde ; il note ce téléchargement dans l’historique.",
                class_name="muted small",
            ),
            class_name="stack",
        ),
    )


def _paper(view: PaperView) -> rx.Component:
    words = rx.el.div(
        rx.el.span(view.name, class_name="name"), rx.el.span(view.kind, class_name="muted small")
    )
    return rx.el.li(
        rx.cond(
            view.href != "",
            plain_link(
                icon("file"),
                words,
                rx.el.span("Ouvrir", class_name="act"),
                href=view.href,
                download=True,
                class_name="row",
            ),
            rx.el.div(icon("file"), words, class_name="row"),
        ),
    )


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.div(
            rx.el.span(
                icon(FactureState.status_icon),
                FactureState.status,
                class_name=f"status-pill tone-{FactureState.status_tone}",
            ),
            rx.el.span(FactureState.number, class_name="muted"),
            class_name="headline",
        ),
        rx.el.h1(
            rx.el.span(FactureState.kind, " ", FactureState.number, " : ", class_name="sr"),
            FactureState.amount,
            class_name="hero",
        ),
        rx.el.p(FactureState.recipient, class_name="muted"),
    )


def _turn() -> rx.Component:
    """Say what the status means, who acts next, and the words that came with it."""
    return rx.el.div(
        rx.el.h2(FactureState.meaning),
        rx.cond(
            FactureState.comment != "",
            rx.fragment(
                rx.el.p(FactureState.comment, class_name="said"),
                rx.el.p(FactureState.comment_when, class_name="muted"),
            ),
            rx.fragment(),
        ),
        rx.el.p(FactureState.then, class_name="said"),
        rx.cond(
            FactureState.next_steps != "",
            rx.el.p(FactureState.next_steps, class_name="muted"),
            rx.fragment(),
        ),
        rx.cond(
            FactureState.advice != "",
            rx.el.p(FactureState.advice, class_name="muted"),
            rx.fragment(),
        ),
        rx.foreach(FactureState.kin, _kin),
        class_name=f"notice tone-{FactureState.status_tone}",
    )


def _kin(view: KinView) -> rx.Component:
    return rx.el.p(link(view.label, to=view.href))


def _clock() -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong(FactureState.clock), class_name=f"tone-{FactureState.clock_tone}"),
        rx.cond(FactureState.clock_ends.length() > 0, _progress(), rx.fragment()),
        rx.cond(FactureState.clock_owed != "", rx.el.p(FactureState.clock_owed), rx.fragment()),
        rx.el.p(FactureState.clock_rule, class_name="muted small"),
        rx.cond(
            FactureState.habit != "", rx.el.p(FactureState.habit, class_name="small"), rx.fragment()
        ),
        rx.cond(FactureState.buyer != "", _buyer(), rx.fragment()),
        class_name="card pad clock",
    )


def _progress() -> rx.Component:
    """Draw the delay: what ran of it, and what has passed since it stopped."""
    return rx.fragment(
        rx.el.div(
            rx.el.span(style={"width": f"{FactureState.clock_ran}%"}),
            rx.cond(
                FactureState.clock_stopped > 0,
                rx.el.span(style={"width": f"{FactureState.clock_stopped}%"}, class_name="stopped"),
                rx.fragment(),
            ),
            class_name=f"progress tone-{FactureState.clock_tone}",
            aria_hidden="true",
        ),
        rx.el.p(
            rx.foreach(FactureState.clock_ends, rx.el.span),
            class_name="ends muted small",
        ),
    )


def _buyer() -> rx.Component:
    """Say what the buyer is held to be, on which the delay depends, and let it be corrected."""
    return rx.el.details(
        rx.el.summary(
            rx.el.span("Acheteur : ", FactureState.buyer), rx.el.span("Corriger", class_name="act")
        ),
        rx.el.fieldset(
            rx.el.legend("Quel acheteur est-ce ? Le délai légal en dépend."),
            rx.foreach(FactureState.buyer_kinds, _buyer_kind),
            class_name="options",
        ),
        rx.cond(
            FactureState.buyer_chosen,
            rx.el.button(
                "Revenir à l’automatique (d’après son nom)",
                type="button",
                class_name="button wide",
                on_click=FactureState.forget_buyer,
            ),
            rx.fragment(),
        ),
        rx.el.p(FactureState.buyer_kept, role="status", class_name="muted small"),
    )


def _buyer_kind(view: BuyerView) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="acheteur",
            value=view.value,
            checked=view.chosen,
            on_change=FactureState.choose_buyer(view.value),
        ),
        rx.el.span(
            rx.el.strong(view.label),
            rx.el.span(view.rule, class_name="small"),
            rx.el.span(view.examples, class_name="muted small"),
        ),
        key=view.value,
    )


def _acts() -> rx.Component:
    """Return what may be done, the main act first, where the thumb is."""
    return rx.cond(
        FactureState.acts.length() > 0,
        rx.el.div(rx.foreach(FactureState.acts, _act), class_name="actions"),
        rx.fragment(),
    )


def _act(view: ActView, rank: int) -> rx.Component:
    style = rx.cond((rank == 0) & view.presses, "button primary wide", "button wide")
    return rx.cond(
        view.outside,
        plain_link(
            view.label,
            rx.el.span(" (nouvel onglet)", class_name="sr"),
            href=view.href,
            target="_blank",
            rel="noopener noreferrer",
            class_name=style,
        ),
        link(view.label, to=view.href, class_name=style, key=view.href),
    )
