"""The command line and the environment of a simulator that is served alone."""

from pathlib import Path

import pytest

from chorus_app.simulator.__main__ import made, read_options
from chorus_app.simulator.faults import MODES
from chorus_app.simulator.quirks import NAMES


def test_failures_and_oddities_from_the_command_line(data_dir: Path) -> None:
    words = ["--data", str(data_dir), "--speed", "0", "--fault", "503"]
    app = made(read_options([*words, "--oddities", "unknown_fields", "other_dates"]))
    world = app.state.world
    assert world.faults.mode == "503"
    assert world.quirks.on == {"unknown_fields", "other_dates"}
    world._close()


def test_they_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (read_options([]).fault, read_options([]).oddities) == ("none", [])
    monkeypatch.setenv("SIMULATOR_FAULT", "slow")
    monkeypatch.setenv("SIMULATOR_ODDITIES", "moving_pages duplicate_history")
    monkeypatch.setenv("SIMULATOR_ACCEPT_ANY_CREDENTIALS", "1")
    options = read_options([])
    assert (options.fault, options.accept_any_credentials) == ("slow", True)
    assert options.oddities == ["moving_pages", "duplicate_history"]
    assert read_options(["--fault", "429"]).fault == "429"


@pytest.mark.parametrize("words", [["--fault", "fire"], ["--oddities", "other_dates", "fire"]])
def test_a_word_nobody_knows_is_refused_with_the_right_ones(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        read_options(words)
    told = capsys.readouterr().err
    assert "fire: choose among" in told
    assert " ".join(MODES if words[0] == "--fault" else NAMES) in told
