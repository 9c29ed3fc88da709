"""The demonstration, seeded once; each place gets a copy of its own."""

import asyncio
import shutil
from pathlib import Path

import pytest

from chorus_app.simulator.app import create_app

pytest.register_assert_rewrite(
    "tests.gateway.contract_reading",
    "tests.gateway.contract_sending",
    "tests.gateway.contract_acting",
    "tests.gateway.contract_failing",
)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the simulator, closed."""
    folder = tmp_path_factory.mktemp("demonstration")
    asyncio.run(create_app(folder).state.world.close())
    return folder


@pytest.fixture(scope="module")
def data_dir(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration for the tests of one file."""
    return Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("place") / "data"))
