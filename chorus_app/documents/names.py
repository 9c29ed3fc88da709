"""Whose invoice a page is, where it bears no SIRET: the line that names a public body."""

import re
from collections.abc import Iterable, Iterator, Mapping

from chorus_app.documents.layout import Layout, lay_out
from chorus_app.documents.page_text import NotOpened, read_pages
from chorus_app.documents.text import plain

ALIKE = 1 / 3
"""Share of words that a line must have in common with a name for somebody's choice to confirm."""
_NAMES_IT = 0.6
"""The same where nobody has chosen: `Mairie de Bruz`, not `Bruz Métropole`, for Commune de Bruz."""
_SHORTEST_WORD = 3
_LONGEST_LINE = 60
_KINDS = dict.fromkeys(("mairie", "ville", "municipalite"), "commune")
"""A commune is written to under all these names."""
_COMMON = frozenset({"commune", "les", "des", "sur", "sous", "aux"})


def bare(text: str) -> str:
    """Return the words of a plain text, without digits and signs; nothing of a long one."""
    words = re.sub(r"[\d\W_]+", " ", text).strip()
    return words if len(words) <= _LONGEST_LINE else ""


def lines_of_words(layout: Layout) -> Iterator[str]:
    """Give the lines that can be a name: `35170 Bruz` may be the supplier's own town."""
    yield from (bare(cell.plain) for cell in layout.cells if not re.search(r"\d", cell.plain))


def likeness(line: str, name: str) -> float:
    """Return the share of words that two names have in common, from 0 to 1."""
    one, other = _words(line), _words(name)
    return len(one & other) / len(one | other) if (one & other) - _COMMON else 0.0


def _words(text: str) -> set[str]:
    words = (word for word in bare(plain(text)).split() if len(word) >= _SHORTEST_WORD)
    return {_KINDS.get(word, word) for word in words}


def named(content: bytes, names: Mapping[str, str]) -> str:
    """Return the key of the only name that a line of the page bears; nothing where two are."""
    lines = set(lines_of_words(laid_out(content)))
    found = {key for key, name in names.items() if _best(lines, name) >= _NAMES_IT}
    return found.pop() if len(found) == 1 else ""


def _best(lines: Iterable[str], name: str) -> float:
    return max((likeness(line, name) for line in lines), default=0.0)


def laid_out(content: bytes) -> Layout:
    """Return the pages of a PDF, laid out; none of a file that cannot be opened."""
    try:
        return lay_out(read_pages(content).pages)
    except NotOpened:
        return lay_out(())
