"""Answering: the recipient's words in sight, the pieces or the new address, one button."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.client import copy_button
from chorus_app.components.base.confirming import confirmation, too_late
from chorus_app.components.base.fields import TYPING_PAUSE, error_line
from chorus_app.components.base.parts import (
    card,
    empty,
    icon,
    link,
    notice,
    plain_link,
    problem,
    section,
)
from chorus_app.components.base.typing import kept_typing
from chorus_app.components.base.upload import piece_picker
from chorus_app.components.deposit.recipient import recipient_field
from chorus_app.domain.answer import FORMATS, PIECE_LIMIT
from chorus_app.states.repondre import PieceView, RepondreState

ACCEPT = ",".join(f".{extension}" for extension in sorted(FORMATS)) + ",image/*"


def answer_page() -> rx.Component:
    """Return the form, or where the answer stands, or why there is none."""
    return rx.cond(
        RepondreState.missing != "",
        empty(
            "warning",
            RepondreState.missing,
            rx.cond(
                RepondreState.about != "",
                _see_invoice("button primary"),
                link("Voir mes factures", to=routes.FACTURES, class_name="button"),
            ),
        ),
        rx.match(
            RepondreState.act,
            ("REEMETTRE", _reissue()),
            ("RELANCER", _reminder()),
            rx.cond(RepondreState.editable, _form(), _follow_up()),
        ),
    )


def _reissue() -> rx.Component:
    """Return what a new invoice needs, with the motive of the rejection in sight."""
    return rx.el.div(
        _reason(),
        problem(RepondreState.problem),
        rx.el.p(
            "Choral prépare une nouvelle facture d’après celle-ci, avec un nouveau numéro. Vous la "
            "corrigez, vous joignez son nouveau fichier, puis vous l’envoyez."
        ),
        rx.el.button(
            "Préparer la nouvelle facture",
            type="button",
            class_name="button primary wide",
            on_click=RepondreState.reissue,
            data_sends="true",
        ),
        link(
            "Marquer seulement le rejet comme traité",
            to=f"{routes.REPONDRE}?facture={RepondreState.invoice_id}&acte=TRAITER_REJET",
            class_name="button wide",
        ),
        class_name="stack",
    )


def _reminder() -> rx.Component:
    """Return a message that is ready to send: Choral does not know the service's address."""
    return rx.el.div(
        rx.el.p(RepondreState.about, class_name="muted"),
        rx.el.label("Message", html_for="relance", class_name="sr"),
        rx.el.textarea(
            id="relance", default_value=RepondreState.reminder, rows="14", class_name="message"
        ),
        rx.el.p(
            "Chorus Pro ne donne pas l’adresse du service : copiez ce message, ou choisissez le "
            "destinataire dans votre messagerie.",
            class_name="muted small",
        ),
        copy_button(
            label="Copier le message", target="relance", on_done=RepondreState.reminded("copie")
        ),
        plain_link(
            "Ouvrir dans ma messagerie",
            href=RepondreState.reminder_link,
            class_name="button wide",
            on_click=RepondreState.reminded("mail"),
        ),
        class_name="stack",
        # What is typed over belongs to one letter: another invoice's is written in a box made anew.
        key=RepondreState.reminder,
    )


def _form() -> rx.Component:
    return rx.el.form(
        _reason(),
        rx.cond(
            RepondreState.problem != "",
            notice(
                "refused",
                "Refusé par Chorus Pro",
                rx.el.p(RepondreState.problem, class_name="said"),
            ),
            rx.fragment(),
        ),
        rx.match(
            RepondreState.act,
            ("COMPLETER", _pieces()),
            ("RECYCLER", section("Nouvel envoi", recipient_field(RepondreState))),
            rx.fragment(),
        ),
        rx.cond(RepondreState.act == "TRAITER_REJET", rx.fragment(), _comment()),
        rx.el.div(
            too_late(RepondreState),
            rx.cond(RepondreState.moved != "", _moved(), _send()),
            kept_typing(
                RepondreState,
                rx.cond(
                    RepondreState.moved != "",
                    rx.fragment(),
                    rx.el.p("Rien ne part avant votre confirmation.", class_name="muted small"),
                ),
            ),
            # A page this short ends above the bottom bar: a bar of its own would float in the middle.
            class_name=rx.cond(RepondreState.act == "TRAITER_REJET", "stack", "actions"),
        ),
        on_submit=RepondreState.keep_all,
        no_validate=True,
        class_name="stack",
        key=RepondreState.invoice_id,
    )


