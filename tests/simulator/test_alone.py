"""Two processes never run the simulator of one folder: each would keep its own time."""

import subprocess
import sys
from pathlib import Path

import pytest

from chorus_app.simulator.alone import InUse, alone


def test_a_folder_is_held_until_it_is_left(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(InUse, match="CHORAL_CHORUS_URL"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_the_command_says_so(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "chorus_app.simulator", "--port", "1", "--data", str(tmp_path)]
    with alone(tmp_path):
        ended = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)

    assert ended.returncode == 1
    assert ended.stderr.startswith("Another process already runs the simulator")
