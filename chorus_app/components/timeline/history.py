"""The dated life of an invoice, newest first."""

import reflex as rx

from chorus_app.components.base.parts import badge, card
from chorus_app.states.facture import EventView, FactureState


def timeline() -> rx.Component:
    """Return the history as an ordered list."""
    return card(
        rx.cond(
            FactureState.events.length() > 0,
            rx.el.ol(rx.foreach(FactureState.events, _event), class_name="timeline"),
            rx.el.p("L’historique n’a pas encore pu être lu.", class_name="muted"),
        )
    )


def own_acts() -> rx.Component:
    """Return what was done here about the invoice: the journal that proves."""
    return card(rx.el.ol(rx.foreach(FactureState.own_acts, _event), class_name="timeline"))


def _event(event: EventView) -> rx.Component:
    return rx.el.li(
        badge(event.icon, event.tone),
        rx.el.div(
            rx.el.div(event.label, class_name="name"),
            rx.el.div(event.when, class_name="muted small"),
            rx.cond(
                event.comment != "",
                rx.el.p(event.comment, class_name="quote"),
                rx.fragment(),
            ),
        ),
    )
