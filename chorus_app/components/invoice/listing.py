"""The list pane: the box that stays on top, chips, count and sum, order, rows."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.client import keep_place, open_button, sentinel, show_selected
from chorus_app.components.base.parts import empty, icon, link, skeletons
from chorus_app.components.invoice.filter_sheet import FILTER, filter_sheet
from chorus_app.components.invoice.rows import chip, group
from chorus_app.states.factures import FacturesState

_SORTS = (
    ("statut", "Par statut"),
    ("date", "Par date"),
    ("montant", "Par montant"),
    ("echeance", "Par échéance"),
)


def listing() -> rx.Component:
    """Return the whole pane."""
    return rx.fragment(
        rx.el.h1("Factures", class_name="sr"),
        rx.el.div(search_box(), class_name="sticky-search"),
        rx.cond(
            FacturesState.chips.length() > 0,
            rx.el.ul(
                rx.foreach(FacturesState.chips, chip),
                class_name="chips",
                aria_label="Critères compris",
            ),
            rx.fragment(),
        ),
        rx.foreach(FacturesState.errors.values(), lambda text: rx.el.p(text, class_name="error")),
        rx.cond(FacturesState.loaded, results(), skeletons(7)),
        filter_sheet(),
        show_selected(token=FacturesState.selected),
    )


def search_box() -> rx.Component:
    """Return the box and the button of the filter sheet."""
    return rx.el.div(
        rx.el.div(
            icon("search"),
            rx.el.input(
                type="search",
                id="recherche",
                aria_label="Rechercher une facture",
                placeholder="Nom, numéro, montant…",
                default_value=FacturesState.text,
                key=FacturesState.box_key,
                on_change=FacturesState.search.debounce(250),
                enter_key_hint="search",
                auto_complete="off",
                max_length=100,
            ),
            class_name="box",
        ),
        open_button(icon("filter"), target=FILTER, label="Filtrer", class_name="button icon-only"),
        class_name="search",
        role="search",
    )


def results() -> rx.Component:
    """Return the count, the sum, the order and the window of rows."""
    return rx.fragment(
        rx.el.div(
            rx.el.p(
                rx.cond(
                    FacturesState.total == 0,
                    rx.el.span("Aucune facture", class_name="sr"),
                    rx.fragment(
                        rx.el.strong(FacturesState.count_text),
                        rx.el.span(" · ", FacturesState.amount_text, class_name="muted"),
                    ),
                ),
                role="status",
            ),
            rx.cond(FacturesState.total == 0, rx.fragment(), _order()),
            class_name="result-line",
        ),
        rx.cond(FacturesState.total == 0, nothing(), window()),
    )


def _order() -> rx.Component:
    return rx.el.select(
        *[rx.el.option(label, value=value) for value, label in _SORTS],
        value=FacturesState.sort,
        on_change=FacturesState.sort_by,
        aria_label="Trier",
        class_name="select-inline",
    )


def window() -> rx.Component:
    """Return the rows, with a place above for those scrolled past and a way to those below."""
    return rx.fragment(
        keep_place(token=FacturesState.start),
        rx.cond(
            FacturesState.start > 0,
            sentinel(
                height=f"calc({FacturesState.start} * 5.25rem)",
                on_seen=FacturesState.back,
                token=FacturesState.start.to_string(),
            ),
            rx.fragment(),
        ),
        rx.foreach(FacturesState.groups, lambda view: group(view, FacturesState.selected)),
        rx.cond(
            FacturesState.start + FacturesState.shown < FacturesState.total,
            rx.el.div(
                sentinel(
                    on_seen=FacturesState.more,
                    token=f"{FacturesState.start}-{FacturesState.shown}",
                ),
                rx.el.button(
                    "Voir la suite",
                    type="button",
                    class_name="button wide",
                    on_click=FacturesState.more,
                ),
                class_name="section",
            ),
            rx.fragment(),
        ),
    )


def nothing() -> rx.Component:
    """Say that there is nothing, and what to do."""
    return rx.cond(
        FacturesState.searching,
        empty(
            "search",
            "Aucune facture ne correspond.",
            rx.cond(
                FacturesState.near_href != "",
                link(
                    rx.el.span("Vouliez-vous dire : ", rx.el.strong(FacturesState.near_text), " ?"),
                    to=FacturesState.near_href,
                    replace=True,
                    class_name="button primary",
                ),
                rx.fragment(),
            ),
            rx.el.p(
                "Retirez un critère, ou cherchez autrement : « entre 100 et 500 », "
                "« impayées », « 15/02 ».",
                class_name="muted",
            ),
            link("Voir toutes les factures", to=routes.FACTURES, class_name="button"),
        ),
        empty(
            "file",
            "Aucune facture pour le moment.",
            rx.el.p("Vos factures déposées dans Chorus Pro apparaîtront ici.", class_name="muted"),
            link("Déposer une facture", to=routes.DEPOSER, class_name="button primary"),
        ),
    )
