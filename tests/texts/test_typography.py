"""No sentence breaks before its punctuation, nor inside its quotation marks or its amounts."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chorus_app import pages
from tests.texts.typography import ROOT, files, mended, sentences, typeset

_JS_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_sentence_is_typeset(file: Path) -> None:
    wrong = [sentence for sentence in sentences(file) if typeset(sentence) != sentence]

    assert not wrong, "python -m tests.texts.typography mends it"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Attention : lisez ; merci !", "Attention\u00a0: lisez\u00a0; merci\u00a0!"),
        ("Quand ?", "Quand\u00a0?"),
        ("« Mandatée », dit-il", "«\u00a0Mandatée\u00a0», dit-il"),
        (" : ", "\u00a0: "),
        ("à 5 % près, 12 €.", "à 5\u00a0% près, 12\u00a0€."),
        ("1 250,00 ou 20 000", "1\u202f250,00 ou 20\u202f000"),
        ("732 829 320 00074", "732\u00a0829\u00a0320\u00a000074"),
        ("n° contenant 12", "n°\u00a0contenant 12"),
        ("en 2026 15 factures à 09:14", "en 2026 15 factures à 09:14"),
        ("%s: %d rows", "%s: %d rows"),
    ],
)
def test_typeset(typed: str, shown: str) -> None:
    assert typeset(typed) == shown
    assert typeset(shown) == shown


def test_sentences_are_found_in_each_kind_of_file(tmp_path: Path) -> None:
    sources = {
        "page.py": '"""A doc : string."""\n\nrows = 1\ntext = f"retard : {rows}" + "« ça »"\n',
        "script.js": 'const a = b ? "Mo : trop" : `pèse ${b} Mo : trop`;\n',
        "page.html": "<style>a : b {}</style><p>Hors ligne : rien</p>\n",
    }
    expected = {
        "page.py": {"retard : ", "« ça »"},
        "script.js": {"Mo : trop", "pèse ${b} Mo : trop"},
        "page.html": {"Hors ligne : rien"},
    }
    for name, source in sources.items():
        file = tmp_path / name
        file.write_text(source)
        assert expected[name] <= set(sentences(file))
        assert "A doc : string." not in set(sentences(file))
        file.write_text(mended(file))
        assert all(typeset(sentence) == sentence for sentence in sentences(file))
        assert file.read_text().replace("\u00a0", " ") == source


def test_the_rooms_that_speak_are_all_read() -> None:
    rooms = {file.relative_to(ROOT).parts[1] for file in files()}

    assert {"texts", "pages", "components", "states", "services", "gateway", "web"} <= rooms
    assert "chorus_app/documents/pdf_findings.py" in {str(f.relative_to(ROOT)) for f in files()}


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(pages.__path__)])
def test_what_a_page_draws_is_typeset(name: str) -> None:
    drawn = getattr(importlib.import_module(f"{pages.__name__}.{name}"), name)().render()

    words = [json.loads(found[0]) for text in _texts(drawn) for found in _JS_STRING.finditer(text)]

    assert any(word[:1].isupper() and " " in word for word in words)
    assert [word for word in words if typeset(word) != word] == []


def _texts(drawn: Any) -> Iterator[str]:
    """Give every text of a rendered page: what its elements show and what their attributes say."""
    if isinstance(drawn, dict):
        drawn = list(drawn.values())
    if isinstance(drawn, list | tuple):
        for inner in drawn:
            yield from _texts(inner)
    elif isinstance(drawn, str):
        yield drawn


def test_the_style_sheet_has_no_space_that_a_browser_would_not_read() -> None:
    """A rule with a no-break space in its selector is dropped without a word."""
    style = (ROOT / "assets" / "choral.css").read_text()

    assert not set("\u00a0\u202f") & set(style)
