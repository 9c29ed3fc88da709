"""For each rule of each VAT category, an invoice that breaks it and no other."""

from collections.abc import Iterator
from dataclasses import replace

from chorus_app.documents.en16931.bill import Adjustment, Bill, TaxPart
from tests.documents.rule_samples import (
    ALLOWANCE,
    BUYER,
    CHARGE,
    FREE,
    GOOD,
    SELLER,
    WITHOUT_LINES,
    Broken,
    taxed,
    totals,
)

SLUGS = {"S": "S", "Z": "Z", "E": "E", "AE": "AE", "K": "IC", "G": "G", "O": "O"}
_NAMELESS = replace(SELLER, vat_ids=())
_UNNAMED = {"AE": replace(BUYER, has_legal_id=False)}


def rate_of(code: str) -> str:
    return {"S": "20.00", "O": ""}.get(code, "0.00")


def named(code: str, base: Bill) -> Bill:
    """The invoice with the parties, and the delivery, that the category demands."""
    if code == "O":
        return replace(base, seller=replace(_NAMELESS, has_tax_id=True))
    if code == "K":
        buyer = replace(BUYER, vat_ids=("DE123456789",))
        return replace(base, buyer=buyer, delivery_date="2026-01-30", delivery_countries=("DE",))
    return base


def priced(code: str, base: Bill = GOOD) -> Bill:
    """The invoice in order, in another VAT category."""
    if code == "S":
        return base
    moved = {"category": code, "rate": rate_of(code)}
    part = TaxPart("1050.00", "0.00", code, rate_of(code), code != "Z")
    changed = replace(
        named(code, base),
        lines=tuple(replace(line, **moved) for line in base.lines),
        adjustments=tuple(replace(each, **moved) for each in base.adjustments),
        taxes=(part,),
    )
    return totals(changed, taxes=("0.00",), inclusive="1050.00", prepaid="50.00", payable="1000.00")


def _extra_line(base: Bill, code: str, rate: str) -> Bill:
    return replace(base, lines=(*base.lines, replace(FREE, category=code, rate=rate)))


def _extra(base: Bill, kind: Adjustment, code: str, rate: str) -> Bill:
    free = replace(kind, amount="0.00", base="0.00", category=code, rate=rate)
    return replace(base, adjustments=(*base.adjustments, free))


def _unnamed(code: str, base: Bill) -> Bill:
    """The invoice without what names the parties, or with what must not."""
    if code == "O":
        return replace(base, seller=SELLER)
    if code == "AE":
        return replace(base, buyer=replace(BUYER, has_legal_id=False))
    return replace(base, seller=_NAMELESS)


def _with_lines_only(code: str) -> Bill:
    base = totals(
        replace(GOOD, lines=(replace(GOOD.lines[0], amount="1050.00"),), adjustments=()),
        lines="1050.00",
        allowances="",
        charges="",
    )
    return priced(code, base)


def _with_only(code: str, kind: Adjustment) -> Bill:
    free = replace(kind, amount="0.00", base="0.00")
    return priced(
        code,
        totals(replace(WITHOUT_LINES, adjustments=(free,)), allowances="0.00", charges="0.00"),
    )


def of_category(code: str) -> Iterator[tuple[str, Bill]]:
    """The ten rules of a category, broken one at a time."""
    base, wrong_rate = priced(code), {"S": "0.00", "O": "0.00"}.get(code, "20.00")
    other = priced("Z") if code == "S" else named(code, GOOD)
    broken = [
        _extra_line(other, code, rate_of(code)),
        _unnamed(code, _with_lines_only(code)),
        _unnamed(code, _with_only(code, ALLOWANCE)),
        _unnamed(code, _with_only(code, CHARGE)),
        _extra_line(base, code, wrong_rate),
        _extra(base, ALLOWANCE, code, wrong_rate),
        _extra(base, CHARGE, code, wrong_rate),
        taxed(base, base="1052.00"),
        _overtaxed(base),
        taxed(base, has_reason=not base.taxes[0].has_reason),
    ]
    for number, sample in enumerate(broken, 1):
        yield f"BR-{SLUGS[code]}-{number:02}", sample


def _overtaxed(base: Bill) -> Bill:
    if base.taxes[0].category == "S":
        wrong = taxed(base, tax="215.00")
        return totals(wrong, taxes=("215.00",), inclusive="1265.00", prepaid="65.00")
    return totals(taxed(base, tax="5.00"), taxes=("5.00",), inclusive="1055.00", prepaid="55.00")


_O, _K = priced("O"), priced("K")
CATEGORIES: Broken = [
    *(sample for code in SLUGS for sample in of_category(code)),
    ("BR-O-11", replace(_O, taxes=(*_O.taxes, TaxPart("0.00", "0.00", "Z", "0.00", False)))),
    ("BR-O-12", _extra_line(_O, "L", "0.00")),
    ("BR-O-13", _extra(_O, ALLOWANCE, "L", "0.00")),
    ("BR-O-14", _extra(_O, CHARGE, "L", "0.00")),
    ("BR-IC-11", replace(_K, delivery_date="")),
    ("BR-IC-12", replace(_K, delivery_countries=())),
]
