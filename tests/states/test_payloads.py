"""Somebody who is signed in may send anything too: nothing fails, grows, or reaches another's."""

import json

import pytest

from chorus_app.domain.answer import FORM_FIELDS as ANSWER_FIELDS
from chorus_app.domain.deposit import COMMENT_LIMIT
from chorus_app.domain.deposit import FORM_FIELDS as DEPOSIT_FIELDS
from chorus_app.states.deposer import DeposerState
from chorus_app.states.facture import FactureState
from chorus_app.states.factures import FacturesState
from chorus_app.states.repondre import RepondreState
from tests.states.conftest import Choral
from tests.states.hostile import ADDRESSES, payloads
from tests.states.tab import Tab, handlers, leads_to, parameters

CALLED = sorted(
    name
    for name, handler in handlers().items()
    if not handler.is_background and (parameters(handler) or name.endswith((".arrive", ".more")))
)
LARGEST_STATE = 300_000


def assert_bounded(tab: Tab) -> None:
    assert max(tab.rows().values()) <= 50
    assert sum(len(value) for value in tab.held().values()) < LARGEST_STATE


async def furnished_tab(choral: Choral) -> Tab:
    tab = choral.tab(choral.mine, f"/deposer/?brouillon={choral.draft}")
    await tab.call(handlers()["DeposerState.arrive"])
    tab.go(f"/repondre/?facture={choral.suspended()}&acte=COMPLETER")
    await tab.call(handlers()["RepondreState.arrive"])
    tab.go("/factures/")
    await tab.call(handlers()["FacturesState.arrive"])
    return tab


@pytest.mark.parametrize("name", CALLED)
async def test_any_payload_is_borne(choral: Choral, name: str) -> None:
    handler, tab, before = handlers()[name], await furnished_tab(choral), choral.stored()

    for payload in payloads(parameters(handler)):
        answer = await tab.call(handler, **payload)
        assert stays_here(leads_to(answer))
        assert_bounded(tab)

    assert beyond_reach(choral.stored()) == beyond_reach(before)
    assert_well_kept(choral)


def beyond_reach(stored: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    """Return what a client changes by no event: who may sign in, and what is another's."""
    people = {table: stored[table] for table in ("user_account", "membership", "sign_in")}
    (mine,) = {row["structure_id"] for row in stored["invoice"]}
    others = {
        table: [row for row in rows if row.get("structure_id", mine) != mine]
        for table, rows in stored.items()
    }
    return people | {f"{table} of others": rows for table, rows in others.items()}


def stays_here(address: str) -> bool:
    """Tell whether a browser sent there remains on this site."""
    return not address or (address[0] == "/" and address[1:2] not in {"/", "\\"})


def assert_well_kept(choral: Choral) -> None:
    """Each draft is still one draft, and its form holds short texts."""
    stored = choral.stored()
    (deposit,) = [row for row in stored["deposit"] if row["id"] == choral.draft]
    (answer,) = stored["answer"]
    for draft, fields in ((deposit, DEPOSIT_FIELDS), (answer, ANSWER_FIELDS)):
        form = json.loads(str(draft["form"]))
        assert set(form) == set(fields)
        assert all(isinstance(value, str) for value in form.values())
        assert max(len(value) for value in form.values()) <= COMMENT_LIMIT + 1
        assert draft["stage"] == "BROUILLON"


@pytest.mark.parametrize("name", [name for name in CALLED if name.endswith(".arrive")])
async def test_any_address_is_borne(choral: Choral, name: str) -> None:
    before = choral.stored()

    for address in ADDRESSES:
        tab = choral.tab(choral.mine, address)
        answer = await tab.call(handlers()[name])
        assert stays_here(leads_to(answer))
        assert_bounded(tab)

    assert beyond_reach(choral.stored()) == beyond_reach(before)


async def test_what_is_sent_is_not_kept_beyond_its_limit(choral: Choral) -> None:
    tab = await furnished_tab(choral)
    long = "x" * 900_000

    await tab.call(handlers()["FacturesState.filter"], form={"numero": long, "min": long})
    await tab.call(handlers()["FacturesState.search"], text=long)
    await tab.call(handlers()["DeposerState.keep"], name="comment", value=long)

    assert sum(len(value) for value in tab.held().values()) < LARGEST_STATE
    assert len(tab.of(FacturesState).form["numero"]) <= 100
    assert len(tab.of(DeposerState).form["comment"]) == COMMENT_LIMIT + 1


async def test_an_incomplete_draft_is_not_sent_whoever_confirms(choral: Choral) -> None:
    tab = await furnished_tab(choral)

    await tab.confirm(DeposerState)
    await tab.confirm(RepondreState)

    assert tab.of(DeposerState).stage == "BROUILLON"
    assert tab.of(RepondreState).editable
    stored = choral.stored()
    assert {row["stage"] for row in stored["deposit"] + stored["answer"]} == {"BROUILLON"}


async def test_an_address_that_is_no_invoice_is_one_that_is_not_there(choral: Choral) -> None:
    expected = None
    for address in ("/factures/0/", "/factures/x/", "/factures/٣/", f"/factures/{'9' * 30}/"):
        tab = choral.tab(choral.mine, address)
        await tab.call(handlers()["FactureState.arrive"])
        assert tab.of(FactureState).missing
        held = tab.held()
        assert held.pop("FactureState.shown_at") == repr(address)
        expected = expected or held
        assert held == expected
