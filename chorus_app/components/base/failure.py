"""What stands in for a page that failed to draw, in French; and nothing else around pages."""

from collections.abc import Callable

import reflex as rx
from reflex.vars.function import ArgsFunctionOperation
from reflex_components_core.base.error_boundary import ErrorBoundary

from chorus_app.components.base.parts import plain_link
from chorus_app.texts.errors import UNEXPECTED


def failure() -> dict[tuple[int, str], Callable[[bool], rx.Component | None]]:
    """Return the app's wraps: one error boundary. Reflex's English banners are left out."""
    return {(55, "ErrorBoundary"): lambda stateful: _boundary()}


def _boundary() -> rx.Component:
    drawn = ArgsFunctionOperation.create(("event_args",), rx.Var.create(_fallback()))
    return ErrorBoundary.create(fallback_render=drawn)


def _fallback() -> rx.Component:
    return rx.el.main(
        rx.el.p(UNEXPECTED),
        plain_link("Recharger", href="", class_name="button"),
        class_name="empty",
    )
