"""The README's table of settings says what the settings are, no more and no less."""

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo

from chorus_app.settings import Settings

README = Path(__file__).parents[1] / "README.md"
HEADING = "## Settings"


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name == "PORT" or name.startswith("CHORAL_")]:
        monkeypatch.delenv(name)


def documented() -> list[tuple[str, str, str]]:
    """Return the table of the README: variable, default, meaning, without their backticks."""
    part = README.read_text().partition(f"\n{HEADING}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(name.strip("`"), default.strip("`"), meaning) for name, default, meaning in cells]


def described(name: str, field: FieldInfo) -> tuple[str, str, str]:
    variable = field.validation_alias or f"CHORAL_{name.upper()}"
    return str(variable), _shown(field.default), field.description or ""


def _shown(default: Any) -> str:
    return default.get_secret_value() if isinstance(default, SecretStr) else str(default)


def test_the_readme_tells_every_setting_its_default_and_its_meaning() -> None:
    expected = [described(name, field) for name, field in Settings.model_fields.items()]

    assert documented() == expected


def test_every_setting_has_a_meaning() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_the_variable_of_the_table_is_the_one_that_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable, default, _ in documented():
        monkeypatch.setenv(variable, default)
    assert Settings() == Settings.model_construct(**Settings().model_dump())
    assert Settings().model_dump() == Settings.model_construct().model_dump()

    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("CHORAL_SESSION_DAYS", "2")
    assert (Settings().port, Settings().session_days) == (8123, 2)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "many"),
        ("CHORAL_PUBLIC_URL", "choral.example"),
        ("CHORAL_PUBLIC_URL", "https://choral.example/sous/dossier"),
        ("CHORAL_CHORUS", "piste"),
        ("CHORAL_UPLOAD_LIMIT", "10 Mo"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(ValidationError, match=r"(?i)" + variable.removeprefix("CHORAL_")):
        Settings()


def test_a_secret_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHORAL_SECRET_KEY", "tres-secret")
    monkeypatch.setenv("CHORAL_PISTE_CLIENT_SECRET", "tres-secret")

    assert "tres-secret" not in repr(Settings())


def test_the_origins_are_ours_and_no_other() -> None:
    here = ["http://localhost:3000", "http://127.0.0.1:3000"]

    assert Settings().origins == here
    assert Settings(public_url="https://Choral.example/").origins == [
        "https://choral.example",
        *here,
    ]


def test_the_pace_is_quick_with_the_simulator_and_gentle_with_piste() -> None:
    assert Settings().sync_pace == 2
    assert Settings(chorus="sandbox").sync_pace == Settings(chorus="production").sync_pace == 300
    assert Settings(sync_seconds=7).sync_pace == 7


def test_the_budget_of_requests_holds_for_piste_and_not_for_the_simulator() -> None:
    assert Settings().request_budget == 0
    assert Settings(chorus="production").request_budget == 5
    assert Settings(chorus_requests=0.5).request_budget == 0.5


def test_the_database_is_in_the_private_folder_unless_told(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).database == f"sqlite+aiosqlite:///{tmp_path}/choral.db"
    elsewhere = "postgresql+asyncpg://x"
    assert Settings(database_url=SecretStr(elsewhere)).database == elsewhere
