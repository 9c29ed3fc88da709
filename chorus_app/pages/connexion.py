"""Connexion: the door."""

import reflex as rx

from chorus_app import routes
from chorus_app.components.base.client import sign_in_form
from chorus_app.components.base.parts import link
from chorus_app.components.base.shell import FOOT
from chorus_app.states.connexion import ConnexionState


def connexion() -> rx.Component:
    """Sign in."""
    return rx.el.main(
        rx.el.header(
            rx.el.img(src="/icons/favicon.svg", alt="", class_name="logo", width="56", height="56"),
            rx.el.h1("Choral", class_name="hero"),
            rx.el.p("Vos factures publiques, à jour, dans la poche.", class_name="muted"),
        ),
        rx.el.div(_expired(), _form(), _demo(), class_name="stack section"),
        rx.el.p(link("À propos", to=routes.A_PROPOS), " · ", FOOT, class_name="foot-note"),
        class_name="door",
    )


def _expired() -> rx.Component:
    return rx.cond(
        ConnexionState.expired != "",
        rx.el.p(ConnexionState.expired, class_name="notice tone-accent", role="status"),
        rx.fragment(),
    )


def _form() -> rx.Component:
    return sign_in_form(
        rx.el.div(
            rx.el.label("Adresse électronique", html_for="email"),
            rx.el.input(
                id="email",
                name="email",
                type="email",
                auto_complete="username",
                input_mode="email",
                auto_capitalize="none",
                spell_check=False,
                required=True,
            ),
            class_name="field",
        ),
        rx.el.div(
            rx.el.label("Mot de passe", html_for="password"),
            rx.el.input(
                id="password",
                name="password",
                type="password",
                auto_complete="current-password",
                required=True,
            ),
            class_name="field",
        ),
        class_name="stack",
    )


def _demo() -> rx.Component:
    return rx.cond(
        ConnexionState.demo_email != "",
        rx.el.div(
            rx.el.h2("Démonstration"),
            rx.el.p(
                "Compte : ",
                rx.el.strong(ConnexionState.demo_email),
                " · mot de passe : ",
                rx.el.strong(ConnexionState.demo_password),
                class_name="said",
            ),
            rx.el.p("Données fictives, Chorus Pro simulé.", class_name="muted"),
            class_name="notice tone-neutral",
        ),
        rx.fragment(),
    )
