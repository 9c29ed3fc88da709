"""The technical account: until when its password lasts, and the place to give the new one."""

import reflex as rx

from chorus_app.components.base.fields import field, text_input
from chorus_app.components.base.parts import address, fact
from chorus_app.states.compte import CompteState


def technical_account() -> rx.Component:
    """Return what is known of it, and a form for its new password, which Chorus Pro's site makes."""
    return rx.el.div(
        rx.el.p(
            "C’est le compte par lequel Choral lit et envoie vos factures dans Chorus Pro. Votre "
            "connexion à Choral n’en dépend pas.",
            class_name="muted small",
        ),
        rx.el.dl(
            fact("Identifiant", address(CompteState.technical_login)),
            fact("Mot de passe valable jusqu’au", CompteState.technical_ends),
            class_name="facts",
        ),
        rx.el.details(
            rx.el.summary("Enregistrer son nouveau mot de passe", class_name="opens"),
            rx.el.form(
                rx.el.p(
                    "Renouvelez-le d’abord sur le site de Chorus Pro, puis saisissez-le ici : "
                    "Choral vérifie que Chorus Pro l’accepte, puis le garde chiffré.",
                    class_name="muted small",
                ),
                field(
                    "technical_password",
                    "Nouveau mot de passe du compte technique",
                    text_input(
                        "technical_password",
                        type="password",
                        error=CompteState.technical_error,
                        auto_complete="off",
                        max_length=200,
                        # A refused password stays, to be mended; the one that was kept goes.
                        key=CompteState.technical_box,
                    ),
                    error=CompteState.technical_error,
                ),
                rx.el.button("Vérifier et enregistrer", type="submit", class_name="button wide"),
                on_submit=CompteState.renew,
                no_validate=True,
                class_name="stack",
            ),
        ),
        rx.el.p(CompteState.technical_kept, role="status", class_name="muted small"),
        class_name="card pad",
    )
