"""Facture: one invoice; on a computer, beside the list it came from."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.shell import shell
from chorus_app.components.invoice.detail import detail
from chorus_app.components.invoice.listing import listing


def facture() -> rx.Component:
    """Follow one invoice."""
    return shell(
        routes.FACTURES,
        rx.el.div(
            rx.el.div(listing(), class_name="list-pane behind"),
            rx.el.div(detail(), class_name="detail-pane front"),
            class_name="pair-layout",
        ),
        back=routes.FACTURES,
        title="Factures",
    )
