"""The first screen: its sum agrees with its parts; what came back is told, and put off."""

from datetime import timedelta
from typing import Any

import pytest

from chorus_app.domain.status import Status, rank
from chorus_app.states import accueil
from chorus_app.states.accueil import AccueilState
from chorus_app.states.base import today
from chorus_app.states.factures import FacturesState
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers


def cents(shown: str) -> int:
    return int("".join(sign for sign in shown if sign in "-0123456789"))


async def test_the_parts_shown_make_up_the_sum(choral: Choral) -> None:
    tab = choral.tab(choral.mine)
    await tab.call(handlers()["AccueilState.arrive"])

    seen = tab.of(AccueilState)
    assert len(seen.parts) > 2
    assert sum(cents(part.amount) for part in seen.parts) == cents(seen.outstanding)
    pictured = sum(cents(bar.amount) for bar in seen.bars)
    in_words = [part.amount for part in seen.parts if part.label[:2] in {"En", "D’"}]
    assert pictured == sum(map(cents, in_words))


async def test_a_part_leads_to_as_many_invoices_and_as_much(choral: Choral) -> None:
    credit_notes = choral.invoice_ids("MANDATEE")[:1] + choral.invoice_ids("SUSPENDUE")[:1]
    for number in credit_notes:
        choral.rewrite(
            "UPDATE invoice SET type_code = 'AVOIR', payable_amount = -5000,"
            " counted_amount = -5000 WHERE id = ?",
            number,
        )
    tab = choral.tab(choral.mine)
    await tab.call(handlers()["AccueilState.arrive"])
    shown = tab.of(AccueilState).parts

    assert [part.label.rpartition(" (")[0].rstrip("/0123456789") for part in shown] == [
        "En retard",
        "D’ici le ",
        "Après le ",
        "Sans échéance",
        "Peut-être déjà payées",
        "Avoirs à déduire",
    ]
    for part in shown:
        seen = await listed(choral, part.href)
        assert f"({seen.total})" in part.label
        assert seen.amount_text == part.amount
        assert len(seen.chips) == 1, "the whole search is one thing understood"


async def listed(choral: Choral, address: str) -> FacturesState:
    """Return the list as this address shows it."""
    tab = choral.tab(choral.mine, address)
    await tab.call(handlers()["FacturesState.arrive"])
    shown: FacturesState = tab.of(FacturesState)
    assert not shown.errors
    return shown


async def test_the_families_say_what_else_they_hold(choral: Choral) -> None:
    choral.rewrite(
        "UPDATE invoice SET status = 'SUPPRIMEE', status_rank = ?, counted_amount = 0,"
        " payable_by = NULL WHERE status != 'SUSPENDUE' OR type_code = 'AVOIR'",
        rank(Status.SUPPRIMEE),
    )
    tab = choral.tab(choral.mine)
    await tab.call(handlers()["AccueilState.arrive"])

    seen = tab.of(AccueilState)
    assert "factures supprimées ou d’un autre statut" in seen.beside_families
    assert seen.parts == []


async def test_nothing_to_cash_has_no_parts(choral: Choral) -> None:
    tab = choral.tab(choral.empty)
    await tab.call(handlers()["AccueilState.arrive"])

    assert (tab.of(AccueilState).parts, tab.of(AccueilState).bars) == ([], [])


async def test_drafts_of_ours_are_said_to_be_apart(choral: Choral) -> None:
    tab = choral.tab(choral.mine)
    await tab.call(handlers()["AccueilState.arrive"])
    said = tab.of(AccueilState).beside_families
    assert "1\u00a0dépôt non abouti dans Choral" in said

    choral.rewrite("DELETE FROM deposit WHERE id = ?", choral.draft)
    await tab.call(handlers()["AccueilState.arrive"])
    assert "non abouti" not in tab.of(AccueilState).beside_families


async def told(choral: Choral, put_off: Any = "") -> Tab:
    """Return the first screen of a new visit, where the browser kept this."""
    tab = choral.tab(choral.mine)
    tab.of(AccueilState).put_off = put_off
    await tab.call(handlers()["AccueilState.arrive"])
    return tab


async def later(tab: Tab) -> str:
    """Put off what the window tells; return what the browser keeps of it."""
    await tab.call(handlers()["AccueilState.close_news"])
    kept: str = tab.of(AccueilState).put_off
    return kept


async def test_what_was_put_off_comes_back_the_next_day(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await told(choral)
    assert first.of(AccueilState).news_open
    kept = await later(first)

    assert not (await told(choral, kept)).of(AccueilState).news_open
    tomorrow = today() + timedelta(days=1)
    monkeypatch.setattr(accueil, "today", lambda: tomorrow)
    assert (await told(choral, kept)).of(AccueilState).news_open


async def test_what_comes_back_after_that_opens_the_window(choral: Choral) -> None:
    kept = await later(await told(choral))

    number = choral.suspended()
    choral.rewrite("UPDATE invoice SET status_at = '2026-11-25 10:00:00' WHERE id = ?", number)

    assert (await told(choral, kept)).of(AccueilState).news_open


@pytest.mark.parametrize("kept", ["", "2026-11-26", "x " * 5000, ["a"], None, 3], ids=range(6))
async def test_a_browser_that_kept_anything_else_is_told(choral: Choral, kept: Any) -> None:
    assert (await told(choral, kept)).of(AccueilState).news_open


async def test_what_somebody_else_put_off_here_is_told(choral: Choral) -> None:
    day, who, *marks = (await later(await told(choral))).split()

    kept = " ".join([day, f"{who}0", *marks])

    assert (await told(choral, kept)).of(AccueilState).news_open
