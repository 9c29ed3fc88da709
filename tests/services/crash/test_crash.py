"""A small crash run; the long one is `python -m tests.services.crash --rounds N`."""

from pathlib import Path

from tests.services.crash.rounds import Tally, a_field, one_round


async def test_what_was_confirmed_is_carried_out_once_whenever_processes_die(
    tmp_path: Path,
) -> None:
    tally = Tally()

    async with a_field(tmp_path, seed=4) as place:
        await one_round(place, tally, 0, size=5, kills=3)

    assert (tally.deposits, tally.wrong) == (5, [])
    assert tally.kills >= 3
