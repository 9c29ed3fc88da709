"""The recipient: chosen in the directory, with what it demands and its services."""

from collections.abc import Callable

import reflex as rx

from chorus_app.components.base.client import sheet
from chorus_app.components.base.fields import TYPING_PAUSE, error_line, text_input
from chorus_app.components.base.parts import badge
from chorus_app.states.directory import FoundView, RecipientChoice
from chorus_app.texts.deposit import EXAMPLES, LABELS

Beside = Callable[[str], rx.Component]
"""What stands under a field, by its name: its error, and maybe more."""


def recipient_field(state: type[RecipientChoice], beside: Beside | None = None) -> rx.Component:
    """Return the chosen body, its obligations, its service and the engagement number."""
    beside = beside or (lambda name: _error_and_hint(state, name))
    return rx.el.div(
        rx.el.div(
            rx.cond(
                state.recipient_name != "",
                rx.el.div(
                    rx.el.strong(state.recipient_name),
                    " ",
                    _mark(state, "recipient_siret"),
                    rx.el.div(state.recipient_siret, class_name="muted"),
                    rx.el.div(state.obligations, class_name="small"),
                ),
                rx.el.div(
                    rx.el.strong("Aucun destinataire choisi"),
                    rx.el.div(state.recipient_siret, class_name="muted"),
                ),
            ),
            beside("recipient_siret"),
            rx.el.button(
                "Chercher dans l’annuaire",
                type="button",
                id="recipient_siret",
                class_name="button",
                on_click=state.open_choice,
            ),
            class_name="field",
        ),
        _service(state, beside),
        _engagement(state, beside),
        class_name="card pad stack",
    )


def _error_and_hint(state: type[RecipientChoice], name: str) -> rx.Component:
    return rx.fragment(
        error_line(name, state.errors.get(name, "")),
        rx.el.p(state.hints.get(name, ""), class_name="help"),
    )


def _marked(state: type[RecipientChoice], name: str) -> rx.Component:
    return rx.el.label(LABELS[name], _mark(state, name), html_for=name)


def _mark(state: type[RecipientChoice], name: str) -> rx.Component:
    mark = state.marks.get(name, "")
    return rx.cond(
        mark != "",
        rx.el.span(mark, class_name=f"mark tone-{state.mark_tones.get(name, 'neutral')}"),
        rx.fragment(),
    )


def _service(state: type[RecipientChoice], beside: Beside) -> rx.Component:
    return rx.el.div(
        _marked(state, "service_code"),
        rx.cond(
            state.services.length() > 0,
            rx.el.select(
                rx.el.option("Aucun service", value=""),
                rx.cond(
                    state.unknown_service != "",
                    rx.el.option(
                        f"{state.unknown_service} (inconnu)",
                        value=state.unknown_service,
                    ),
                    rx.fragment(),
                ),
                rx.foreach(
                    state.services,
                    lambda service: rx.el.option(service.label, value=service.value),
                ),
                id="service_code",
                name="service_code",
                value=state.form["service_code"],
                on_change=lambda value: state.keep("service_code", value),
                aria_describedby="service_code-erreur",
            ),
            _text(state, "service_code"),
        ),
        beside("service_code"),
        class_name="field",
    )


def _engagement(state: type[RecipientChoice], beside: Beside) -> rx.Component:
    return rx.el.div(
        _marked(state, "purchase_order_reference"),
        _text(state, "purchase_order_reference"),
        beside("purchase_order_reference"),
        class_name="field",
    )


def _text(state: type[RecipientChoice], name: str) -> rx.Component:
    return text_input(
        name,
        error=state.errors.get(name, ""),
        default_value=state.form[name],
        on_change=lambda value: state.keep_typing(name, value, state.mended.get(name, 0)).debounce(
            TYPING_PAUSE
        ),
        on_blur=lambda value: state.keep(name, value),
        placeholder=EXAMPLES[name],
        max_length=110,
        # What the directory or a button puts there is shown only in a field made anew.
        key=f"{state.recipient_siret}{state.mended.get(name, 0)}",
    )


def directory_sheet(state: type[RecipientChoice]) -> rx.Component:
    """Return the sheet that searches the directory."""
    return sheet(
        rx.el.form(
            rx.el.div(rx.el.h1("Destinataire"), class_name="head"),
            rx.el.div(
                rx.el.label("SIRET, nom ou ville", html_for="recherche"),
                text_input(
                    "recherche",
                    placeholder="Exemple : Ville de Rennes",
                    enter_key_hint="search",
                    max_length=80,
                ),
                class_name="field",
            ),
            rx.el.p(state.found_words, class_name="small muted", role="status"),
            rx.el.ul(rx.foreach(state.found, lambda body: _body(state, body)), class_name="rows"),
            rx.el.div(
                rx.el.button("Fermer", type="button", class_name="button", data_close="true"),
                rx.el.button("Chercher", type="submit", class_name="button primary"),
                class_name="foot",
            ),
            on_submit=state.look_up,
            no_validate=True,
            class_name="stack",
        ),
        sheet_id="annuaire",
        label="Chercher un destinataire",
        open=state.choosing,
        on_dismiss=state.close_choice,
    )


def _body(state: type[RecipientChoice], body: FoundView) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            badge("bank", "neutral"),
            rx.el.span(
                rx.el.strong(body.name, class_name="name"),
                rx.el.span(body.shown_siret, class_name="muted small"),
                rx.cond(
                    body.active,
                    rx.fragment(),
                    rx.el.span(" inactif", class_name="hint tone-refused"),
                ),
            ),
            type="button",
            class_name="row plain",
            disabled=~body.active,
            on_click=state.choose(body.siret),
        ),
        key=body.siret,
    )
