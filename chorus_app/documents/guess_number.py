"""The invoice's number where no known label gives it: by its shape, its place, its repetition."""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from chorus_app.documents import nouns
from chorus_app.documents.announced import Announced, announce
from chorus_app.documents.labels import STRONG
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import FieldReading, unlabelled
from chorus_app.documents.shapes import leading_amounts, leading_value
from chorus_app.documents.spans import taken_spans
from chorus_app.documents.text import plain
from chorus_app.documents.titles import invoice_titles, is_near

_TOKEN = re.compile(
    r"(?<![\w.,/@+-])(?:(?:FA|FAC|FACT|FC|FV|FT|F|AV|AVO|INV) (?=\d))?"
    r"[A-Za-z]{0,8}[\w/.+-]*\d[\w/.+-]*",
    re.ASCII,
)
_OUTRIGHT = re.compile(r"\d{1,2}(?:er|e|eme|h\d*|[.,]\d+|%)?|20\d\d|.*\.(?:fr|com|org|net|eu)")
"""Too short or too common to be known by its shape."""
_UNIT = re.compile(
    r" ?(?:%|€|eur|m[²³2l3]?\b|km|kg|g\b|l\b|cl\b|ml\b|h\b|x\b|×|\*|kwh|mwh|jours?|j\b|heures?"
    r"|mois|ans?\b"
    r"|pages?|u\b|unites?|ex\b|p\.?\b|pers|lots?|[,.]\d|(?:janv|fevr|mars|avril|mai|juin|juil|aout"
    r"|sept|octo|nove|dece))"
)
_PREFIX = re.compile(r"(?:f|fa|fac|fact|facture|fc|ft|fv|fre|fs|a|av|avo|avoir|inv|n)\W?(?=\d)")
_PARTED = re.compile(r"\w+[-/_.]\w")
_YEAR = re.compile(r"20\d\d")
_MONTH_BEFORE = re.compile(
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|trimestre|semestre|annee|exercice|saison) ?$"
)
_NUMERO = re.compile(r"^n[.o](?=\w*\d)", re.IGNORECASE)
_ENOUGH = 4


def guess_number(
    layout: Layout, name: str, issued: str | None, *, credit_note: bool
) -> FieldReading | None:
    """Return the number that looks most like one, to be checked; none without enough evidence.

    `name` is the file's, `issued` the invoice's date if it is known, as ISO.
    """
    scores: dict[str, int] = {}
    titles = invoice_titles(layout)
    everything = plain(" ".join(cell.text for cell in layout.cells))
    size = median([cell.height for cell in layout.by_page.get(0, [])] or [0.0])
    for found, value in _tokens(layout, layout.by_page.get(0, [])):
        score = _said(found, credit_note) + _place(found, titles, layout) + _shape(value, issued)
        score += 2 * (found.cell.height > 1.15 * size) + 2 * (_times(value, everything) > 1)
        score += 3 * (len(value) > 3 and _bare(value) in _bare(name))
        scores[value] = max(score, scores.get(value, 0))
    best = max(scores.values(), default=0)
    values = [value for value, score in scores.items() if score == best]
    if best < _ENOUGH or len(values) > 1:
        return None
    return unlabelled(values[0])


def how_said(layout: Layout, number: str, *, credit_note: bool) -> int | None:
    """Judge the nouns around a number, wherever it stands: from 6 its own, below 0 another's.

    None where it does not stand on the first page.
    """
    start = number.split(" ", maxsplit=1)[0]
    cells = [cell for cell in layout.by_page.get(0, []) if start in cell.text]
    tokens = (found for found, value in _tokens(layout, cells) if value == number)
    said = [_said(found, credit_note) for found in tokens]
    return max(said, default=None)


def _tokens(layout: Layout, cells: Iterable[Cell]) -> Iterator[tuple[Announced, str]]:
    """Give what may be a number in some cells, and what announces it."""
    for cell in cells:
        spans = list(taken_spans(cell.text))
        for token in _TOKEN.finditer(cell.text):
            start = token.start()
            if any(begin <= start < end for begin, end in spans):
                continue
            value = leading_value("invoice_number", cell.text[start:], STRONG)
            end = _end(cell.text, start, value or token[0])
            found = announce(cell, start, end, layout)
            if value and not _is_something_else(found, value):
                spans.append((start, end))
                yield found, _NUMERO.sub("", value)


def _end(text: str, start: int, value: str) -> int:
    """Return where a value ends that is read without the spaces that it is written with."""
    found = re.match(r" ?".join(map(re.escape, value)), text[start:])
    return start + (found.end() if found else len(value))


def _is_something_else(found: Announced, value: str) -> bool:
    own = any(nouns.OWN.search(text) for text in found.texts)
    if _YEAR.fullmatch(value) and _MONTH_BEFORE.search(found.before):
        return True
    if "@" in found.cell.text or _UNIT.match(found.after):
        return True
    return not own and _OUTRIGHT.fullmatch(plain(value)) is not None


def _place(found: Announced, titles: Sequence[Cell], layout: Layout) -> int:
    """Judge where a token stands: by the title, high on the page, not among the goods."""
    height = layout.page_heights.get(0, 842.0)
    score = (
        2 * is_near(found.cell, titles)
        + 2 * is_near(found.cell, titles, lines=2)
        + (found.cell.top < 0.4 * height)
    )
    score -= 2 * (found.cell.top > 0.5 * height) + 2 * (found.cell.top > 0.7 * height)
    amounts = any(any(leading_amounts(other.text)) for other in layout.right_of(found.cell))
    return score - 5 * amounts - 2 * (len(found.after.split()) > 4)


def _said(found: Announced, credit_note: bool) -> int:
    """Judge the first text that says anything of the token; below zero it is something else's."""
    if nouns.SETTLED_AFTER.match(found.after):
        return -9
    for part in map(nouns.last_part, found.texts):
        neutral = nouns.announces(nouns.NEUTRAL, part)
        if nouns.announces(nouns.OWN, part):
            return -9 if _is_of_another(part, credit_note) else 6 + 2 * neutral
        if nouns.OTHER_NUMBER.search(part):
            return -9
        if neutral and found.texts[1:] and nouns.OWN.search(found.texts[1]):
            return 6
        if neutral:
            return 4
    return 0


def _is_of_another(text: str, credit_note: bool) -> bool:
    *_, own = nouns.OWN.finditer(text)
    if nouns.OTHER_OWNER.search(text[own.end() :]):
        return True
    return nouns.is_another_invoice(text, credit_note=credit_note)


def _shape(value: str, issued: str | None) -> int:
    bare = plain(value)
    digits = sum(map(str.isdigit, bare))
    score = 2 * bool(_PREFIX.match(bare)) + bool(_PARTED.match(bare)) + (digits >= 4)
    years = {issued[:4], issued[2:4]} if issued else {"20"}
    score += any(year in bare for year in years)
    return score - 2 * (digits < 3) - 3 * (len(bare) == 1)


def _times(value: str, everything: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(plain(value))}(?!\w)", everything))


def _bare(text: str) -> str:
    return re.sub(r"\W", "", plain(text))
