"""The filter sheet: the full form of the guide (row J3)."""

import reflex as rx

from chorus_app.components.base.client import sheet
from chorus_app.components.base.fields import error_line, field, text_input
from chorus_app.states.factures import FacturesState
from chorus_app.states.views import ChoiceView

FILTER = "filtre"


def filter_sheet() -> rx.Component:
    """Return the sheet; what was typed stays when something cannot be read."""
    return sheet(
        rx.el.form(
            rx.el.div(
                rx.el.h1("Filtrer"),
                rx.el.button(
                    "Tout effacer", type="button", class_name="plain", on_click=FacturesState.clear
                ),
                class_name="head",
            ),
            rx.el.div(*_fields(), class_name="stack"),
            rx.el.div(
                rx.el.button("Annuler", type="button", class_name="button", data_close="true"),
                rx.el.button("Rechercher", type="submit", class_name="button primary"),
                class_name="foot",
            ),
            on_submit=FacturesState.filter,
            no_validate=True,
        ),
        sheet_id=FILTER,
        label="Filtrer les factures",
        close_signal=FacturesState.filter_closed,
    )


def _fields() -> list[rx.Component]:
    return [
        _text("numero", "Numéro de la facture", placeholder="VTI/2026/…"),
        _between("Déposée entre", ("du", "au"), ("le", "et le"), placeholder="jj/mm/aaaa"),
        _between(
            "Montant compris entre",
            ("min", "max"),
            ("minimum, en euros", "maximum, en euros"),
            input_mode="decimal",
            placeholder="0,00",
        ),
        _statuses(),
        _text("destinataire", "Destinataire", placeholder="Nom ou SIRET"),
        _text("commande", "Numéro de bon de commande", placeholder="2026-118-204"),
    ]


def _text(name: str, label: str, **props: str) -> rx.Component:
    return field(name, label, _input(name, **props), error=FacturesState.errors.get(name, ""))


def _input(name: str, **props: str) -> rx.Component:
    return text_input(
        name,
        error=FacturesState.errors.get(name, ""),
        default_value=FacturesState.form.get(name, ""),
        key=FacturesState.form.get(name, ""),
        max_length=100,
        **props,
    )


def _between(
    legend: str, names: tuple[str, str], labels: tuple[str, str], **props: str
) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(legend),
        rx.el.div(
            *[
                rx.el.div(
                    rx.el.label(label, html_for=name, class_name="sr"),
                    _input(name, **props),
                    error_line(name, FacturesState.errors.get(name, "")),
                    class_name="field",
                )
                for name, label in zip(names, labels, strict=True)
            ],
            class_name="pair",
        ),
        class_name="field",
    )


def _statuses() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend("Statuts"),
        rx.el.div(rx.foreach(FacturesState.choices, _status), class_name="chips"),
        class_name="field",
    )


def _status(choice: ChoiceView) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=f"statut-{choice.value}",
            default_checked=choice.chosen,
            key=f"{choice.value}-{choice.chosen}",
        ),
        rx.el.span(choice.label),
        class_name="toggle",
    )
