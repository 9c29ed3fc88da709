import json
import re
from pathlib import Path

import pytest

from chorus_app.pwa.build import FrontEnd
from chorus_app.pwa.inline_scripts import script_hashes
from chorus_app.pwa.plugin import InstallableFrontEnd
from tests.pwa import made_up

PLACEHOLDERS = ["/factures/0/"]


def finish(build: Path) -> FrontEnd:
    InstallableFrontEnd(PLACEHOLDERS).post_build(static_dir=build)
    return FrontEnd.read(build.parent)


def worker_constant(build: Path, name: str) -> object:
    found = re.search(rf"^const {name} = (.*);$", (build / "sw.js").read_text(), re.MULTILINE)
    assert found
    return json.loads(found[1])


def test_the_worker_gets_the_shell_and_its_version(tmp_path: Path) -> None:
    build = made_up.build_in(tmp_path)
    front_end = finish(build)
    kept = worker_constant(build, "KEPT")
    assert isinstance(kept, dict)
    assert {"/", "/factures/", "/factures/0/", "/hors-ligne.html", "/" + made_up.CHUNK} <= set(kept)
    assert any(re.fullmatch(r"/app\.js\?v=[0-9a-f]{16}", address) for address in kept)
    assert not {"/sw.js", "/version.json", "/factures.html", "/__spa-fallback.html"} & set(kept)
    assert worker_constant(build, "VERSION") == front_end.version
    assert json.loads((build / "version.json").read_text()) == {"version": front_end.version}


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    first = finish(made_up.build_in(tmp_path / "1")).version
    again = finish(made_up.build_in(tmp_path / "2")).version
    changed = finish(made_up.build_in(tmp_path / "3", word="Bonjour")).version
    assert first == again != changed


def test_the_server_learns_each_page_and_its_scripts(tmp_path: Path) -> None:
    front_end = finish(made_up.build_in(tmp_path))
    assert front_end.pages["factures/index.html"] == script_hashes(made_up.page("Factures"))
    assert front_end.pages["404.html"] == front_end.pages["__spa-fallback.html"]
    assert front_end.placeholders == PLACEHOLDERS


def test_what_the_server_learns_is_not_served(tmp_path: Path) -> None:
    build = made_up.build_in(tmp_path)
    finish(build)
    assert not list(build.rglob("front-end.json"))


def test_a_placeholder_that_was_not_rendered_stops_the_build(tmp_path: Path) -> None:
    build = made_up.build_in(tmp_path)
    (build / "factures/0/index.html").unlink()
    with pytest.raises(RuntimeError, match="/factures/0/"):
        finish(build)
