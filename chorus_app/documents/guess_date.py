"""The invoice's date where no known label gives it: what else its dates are, and their places."""

import re
from collections.abc import Iterator, Sequence

from chorus_app.documents import nouns
from chorus_app.documents.announced import Announced, announce, says_words
from chorus_app.documents.french import dates
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import FieldReading, unlabelled
from chorus_app.documents.shapes import leading_amounts
from chorus_app.documents.titles import invoice_titles, is_near

_TOWN = re.compile(
    r"(?:fait |a )*(?:a )?[a-z' -]{2,40}(?:, ?| )(?<! du )(?:ce jour,? ?)?(?:le |(?<=, ))"
    r"(?:[a-z]{3,6}di |dimanche )?"
)
"""What stands before the day of a letter: `Fait à Vannes, le`."""
_AFTER_NUMBER = re.compile(
    rf"(?:votre |notre )?{nouns.OWN.pattern}[a-z' ]{{0,20}}[n°. ]*\S*\d\S*\W{{1,3}}$"
)
"""`Facture n° 41/2026 – 12 mars 2026`."""
_PERIOD = re.compile(r"\W*(?:au\b|a\b|[-]\W*\d|et le\b)")
_SINCE = re.compile(r"\W*(?:au|a|-|et(?: le)?)\W*")
"""What makes a day one end of a period."""
_ENOUGH = 3


def guess_date(
    layout: Layout, due: str | None, number: str | None, *, credit_note: bool
) -> FieldReading | None:
    """Return the date that is most likely the invoice's, to be checked; none when two are.

    `due` is the due date and `number` the invoice's number, where they are known.
    """
    landmarks = [*invoice_titles(layout), *_cells_of(number, layout)]
    scores: dict[str, int] = {}
    for found, day in _days(layout, number):
        if day != due:
            score = _said(found, credit_note) + _place(found, landmarks, layout, due)
            scores[day] = max(score, scores.get(day, -9))
    alone = len(scores) == 1
    scores = {day: score + 2 * alone for day, score in scores.items()}
    best = max(scores.values(), default=0)
    days = [day for day, score in scores.items() if score == best]
    if best < _ENOUGH or len(days) > 1:
        return None
    return unlabelled(days[0])


def how_said(layout: Layout, day: str, number: str | None, *, credit_note: bool) -> int | None:
    """Judge the nouns around a date, wherever it stands: 5 is the invoice's, below 0 another's.

    None where it does not stand on the first page.
    """
    days = (found for found, value in _days(layout, number) if value == day)
    said = [_said(found, credit_note) for found in days]
    return max(said, default=None)


def _days(layout: Layout, number: str | None) -> Iterator[tuple[Announced, str]]:
    """Give the days of the first page, but for ends of periods and for the number `2026/05/17`."""
    for cell in layout.by_page.get(0, []):
        end = -1
        for day in sorted(dates(cell.text), key=lambda day: day.start):
            since = end >= 0 and _SINCE.fullmatch(cell.plain[end : day.start])
            end = day.end
            own = number is not None and cell.text[day.start : day.end] in number
            if not (own or since or _PERIOD.match(cell.plain[day.end :])):
                yield announce(cell, day.start, day.end, layout), day.value


def _cells_of(number: str | None, layout: Layout) -> Sequence[Cell]:
    return [cell for cell in layout.by_page.get(0, []) if number and number in cell.text]


def _place(found: Announced, landmarks: Sequence[Cell], layout: Layout, due: str | None) -> int:
    height = layout.page_heights.get(0, 842.0)
    score = 2 * is_near(found.cell, landmarks) + is_near(found.cell, landmarks, lines=2)
    score += 2 * any(found.cell is mark for mark in landmarks)
    score += (found.cell.top < 0.4 * height) - 3 * _goes_on(found.after)
    beside = layout.right_of(found.cell)
    amounts = any(any(leading_amounts(other.text)) for other in beside)
    heads = due is not None and any(day.value == due for one in beside for day in dates(one.text))
    return score - 5 * (amounts and not heads)


def _goes_on(after: str) -> bool:
    """Tell whether a sentence goes on after the date, which then is hardly the invoice's."""
    return after.strip()[:1].isalnum() and len(after.split()) > 3


def _said(found: Announced, credit_note: bool) -> int:
    """Judge the words before a date; a town or nothing at all says as little against it."""
    numbered = _AFTER_NUMBER.match(found.before)
    if numbered and not _is_of_another(numbered[0], credit_note):
        return 5
    for text in found.texts:
        signed = found.before.removeprefix("fait ")
        if _TOWN.fullmatch(found.before) and not nouns.OTHER_DAY.search(signed):
            return 3 + (not found.after.strip(" ."))
        if any(_is_made(label, credit_note) for label in nouns.last_part(text).split("/")):
            return -9 if _dates_another_paper(found.before) else 5
        said = _said_otherwise(found, nouns.last_part(text), credit_note)
        if said is not None:
            return said
    return 0


def _dates_another_paper(before: str) -> bool:
    """Tell whether the words before, as `Devis n° 7, émis le`, are of another paper's day."""
    return nouns.OTHER_PAPER.search(before) is not None and not nouns.OWN.search(before)


def _said_otherwise(found: Announced, part: str, credit_note: bool) -> int | None:
    another = _is_of_another(part, credit_note)
    if nouns.OTHER_DAY.search(part) or another:
        return -9
    if nouns.DATED.search(part) and not nouns.UNKNOWN_DEED.search(part):
        return -9 if _dates_another_paper(found.before) else 2
    return 0 if says_words(part) else None


def _is_made(text: str, credit_note: bool) -> bool:
    """Tell whether a text says that the invoice was made that day, not due, paid or put right."""
    if not nouns.announces(nouns.MADE, text):
        return False
    *_, made = nouns.MADE.finditer(text)
    if nouns.OTHER_DAY.search(text[made.end() :]):
        return False
    return not _is_of_another(text, credit_note)


def _is_of_another(text: str, credit_note: bool) -> bool:
    own = nouns.OWN.search(text) is not None
    return own and nouns.is_another_invoice(text, credit_note=credit_note)
