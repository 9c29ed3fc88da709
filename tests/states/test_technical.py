"""The new password of the technical account: what a form may bring, what a state keeps."""

from typing import Any

import pytest

from chorus_app.services import technical
from chorus_app.services.attempts import Attempts
from chorus_app.simulator.demo import DEMO_ACCOUNTS
from chorus_app.states.compte import CompteState
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers


@pytest.fixture(autouse=True)
def _nobody_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(technical, "tries", Attempts(5, 900))


async def tried(tab: Tab, password: Any) -> CompteState:
    await tab.call(handlers()["CompteState.renew"], form={"technical_password": password})
    state: CompteState = tab.of(CompteState)
    return state


@pytest.mark.parametrize("password", ["", "x" * 201, "\ud800", "a\x00b", ["a"], None, 3])
async def test_what_is_no_password_is_not_tried(choral: Choral, password: Any) -> None:
    tab = choral.tab(choral.empty, "/compte/")
    before = choral.stored()

    state = await tried(tab, password)

    assert state.technical_error.startswith("Saisissez le mot de passe")
    assert choral.stored() == before


async def test_too_many_failures_are_told_and_no_password_stays(choral: Choral) -> None:
    tab = choral.tab(choral.empty, "/compte/")
    for _ in range(5):
        assert "Trop d’essais" not in (await tried(tab, "mot-faux")).technical_error

    assert (await tried(tab, "mot-faux")).technical_error.startswith("Trop d’essais")
    assert not any("mot-faux" in value for value in tab.held().values())


async def test_a_refused_password_is_told_here_and_stays_in_its_field(choral: Choral) -> None:
    tab = choral.tab(choral.mine, "/compte/")

    state = await tried(tab, "mot-faux")

    assert state.technical_error.startswith("Chorus Pro refuse ce mot de passe.")
    assert (state.technical_box, state.technical_kept) == (0, "")


async def test_a_kept_password_leaves_its_field(choral: Choral) -> None:
    tab = choral.tab(choral.mine, "/compte/")

    state = await tried(tab, DEMO_ACCOUNTS[0].password)

    assert (state.technical_error, state.technical_box) == ("", 1)
    assert state.technical_kept
