"""A tab that stays open after its session ended shows what it showed, and does nothing more."""

import pytest

from chorus_app import routes
from chorus_app.services import sessions
from chorus_app.states.connexion import ConnexionState
from chorus_app.texts.errors import LEFT, SIGNED_OUT
from tests.states.conftest import Choral
from tests.states.tab import handlers, leads_to, parameters

DIRECT = sorted(name for name, handler in handlers().items() if not handler.is_background)
ARRIVALS = ("DeposerState.arrive", "DeposerState.open_choice", "FacturesState.arrive")
ANSWERING = ("RepondreState.arrive", "RepondreState.open_choice", "RepondreState.keep_all")


@pytest.mark.parametrize("name", [name for name in DIRECT if name != "ConnexionState.arrive"])
async def test_nothing_more_happens(choral: Choral, name: str) -> None:
    tab = choral.tab(choral.mine, f"/deposer/?brouillon={choral.draft}")
    for arrival in ARRIVALS:
        await tab.call(handlers()[arrival])
    tab.go(f"/repondre/?facture={choral.suspended()}&acte=COMPLETER")
    for arrival in ANSWERING:
        handler = handlers()[arrival]
        await tab.call(handler, **{key: {"comment": "Voici."} for key in parameters(handler)})
    await sessions.sign_out(choral.mine)
    held, before = tab.held(), choral.stored()

    handler = handlers()[name]
    answer = await tab.call(handler, **dict.fromkeys(parameters(handler), "comment"))

    assert answer is None or leads_to(answer).startswith(routes.CONNEXION)
    assert tab.held() == held
    assert choral.stored() == before


async def test_the_door_sends_whoever_is_signed_in_to_the_first_screen(choral: Choral) -> None:
    tab = choral.tab(choral.mine, "/connexion/")

    assert leads_to(await tab.call(handlers()["ConnexionState.arrive"])) == routes.ACCUEIL

    await sessions.sign_out(choral.mine)
    assert leads_to(await tab.call(handlers()["ConnexionState.arrive"])) == ""


@pytest.mark.parametrize(
    ("address", "cookie", "said"),
    [
        ("/connexion/?suite=/factures/", "", SIGNED_OUT),
        ("/connexion/?suite=/factures/", f"; {sessions.LEFT}=1", LEFT),
        ("/connexion/", f"; {sessions.LEFT}=1", ""),
    ],
    ids=["ended", "left", "came by itself"],
)
async def test_the_door_tells_an_end_from_a_leaving(
    choral: Choral, address: str, cookie: str, said: str
) -> None:
    tab = choral.tab(None)
    tab._cookie = f"other=1{cookie}"
    tab.go(address)

    await tab.call(handlers()["ConnexionState.arrive"])

    assert tab.of(ConnexionState).expired == said
