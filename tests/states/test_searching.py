"""A search that finds nothing says what was perhaps meant; a row says what it hides."""

import pytest

from chorus_app.states.factures import FacturesState
from tests.states.conftest import Choral
from tests.states.tab import handlers


async def listed(choral: Choral, address: str, token: str = "") -> FacturesState:
    tab = choral.tab(token or choral.mine, address)
    await tab.call(handlers()["FacturesState.arrive"])
    shown: FacturesState = tab.of(FacturesState)
    return shown


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/factures/?q=Renes", "Rennes"),
        ("/factures/?q=r%C3%A8nes&tri=date", "Rennes"),
        ("/factures/?q=ville+de+renes", "ville de Rennes"),
        ("/factures/?destinataire=ville+de+renes", "ville de Rennes"),
    ],
)
async def test_what_was_perhaps_meant_is_one_tap_away(
    choral: Choral, address: str, meant: str
) -> None:
    seen = await listed(choral, address)
    assert (seen.total, seen.near_text) == (0, meant)

    found = await listed(choral, seen.near_href)
    assert found.total > 0
    assert (found.near_text, found.near_href) == ("", "")
    assert ("tri=date" in address) == (found.sort == "date")


@pytest.mark.parametrize("asked", ["xyzzyx", "%22renes%22", "123456789123", "renes+xyzzyx"])
async def test_nothing_is_offered_that_finds_nothing(choral: Choral, asked: str) -> None:
    seen = await listed(choral, f"/factures/?q={asked}")

    assert (seen.total, seen.near_text, seen.near_href) == (0, "", "")


async def test_another_supplier_s_recipients_are_never_offered(choral: Choral) -> None:
    seen = await listed(choral, "/factures/?q=Renes", choral.empty)

    assert (seen.total, seen.near_text) == (0, "")


async def test_a_row_says_what_it_was_found_by_and_does_not_show(choral: Choral) -> None:
    number, other = choral.invoice_ids("SUSPENDUE")[:2]
    choral.rewrite(
        "UPDATE invoice SET service_name = 'Zoologie', search_text = 'x\nville zoologie\n'"
        " WHERE id = ?",
        number,
    )
    choral.rewrite(
        "UPDATE invoice SET recipient_name = 'Zoologie', search_text = 'x\nzoologie\n'"
        " WHERE id = ?",
        other,
    )

    seen = await listed(choral, "/factures/?q=zoologie")

    told = {row.id: row.found_by for group in seen.groups for row in group.rows}
    assert told == {number: "service\u00a0: Zoologie", other: ""}
