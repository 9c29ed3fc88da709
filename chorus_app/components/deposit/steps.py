"""The steps around the form: the file, the confirmation, the follow-up and the receipt."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base import confirming as base
from chorus_app.components.base.client import copy_button, share_button
from chorus_app.components.base.parts import badge, card, empty, icon, link, pairs, section
from chorus_app.components.deposit.picker import deposit_picker
from chorus_app.states.deposer import DeposerState


def choose_file() -> rx.Component:
    """Return the first step: a file, or a draft left earlier."""
    return rx.fragment(
        rx.el.p(
            "Les factures de travaux (situations, décomptes) se déposent sur le portail Chorus Pro : "
            "Choral ne les envoie pas encore.",
            class_name="small",
        ),
        deposit_picker(),
        rx.cond(
            DeposerState.drafts.length() > 0,
            section(
                "Pas encore déposées",
                rx.el.ul(rx.foreach(DeposerState.drafts, _draft), class_name="card rows"),
                rx.cond(
                    DeposerState.more_drafts,
                    rx.el.p(
                        "Les 50 derniers sont ici ; les autres viennent quand ils sont traités.",
                        class_name="muted small",
                    ),
                    rx.fragment(),
                ),
            ),
            rx.fragment(),
        ),
        section(
            "Comment cela se passe",
            rx.el.ol(
                *[
                    rx.el.li(badge(icon_name, "neutral"), rx.el.span(text))
                    for icon_name, text in (
                        ("file", "Choral lit le fichier et remplit le formulaire."),
                        ("check", "Vous vérifiez, vous confirmez : rien ne part avant."),
                        ("send", "Choral suit la facture jusqu’à son dépôt et vous donne un reçu."),
                    )
                ],
                class_name="card pad steps",
            ),
            rx.el.p(
                "Les brouillons d’une archive se vérifient et s’envoient un par un.",
                class_name="muted small",
            ),
        ),
    )


def _draft(line: rx.Var[list[str]]) -> rx.Component:
    return rx.el.li(
        link(
            badge("pencil", "neutral"),
            rx.el.div(
                rx.el.span(line[1], class_name="name"),
                rx.cond(
                    line[3] != "", rx.el.span(line[3], class_name="muted small"), rx.fragment()
                ),
                rx.el.span(line[2], class_name="hint tone-muted"),
            ),
            to=line[0],
            class_name="row",
        ),
        key=line[0],
    )


def confirmation() -> rx.Component:
    """Return the guide's confirmation: all that is sent, and nothing leaves on Annuler."""
    return base.confirmation(
        DeposerState,
        "Confirmer l’envoi",
        "Après l’envoi, seule une facture à recycler ou suspendue peut encore être modifiée.",
        label="Confirmer l’envoi",
    )


def follow_up() -> rx.Component:
    """Return where the deposit stands, then its receipt."""
    return rx.el.div(
        rx.el.div(
            rx.el.h2(DeposerState.follow_title),
            rx.el.p(DeposerState.follow_text, class_name="said"),
            class_name=rx.cond(
                DeposerState.stage == "DEPOSEE", "notice tone-paid", "notice tone-onway"
            ),
            role="status",
        ),
        rx.cond(
            DeposerState.receipt.length() > 0,
            section("Reçu", card(pairs(DeposerState.receipt)), _take_away()),
            rx.el.ol(
                _step("file", "Fichier lu et vérifié"),
                _step("send", "Envoi à Chorus Pro, en cours"),
                class_name="card pad steps",
            ),
        ),
        rx.cond(
            DeposerState.invoice_href != "",
            link(
                "Suivre la facture", to=DeposerState.invoice_href, class_name="button primary wide"
            ),
            rx.fragment(),
        ),
        link("Déposer une autre facture", to=routes.DEPOSER, class_name="button wide"),
        class_name="stack",
    )


def _take_away() -> rx.Component:
    """Return what copies the receipt, or hands it to another program of the phone."""
    return rx.el.div(
        rx.el.textarea(
            id="recu",
            value=DeposerState.receipt_text,
            read_only=True,
            aria_hidden="true",
            tab_index=-1,
            class_name="sr",
        ),
        share_button(label="Partager le reçu", target="recu", title="Reçu de dépôt"),
        copy_button(label="Copier le reçu", target="recu", plain=True),
        class_name="stack",
    )


def _step(icon_name: str, text: str) -> rx.Component:
    return rx.el.li(icon(icon_name), rx.el.span(text))


def missing_draft() -> rx.Component:
    """Say that there is no such draft."""
    return empty(
        "file",
        "Ce brouillon est introuvable : il a été supprimé, ou n’est pas à vous.",
        link("Déposer une facture", to=routes.DEPOSER, class_name="button primary"),
    )