def _moved() -> rx.Component:
    """Say that this answer cannot leave any more, in the bar: it is seen wherever one has scrolled."""
    return rx.fragment(
        rx.el.p(RepondreState.moved, class_name="late notice tone-refused", role="alert"),
        _see_invoice("button primary wide"),
    )


def _send() -> rx.Component:
    return rx.el.button(
        RepondreState.title,
        type="submit",
        class_name="button primary wide",
        data_sends="true",
    )


def _reason() -> rx.Component:
    return rx.el.div(
        rx.el.h2(RepondreState.about),
        rx.cond(
            RepondreState.motive != "",
            rx.el.p(RepondreState.motive, class_name="said"),
            rx.fragment(),
        ),
        rx.el.p(RepondreState.explanation, class_name="said"),
        _see_invoice("act"),
        class_name=rx.cond(
            (RepondreState.act == "REEMETTRE") | (RepondreState.act == "TRAITER_REJET"),
            "notice tone-refused",
            "notice tone-accent",
        ),
    )


def _see_invoice(class_name: str) -> rx.Component:
    return link(
        "Voir la facture",
        to=f"{routes.FACTURES}{RepondreState.invoice_id}/",
        class_name=class_name,
    )


def _pieces() -> rx.Component:
    return section(
        "Pièces",
        rx.cond(
            RepondreState.pieces.length() > 0,
            rx.el.ul(rx.foreach(RepondreState.pieces, _piece), class_name="card rows"),
            rx.fragment(),
        ),
        rx.el.div(
            piece_picker(
                invoice=RepondreState.invoice_id,
                limit=PIECE_LIMIT,
                accept=ACCEPT,
                on_uploaded=RepondreState.piece_added,
            ),
            error_line("pieces", RepondreState.errors.get("pieces", "")),
            id="pieces",
            role="group",
            aria_label="Ajouter une pièce",
            aria_describedby="pieces-erreur",
            tab_index=-1,  # where the focus goes when a piece is missing
        ),
    )


def _piece(piece: PieceView) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            icon("file"),
            rx.el.div(
                rx.el.span(piece.name, class_name="name"),
                rx.el.span(piece.size, class_name="muted small"),
            ),
            rx.el.button(
                icon("trash"),
                rx.el.span(f"Retirer {piece.name}", class_name="sr"),
                type="button",
                class_name="button icon-only",
                on_click=RepondreState.remove(piece.id),
            ),
            class_name="row",
        ),
        key=piece.id,
    )


def _comment() -> rx.Component:
    return rx.el.div(
        rx.el.label("Commentaire pour le destinataire (facultatif)", html_for="comment"),
        rx.el.textarea(
            id="comment",
            name="comment",
            default_value=RepondreState.form["comment"],
            on_change=lambda value: RepondreState.keep_typing("comment", value).debounce(
                TYPING_PAUSE
            ),
            on_blur=lambda value: RepondreState.keep("comment", value),
            max_length=2000,
            aria_describedby="comment-erreur",
        ),
        error_line("comment", RepondreState.errors.get("comment", "")),
        class_name="field",
    )


def _follow_up() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h2(RepondreState.follow_title),
            rx.el.p(RepondreState.follow_text, class_name="said"),
            rx.cond(
                RepondreState.follow_when != "",
                rx.el.p(RepondreState.follow_when, class_name="said"),
                rx.fragment(),
            ),
            class_name=rx.cond(RepondreState.done, "notice tone-paid", "notice tone-onway"),
            role="status",
        ),
        card(rx.el.p(RepondreState.about)),
        _see_invoice("button primary wide"),
        link("Voir ce qui m’attend encore", to=routes.ACCUEIL, class_name="button wide"),
        class_name="stack",
    )


def answer_confirmation() -> rx.Component:
    """Return what will be sent, to confirm."""
    return confirmation(
        RepondreState, RepondreState.question, RepondreState.about, label="Confirmer"
    )
