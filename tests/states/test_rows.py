"""What a row of the list says: its status in words where no heading does, and which date it is."""

import pytest

from chorus_app.states.factures import FacturesState
from chorus_app.states.views import RowView
from tests.states.conftest import Choral
from tests.states.tab import handlers


async def rows(choral: Choral, address: str) -> list[RowView]:
    tab = choral.tab(choral.mine, address)
    await tab.call(handlers()["FacturesState.arrive"])
    return [row for group in tab.of(FacturesState).groups for row in group.rows]


@pytest.mark.parametrize("order", ["date", "montant", "echeance"])
async def test_a_status_is_in_words_once_where_no_heading_says_it(
    choral: Choral, order: str
) -> None:
    seen = await rows(choral, f"/factures/?tri={order}")

    assert any(row.shows_status for row in seen)
    for row in seen:
        assert row.shows_status != (row.status.lower() in row.hint.lower())


async def test_under_the_heading_of_its_status_a_row_does_not_repeat_it(choral: Choral) -> None:
    assert not any(row.shows_status for row in await rows(choral, "/factures/"))


async def test_a_row_names_its_date(choral: Choral) -> None:
    number = choral.suspended()
    choral.rewrite(
        "UPDATE invoice SET deposit_date = NULL, issue_date = '2026-03-02' WHERE id = ?", number
    )

    seen = {row.id: row.date for row in await rows(choral, "/factures/?statut=SUSPENDUE,MANDATEE")}

    assert seen.pop(number) == "du 02/03/26"
    assert seen and all(shown.startswith("dépôt ") for shown in seen.values())
