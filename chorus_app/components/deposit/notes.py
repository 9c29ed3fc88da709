"""What the pre-check found, beside the field it concerns, with the button that mends it."""

import reflex as rx

from chorus_app.components.base.parts import link
from chorus_app.states.deposer import DeposerState
from chorus_app.states.deposit_views import NoteView
from chorus_app.texts.deposit import LABELS, SEVERITIES


def beside(name: str) -> rx.Component:
    """Return the error of a field, what else is to tell of it, and what is proposed."""
    error = DeposerState.errors.get(name, "")
    return rx.fragment(
        rx.el.div(
            rx.el.p(
                rx.cond(error != "", _severity(SEVERITIES["refusera"], "refused"), rx.fragment()),
                error,
                class_name="error",
                role="alert",
            ),
            rx.foreach(DeposerState.notes[name], note),
            rx.cond(
                DeposerState.doubts.get(name, "") != "",
                rx.el.p(DeposerState.doubts.get(name, ""), class_name="note muted"),
                rx.fragment(),
            ),
            id=f"{name}-erreur",
        ),
        rx.cond(
            DeposerState.repairs.get(name, "") != "",
            rx.el.button(
                DeposerState.repairs.get(name, ""),
                rx.el.span(f" ({LABELS[name]})", class_name="sr"),
                type="button",
                class_name="button repair",
                on_click=DeposerState.mend(name),
            ),
            rx.fragment(),
        ),
    )


def note(found: rx.Var[NoteView]) -> rx.Component:
    """Return one finding: the severity in words, the sentence, the repair."""
    return rx.el.p(
        _severity(found.severity, found.tone),
        found.message,
        rx.cond(found.repair != "", rx.el.span(" ", found.repair), rx.fragment()),
        class_name="note",
    )


def file_notes() -> rx.Component:
    """Say how many points are to mend, and what was found of the file as a whole."""
    return rx.fragment(
        rx.cond(
            DeposerState.mend_words != "",
            rx.el.div(
                rx.el.h2(DeposerState.mend_words),
                rx.el.p("Chacun est expliqué à sa place.", class_name="said"),
                class_name="notice tone-accent",
                role="status",
            ),
            rx.fragment(),
        ),
        rx.cond(
            DeposerState.same_file != "",
            rx.el.div(
                rx.el.p(
                    _severity(SEVERITIES["a_savoir"], "neutral"),
                    DeposerState.same_file,
                    class_name="note",
                ),
                link("Le voir", to=DeposerState.same_file_at, class_name="act"),
                class_name="card pad",
            ),
            rx.fragment(),
        ),
        rx.cond(
            DeposerState.file_notes.length() > 0,
            rx.el.div(rx.foreach(DeposerState.file_notes, note), class_name="card pad stack"),
            rx.fragment(),
        ),
    )


def _severity(words: str | rx.Var[str], tone: str | rx.Var[str]) -> rx.Component:
    return rx.fragment(rx.el.span(words, class_name=f"severity tone-{tone}"), " ")
