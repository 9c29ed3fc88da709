"""The totals where no known labels give them: by sums at French rates, by columns, by nouns."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from chorus_app.documents import nouns
from chorus_app.documents.announced import announce
from chorus_app.documents.french import amounts
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.rate_sums import rate_sums
from chorus_app.documents.reading import AMOUNTS, Certainty, Doubt, FieldReading, unlabelled
from chorus_app.documents.values import two_decimals

_ENOUGH, _SUMMED = 2, 4
_IN_SPITE = 6
"""What a sum scores that is said to be with VAT, where a line of the page is said to be without."""
_MOST_AMOUNTS = 150
_FIGURES = re.compile(r"\S*\d\S*")
_ANY_FAR = 600.0


@dataclass(frozen=True, slots=True)
class _Shown:
    """An amount of the page and the words that announce it."""

    value: Decimal
    cell: Cell
    words: str

    @property
    def said_inclusive(self) -> int:
        """Judge whether this is the total with VAT."""
        words = self.words
        if nouns.INCLUSIVE.search(words):
            return 3 - 3 * bool(nouns.PART.search(words))
        if nouns.EXCLUSIVE.search(words) or nouns.TAX.search(words):
            return -4
        return 2 * bool(nouns.TOTAL.search(words)) - 3 * bool(nouns.PART.search(words))

    @property
    def said_exclusive(self) -> int:
        """Judge whether this is the total without VAT."""
        if nouns.INCLUSIVE.search(self.words):
            return -4
        return 2 * bool(nouns.EXCLUSIVE.search(self.words))

    @property
    def said_tax(self) -> int:
        """Judge whether this is the VAT."""
        if nouns.INCLUSIVE.search(self.words):
            return -4
        return 2 * bool(nouns.TAX.search(self.words))


def guess_totals(
    layout: Layout, fields: dict[str, FieldReading], *, no_vat: bool, weak: bool
) -> dict[str, FieldReading]:
    """Return the totals with those that labels left open, all to be checked.

    Three amounts that add up at a French rate overrule a total that nothing confirms, and the
    sum of a column one under a `weak` label such as `Total`.
    """
    shown = _amounts(layout)
    known = fields.get("tax_inclusive_amount")
    sums = [found for found in _sums(shown) if not no_vat or found[0] >= _IN_SPITE]
    if sums:
        _, inclusive, exclusive, tax = max(sums, key=lambda found: (found[0], abs(found[1])))
        if known is None or known.value is None or abs(Decimal(known.value)) <= abs(inclusive):
            values = zip(AMOUNTS, (exclusive, tax, inclusive), strict=False)
            return fields | {name: unlabelled(two_decimals(value)) for name, value in values}
    total = _total(shown, no_vat=no_vat, enough=_SUMMED if known and weak else _ENOUGH)
    if total is None or (known and not weak):
        return fields
    names = AMOUNTS[:3:2] if no_vat else AMOUNTS[2:3]
    zero = {"tax_amount": unlabelled("0.00")} if no_vat else {}
    return fields | {name: unlabelled(two_decimals(total)) for name in names} | zero


def guess_payable(layout: Layout, total: Decimal) -> FieldReading | None:
    """Return what is left of a total, where other amounts of the page make up the rest."""
    shown = _amounts(layout)
    values = {abs(one.value) for one in shown}
    parts = {abs(one.value) for one in shown if nouns.PART.search(one.words)}
    rests = values | {sum(pair) for pair in combinations(parts, 2)}
    left = {
        one.value
        for one in shown
        if nouns.PAYABLE.search(one.words)
        if abs(one.value) < abs(total) and abs(total) - abs(one.value) in rests
    }
    if len(left) != 1:
        return None
    value = two_decimals(left.pop())
    return FieldReading(value, Certainty.A_VERIFIER, "texte, reste du total", Doubt.DEDUITE)


def _amounts(layout: Layout) -> list[_Shown]:
    """Return the last amounts of the document with the words that announce each."""
    shown: list[_Shown] = []
    for cell in reversed(layout.cells):
        found = [amount for amount in amounts(cell.text) if amount.sure and amount.value]
        for amount in reversed(found):
            texts = announce(cell, amount.start, amount.end, layout, far=_ANY_FAR).texts
            words = " | ".join(texts or _before_a_day(cell, layout))
            shown.append(_Shown(amount.value, cell, words))
        if len(shown) >= _MOST_AMOUNTS:
            break
    return shown[::-1]


def _before_a_day(cell: Cell, layout: Layout) -> list[str]:
    """Return the words of `Solde à payer avant le 01/06/2026`, to the left of an amount."""
    return [_FIGURES.sub("", other.plain) for other in layout.left_of(cell)[:1]]


def _sums(shown: Sequence[_Shown]) -> Iterator[tuple[int, Decimal, Decimal, Decimal]]:
    """Give every HT + TVA = TTC: how well it is said, TTC, HT, TVA."""
    said: dict[int, list[_Shown]] = {}
    for one in shown:
        said.setdefault(int(one.value * 100), []).append(one)
    for exclusive, tax, proven in rate_sums(said):
        inclusive = exclusive + tax
        words = [
            max(one.said_exclusive for one in said[exclusive]),
            max(one.said_tax for one in said[tax]),
            max(one.said_inclusive for one in said[inclusive]),
        ]
        score = sum(words) + 3 * proven
        if score >= 3 and (proven or min(words) > 0):
            yield score, Decimal(inclusive) / 100, Decimal(exclusive) / 100, Decimal(tax) / 100


def _total(shown: Sequence[_Shown], *, no_vat: bool, enough: int) -> Decimal | None:
    """Return the one total of a page on which nothing adds up; None when several might be."""
    taxed = not no_vat and any(nouns.TAX.search(one.words) for one in shown)
    times = Counter(one.value for one in shown)
    scores: dict[Decimal, int] = {}
    for one in shown:
        said = one.said_inclusive
        if no_vat and nouns.EXCLUSIVE.search(one.words):
            said = 1
        if not taxed:
            said += 2 * _adds_up(one, shown) + (times[one.value] > 1) + (len(times) == 1)
        scores[one.value] = max(said, scores.get(one.value, -9))
    best = max(scores.values(), default=0)
    values = [value for value, score in scores.items() if score == best]
    return max(values, key=abs) if best >= enough else None


def _adds_up(one: _Shown, shown: Sequence[_Shown]) -> bool:
    """Tell whether an amount is the sum of those above it in its column."""
    above = [
        other.value
        for other in shown
        if other.cell.page == one.cell.page
        and other.cell.bottom <= one.cell.top + 2
        and abs(other.cell.right - one.cell.right) < 6
    ]
    return len(above) > 1 and sum(above) == one.value
