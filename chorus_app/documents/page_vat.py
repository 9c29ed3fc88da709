"""The VAT lines of a page: a rate, a base and a tax on one line, which the totals confirm."""

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from chorus_app.documents.french import amounts
from chorus_app.documents.layout import Cell, Layout
from chorus_app.documents.reading import Certainty, FieldReading, VatReading
from chorus_app.documents.values import two_decimals

_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?) ?%")
_CENT = Decimal("0.01")
_ROUNDING = Decimal("0.02")
_MOST_LINES = 20


def read_vat_lines(layout: Layout, fields: Mapping[str, FieldReading]) -> tuple[VatReading, ...]:
    """Return the lines whose bases and taxes make up the totals; none when they do not."""
    exclusive, tax = _certain(fields, "tax_exclusive_amount"), _certain(fields, "tax_amount")
    if exclusive is None or tax is None:
        return ()
    lines = list(dict.fromkeys(found for line in layout.lines for found in _of_line(line)))
    if _adds_up(lines, exclusive, tax):
        return tuple(_reading(*line) for line in lines)
    return _single_rate(layout, exclusive, tax)


def _certain(fields: Mapping[str, FieldReading], name: str) -> Decimal | None:
    found = fields.get(name)
    if found is None or found.value is None or found.certainty is not Certainty.LU:
        return None
    return Decimal(found.value)


def _of_line(line: tuple[Cell, ...]) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """Find rate, base and tax on a line of the page, where the tax is the rate of the base."""
    text = " ".join(cell.text for cell in line)
    rates = {Decimal(found.replace(",", ".")) for found in _RATE.findall(text)}
    values = [amount.value for cell in line for amount in amounts(cell.text) if amount.sure]
    for rate in rates if len(rates) == 1 else ():
        for place, base in enumerate(values[:-1]):
            tax = next((v for v in values[place + 1 :] if _is_tax(rate, base, v)), None)
            if tax is not None and base != 0:
                yield rate, base, tax
                return


def _is_tax(rate: Decimal, base: Decimal, tax: Decimal) -> bool:
    return abs(base * rate / 100 - tax) <= _ROUNDING


def _adds_up(
    lines: list[tuple[Decimal, Decimal, Decimal]], exclusive: Decimal, tax: Decimal
) -> bool:
    return (
        0 < len(lines) <= _MOST_LINES
        and sum(base for _, base, _ in lines) == exclusive
        and sum(own for _, _, own in lines) == tax
    )


def _single_rate(layout: Layout, exclusive: Decimal, tax: Decimal) -> tuple[VatReading, ...]:
    """When the page has one rate only, and it gives the total of VAT, there is one line."""
    text = " ".join(cell.text for cell in layout.cells)
    rates = {Decimal(found.replace(",", ".")) for found in _RATE.findall(text)}
    fitting = [
        rate
        for rate in rates
        if (exclusive * rate / 100).quantize(_CENT, rounding=ROUND_HALF_UP) == tax
    ]
    return (_reading(fitting[0], exclusive, tax),) if len(fitting) == 1 and tax else ()


def _reading(rate: Decimal, base: Decimal, tax: Decimal) -> VatReading:
    category = "S" if rate else ""
    return VatReading(category, two_decimals(rate), two_decimals(base), two_decimals(tax))
