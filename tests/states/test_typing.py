"""What is typed is kept before its field is left, and disturbs nobody who types."""

import json
from typing import Any

import pytest

from chorus_app.states.deposer import DeposerState
from chorus_app.states.repondre import RepondreState
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers


async def deposit(choral: Choral, token: str = "") -> Tab:
    tab = choral.tab(token or choral.mine, f"/deposer/?brouillon={choral.draft}")
    await tab.call(handlers()["DeposerState.arrive"])
    return tab


async def answer(choral: Choral) -> Tab:
    tab = choral.tab(choral.mine, f"/repondre/?facture={choral.suspended()}&acte=COMPLETER")
    await tab.call(handlers()["RepondreState.arrive"])
    return tab


def changed(tab: Tab, before: dict[str, str]) -> set[str]:
    return {place for place, value in tab.held().items() if value != before[place]}


def kept(choral: Choral) -> dict[str, str]:
    """Return the form of the draft as the database holds it."""
    row = next(row for row in choral.stored()["deposit"] if row["id"] == choral.draft)
    form: dict[str, str] = json.loads(str(row["form"]))
    return form


async def test_a_half_typed_field_of_a_deposit_survives_a_reload(choral: Choral) -> None:
    tab = await deposit(choral)
    before = tab.held()

    await tab.call(handlers()["DeposerState.keep_typing"], name="validator_siret", value="123 45")

    assert changed(tab, before) == {"DeposerState.form"}, "no error is shown yet"
    again = (await deposit(choral)).of(DeposerState)
    assert again.form["validator_siret"] == "123 45"


async def test_a_half_typed_comment_of_an_answer_survives_a_reload(choral: Choral) -> None:
    tab = await answer(choral)
    before = tab.held()

    await tab.call(handlers()["RepondreState.keep_typing"], name="comment", value="Voici le b")

    assert changed(tab, before) == {"RepondreState.form"}
    assert tab.of(RepondreState).form["comment"] == "Voici le b", "a reload begins with it"
    assert (await answer(choral)).of(RepondreState).form["comment"] == "Voici le b"


async def test_what_was_typed_before_a_repair_does_not_undo_it(choral: Choral) -> None:
    tab, name = await deposit(choral), "tax_inclusive_amount"
    amounts = {"tax_exclusive_amount": "100", "tax_amount": "20", name: ""}
    await tab.call(handlers()["DeposerState.keep_all"], form=amounts)
    await tab.call(handlers()["DeposerState.mend"], name=name)
    typing = handlers()["DeposerState.keep_typing"]

    await tab.call(typing, name=name, value="12", mended=0)
    assert kept(choral)[name] == "120,00"

    await tab.call(typing, name=name, value="121", mended=1)
    assert kept(choral)[name] == "121"


@pytest.mark.parametrize("name", ["", "stage", ["comment"], None])
async def test_what_is_no_field_is_not_kept(choral: Choral, name: Any) -> None:
    tabs = {"DeposerState": await deposit(choral), "RepondreState": await answer(choral)}
    before = choral.stored()

    for state, tab in tabs.items():
        await tab.call(handlers()[f"{state}.keep_typing"], name=name, value="x")

    assert choral.stored() == before


async def test_another_s_draft_is_not_typed_in(choral: Choral) -> None:
    stranger, before = await deposit(choral, choral.empty), choral.stored()
    assert stranger.of(DeposerState).missing

    await stranger.call(handlers()["DeposerState.keep_typing"], name="comment", value="x")

    assert choral.stored() == before
