"""The list holds a window of rows, however many the supplier has."""

import contextlib
import sqlite3

import pytest

from chorus_app.states.deposer import DeposerState
from chorus_app.states.factures import FacturesState
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers

SORTS = ["statut", "date", "montant", "echeance"]


def numbers(tab: Tab) -> list[int]:
    return [row.id for group in tab.of(FacturesState).groups for row in group.rows]


@pytest.mark.parametrize("sort", SORTS)
async def test_fifty_rows_at_most_show_every_invoice_in_turn(choral: Choral, sort: str) -> None:
    tab = choral.tab(choral.mine, f"/factures/?tri={sort}")
    await tab.call(handlers()["FacturesState.arrive"])
    state, order = tab.of(FacturesState), []

    for _ in range(40):
        assert max(tab.rows().values()) <= 50
        assert state.shown == len(numbers(tab))
        order += [number for number in numbers(tab) if number not in order]
        if state.start + state.shown >= state.total:
            break
        await tab.call(handlers()["FacturesState.more"])

    assert sorted(order) == choral.invoice_ids()
    assert state.total == len(order) == 244
    before = numbers(tab)
    await tab.call(handlers()["FacturesState.more"])
    assert numbers(tab) == before


async def test_the_window_slides_back_to_its_beginning(choral: Choral) -> None:
    tab = choral.tab(choral.mine, "/factures/")
    await tab.call(handlers()["FacturesState.arrive"])
    first = numbers(tab)
    for _ in range(4):
        await tab.call(handlers()["FacturesState.more"])

    for _ in range(10):
        await tab.call(handlers()["FacturesState.back"])
        assert max(tab.rows().values()) <= 50

    assert tab.of(FacturesState).start == 0
    assert numbers(tab)[: len(first)] == first


async def test_no_page_holds_more_than_fifty_rows(choral: Choral) -> None:
    for number in choral.invoice_ids()[::12]:
        tab = choral.tab(choral.mine, f"/factures/{number}/")
        for name in ("FactureState.arrive", "FacturesState.arrive", "AccueilState.arrive"):
            await tab.call(handlers()[name])
        assert max(tab.rows().values()) <= 50


async def test_the_directory_shows_fifty_bodies_at_most(choral: Choral) -> None:
    tab = choral.tab(choral.mine, "/deposer/")
    for text in ("de", "ville", "rennes", "000"):
        await tab.call(handlers()["DeposerState.look_up"], form={"recherche": text})
        assert max(tab.rows().values()) <= 50


async def test_the_deposit_page_shows_fifty_drafts_at_most(choral: Choral) -> None:
    _multiply_the_draft(choral, 60)
    tab = choral.tab(choral.mine, "/deposer/")
    await tab.call(handlers()["DeposerState.arrive"])

    assert len(tab.of(DeposerState).drafts) == 50
    assert tab.of(DeposerState).more_drafts


def _multiply_the_draft(choral: Choral, count: int) -> None:
    (draft,) = [row for row in choral.stored()["deposit"] if row["id"] == choral.draft]
    columns = ", ".join(draft)
    holes = ", ".join(f":{name}" for name in draft)
    path = choral.folder / "choral" / "choral.db"
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.executemany(
            f"INSERT INTO deposit ({columns}) VALUES ({holes})",
            [draft | {"id": f"{number:032}"} for number in range(count)],
        )
