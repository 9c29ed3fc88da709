"""Who may call what: every handler is named here, and none serves whoever is not signed in."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from chorus_app import routes
from tests.states.conftest import Choral, on_a_copy
from tests.states.hostile import ADDRESSES, TOKENS, payloads
from tests.states.tab import handlers, leads_to, our_states, parameters

ALLOWED = {
    "ATraiterState": "arrive",
    "AccueilState": "arrive acknowledge acknowledge_all all_read close_news",
    "CompteState": "arrive one_a_day renew switch",
    "ConnexionState": "arrive",
    "DeposerState": "arrive refresh uploaded lot_read keep keep_typing keep_all mend confirm "
    "ask_delete keep_draft delete close_confirmation look_up choose open_choice close_choice",
    "FactureState": "arrive refresh choose_buyer forget_buyer",
    "FacturesState": "arrive refresh more back search sort_by filter clear",
    "RepondreState": "arrive refresh piece_added remove keep keep_typing keep_all confirm "
    "close_confirmation reissue reminded look_up choose open_choice close_choice",
    "ShellState": "arrive ask_fresh failed follow",
}
"""What each state lets anybody call: a new handler is added here once strangers were thought of."""
DIRECT = sorted(name for name, handler in handlers().items() if not handler.is_background)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def nobody(furnished: Choral, tmp_path_factory: Any) -> AsyncIterator[Choral]:
    """Choral, which nothing in this file may change: one is enough for all."""
    folder: Path = tmp_path_factory.mktemp("nobody")
    async with on_a_copy(furnished, folder) as running:
        yield running


async def test_every_method_that_a_client_may_call_is_meant() -> None:
    exposed = {
        state.__name__: {name for name in state.event_handlers if name != "setvar"}
        for state in our_states()
    }

    assert exposed == {state: set(names.split()) for state, names in ALLOWED.items()}


async def test_only_the_frame_runs_beside_the_others() -> None:
    assert set(handlers()) - set(DIRECT) == {"ShellState.follow"}


async def test_no_var_is_set_by_the_client() -> None:
    setters = [
        name for state in our_states() for name in state.event_handlers if name.startswith("set_")
    ]

    assert setters == []


@pytest.mark.parametrize("name", DIRECT)
async def test_without_a_session_nothing_happens(nobody: Choral, name: str) -> None:
    handler, before = handlers()[name], nobody.stored()
    for token in TOKENS:
        tab = nobody.tab(token)
        held = tab.held()
        for payload in payloads(parameters(handler)):
            answer = await tab.call(handler, **payload)
            assert answer is None or leads_to(answer).startswith(routes.CONNEXION)
            if name != "ConnexionState.arrive":
                assert tab.held() == held
    assert nobody.stored() == before


@pytest.mark.parametrize("name", DIRECT)
async def test_whatever_the_address_is_nothing_happens(nobody: Choral, name: str) -> None:
    handler = handlers()[name]
    for address in ADDRESSES:
        tab = nobody.tab(None, address)
        held = tab.held()
        answer = await tab.call(handler, **dict.fromkeys(parameters(handler), ""))
        assert answer is None or leads_to(answer).startswith(routes.CONNEXION)
        if name != "ConnexionState.arrive":
            assert tab.held() == held


async def test_the_door_shows_the_demo_account_and_nothing_of_anybody(nobody: Choral) -> None:
    tab = nobody.tab(None, "/connexion/?suite=/compte/")
    before = tab.held()

    assert await tab.call(handlers()["ConnexionState.arrive"]) is None

    changed = {place for place, value in tab.held().items() if value != before[place]}
    assert changed == {
        "ConnexionState.demo_email",
        "ConnexionState.demo_password",
        "ConnexionState.expired",
    }


async def test_an_arrival_leads_to_the_door_and_back_here(nobody: Choral) -> None:
    tab = nobody.tab(None, "/factures/?q=chu&tri=date")

    answer = await tab.call(handlers()["FacturesState.arrive"])

    assert leads_to(answer) == "/connexion/?suite=/factures/%3Fq%3Dchu%26tri%3Ddate"
