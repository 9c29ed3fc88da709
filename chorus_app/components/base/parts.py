"""The design system's small parts: icons, badges, links, sections, facts, notices."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink

from chorus_app.components.base.showing import at_address

Child = Any
link = ReactRouterLink.create
"""A link that keeps the page's socket: no reload. Takes `to` and `class_name`."""
plain_link = A.create
"""A link that the browser itself follows: a place in the page, a file, another program.

`rx.el.a` is not one: Reflex makes it a `link`, which would look for a page of that address.
"""


def icon(name: Child) -> rx.Component:
    """Draw an icon of the style sheet; words beside it carry the meaning."""
    return rx.el.span(class_name=_joined("icon icon-", name), aria_hidden="true")


def badge(name: Child, tone: Child) -> rx.Component:
    """Draw an icon on a soft square of its tone."""
    return rx.el.span(icon(name), class_name=_joined("badge tone-", tone))


def _joined(prefix: str, name: Child) -> Any:
    return f"{prefix}{name}"


def section(title: str, *children: Child) -> rx.Component:
    """Return a titled part of a page."""
    return rx.el.section(rx.el.h2(title), *children, class_name="section")


def card(*children: Child, **props: Any) -> rx.Component:
    """Return a padded card."""
    return rx.el.div(*children, class_name="card pad", **props)


def fact(label: Child, value: Child, *more: Child) -> rx.Component:
    """Return a line of a description list."""
    return rx.el.div(rx.el.dt(label), rx.el.dd(value, *more))


def address(text: Any) -> rx.Component:
    """Return an electronic address, or a login like one, that may go on a new line before its @."""
    parts = text.split("@")
    return rx.fragment(
        parts[0], rx.cond(parts.length() > 1, rx.fragment(rx.el.wbr(), "@", parts[1]), "")
    )


def facts(views: Any) -> rx.Component:
    """Return a card of labelled values (`FactView`)."""
    return rx.el.dl(
        rx.foreach(
            views,
            lambda view: rx.el.div(
                rx.el.dt(view.label),
                rx.el.dd(view.value, class_name=rx.cond(view.strong, "strong", "")),
            ),
        ),
        class_name="card pad facts",
    )


def pairs(views: Any) -> rx.Component:
    """Return labelled values given as lists: label, value, and maybe a second line."""
    return rx.el.dl(
        rx.foreach(
            views,
            lambda view: rx.el.div(
                rx.el.dt(view[0]),
                rx.el.dd(
                    view[1],
                    rx.cond(
                        view.length() > 2,
                        rx.el.div(view[2], class_name="muted small"),
                        rx.fragment(),
                    ),
                ),
            ),
        ),
        class_name="facts",
    )


def notice(tone: Child, title: Child, *children: Child) -> rx.Component:
    """Return a framed message in a tone."""
    return rx.el.div(rx.el.h2(title), *children, class_name=f"notice tone-{tone}", role="status")


def problem(text: Any) -> rx.Component:
    """Return a sentence about what went wrong, where there is one."""
    return rx.cond(
        text != "",
        rx.el.div(rx.el.p(text, class_name="said"), class_name="notice tone-accent", role="status"),
        rx.fragment(),
    )


def skeletons(count: int) -> rx.Component:
    """Return grey places of the height of rows, while something loads; none without a network."""
    return rx.cond(
        has_connection_errors,
        empty(
            "warning",
            "Vous êtes hors ligne.",
            rx.el.p("Choral réessaie tout seul dès que le réseau revient.", class_name="muted"),
        ),
        _waiting(count),
    )


def _waiting(count: int) -> rx.Component:
    return rx.el.div(
        rx.el.p("Chargement…", class_name="sr", role="status"),
        *[rx.el.div(class_name="skeleton", aria_hidden="true") for _ in range(count)],
        class_name="stack",
    )


def once_read(shown_at: Any, page: rx.Component, count: int) -> rx.Component:
    """Return a page that shows one thing of many, only where `shown_at` is the address it is at.

    Until then, `count` grey places; without a network, that it is not read yet. The browser alone
    knows where it is while nothing reaches the server: what was read before is never taken for it.
    """
    unread = empty(
        "warning",
        "Cette page n’est pas encore lue.",
        rx.el.p("Elle le sera au retour du réseau.", class_name="muted"),
        role="status",
    )
    return at_address(
        page, _waiting(count), unread, shown_at=shown_at, is_cut=has_connection_errors
    )


def empty(icon_name: str, title: Child, *children: Child, **props: Any) -> rx.Component:
    """Return what stands where a list would, with the next thing to do."""
    return rx.el.div(
        badge(icon_name, "neutral"),
        rx.el.p(rx.el.strong(title)),
        *children,
        class_name="empty",
        **props,
    )
