"""Accueil."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.shell import shell
from chorus_app.components.home import home


def accueil() -> rx.Component:
    """What waits for me, and when am I paid."""
    return shell(
        routes.ACCUEIL, rx.el.h1("Accueil", class_name="sr"), rx.el.div(home(), class_name="narrow")
    )
