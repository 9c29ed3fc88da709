"""The choices of notifications: by kind of event, by way."""

import reflex as rx

from chorus_app.components.base.parts import card
from chorus_app.components.base.push import push_switch
from chorus_app.states.compte import CompteState, KindView, SwitchView


def notice_choices() -> rx.Component:
    """Return the choices, and this device's own switch."""
    return rx.el.div(
        rx.el.div(
            rx.foreach(CompteState.kinds, _kind),
            rx.el.label(
                rx.el.input(
                    type="checkbox", checked=CompteState.daily, on_change=CompteState.one_a_day
                ),
                rx.el.span("Un seul courriel par jour, à 8 h"),
                class_name="toggle",
            ),
            class_name="card pad stack",
        ),
        card(push_switch()),
        class_name="stack",
    )


def _kind(view: KindView) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(view.name),
        rx.el.p(view.example, class_name="muted small"),
        rx.el.div(rx.foreach(view.switches, _switch), class_name="chips"),
        class_name="field",
        key=view.name,
    )


def _switch(view: SwitchView) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=view.on,
            on_change=lambda on: CompteState.switch(view.kind, view.channel, on),
        ),
        rx.el.span(view.label),
        class_name="toggle",
        key=view.channel,
    )
