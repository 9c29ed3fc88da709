"""The first screen's sum: picture, parts and total agree, and what is left out is said."""

from chorus_app.domain.status import Status, rank
from chorus_app.states.accueil import AccueilState
from tests.states.conftest import Choral
from tests.states.tab import handlers


def cents(shown: str) -> int:
    return int("".join(sign for sign in shown if sign in "-0123456789"))


async def test_the_parts_shown_make_up_the_sum(choral: Choral) -> None:
    tab = choral.tab(choral.mine)
    await tab.call(handlers()["AccueilState.arrive"])

    seen = tab.of(AccueilState)
    assert len(seen.parts) > 2
    assert sum(cents(amount) for _, amount in seen.parts) == cents(seen.outstanding)
    pictured = sum(cents(bar.amount) for bar in seen.bars)
    in_words = [amount for label, amount in seen.parts if label[:2] in {"En", "D’"}]
    assert pictured == sum(map(cents, in_words))


async def test_the_families_say_what_else_they_hold(choral: Choral) -> None:
    choral.rewrite(
        "UPDATE invoice SET status = 'SUPPRIMEE', status_rank = ?, counted_amount = 0,"
        " payable_by = NULL WHERE status != 'SUSPENDUE'",
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
