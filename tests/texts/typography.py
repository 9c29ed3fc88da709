"""French typography in the source: which ordinary spaces of a sentence should not break.

Sentences bear their no-break spaces themselves, U+00A0, or U+202F between thousands, so that
whatever shows them has nothing to know. `python -m tests.texts.typography` puts them in.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PLACES = (
    "chorus_app/texts/**/*.py",
    "chorus_app/pages/**/*.py",
    "chorus_app/components/**/*.py",
    "chorus_app/states/**/*.py",
    "chorus_app/services/**/*.py",
    "chorus_app/gateway/**/*.py",
    "chorus_app/web/**/*.py",
    "chorus_app/documents/*findings.py",
    "chorus_app/components/**/*.jsx",
    "assets/*.js",
    "assets/*.html",
)
_SIRET = re.compile(r"\b(\d{3}) (\d{3}) (\d{3}) (\d{5})\b")
_THOUSANDS = re.compile(r"(?<=\d)(?<!\d{4}) (?=\d{3}(?!\d))")
_BEFORE = re.compile(r""" (?=[:;!?»€](?:[\s.,;)·"'{]|$)|%(?:[\s,)"'{]|\.(?!\d)|$))""")
_AFTER = re.compile(r"(?<=«) |(?<=\bn°) ")
_JS_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')
_HTML_TEXT = re.compile(r"(?s)<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>")


def typeset(text: str) -> str:
    """Return the text with no-break spaces where French typography wants them."""
    text = _SIRET.sub("\\1\u00a0\\2\u00a0\\3\u00a0\\4", text)
    text = _THOUSANDS.sub("\u202f", text)
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))


def files() -> list[Path]:
    """Return the files that hold words for the screen."""
    return sorted(file for place in _PLACES for file in ROOT.glob(place))


def sentences(file: Path) -> Iterator[str]:
    """Give each literal of a file that may reach the screen, as it will reach it."""
    source = file.read_text()
    if file.suffix == ".py":
        yield from _literals(ast.parse(source))
    elif file.suffix == ".html":
        yield from _HTML_TEXT.split(source)
    else:
        yield from (found[0][1:-1] for found in _JS_TEXT.finditer(source))


def _literals(tree: ast.Module) -> Iterator[str]:
    docstrings = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in docstrings:
            yield node.value if isinstance(node.value, str) else ""


def _docstrings(tree: ast.Module) -> list[ast.Constant]:
    statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    return [value for value in statements if isinstance(value, ast.Constant)]


def mended(file: Path) -> str:
    """Return a file's source with every sentence typeset."""
    source = file.read_text()
    if file.suffix == ".py":
        return _mended_python(source)
    for sentence in sentences(file):
        source = source.replace(sentence, typeset(sentence)) if sentence.strip() else source
    return source


def _mended_python(source: str) -> str:
    lines = source.splitlines(keepends=True)
    documented = {docstring.lineno for docstring in _docstrings(ast.parse(source))}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    for token in tokens:
        row, (_, start), (last, end) = token.start[0] - 1, token.start, token.end
        if token.type != tokenize.STRING or last != row + 1 or last in documented:
            continue
        # A substitution never changes the length: the places of the other tokens stay true.
        lines[row] = lines[row][:start] + typeset(lines[row][start:end]) + lines[row][end:]
    return "".join(lines)


if __name__ == "__main__":
    for path in files():
        if (better := mended(path)) != path.read_text():
            path.write_text(better)
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
