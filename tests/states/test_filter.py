"""The filter sheet says in its place what it cannot use, and finds credit notes by their amount."""

import json
from datetime import date

import pytest

from chorus_app.components.invoice.listing import nothing
from chorus_app.domain.box import read
from chorus_app.domain.clauses import Word
from chorus_app.states.factures import FacturesState
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers

UNSIGNED = "Indiquez un montant sans signe\u00a0: les avoirs sont trouvés aussi."


async def opened(choral: Choral, address: str = "/factures/") -> Tab:
    tab = choral.tab(choral.mine, address)
    await tab.call(handlers()["FacturesState.arrive"])
    return tab


@pytest.mark.parametrize("field", ["min", "max"])
async def test_a_signed_amount_is_told_in_its_place_and_stays(choral: Choral, field: str) -> None:
    tab = await opened(choral)

    answer = await tab.call(handlers()["FacturesState.filter"], form={field: "-5", "numero": "7"})

    seen = tab.of(FacturesState)
    assert answer is None, "the sheet stays open"
    assert seen.filter_closed == 0
    assert seen.errors == {field: UNSIGNED}
    assert (seen.form[field], seen.form["numero"]) == ("-5", "7")


async def test_an_address_with_a_signed_amount_says_it_too(choral: Choral) -> None:
    seen = (await opened(choral, "/factures/?max=-5")).of(FacturesState)

    assert seen.errors == {"max": UNSIGNED}
    assert seen.total == len(choral.invoice_ids())


async def test_the_sheet_finds_credit_notes_by_their_amount(choral: Choral) -> None:
    number = choral.invoice_ids("MISE_EN_PAIEMENT")[0]
    choral.rewrite(
        "UPDATE invoice SET type_code = 'AVOIR', payable_amount = -123456789,"
        " counted_amount = -123456789 WHERE id = ?",
        number,
    )

    seen = (await opened(choral, "/factures/?min=1234567&max=1234568")).of(FacturesState)

    assert [row.id for group in seen.groups for row in group.rows] == [number]


@pytest.mark.parametrize("example", ["entre 100 et 500", "impayées", "15/02"])
def test_what_an_empty_result_advises_is_understood(example: str) -> None:
    advised = json.dumps(f"«\u00a0{example}\u00a0»").strip('"')
    assert advised in str(nothing())
    assert not any(isinstance(clause, Word) for clause in read(example, date(2026, 11, 23)))
