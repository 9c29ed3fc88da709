"""What keeps a draft from leaving, told above its form; the bar of the one act; the way out."""

import reflex as rx

from chorus_app.components.base.client import sheet
from chorus_app.components.base.confirming import too_late
from chorus_app.components.base.parts import link, notice
from chorus_app.components.base.typing import kept_typing
from chorus_app.states.deposer import DeposerState
from chorus_app.texts.waiting import NEEDLESS


def news() -> rx.Component:
    """Say that the invoice was deposited since, else why it was refused."""
    return rx.cond(
        DeposerState.deposited_since != "",
        notice(
            "accent",
            NEEDLESS,
            rx.el.p(
                "Chorus Pro a pris depuis une facture de même numéro, envoyée depuis un autre "
                "brouillon.",
                class_name="said",
            ),
            link("Voir ce dépôt", to=DeposerState.deposited_since, class_name="act"),
            rx.el.p(
                "Si celui-ci est une autre facture, donnez-lui un autre numéro.",
                class_name="muted",
            ),
        ),
        _refusal(),
    )


def _refusal() -> rx.Component:
    """Say why Chorus Pro refused, or that the directory does not answer."""
    return rx.fragment(
        rx.cond(
            DeposerState.problem != "",
            notice(
                "refused",
                "Refusée par Chorus Pro",
                rx.el.p(DeposerState.problem, class_name="said"),
            ),
            rx.fragment(),
        ),
        rx.cond(
            DeposerState.directory_problem != "",
            notice(
                "accent",
                "Destinataire pas encore vérifié",
                rx.el.p(DeposerState.directory_problem, class_name="said"),
                rx.el.p(
                    "Votre brouillon est enregistré : réessayez plus tard.", class_name="muted"
                ),
            ),
            rx.fragment(),
        ),
    )


def actions() -> rx.Component:
    """Return the way out, then the bar of the one act, which says plainly that nothing was sent."""
    return rx.fragment(
        rx.el.button(
            "Supprimer ce brouillon",
            type="button",
            class_name="button danger wide",
            on_click=DeposerState.ask_delete,
        ),
        rx.cond(DeposerState.deposited_since != "", rx.fragment(), _send()),
    )


def _send() -> rx.Component:
    return rx.el.div(
        too_late(DeposerState),
        rx.el.button(
            "Valider et envoyer",
            type="submit",
            class_name="button primary wide",
            data_sends="true",
        ),
        kept_typing(DeposerState, rx.el.p(DeposerState.unsent, class_name="muted small")),
        class_name="actions",
    )


def deletion() -> rx.Component:
    """Return the question before a draft is deleted, over all the rest: it cannot be missed."""
    return sheet(
        rx.el.div(
            rx.el.h1("Supprimer ce brouillon ?"),
            rx.el.p(
                "Sa saisie et son fichier sont effacés de Choral. Chorus Pro n’en a rien reçu.",
                class_name="muted",
            ),
            rx.el.div(
                rx.el.button("Garder", type="button", class_name="button", data_close="true"),
                rx.el.button(
                    "Supprimer définitivement",
                    type="button",
                    class_name="button danger",
                    on_click=DeposerState.delete,
                ),
                class_name="foot",
            ),
            class_name="body stack",
        ),
        sheet_id="suppression",
        label="Supprimer ce brouillon",
        open=DeposerState.deleting,
        on_dismiss=DeposerState.keep_draft,
    )
