"""Which amounts of a page add up at French rates of VAT: HT + TVA = TTC, all in cents."""

from collections.abc import Collection, Iterator
from itertools import combinations

_RATES = (200, 100, 85, 55, 21)
"""In thousandths."""
_LEAST, _MOST = 20, 201
"""Between which the VAT of several rates lies, in thousandths of its base."""
_ROUNDED_BY_LINE = 5
"""Cents by which VAT that was rounded line by line may differ from that of the total."""
_MOST_PAIRS = 30


def rate_sums(values: Collection[int]) -> Iterator[tuple[int, int, bool]]:
    """Give each base and tax whose sum is among the values, and whether a rate proves them.

    Proven is a tax at one rate of its base, or the taxes of two or three rates together.
    """
    known = set(values)
    several = _of_several_rates(known)
    for base in known:
        for tax in known:
            if base + tax in known and _may_be_tax(base, tax):
                yield base, tax, _is_at_a_rate(base, tax) or (base, tax) in several


def _may_be_tax(base: int, tax: int) -> bool:
    return tax * base > 0 and _LEAST * abs(base) < 1000 * abs(tax) <= _MOST * abs(base)


def _is_at_a_rate(base: int, tax: int) -> bool:
    return any(abs(base * rate - 1000 * tax) <= 1000 * _ROUNDED_BY_LINE for rate in _RATES)


def _of_several_rates(known: set[int]) -> set[tuple[int, int]]:
    """Return the sums of bases and of their taxes, each at a rate of its own."""
    pairs = [
        (rate, base, tax)
        for base in known
        for rate in _RATES
        for tax in _around(base * rate)
        if tax in known
    ][:_MOST_PAIRS]
    groups = [*combinations(pairs, 2), *combinations(pairs, 3)]
    return {
        (sum(base for _, base, _ in group), sum(tax for _, _, tax in group))
        for group in groups
        if len({rate for rate, _, _ in group}) == len(group)
    }


def _around(thousandths: int) -> Iterator[int]:
    """Give the cents that a tax may be rounded to."""
    nearest = round(thousandths / 1000)
    yield from (nearest - 1, nearest, nearest + 1)
