"""A few kills of the whole server; the long run is `python -m tests.bench.kills --kills 200`."""

from pathlib import Path

from tests.bench.kills.run import run


def test_what_was_confirmed_is_done_once_and_told_once_however_the_server_dies(
    tmp_path: Path,
) -> None:
    tally = run(tmp_path, kills=2, seed=3, lives=(0.5, 2.5))

    assert tally.wrong == []
    assert tally.kills == 2
    assert tally.deposits + tally.answers > 0
    assert tally.mails > 0
