"""A confirmation counts while it is the one that is shown; one that comes late sends nothing."""

from datetime import timedelta
from typing import Any

import pytest

from chorus_app.states import confirming
from chorus_app.states.base import now
from chorus_app.states.confirming import LONGEST_WAY
from chorus_app.states.repondre import RepondreState
from chorus_app.texts.errors import TOO_LATE
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers


async def ready(choral: Choral) -> Tab:
    tab = choral.tab(choral.mine, f"/repondre/?facture={choral.suspended()}&acte=COMPLETER")
    await tab.call(handlers()["RepondreState.arrive"])
    await tab.call(handlers()["RepondreState.keep_all"], form={"comment": "Voici."})
    assert tab.of(RepondreState).confirming
    return tab


@pytest.mark.parametrize(
    ("seconds", "shown_for", "counts"),
    [
        (0.4, 0, True),
        (3_600, 3_599_000, True),
        (LONGEST_WAY / 1000 - 1, 0, True),
        (LONGEST_WAY / 1000 + 1, 0, False),
        (3_600, 3_580_000, False),
        (60, -1_000, False),
        (0, float("nan"), False),
        (0, None, False),
        (0, "0", False),
    ],
    ids=str,
)
async def test_a_tap_that_was_too_long_on_its_way_sends_nothing(
    choral: Choral, monkeypatch: pytest.MonkeyPatch, seconds: float, shown_for: Any, counts: bool
) -> None:
    tab = await ready(choral)
    state = tab.of(RepondreState)
    arrived = now() + timedelta(seconds=seconds)
    monkeypatch.setattr(confirming, "now", lambda: arrived)

    await tab.call(handlers()["RepondreState.confirm"], order=state.order, shown_for=shown_for)

    assert (state.editable, state.late) == ((False, "") if counts else (True, TOO_LATE))
    assert not state.confirming
    stages = {row["stage"] for row in choral.stored()["answer"]}
    assert stages == {"A_ENVOYER" if counts else "BROUILLON"}


@pytest.mark.parametrize("put_away", [True, False], ids=["Annuler", "another one shown"])
async def test_only_the_confirmation_that_is_shown_counts(choral: Choral, put_away: bool) -> None:
    tab = await ready(choral)
    state = tab.of(RepondreState)
    order = state.order
    if put_away:
        await tab.call(handlers()["RepondreState.close_confirmation"])
    else:
        await tab.call(handlers()["RepondreState.keep_all"], form={"comment": "Autre chose."})

    await tab.call(handlers()["RepondreState.confirm"], order=order, shown_for=0)

    assert (state.editable, state.late) == (True, TOO_LATE)
    assert {row["stage"] for row in choral.stored()["answer"]} == {"BROUILLON"}
    await tab.call(handlers()["RepondreState.keep_all"], form={"comment": "Voici."})
    assert (state.confirming, state.late) == (True, "")
