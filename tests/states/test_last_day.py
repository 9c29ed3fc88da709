"""The list, the first screen and an invoice's page say the same last day once it was read."""

from chorus_app.services import cards, histories
from chorus_app.services.context import current
from chorus_app.states.facture import FactureState
from chorus_app.states.factures import FacturesState
from chorus_app.store.tables import InvoiceRow
from tests.states.conftest import Choral
from tests.states.tab import handlers


async def test_an_invoice_that_nobody_opened_says_its_exact_lateness(choral: Choral) -> None:
    first = choral.invoice_ids()[0]
    async with current().store.session() as session:
        structure_id = (await session.get_one(InvoiceRow, first)).structure_id
    listed = choral.tab(choral.mine, "/factures/?tri=echeance")
    await listed.call(handlers()["FacturesState.arrive"])
    assert "retard estimé" in " ".join(hints(listed.of(FacturesState)))

    for _ in range(4):
        await cards.learn(structure_id)
        await histories.learn(structure_id)
    await listed.call(handlers()["FacturesState.refresh"])

    seen = listed.of(FacturesState)
    late = [row for group in seen.groups for row in group.rows if row.hint.startswith("retard")]
    assert late
    assert not any("estimé" in row.hint for row in late)
    for row in late:
        page = choral.tab(choral.mine, row.href)
        await page.call(handlers()["FactureState.arrive"])
        days = row.hint.partition("\u00a0: ")[2]
        assert page.of(FactureState).clock.startswith(f"En retard de {days},")


def hints(state: FacturesState) -> list[str]:
    return [row.hint for group in state.groups for row in group.rows]
