from pathlib import Path

import pytest

from chorus_app.pwa.build import FrontEnd

FRONT_END = FrontEnd(
    version="1",
    pages={
        "index.html": ["'sha256-a'"],
        "factures/index.html": ["'sha256-b'"],
        "factures/0/index.html": ["'sha256-c'"],
        "hors-ligne.html": ["'sha256-d'"],
        "404.html": ["'sha256-e'"],
    },
    placeholders=["/factures/0/"],
)


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "index.html"),
        ("/factures", "factures/index.html"),
        ("/factures/", "factures/index.html"),
        ("/factures/0", "factures/0/index.html"),
        ("/factures/00042/", "factures/0/index.html"),
        ("/factures/abc", None),
        ("/factures/٤٢", None),
        ("/factures/42/43", None),
        ("/42", None),
        ("/inconnue", None),
        ("/../factures", None),
    ],
)
def test_each_address_has_its_page(path: str, page: str | None) -> None:
    assert FRONT_END.page(path) == page


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/factures/42", "'sha256-c'"),
        ("/hors-ligne.html", "'sha256-d'"),
        ("/inconnue", "'sha256-e'"),
    ],
)
def test_each_address_allows_the_scripts_of_its_page(path: str, source: str) -> None:
    assert FRONT_END.script_sources(path) == [source]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    FRONT_END.write(tmp_path)
    assert FrontEnd.read(tmp_path) == FRONT_END


def test_without_a_build_nothing_is_a_page(tmp_path: Path) -> None:
    nothing = FrontEnd.read(tmp_path)
    assert nothing.page("/") is None
    assert nothing.script_sources("/") == []
