"""Form fields: a label above, an example, and the error beside the field it concerns."""

from typing import Any

import reflex as rx

TYPING_PAUSE = 600
"""Milliseconds without a key before what is typed is kept: a reload loses no more than that."""


def field(name: str, label: Any, control: rx.Component, *, error: Any = "") -> rx.Component:
    """Return a labelled control with its error under it."""
    return rx.el.div(
        rx.el.label(label, html_for=name), control, error_line(name, error), class_name="field"
    )


def error_line(name: str, error: Any) -> rx.Component:
    """Return the error of a field, announced when it appears."""
    return rx.el.p(error, class_name="error", id=f"{name}-erreur", role="alert")


def text_input(name: str, *, error: Any = "", **props: Any) -> rx.Component:
    """Return a text input whose error, if any, is tied to it."""
    return rx.el.input(
        id=name,
        name=name,
        aria_describedby=f"{name}-erreur",
        aria_invalid=rx.cond(error != "", "true", "false") if error is not None else "false",
        auto_complete=props.pop("auto_complete", "off"),
        **props,
    )
