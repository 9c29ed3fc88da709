"""Choral, as a table of contents: its pages, its routes, what runs beside them."""

import reflex as rx
from starlette.applications import Starlette

from chorus_app.components.base.failure import failure
from chorus_app.console import SimulatorConsole
from chorus_app.pages.a_propos import a_propos
from chorus_app.pages.a_traiter import a_traiter
from chorus_app.pages.accueil import accueil
from chorus_app.pages.aide import aide
from chorus_app.pages.compte import compte
from chorus_app.pages.connexion import connexion
from chorus_app.pages.deposer import deposer
from chorus_app.pages.facture import facture
from chorus_app.pages.factures import factures
from chorus_app.pages.introuvable import introuvable
from chorus_app.pages.repondre import repondre
from chorus_app.pwa.head import head_components
from chorus_app.services.health import DatabaseAway
from chorus_app.startup import running
from chorus_app.states.a_traiter import ATraiterState
from chorus_app.states.accueil import AccueilState
from chorus_app.states.compte import CompteState
from chorus_app.states.connexion import ConnexionState
from chorus_app.states.deposer import DeposerState
from chorus_app.states.facture import FactureState
from chorus_app.states.factures import FacturesState
from chorus_app.states.failing import log_page_failure, tell_failure
from chorus_app.states.repondre import RepondreState
from chorus_app.states.shell import ShellState
from chorus_app.web import files, journal, pictures, pieces, push, session, upload
from chorus_app.web.away import database_away
from chorus_app.web.headers import ResponseHeaders
from chorus_app.web.origin import OwnOriginOnly
from chorus_app.web.pages import PageAddresses
from chorus_app.web.tabs import TabOfSession

api = Starlette(
    routes=[
        *session.routes,
        *upload.routes,
        *files.routes,
        *pictures.routes,
        *pieces.routes,
        *journal.routes,
        *push.routes,
    ],
    exception_handlers={DatabaseAway: database_away},
)

app = rx.App(
    html_lang="fr",
    head_components=head_components(),
    stylesheets=["/choral.css"],
    reset_style=False,
    toaster=None,
    app_wraps=failure(),
    backend_exception_handler=tell_failure,
    frontend_exception_handler=log_page_failure,
    api_transformer=[
        api,
        PageAddresses,
        SimulatorConsole,
        TabOfSession,
        OwnOriginOnly,
        ResponseHeaders,
    ],
)
app.register_lifespan_task(running)

FRAME = [ShellState.arrive, ShellState.follow]

app.add_page(accueil, route="/", title="Accueil · Choral", on_load=[AccueilState.arrive, *FRAME])
app.add_page(
    factures, route="/factures", title="Factures · Choral", on_load=[FacturesState.arrive, *FRAME]
)
app.add_page(
    facture,
    route="/factures/[facture]",
    title="Facture · Choral",
    on_load=[FactureState.arrive, FacturesState.arrive, *FRAME],
)
app.add_page(
    deposer, route="/deposer", title="Déposer · Choral", on_load=[DeposerState.arrive, *FRAME]
)
app.add_page(
    a_traiter,
    route="/a-traiter",
    title="À traiter · Choral",
    on_load=[ATraiterState.arrive, *FRAME],
)
app.add_page(
    repondre, route="/repondre", title="Répondre · Choral", on_load=[RepondreState.arrive, *FRAME]
)
app.add_page(aide, route="/aide", title="Aide · Choral", on_load=FRAME)
app.add_page(compte, route="/compte", title="Compte · Choral", on_load=[CompteState.arrive, *FRAME])
app.add_page(
    connexion, route="/connexion", title="Connexion · Choral", on_load=ConnexionState.arrive
)
app.add_page(a_propos, route="/a-propos", title="À propos · Choral")
app.add_page(introuvable, route="404", title="Page introuvable · Choral")
