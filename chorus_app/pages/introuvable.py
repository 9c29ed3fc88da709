"""The page for an address that leads nowhere."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.parts import empty, link


def introuvable() -> rx.Component:
    """Say that there is nothing here, and lead back."""
    return rx.el.main(
        rx.el.h1("Page introuvable", class_name="sr"),
        empty(
            "search",
            "Cette page n’existe pas.",
            link("Revenir à l’accueil", to=routes.ACCUEIL, class_name="button primary"),
        ),
    )
