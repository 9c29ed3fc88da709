"""What no linter checks of the house rules: sizes, addresses of one machine, requirements."""

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 300
FOLDER = re.compile(r"(?<![\w.$}*-])/(?:work|root|workspace|home/\w+|Users/\w+|tmp/\w+)/")
REGISTRY = re.compile(
    r"(?:\b(?:registry|pypi|npm|mirrors?|proxy|artifactory|nexus)\.|pythonhosted\.)[a-z0-9.\-]+\.?[a-z]{2,}/"
    r"|index[-]url"
)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def text_of(file: Path) -> str:
    """Return a tracked file's text; nothing of a picture or a font."""
    try:
        return file.read_text()
    except UnicodeDecodeError:
        return ""


def test_no_python_file_is_long() -> None:
    lengths = {
        name_of(file): len(file.read_text().splitlines())
        for file in tracked()
        if file.suffix == ".py"
    }

    assert {name: lines for name, lines in lengths.items() if lines >= LONGEST} == {}


def test_functions_are_short() -> None:
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for file in (ROOT / "chorus_app").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    )

    assert lengths[len(lengths) // 2] <= 10


@pytest.mark.parametrize("told", [FOLDER, REGISTRY], ids=["folder", "registry"])
def test_no_file_knows_the_machine_it_was_written_on(told: re.Pattern[str]) -> None:
    found = {name_of(file): told.findall(text_of(file)) for file in tracked()}

    assert {name: matches for name, matches in found.items() if matches} == {}


@pytest.mark.parametrize("folder", ["work", "root", "home/anne", "Users/anne", "tmp/brief"])
def test_a_folder_of_a_machine_would_be_found(folder: str) -> None:
    assert FOLDER.search(f'open("/{folder}/x")')
    assert FOLDER.search(f"cd /{folder}/x")


@pytest.mark.parametrize("host", ["registry.example.org", "pypi.example.org", "npm.corp.example"])
def test_a_registry_would_be_found(host: str) -> None:
    assert REGISTRY.search(f'"resolved": "https://{host}/' + 'bun"')


@pytest.mark.parametrize("text", ["src/work/x", "${HOME}/tmp/x/", "homework/x/", "GET /home/"])
def test_other_paths_are_let_through(text: str) -> None:
    assert not FOLDER.search(text)


def test_every_requirement_is_pinned_and_says_its_licence_and_its_use() -> None:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    requirements = [line for line in lines if line.strip() and not line.startswith("#")]

    pinned = re.compile(r"[A-Za-z0-9\-]+(?:\[[a-z,]+\])?==\d[\w.]*\s+# [A-Z][^·]+ · \S.+")
    assert len(requirements) > 10
    assert [line for line in requirements if not pinned.fullmatch(line)] == []


def test_no_requirement_is_named_twice() -> None:
    names = re.findall(
        r"(?m)^([A-Za-z0-9\-]+)(?:\[[a-z,]+\])?==", (ROOT / "requirements.txt").read_text()
    )

    assert sorted(set(names)) == sorted(names)


def test_every_package_that_is_imported_is_pinned() -> None:
    """A version that comes with another package may change from one machine to the next."""
    named = re.findall(
        r"(?m)^([A-Za-z0-9\-]+)(?:\[[a-z,]+\])?==", (ROOT / "requirements.txt").read_text()
    )
    pinned = {name.lower() for name in named}
    owners = packages_distributions()
    ours = sys.stdlib_module_names | {"chorus_app", "tests", "rxconfig"}
    imported = {
        name.partition(".")[0]
        for file in tracked()
        if file.suffix == ".py"
        for node in ast.walk(ast.parse(file.read_text()))
        for name in imported_by(node)
    }

    assert len(imported - ours) > 20
    assert {
        module
        for module in imported - ours
        if not pinned & {re.sub(r"[._]", "-", owner).lower() for owner in owners.get(module, [])}
    } == set()


def imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def test_the_top_holds_what_was_agreed() -> None:
    top = {file.relative_to(ROOT).parts[0] for file in tracked()}

    agreed = {"chorus_app", "assets", "tests", "rxconfig.py", "requirements.txt", "README.md"}
    forced = {"Makefile", ".ci", "reflex.lock", "pytest.ini"}
    assert {name for name in top - agreed - forced if not name.startswith(".")} == set()


def test_every_tests_folder_mirrors_a_room() -> None:
    rooms = {path.name for path in (ROOT / "chorus_app").iterdir() if path.is_dir()}
    beside = {"browser", "bench"}
    folders = {path.parent.relative_to(ROOT / "tests").parts for path in tracked_tests()}

    assert {parts[0] for parts in folders if parts} <= rooms | beside


def tracked_tests() -> list[Path]:
    return [
        file for file in tracked() if file.is_relative_to(ROOT / "tests") and file.suffix == ".py"
    ]
