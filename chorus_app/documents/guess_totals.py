"""The totals where no known labels give them: by sums at French rates, by columns, by nouns."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from chorus_app.documents import nouns
from chorus_app.documents.announced import announce
from chorus_app.documents.french import amounts
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import AMOUNTS, Certainty, FieldReading
from chorus_app.documents.values import two_decimals

_RATES = tuple(map(Decimal, ("0.20", "0.10", "0.085", "0.055", "0.021")))
_LEAST_RATE, _MOST_RATE = Decimal("0.02"), Decimal("0.201")
_CENT = Decimal("0.01")
_MOST_PAIRS = 40
_ROUNDING = Decimal("0.05")
_ENOUGH, _SUMMED = 2, 4
_IN_SPITE = 6
"""What a sum scores that is said to be with VAT, where a line of the page is said to be without."""
_MOST_AMOUNTS = 150
_FIGURES = re.compile(r"\S*\d\S*")
_ANY_FAR = 600.0
_SUM_SOURCE = "texte, une somme HT + TVA = TTC, sans libellé connu"
_ALONE_SOURCE = "texte, sans libellé connu"


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
    shown = list(_amounts(layout))[-_MOST_AMOUNTS:]
    known = fields.get("tax_inclusive_amount")
    sums = [found for found in _sums(shown) if not no_vat or found[0] >= _IN_SPITE]
    if sums:
        _, *triple = max(sums)
        if known is None or known.value is None or Decimal(known.value) <= triple[0]:
            inclusive, exclusive, tax = triple
            values = zip(AMOUNTS, (exclusive, tax, inclusive), strict=False)
            return fields | {name: _reading(value, _SUM_SOURCE) for name, value in values}
    total = _total(shown, no_vat=no_vat, enough=_SUMMED if known and weak else _ENOUGH)
    if total is None or (known and not weak):
        return fields
    names = AMOUNTS[::2] if no_vat else AMOUNTS[2:3]
    return fields | {name: _reading(total, _ALONE_SOURCE) for name in names}


def guess_payable(layout: Layout, total: Decimal) -> FieldReading | None:
    """Return what is left of a total, where another amount of the page makes up the rest."""
    shown = list(_amounts(layout))[-_MOST_AMOUNTS:]
    values = {abs(one.value) for one in shown}
    left = {
        one.value
        for one in shown
        if nouns.PAYABLE.search(one.words)
        if abs(one.value) < abs(total) and abs(total) - abs(one.value) in values
    }
    return (
        _reading(left.pop(), "texte, le total moins un autre montant") if len(left) == 1 else None
    )


def _reading(value: Decimal, source: str) -> FieldReading:
    return FieldReading(two_decimals(value), Certainty.A_VERIFIER, source)


def _amounts(layout: Layout) -> Iterator[_Shown]:
    for cell in layout.cells:
        for amount in amounts(cell.text):
            if amount.sure and amount.value:
                texts = announce(cell, amount.start, amount.end, layout, far=_ANY_FAR).texts
                yield _Shown(amount.value, cell, " | ".join(texts or _before_a_day(cell, layout)))


def _before_a_day(cell: Cell, layout: Layout) -> list[str]:
    """Return the words of `Solde à payer avant le 01/06/2026`, to the left of an amount."""
    return [_FIGURES.sub("", other.plain) for other in layout.left_of(cell)[:1]]


def _sums(shown: Sequence[_Shown]) -> Iterator[tuple[int, Decimal, Decimal, Decimal]]:
    """Give every HT + TVA = TTC: how well it is said, TTC, HT, TVA."""
    said: dict[Decimal, list[_Shown]] = {}
    for one in shown:
        said.setdefault(one.value, []).append(one)
    mixed = _of_two_rates(said)
    for exclusive, tax in product(said, said):
        inclusive = exclusive + tax
        if inclusive not in said or not _may_be_tax(exclusive, tax):
            continue
        words = [
            max(one.said_exclusive for one in said[exclusive]),
            max(one.said_tax for one in said[tax]),
            max(one.said_inclusive for one in said[inclusive]),
        ]
        proven = _is_at_rate(exclusive, tax) or (exclusive, tax) in mixed
        if sum(words) + 3 * proven >= 3 and (proven or min(words) > 0):
            yield sum(words) + 3 * proven, inclusive, exclusive, tax


def _of_two_rates(values: Iterable[Decimal]) -> set[tuple[Decimal, Decimal]]:
    """Return the sums of two bases and of their taxes, each at a rate of its own."""
    known = list(values)
    pairs = [pair for pair in product(known, known) if _rate(*pair)][:_MOST_PAIRS]
    return {
        (base + other, tax + more)
        for (base, tax), (other, more) in combinations(pairs, 2)
        if _rate(base, tax) != _rate(other, more)
    }


def _may_be_tax(exclusive: Decimal, tax: Decimal) -> bool:
    return _LEAST_RATE < tax / exclusive <= _MOST_RATE


def _is_at_rate(exclusive: Decimal, tax: Decimal) -> bool:
    return any(abs(exclusive * rate - tax) <= _ROUNDING for rate in _RATES)


def _rate(base: Decimal, tax: Decimal) -> Decimal | None:
    """Return the rate at which a tax is a base's, to the cent."""
    return next((rate for rate in _RATES if abs(base * rate - tax) <= _CENT), None)


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
