"""Events through the real socket: with a session, without one, with another's tab, and late."""

import asyncio
import json
import logging
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from chorus_app.services import live
from chorus_app.settings import settings
from chorus_app.texts.errors import TOO_LATE, UNEXPECTED
from tests.states.conftest import Choral
from tests.states.hostile import payloads
from tests.states.tab import handlers, our_states, parameters

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.states.socket import Socket

pytestmark = pytest.mark.filterwarnings("ignore:Using `httpx` with `starlette.testclient`")
ARRIVALS = sorted(name for name in handlers() if name.endswith(".arrive"))


@pytest.fixture(scope="module")
def client(furnished: Choral, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[TestClient]":
    """The whole application, started as in production but for its front end."""
    folder = tmp_path_factory.mktemp("application")
    shutil.copytree(furnished.folder / "choral", folder / "data")
    shutil.copytree(furnished.folder / "chorus", folder / "data" / "simulator")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHORAL_DATA_DIR", str(folder / "data"))
        patch.setenv("CHORAL_SIMULATOR_SPEED", "0")
        patch.setenv("REFLEX_WEB_WORKDIR", str(folder / "web"))
        patch.setenv("__REFLEX_SKIP_COMPILE", "true")
        settings.cache_clear()
        from starlette.testclient import TestClient

        from tests.states.socket import application

        with TestClient(application(), base_url="http://localhost:3000") as running:
            yield running
    settings.cache_clear()


@pytest.fixture(scope="module")
def told_to_nobody(furnished: Choral) -> list[str]:
    """Return what only the demo supplier may read."""
    stored = furnished.stored()
    numbers = [str(row["invoice_number"]) for row in stored["invoice"]]
    return [*numbers, "ETS HORTICOLES", "facture.pdf", furnished.draft, "73980623000960"]


def test_a_stranger_is_led_to_the_door_and_told_nothing(
    client: "TestClient", told_to_nobody: list[str]
) -> None:
    from tests.states.socket import opened, redirections

    with opened(client, tab="stranger") as socket:
        socket.send("reflex___state____state.hydrate", at="/factures/")
        for name in ARRIVALS:
            if name != "ConnexionState.arrive":
                answer = redirections(socket.call(name, at="/factures/"))
                assert answer == ["/connexion/?suite=/factures/"]
        socket.call("ShellState.follow", at="/factures/")

    said = "".join(socket.seen)
    assert not [secret for secret in told_to_nobody if json.dumps(secret)[1:-1] in said]


@pytest.mark.parametrize("name", sorted(handlers()))
def test_a_stranger_changes_nothing_by_any_handler(client: "TestClient", name: str) -> None:
    from tests.states.socket import opened, redirections

    with opened(client, tab=f"stranger-{name}") as socket:
        socket.updates()
        for payload in list(payloads(parameters(handlers()[name])))[:4]:
            updates = socket.call(name, at="/deposer/", **payload)
            assert all(to.startswith("/connexion/") for to in redirections(updates))
            if name != "ConnexionState.arrive":
                assert [update["delta"] for update in updates if update["delta"]] == []


def test_whoever_is_signed_in_sees_the_list(client: "TestClient", furnished: Choral) -> None:
    from tests.states.socket import opened, redirections

    with opened(client, tab="owner", session=furnished.mine) as socket:
        updates = socket.call("FacturesState.arrive", at="/factures/?tri=date")
        (shown,) = [told for update in updates for told in update["delta"].values()]
        assert shown["total_rx_state_"] == 244
        assert len(shown["groups_rx_state_"][0]["rows"]) == 30
        asked = socket.call("FacturesState.sort_by", at="/factures/", name="montant")
        assert redirections(asked) == ["/factures/?tri=montant"]

    assert furnished.mine not in "".join(socket.seen)


@pytest.mark.parametrize("other", [False, True], ids=["nobody", "another supplier"])
def test_a_tab_s_token_without_its_session_opens_nothing(
    client: "TestClient", furnished: Choral, told_to_nobody: list[str], other: bool
) -> None:
    from tests.states.socket import opened

    tab = f"kept-{other}"
    with opened(client, tab=tab, session=furnished.mine) as owner:
        owner.call("FacturesState.arrive", at="/factures/")
        owner.call("DeposerState.arrive", at=f"/deposer/?brouillon={furnished.draft}")
    with opened(client, tab=tab, session=furnished.empty if other else None) as thief:
        thief.send("reflex___state____state.hydrate", at="/factures/")
        thief.updates()

    told = [secret for secret in told_to_nobody if json.dumps(secret)[1:-1] in "".join(owner.seen)]
    assert len(told) > 10
    assert not [secret for secret in told if json.dumps(secret)[1:-1] in "".join(thief.seen)]


def test_the_owner_finds_the_tab_again(client: "TestClient", furnished: Choral) -> None:
    from tests.states.socket import opened

    with opened(client, tab="again", session=furnished.mine) as socket:
        socket.call("FacturesState.arrive", at="/factures/")
    with opened(client, tab="again", session=furnished.mine) as socket:
        socket.send("reflex___state____state.hydrate", at="/factures/")
        socket.updates()

    assert "VTI/2026/" in "".join(socket.seen)


def test_a_cookie_in_an_event_is_no_cookie(client: "TestClient", furnished: Choral) -> None:
    from tests.states.socket import opened, redirections

    forged = {"headers": {"cookie": f"choral_session={furnished.mine}"}}
    with opened(client, tab="forger") as socket:
        handler = handlers()["CompteState.arrive"]
        socket.send(f"{handler.state_full_name}.arrive", at="/compte/", router=forged)
        updates = socket.updates()

    assert redirections(updates) == ["/connexion/?suite=/compte/"]


@pytest.mark.parametrize(
    ("method", "payload"),
    [
        ("_show", {"who": None}),
        ("_who", {}),
        ("_to_sign_in", {}),
        ("setvar", {"var_name": "missing", "value": "oui"}),
        ("set_missing", {"value": "oui"}),
        ("reset", {}),
        ("get_state", {"state_cls": "x"}),
        ("dict", {}),
        ("__init__", {}),
    ],
)
def test_no_other_method_is_within_reach(
    client: "TestClient", furnished: Choral, method: str, payload: dict[str, object]
) -> None:
    from tests.states.socket import opened

    with opened(client, tab=f"curious-{method}", session=furnished.mine) as socket:
        socket.updates()
        for state in our_states():
            socket.send(f"{state.get_full_name()}.{method}", **payload)
        updates = socket.updates()

    told = [shown for update in updates for shown in update["delta"].values()]
    # Reflex's own `setvar` fails in each state: whoever asked may be told that something did.
    assert all(shown == {"problem_rx_state_": UNEXPECTED} for shown in told)


_SAID = "camille@choral.example"
_UNUSUAL: dict[str, list[object]] = {
    "a handler of a former version": [
        "event",
        {"name": "reflex___state____state.gone", "payload": {"password": _SAID}, "router_data": {}},
    ],
    "an event without a name": ["event", {"payload": {"password": _SAID}}],
    "an event that is a text": ["event", _SAID],
    "an event that is a list": ["event", [_SAID]],
    "a report of a page": ["client_error", {"error_type": _SAID, "message": _SAID}],
}


@pytest.mark.parametrize("sent", _UNUSUAL.values(), ids=_UNUSUAL.keys())
def test_the_log_says_where_and_never_what_was_sent_nor_by_which_session(
    client: "TestClient", furnished: Choral, sent: list[object], caplog: pytest.LogCaptureFixture
) -> None:
    from tests.states.socket import opened

    loggers = [logging.getLogger(name) for name in ("reflex", "reflex_base")]
    with opened(client, tab="logged", session=furnished.mine) as socket:
        socket.updates()
        for logger in loggers:
            logger.addHandler(caplog.handler)
        socket.send_raw(sent)
        socket.updates()
        for logger in loggers:
            logger.removeHandler(caplog.handler)

    assert caplog.text
    assert furnished.mine not in caplog.text
    assert _SAID not in caplog.text


def test_a_change_in_the_store_reaches_an_open_page(
    client: "TestClient", furnished: Choral
) -> None:
    from tests.states.socket import opened

    number = furnished.stored()["invoice"][0]["structure_id"]
    with opened(client, tab="follower", session=furnished.mine) as socket:
        socket.call("FacturesState.arrive", at="/factures/")
        follow = handlers()["ShellState.follow"]
        socket.send(f"{follow.state_full_name}.follow", at="/factures/")
        assert client.portal
        telling = client.portal.start_task_soon(_tell_again_and_again, number)
        socket.wait_for("groups_rx_state_")
        telling.cancel()


async def _tell_again_and_again(structure_id: int) -> None:
    """Change something of a supplier, often: nobody tells when a tab begins to follow."""
    while True:
        await asyncio.sleep(0.1)
        live.shared.notify(structure_id)


def shown(socket: "Socket", at: str) -> str:
    """Go as far as the confirmation; return its number."""
    from tests.states.socket import latest

    socket.call("RepondreState.arrive", at=at)
    updates = socket.call("RepondreState.keep_all", at=at, form={"comment": "Voici."})
    assert latest(updates, "confirming")
    return str(latest(updates, "order"))


def is_draft(socket: "Socket", at: str) -> bool:
    """Tell whether the answer can still be changed, in a tab that knows nothing of it yet."""
    from tests.states.socket import latest

    return bool(latest(socket.call("RepondreState.arrive", at=at), "editable"))


@pytest.mark.parametrize("is_known", [True, False], ids=["the same tab", "a tab given anew"])
@pytest.mark.parametrize("is_first", [True, False], ids=["before arriving", "after arriving"])
def test_what_was_tapped_while_the_socket_was_dead_is_not_sent(
    client: "TestClient", furnished: Choral, is_known: bool, is_first: bool
) -> None:
    """The server gives a phone that changed its network another tab: the old one seems open."""
    from tests.states.socket import latest, opened

    number = furnished.invoice_ids("SUSPENDUE")[0]
    at, tab = f"/repondre/?facture={number}&acte=COMPLETER", f"late-{is_known}-{is_first}"
    with opened(client, tab=tab, session=furnished.mine) as socket:
        order = shown(socket, at)
    with opened(client, tab=tab if is_known else f"{tab}-new", session=furnished.mine) as socket:
        before = [] if is_first else socket.call("RepondreState.arrive", at=at)
        late = socket.confirm("RepondreState", at=at, order=order)
        after = socket.call("RepondreState.close_confirmation", at=at)
        after += socket.call("RepondreState.arrive", at=at) if is_first else []
        assert latest(late, "late") == TOO_LATE
        assert latest(after, "late") is None, "it is still said once all was delivered"
        assert not latest(before + late + after, "confirming") or is_known
    with opened(client, tab=f"{tab}-look", session=furnished.mine) as socket:
        assert is_draft(socket, at)


def test_a_confirmation_still_shown_once_the_socket_is_back_counts(
    client: "TestClient", furnished: Choral
) -> None:
    from tests.states.socket import latest, opened

    number = furnished.invoice_ids("SUSPENDUE")[1]
    at = f"/repondre/?facture={number}&acte=COMPLETER"
    with opened(client, tab="patient", session=furnished.mine) as socket:
        before = shown(socket, at)
    with opened(client, tab="patient", session=furnished.mine) as socket:
        order = latest(socket.call("RepondreState.arrive", at=at), "order")
        assert order not in {before, None}
        updates = socket.confirm("RepondreState", at=at, order=order)
        assert latest(updates, "editable") is False
        assert not latest(updates, "late")
        again = socket.confirm("RepondreState", at=at, order=order)
        assert not latest(again, "late"), "the second tap of two came late for nothing"
