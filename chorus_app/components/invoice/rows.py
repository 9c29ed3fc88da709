"""The list's rows, its headings and its chips."""

from typing import Any

import reflex as rx

from chorus_app.components.base.parts import badge, icon, link
from chorus_app.states.views import ChipView, GroupView, RowView


def invoice_row(row: RowView, selected: Any = 0) -> rx.Component:
    """Return one invoice: icon and word of its status, recipient, number, date and amount."""
    return rx.el.li(
        link(
            badge(row.icon, row.tone),
            rx.el.div(
                rx.el.span(row.name, class_name="name"),
                rx.el.span(row.number, class_name="muted small"),
                rx.cond(
                    row.found_by != "",
                    rx.el.div(row.found_by, class_name="muted small"),
                    rx.fragment(),
                ),
            ),
            rx.el.div(
                rx.el.div(row.amount, class_name="amount"),
                rx.el.div(row.date, class_name="muted small"),
                class_name="right",
            ),
            rx.el.span(
                rx.cond(
                    row.shows_status,
                    rx.el.span(row.status, " · ", class_name=f"tone-{row.tone}"),
                    rx.el.span(row.status, class_name="sr"),
                ),
                row.hint,
                class_name=f"under hint tone-{row.hint_tone}",
            ),
            to=row.href,
            class_name="row",
            aria_current=rx.cond(row.id == selected, "true", "false"),
        ),
        key=row.id,
    )


def group(view: GroupView, selected: Any = 0) -> rx.Component:
    """Return rows under their sticky heading, when they have one."""
    return rx.el.section(
        rx.cond(
            view.heading != "",
            rx.el.header(rx.el.h2(view.heading), rx.el.span(view.amount, class_name="amount")),
            rx.fragment(),
        ),
        rx.el.ul(
            rx.foreach(view.rows, lambda row: invoice_row(row, selected)), class_name="card rows"
        ),
        class_name="group",
        key=view.heading,
    )


def chip(view: ChipView) -> rx.Component:
    """Return something understood, with the way to take it off."""
    return rx.el.li(
        link(
            view.label,
            icon("close"),
            rx.el.span(" – retirer ce critère", class_name="sr"),
            to=view.href,
            replace=True,
            class_name="chip",
        ),
        key=view.label,
    )
