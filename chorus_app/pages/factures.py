"""Factures: the list, and beside it on a computer the place of the invoice to open."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.client import list_mark
from chorus_app.components.base.parts import empty
from chorus_app.components.base.shell import shell
from chorus_app.components.invoice.listing import listing


def factures() -> rx.Component:
    """Search, sort and open invoices."""
    return shell(
        routes.FACTURES,
        rx.el.div(
            rx.el.div(listing(), list_mark(), class_name="list-pane"),
            rx.el.div(
                empty("file", "Choisissez une facture dans la liste."), class_name="detail-pane"
            ),
            class_name="pair-layout",
        ),
    )
