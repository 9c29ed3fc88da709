"""Compte: who is signed in, appearance, the way out."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.client import sign_out_button
from chorus_app.components.base.parts import address, fact, icon, link, plain_link, section
from chorus_app.components.base.shell import FOOT, shell
from chorus_app.components.base.theme import theme_choice
from chorus_app.components.notices import notice_choices
from chorus_app.components.technical import technical_account
from chorus_app.states.compte import CompteState


def compte() -> rx.Component:
    """The account."""
    return shell(
        routes.COMPTE,
        rx.el.div(
            rx.el.h1("Compte"),
            rx.el.dl(
                fact("Nom", CompteState.name),
                fact("Courriel", address(CompteState.email)),
                fact("Structure", CompteState.structure),
                fact("SIRET", CompteState.siret),
                class_name="card pad facts",
            ),
            section("Compte technique", technical_account()),
            section("Notifications", notice_choices()),
            section("Apparence", theme_choice()),
            section(
                "Piste d’audit",
                rx.el.div(
                    rx.el.p(
                        "Qui a fait quoi et quand : dépôts, réponses, connexions.",
                        class_name="muted",
                    ),
                    plain_link(
                        "Exporter le journal (CSV)",
                        href="/api/journal.csv",
                        class_name="button wide",
                    ),
                    class_name="card pad stack",
                ),
            ),
            sign_out_button(icon("logout"), "Se déconnecter", class_name="button wide"),
            rx.el.p(
                link("À propos de Choral", to=routes.A_PROPOS), " · ", FOOT, class_name="foot-note"
            ),
            class_name="narrow stack",
        ),
    )
