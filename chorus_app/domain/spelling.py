"""What a misspelt word was perhaps meant to be, among the names of a supplier's recipients."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from chorus_app.domain import bodies, box, phrases
from chorus_app.domain.folding import fold, squeeze
from chorus_app.domain.search import TEXT_LIMIT, SearchCriteria

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_NEAR = 75.0
"""Of 100: one letter wrong, missing or too many in a word of four, two in one of eight."""


class Spelling:
    """The words that a supplier's searches can find, as its recipients' names write them."""

    def __init__(self, names: Iterable[str]) -> None:
        """Learn the words of these names, and those of the search box itself."""
        known = list(names)
        self._squeezed = "\n".join(map(squeeze, known))
        said = [*phrases.WORDS, *bodies.WORDS, *known]
        self._written = {fold(word): word for name in said for word in _LETTERS.findall(name)}

    def corrected(self, criteria: SearchCriteria, today: date) -> SearchCriteria | None:
        """Return the search with each unknown word replaced by the nearest; None if none is."""
        text = box.respelt(criteria.text, today, self.nearest)
        recipient = " ".join(map(self.nearest, criteria.recipient.split()))
        other = replace(criteria, text=text[:TEXT_LIMIT], recipient=recipient[:TEXT_LIMIT])
        same = other.clauses(today) == criteria.clauses(today)
        return None if same and recipient.split() == criteria.recipient.split() else other

    def nearest(self, word: str) -> str:
        """Return a word with each unknown part replaced by the nearest; numbers stay."""
        if squeeze(word) in self._squeezed or any(map(str.isdecimal, word)):
            return word
        return _LETTERS.sub(lambda part: self._nearest(part[0]), word)

    def _nearest(self, part: str) -> str:
        folded = fold(part)
        if folded in self._squeezed:
            return part
        words = list(self._written)
        found = process.extractOne(folded, words, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return self._written[found[0]] if found else part
