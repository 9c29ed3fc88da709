"""The deposit form: each field with its mark, its error and the repair."""

from typing import Any

import reflex as rx

from chorus_app.components.base.fields import TYPING_PAUSE, text_input
from chorus_app.components.base.parts import card, icon, notice, section
from chorus_app.components.deposit.leaving import actions, news
from chorus_app.components.deposit.notes import beside, file_notes, note
from chorus_app.components.deposit.page import page_view
from chorus_app.components.deposit.picker import deposit_picker
from chorus_app.components.deposit.recipient import recipient_field
from chorus_app.domain.deposit import FILE_PLACE
from chorus_app.states.deposer import DeposerState
from chorus_app.texts.deposit import EXAMPLES, LABELS, PROCESSES, SCHEMES, TYPES


def deposit_form() -> rx.Component:
    """Return the file and the form of a draft, with the button that leads to the confirmation."""
    return rx.el.div(
        file_and_page(),
        rx.el.form(
            reissue_note(),
            news(),
            file_notes(),
            rx.cond(DeposerState.is_flow, flow_note(), rx.fragment()),
            rx.el.fieldset(
                _identity(),
                section("Destinataire", recipient_field(DeposerState, beside)),
                _amounts(),
                _more(),
                disabled=DeposerState.is_flow,
                class_name="stack",
            ),
            actions(),
            on_submit=DeposerState.keep_all,
            no_validate=True,
            class_name="stack",
        ),
        class_name=rx.cond(DeposerState.sheets.length() > 0, "beside-paper", "stack"),
        key=DeposerState.deposit_id,
    )


def reissue_note() -> rx.Component:
    """Keep the motive of the rejection in sight, with the place of the new file."""
    return rx.cond(
        DeposerState.reissued != "",
        notice(
            rx.cond(DeposerState.wants_file, "refused", "neutral"),
            DeposerState.reissued,
            rx.el.p(DeposerState.reissued_motive, class_name="said"),
            rx.foreach(DeposerState.new_file_notes, note),
            rx.el.details(
                rx.el.summary(
                    rx.cond(
                        DeposerState.wants_file,
                        "Joignez le fichier de la nouvelle facture",
                        "Fichier joint. En choisir un autre",
                    ),
                    id=FILE_PLACE,
                    class_name="opens",
                ),
                deposit_picker(draft=DeposerState.deposit_id),
                open=DeposerState.wants_file,
            ),
        ),
        rx.fragment(),
    )


def file_and_page() -> rx.Component:
    """Say which file this is and what it is, and show its pages."""
    return rx.el.div(
        card(
            rx.el.div(
                icon("file"),
                rx.el.div(
                    rx.el.strong(DeposerState.file_name),
                    rx.el.div(DeposerState.file_words, class_name="muted small"),
                ),
                class_name="file",
            )
        ),
        rx.cond(
            DeposerState.sheets.length() > 0,
            page_view(
                address=DeposerState.pages_at,
                name=DeposerState.file_name,
                sheets=DeposerState.sheets,
                places=DeposerState.places,
            ),
            rx.fragment(),
        ),
        class_name="stack",
    )


def flow_note() -> rx.Component:
    """Explain why the fields of a structured file cannot be typed over."""
    return rx.el.p(
        "Ce fichier porte ses données : Chorus Pro lit celles-ci, elles ne se modifient pas ici. "
        "Pour les corriger, refaites le fichier dans votre logiciel de facturation.",
        class_name="muted small",
    )


def labelled(name: str, control: rx.Component) -> rx.Component:
    """Return a control of the draft with its label, its mark, its error and its hint."""
    mark = DeposerState.marks.get(name, "")
    return rx.el.div(
        rx.el.label(
            LABELS[name],
            rx.cond(
                mark != "",
                rx.el.span(
                    mark, class_name=f"mark tone-{DeposerState.mark_tones.get(name, 'neutral')}"
                ),
                rx.fragment(),
            ),
            html_for=name,
        ),
        control,
        beside(name),
        class_name="field",
    )


def typed(name: str, **props: Any) -> rx.Component:
    """Return a text field of the draft, kept at each pause and checked once it is left."""
    return labelled(
        name,
        text_input(
            name,
            error=DeposerState.errors.get(name, ""),
            default_value=DeposerState.form[name],
            on_change=lambda value: DeposerState.keep_typing(
                name, value, DeposerState.mended[name]
            ).debounce(TYPING_PAUSE),
            on_blur=lambda value: DeposerState.keep(name, value),
            placeholder=EXAMPLES.get(name, ""),
            # What a button puts there is shown only in a field made anew.
            key=f"{name}{DeposerState.mended[name]}",
            **props,
        ),
    )


def chosen(name: str, options: dict[Any, str]) -> rx.Component:
    """Return a choice of the draft, kept at once."""
    return labelled(
        name,
        rx.el.select(
            *[rx.el.option(label, value=code.value) for code, label in options.items()],
            id=name,
            name=name,
            value=DeposerState.form[name],
            on_change=lambda value: DeposerState.keep(name, value),
            aria_describedby=f"{name}-erreur",
        ),
    )


def _identity() -> rx.Component:
    return section(
        "Facture",
        rx.el.div(
            typed("invoice_number", max_length=60),
            typed("issue_date", max_length=20),
            chosen("type_code", TYPES),
            rx.cond(
                (DeposerState.form["type_code"] == "AVOIR")
                | (DeposerState.form["preceding_invoice_reference"] != ""),
                typed("preceding_invoice_reference", max_length=60),
                rx.fragment(),
            ),
            class_name="card pad stack",
        ),
    )


def _amounts() -> rx.Component:
    amount = {"input_mode": "decimal", "max_length": 20}
    return section(
        "Montants",
        rx.el.div(
            rx.el.div(
                typed("tax_exclusive_amount", **amount),
                typed("tax_amount", **amount),
                class_name="pair",
            ),
            rx.el.div(
                typed("tax_inclusive_amount", **amount),
                typed("payable_amount", **amount),
                class_name="pair",
            ),
            chosen("vat_scheme", SCHEMES),
            rx.cond(
                DeposerState.form["vat_scheme"] == "EXONERATION",
                typed("exemption_reason", max_length=200),
                rx.fragment(),
            ),
            class_name="card pad stack",
        ),
    )


def _more() -> rx.Component:
    return section(
        "Cadre et références",
        rx.el.div(
            chosen("business_process", PROCESSES),
            rx.cond(
                DeposerState.needs_validator, typed("validator_siret", max_length=20), rx.fragment()
            ),
            typed("contract_reference", max_length=60),
            labelled(
                "comment",
                rx.el.textarea(
                    id="comment",
                    name="comment",
                    default_value=DeposerState.form["comment"],
                    on_change=lambda value: DeposerState.keep_typing("comment", value).debounce(
                        TYPING_PAUSE
                    ),
                    on_blur=lambda value: DeposerState.keep("comment", value),
                    max_length=2000,
                    aria_describedby="comment-erreur",
                ),
            ),
            class_name="card pad stack",
        ),
    )
