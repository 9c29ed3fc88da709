"""The VAT lines of a page: a rate, a base and a tax on one line, which the totals confirm."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice, product

from chorus_app.documents.french import amounts
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import FieldReading, VatReading
from chorus_app.documents.values import two_decimals

_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?) ?%")
_BARE_RATE = re.compile(r"(?<![\w.,])(20|10|8[.,]50?|5[.,]50?|2[.,]10?|0)(?:[.,]0{1,2})?(?![\w.,])")
_HEADING = re.compile(r"\btaux\b|\btx\b|%|\btva\b|\bt\.v\.a")
_CENT = Decimal("0.01")
_ROUNDING = Decimal("0.02")
_MOST_LINES, _MOST_HEADINGS = 20, 40
_TABLE_HEIGHT = 10.0
"""Line heights from the heading of a table of VAT to its last rate."""
_MOST_RATES, _MOST_OF_A_RATE = 4, 8

_Line = tuple[Decimal, Decimal, Decimal]


def read_vat_lines(layout: Layout, fields: Mapping[str, FieldReading]) -> tuple[VatReading, ...]:
    """Return the lines whose bases and taxes make up the totals; none when they do not.

    Nothing says how sure a line is: those that do not agree to the cent with HT, TVA and TTC are
    left out, whatever the page prints.
    """
    exclusive, tax = _amount(fields, "tax_exclusive_amount"), _amount(fields, "tax_amount")
    inclusive = _amount(fields, "tax_inclusive_amount")
    if exclusive is None or tax is None or exclusive + tax != inclusive:
        return ()
    headings = _headings(layout)
    found = dict.fromkeys(one for line in layout.lines for one in _of_line(line, headings))
    lines = _that_add_up(list(found), exclusive, tax)
    if lines:
        return tuple(_reading(*line) for line in lines)
    return (
        _single_rate(layout, headings, exclusive, tax)
        or _from_goods(layout, headings, exclusive, tax)
        or _from_taxes(layout, headings, exclusive, tax)
    )


def _amount(fields: Mapping[str, FieldReading], name: str) -> Decimal | None:
    found = fields.get(name)
    return Decimal(found.value) if found and found.value else None


def _of_line(line: tuple[Cell, ...], headings: Sequence[Cell]) -> Iterator[_Line]:
    """Find rate, base and tax on a line of the page, where the tax is the rate of the base."""
    rates = dict.fromkeys(rate for cell in line for rate in _rates(cell, headings))
    values = [amount.value for cell in line for amount in amounts(cell.text) if amount.sure]
    for rate in rates:
        for place, base in enumerate(values[:-1]):
            tax = next((v for v in values[place + 1 :] if _is_tax(rate, base, v)), None)
            if tax is not None and base != 0:
                yield rate, base, tax
                break


def _rates(cell: Cell, headings: Sequence[Cell]) -> Iterator[Decimal]:
    """Give the rates of a cell: `20 %`, and a bare `20,00` under a heading such as `Taux`."""
    said = _RATE.findall(cell.plain)
    bare = _BARE_RATE.match(cell.plain)
    if bare and not said and _is_under_a_rate(cell, headings):
        said = [bare[1]]
    yield from (Decimal(rate.replace(",", ".")) for rate in said)


def _is_under_a_rate(cell: Cell, headings: Sequence[Cell]) -> bool:
    """Tell whether a heading not far above speaks of rates, whatever its alignment.

    The rate must also give the tax from the base on its line, so the column need not be proven.
    """
    return any(
        over.page == cell.page and 0 < cell.top - over.top < _TABLE_HEIGHT * cell.height
        for over in headings
    )


def _headings(layout: Layout) -> list[Cell]:
    """Return the first cells that may head a column of rates."""
    heads = (
        cell
        for cell in layout.cells
        if _HEADING.search(cell.plain) and not any(map(str.isdigit, cell.plain))
    )
    return list(islice(heads, _MOST_HEADINGS))


def _is_tax(rate: Decimal, base: Decimal, tax: Decimal) -> bool:
    return abs(base * rate / 100 - tax) <= _ROUNDING


def _that_add_up(lines: Sequence[_Line], exclusive: Decimal, tax: Decimal) -> Sequence[_Line]:
    """Return the lines that make up both totals: all of them, else one of each rate.

    A table of VAT has each rate once, while the goods above it repeat theirs: of those that add
    up to the cent in both columns there is hardly a second choice.
    """
    if len(lines) > _MOST_LINES:
        return ()
    rates: dict[Decimal, list[_Line]] = {}
    for line in lines:
        rates.setdefault(line[0], []).append(line)
    if 0 < len(rates) <= _MOST_RATES and max(map(len, rates.values())) <= _MOST_OF_A_RATE:
        for one in product(*rates.values()):
            if _adds_up(one, exclusive, tax):
                return one
    return _by_rate(rates) if _adds_up(lines, exclusive, tax) else ()


def _by_rate(rates: Mapping[Decimal, Sequence[_Line]]) -> Sequence[_Line]:
    """Add the goods of each rate: a breakdown has one line a rate (EN 16931, BG-23)."""
    zero = Decimal(0)
    return [
        (rate, sum((base for _, base, _ in own), zero), sum((tax for *_, tax in own), zero))
        for rate, own in rates.items()
    ]


def _adds_up(lines: Sequence[_Line], exclusive: Decimal, tax: Decimal) -> bool:
    return (
        bool(lines)
        and sum(base for _, base, _ in lines) == exclusive
        and sum(own for _, _, own in lines) == tax
    )


def _single_rate(
    layout: Layout, headings: Sequence[Cell], exclusive: Decimal, tax: Decimal
) -> tuple[VatReading, ...]:
    """When one rate that the page prints gives the total of VAT, there is one line.

    No second rate can be in use: the total of VAT would be another. A rate of nothing must be
    that of VAT, as discounts and penalties of 0 % are printed too.
    """
    cells = layout.cells if tax else [cell for cell in layout.cells if "tva" in cell.plain]
    printed = {rate for cell in cells for rate in _rates(cell, headings)}
    fitting = [
        rate
        for rate in printed
        if (exclusive * rate / 100).quantize(_CENT, rounding=ROUND_HALF_UP) == tax
    ]
    return (_reading(fitting[0], exclusive, tax),) if len(fitting) == 1 else ()


def _from_goods(
    layout: Layout, headings: Sequence[Cell], exclusive: Decimal, tax: Decimal
) -> tuple[VatReading, ...]:
    """Add the goods of each rate where the page gives no base: their rate ends or heads a line.

    Only where all goods make up HT and the taxes of their rates the total of VAT, to the cent.
    """
    bases: dict[Decimal, Decimal] = {}
    for line in layout.lines:
        rates = {rate for cell in line for rate in _rates(cell, headings)}
        values = [amount.value for cell in line for amount in amounts(cell.text) if amount.sure]
        taxes = any(
            cell.plain.startswith(("tva", "t.v.a", "total", "montant")) for cell in line[:1]
        )
        if len(rates) == 1 and values and not taxes:
            rate = rates.pop()
            bases[rate] = bases.get(rate, Decimal(0)) + values[-1]
    lines = [
        (rate, base, (base * rate / 100).quantize(_CENT, rounding=ROUND_HALF_UP))
        for rate, base in bases.items()
    ]
    return tuple(_reading(*line) for line in lines) if _adds_up(lines, exclusive, tax) else ()


def _from_taxes(
    layout: Layout, headings: Sequence[Cell], exclusive: Decimal, tax: Decimal
) -> tuple[VatReading, ...]:
    """Find the bases of `TVA 5,5 % : 352,00` and `TVA 20 % : 624,00`, which the page names apart.

    A base is printed elsewhere, else what the tax is exactly the rate of; the other is the rest
    of HT. Both must give their tax to the cent, and together the total of VAT.
    """
    taxes = dict(found for line in layout.lines for found in _of_tax_line(line, headings))
    if len(taxes) != 2 or sum(taxes.values()) != tax:
        return ()
    printed = {one.value for cell in layout.cells for one in amounts(cell.text) if one.sure}
    exact = {own * 100 / rate for rate, own in taxes.items()}
    (first, own), (second, _) = taxes.items()
    for bases in (printed, exact):
        fitting = [
            [(first, base, own), (second, exclusive - base, tax - own)]
            for base in bases | {exclusive - base for base in bases}
            if _gives(first, base, own) and _gives(second, exclusive - base, tax - own)
        ]
        if len(fitting) == 1:
            return tuple(_reading(*line) for line in fitting[0])
    return ()


def _of_tax_line(
    line: tuple[Cell, ...], headings: Sequence[Cell]
) -> Iterator[tuple[Decimal, Decimal]]:
    """Give the rate and the amount of a line that says TVA, one rate and one amount."""
    rates = {rate for cell in line for rate in _rates(cell, headings) if "tva" in cell.plain}
    values = [one.value for cell in line for one in amounts(cell.text) if one.sure]
    if len(rates) == 1 and len(values) == 1 and rates != {Decimal(0)}:
        yield rates.pop(), values[0]


def _gives(rate: Decimal, base: Decimal, tax: Decimal) -> bool:
    given = (base * rate / 100).quantize(_CENT, rounding=ROUND_HALF_UP)
    return base == base.quantize(_CENT) and given == tax


def _reading(rate: Decimal, base: Decimal, tax: Decimal) -> VatReading:
    category = "S" if rate else ""
    return VatReading(category, two_decimals(rate), two_decimals(base), two_decimals(tax))
