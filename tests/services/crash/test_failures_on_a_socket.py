"""The failures of a real connection to a simulator in another process: once each, all the same."""

from pathlib import Path

import pytest

from chorus_app.domain.deposit import Stage
from chorus_app.services import context
from tests.services.conftest import Choral
from tests.services.crash.rounds import a_field
from tests.services.depositing import Supplier, no_pauses
from tests.services.test_sender_failures import MODES, fail_twice


@pytest.mark.parametrize("step", ["soumettre", "deposer/flux"])
async def test_every_failure_of_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    no_pauses(monkeypatch)
    async with a_field(tmp_path, seed=1) as place:
        database = tmp_path / "chorus" / "chorus-pro.db"
        me = Supplier(Choral(context.current(), place.chorus, (place.who,), database), place.who)
        me.hurry(0.8)
        for rank, mode in enumerate(MODES):
            number = f"SO-{rank:03}"
            confirmed = me.flow if step == "deposer/flux" else me.confirmed
            deposit_id = await confirmed(number)
            await fail_twice(me, deposit_id, mode, step)
            row = await me.settled(deposit_id)
            assert (mode, row.stage, row.problem) == (mode, Stage.DEPOSEE, "")
            assert (mode, len(me.invoices(number))) == (mode, 1)
