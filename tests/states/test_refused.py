"""After a refusal the field concerned is marked; one deposited since is to delete."""

import json

import pytest

from chorus_app import routes
from chorus_app.states.a_traiter import ATraiterState
from chorus_app.states.deposer import DeposerState
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers

SENTENCE = "Ce service n’existe pas chez ce destinataire, ou il n’est plus actif."


@pytest.fixture
async def tab(choral: Choral) -> Tab:
    """Open a deposit that Chorus Pro refused for its service."""
    [row] = [row for row in choral.stored()["deposit"] if row["id"] == choral.draft]
    form, reading = json.loads(str(row["form"])), json.loads(str(row["reading"]))
    form["service_code"] = "ESPACES"
    reading["refused"] = {"service_code": "ESPACES", "recipient_siret": form["recipient_siret"]}
    choral.rewrite(
        "UPDATE deposit SET stage = 'REFUSEE', problem = ?, form = ?, reading = ? WHERE id = ?",
        SENTENCE,
        json.dumps(form),
        json.dumps(reading),
        choral.draft,
    )
    opened = choral.tab(choral.mine, f"/deposer/?brouillon={choral.draft}")
    await opened.call(handlers()["DeposerState.arrive"])
    return opened


async def test_the_field_that_was_refused_is_marked_with_chorus_pro_s_words(tab: Tab) -> None:
    state: DeposerState = tab.of(DeposerState)

    [note] = state.notes["service_code"]
    assert (note.severity, note.tone, note.message) == ("Chorus Pro a refusé", "refused", SENTENCE)
    assert (state.marks["service_code"], state.mark_tones["service_code"]) == ("refusé", "refused")
    assert state.unsent.startswith("Chorus Pro a refusé ce dépôt")


async def test_the_mark_goes_once_the_field_is_changed(tab: Tab) -> None:
    await tab.call(handlers()["DeposerState.keep"], name="service_code", value="VOIRIE")

    state: DeposerState = tab.of(DeposerState)
    assert state.notes["service_code"] == []
    assert state.marks["service_code"] != "refusé"


async def test_one_whose_number_was_deposited_since_is_to_delete(choral: Choral, tab: Tab) -> None:
    [row] = [row for row in choral.stored()["deposit"] if row["id"] == choral.draft]
    later = row | {"id": "later", "stage": "DEPOSEE", "confirmed_at": "2026-11-25 08:00:00.000000"}
    names, marks = ", ".join(later), ", ".join("?" * len(later))
    choral.rewrite(f"INSERT INTO deposit ({names}) VALUES ({marks})", *later.values())
    choral.rewrite(
        "UPDATE deposit SET confirmed_at = '2026-11-24 08:00:00.000000' WHERE id = ?", choral.draft
    )

    await tab.call(handlers()["DeposerState.arrive"])
    waits = choral.tab(choral.mine, "/a-traiter/")
    await waits.call(handlers()["ATraiterState.arrive"])

    assert tab.of(DeposerState).deposited_since == routes.brouillon("later")
    [view] = [view for view in waits.of(ATraiterState).waiting if choral.draft in view.href]
    assert view.title == "Déjà déposée depuis\u00a0: supprimez ce brouillon"
    assert view.act == "Supprimer ce brouillon"
