"""Which amounts of a page are its totals: those that add up, HT + TVA = TTC."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from chorus_app.documents.candidates import Candidate
from chorus_app.documents.french import amounts as french_amounts
from chorus_app.documents.guess_totals import guess_payable, guess_totals
from chorus_app.documents.labels import MEDIUM, WEAK
from chorus_app.documents.layout import Layout
from chorus_app.documents.reading import Certainty, Doubt, FieldReading
from chorus_app.documents.values import two_decimals

_ADDS_UP = "texte, confirmé par HT + TVA = TTC"
_READ = "texte"
_TTC = re.compile(r"t\.? ?t\.? ?c|taxes? comprises?")
_RATE_SAID = re.compile(r"[^\d,.%]|[.,]0+(?=\D)")
_MOST_RATES, _MOST_OF_A_RATE = 4, 6


@dataclass(frozen=True, slots=True)
class _Triple:
    """Three amounts that add up, and how telling their labels were."""

    exclusive: Decimal
    tax: Decimal
    inclusive: Decimal
    weight: int
    telling: bool
    seen: int

    @property
    def values(self) -> tuple[Decimal, Decimal, Decimal]:
        return self.exclusive, self.tax, self.inclusive

    @property
    def rank(self) -> tuple[int, int, Decimal]:
        """How to compare triples: by labels, by what stands next to them, by size."""
        return self.weight, self.seen, abs(self.inclusive)


def read_totals(
    candidates: Sequence[Candidate], layout: Layout, *, no_vat: bool
) -> dict[str, FieldReading]:
    """Choose the four totals among labelled amounts, else among all those of the page.

    `no_vat`: the page says that VAT does not apply (article 293 B), so it may show one total only.
    """
    amounts = _by_field(candidates)
    triples = list(_triples(amounts))
    triple = max(triples, key=lambda found: found.rank, default=None)
    sure = triple is not None and triple.telling and _stands_out(triple, triples, amounts)
    if triple:
        fields = _from_triple(triple, sure)
    else:
        said = _as_read(amounts, no_vat=no_vat)
        weak = all(one.strength == WEAK for one in amounts.get("tax_inclusive_amount", ()))
        fields = guess_totals(layout, said, no_vat=no_vat, weak=weak)
    payable = _payable(amounts, fields.get("tax_inclusive_amount"))
    if payable and payable.value and not amounts.get("payable_amount"):
        payable = guess_payable(layout, Decimal(payable.value)) or payable
    return {**fields, "payable_amount": payable} if payable else fields


def _by_field(candidates: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    amounts: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.is_amount:
            amounts.setdefault(candidate.field, []).append(candidate)
    return amounts


def _triples(amounts: dict[str, list[Candidate]]) -> Iterator[_Triple]:
    """Give every way in which labelled amounts add up."""
    taxes = _weights(amounts.get("tax_amount", ()))
    for several in _sums_of_rates(amounts.get("tax_amount", ())):
        taxes.setdefault(several, MEDIUM)
    beside = _next_to_labels(amounts)
    inclusive = _weights(amounts.get("tax_inclusive_amount", ()))
    for value, weight in _weights(amounts.get("payable_amount", ())).items():
        inclusive.setdefault(value, weight - 1)
    for exclusive, weight in _weights(amounts.get("tax_exclusive_amount", ())).items():
        for tax, tax_weight in taxes.items():
            total = exclusive + tax
            if total in inclusive and _is_plausible(exclusive, tax):
                telling = min(weight, tax_weight) >= MEDIUM
                strength = weight + tax_weight + inclusive[total]
                seen = sum(one in beside for one in (exclusive, tax, total))
                yield _Triple(exclusive, tax, total, strength, telling, seen)


def _next_to_labels(amounts: dict[str, list[Candidate]]) -> set[Decimal]:
    """Return the amounts that one sees next to a label, not those that follow in the file only.

    A line of several columns follows its label as a whole in the file.
    """
    return {one.amount for own in amounts.values() for one in own if one.seen}


def _is_plausible(exclusive: Decimal, tax: Decimal) -> bool:
    """No VAT is above a third of its base, nor of the other sign; rounding aside."""
    return tax == 0 or (tax * exclusive > 0 and abs(tax) * 3 <= abs(exclusive) + 1)


def _weights(candidates: Sequence[Candidate]) -> dict[Decimal, int]:
    weights: dict[Decimal, int] = {}
    for candidate in candidates:
        known = weights.get(candidate.amount, 0)
        weights[candidate.amount] = max(known, candidate.strength)
    return weights


def _sums_of_rates(taxes: Sequence[Candidate]) -> set[Decimal]:
    """Add the VAT of each rate when the page has no total of VAT.

    Goods may repeat a rate and their amount would be taken for its tax: sums of one amount for
    each rate are given too, of which only the one that leads from HT to TTC will be used.
    """
    own = [tax for tax in taxes if tax.seen and "%" in tax.words and not _is_of_goods(tax)]
    by_cell = {id(tax.cell): tax for tax in own}
    rates: dict[str, set[Decimal]] = {}
    for tax in by_cell.values():
        rates.setdefault(_RATE_SAID.sub("", tax.words), set()).add(tax.amount)
    if len(by_cell) < 2:
        return set()
    sums = {sum((tax.amount for tax in by_cell.values()), Decimal(0))}
    if 1 < len(rates) <= _MOST_RATES and max(map(len, rates.values())) <= _MOST_OF_A_RATE:
        sums |= {sum(one, Decimal(0)) for one in product(*rates.values())}
    return sums


def _is_of_goods(tax: Candidate) -> bool:
    """Tell whether the rate ends the words of a line, as in `Impression 500 ex. (TVA 5,5 %)`."""
    before = tax.cell.plain.split(tax.words)[0]
    return len(before.split()) > 2 and not any(found.sure for found in french_amounts(before))


def _stands_out(
    triple: _Triple, triples: Sequence[_Triple], amounts: dict[str, list[Candidate]]
) -> bool:
    """A line of the table, or each invoice of a statement, adds up too.

    What is certain has no rival under labels as telling, and leaves no larger total aside.
    """
    if any(found.weight == triple.weight and found != triple for found in triples):
        return False
    totals = [
        candidate.amount
        for name in ("tax_exclusive_amount", "tax_inclusive_amount", "payable_amount")
        for candidate in amounts.get(name, ())
    ]
    return abs(triple.inclusive) >= max(map(abs, totals))


def _from_triple(triple: _Triple, sure: bool) -> dict[str, FieldReading]:
    certainty = Certainty.LU if sure else Certainty.A_VERIFIER
    names = ("tax_exclusive_amount", "tax_amount", "tax_inclusive_amount")
    return {
        name: FieldReading(two_decimals(value), certainty, _ADDS_UP, None if sure else Doubt.SOMME)
        for name, value in zip(names, triple.values, strict=True)
    }


def _as_read(amounts: dict[str, list[Candidate]], *, no_vat: bool) -> dict[str, FieldReading]:
    """Return what was read when nothing adds up: each to be checked, none when two disagree."""
    fields = {
        name: FieldReading(two_decimals(value), Certainty.A_VERIFIER, _READ, Doubt.SOMME)
        for name in ("tax_exclusive_amount", "tax_amount", "tax_inclusive_amount")
        if (value := _only(amounts.get(name, ()))) is not None
    }
    if no_vat:
        return _without_vat(fields, _only(amounts.get("payable_amount", ())))
    return _total_of_payable(amounts) | fields


def _total_of_payable(amounts: dict[str, list[Candidate]]) -> dict[str, FieldReading]:
    """Take the amount of `Total à payer TTC` for the total too, where no other is named."""
    said = [one for one in amounts.get("payable_amount", ()) if _TTC.search(one.words)]
    value = _only(said) if not amounts.get("prepaid_amount") else None
    if value is None:
        return {}
    total = FieldReading(two_decimals(value), Certainty.A_VERIFIER, _READ, Doubt.DEDUITE)
    return {"tax_inclusive_amount": total}


def _without_vat(
    fields: dict[str, FieldReading], payable: Decimal | None
) -> dict[str, FieldReading]:
    """Give the one total of the page to both; `payable` is one, where there is no other.

    What is asked for decides between two: a column of lines is headed `Total` too.
    """
    said = [fields.get("tax_inclusive_amount"), fields.get("tax_exclusive_amount")]
    values = [one.value for one in said if one and one.value]
    asked = two_decimals(payable) if payable is not None else None
    value = asked if asked in values or not values else values[0]
    if value is None:
        return fields
    source = "texte, TVA non applicable"
    whole = FieldReading(value, Certainty.A_VERIFIER, source, Doubt.DEDUITE)
    zero = FieldReading("0.00", Certainty.A_VERIFIER, source, Doubt.DEDUITE)
    return {"tax_exclusive_amount": whole, "tax_amount": zero, "tax_inclusive_amount": whole}


def _only(candidates: Sequence[Candidate]) -> Decimal | None:
    """Return the amount of the strongest label, None when two of them disagree."""
    strongest = max((candidate.weight for candidate in candidates), default=None)
    values = {found.amount for found in candidates if found.weight == strongest}
    return values.pop() if len(values) == 1 else None


def _payable(
    amounts: dict[str, list[Candidate]], total: FieldReading | None
) -> FieldReading | None:
    said = _only(amounts.get("payable_amount", ()))
    prepaid = _only(amounts.get("prepaid_amount", ())) or Decimal(0)
    due = Decimal(total.value) - abs(prepaid) if total and total.value else None
    if said is None:
        value = two_decimals(due) if due is not None else None
        if not value:
            return None
        return FieldReading(value, Certainty.A_VERIFIER, "total TTC", Doubt.DEDUITE)
    if due == said and total is not None and total.certainty is Certainty.LU:
        source = "texte, confirmé par le total TTC"
        return FieldReading(two_decimals(said), Certainty.LU, source)
    return FieldReading(two_decimals(said), Certainty.A_VERIFIER, _READ, Doubt.SOMME)
