"""One invoice in order, and for each rule one that breaks it and no other."""

from dataclasses import replace
from typing import Any

from chorus_app.documents.en16931.bill import (
    Adjustment,
    Bill,
    Line,
    Means,
    Party,
    Period,
    TaxPart,
    Totals,
)

ALLOWANCE = Adjustment(False, "50.00", "500.00", "S", "20.00", True)
CHARGE = Adjustment(True, "10.00", "100.00", "S", "20.00", True)
OWN_ALLOWANCE = Adjustment(False, "20.00", "200.00", "", "", True)
OWN_CHARGE = Adjustment(True, "10.00", "100.00", "", "", True)
LINE = Line("1", "2", "C62", "1000.00", "Porte", "500.00", "600.00", "S", "20.00", ("0160",))
ADJUSTED = Line(
    *("2", "1", "C62", "90.00", "Pose", "100.00", "", "S", "20.00"),
    adjustments=(OWN_ALLOWANCE, OWN_CHARGE),
)
SELLER = Party("Menuiserie Aubry", True, "FR", ("FR44732829320",), False, True, True, "0009")
BUYER = Party("Ville de Paris", True, "FR", (), False, True, True, "0009")
AGENT = Party("Fiscalia", True, "FR", ("FR83404833048",))
TAX = TaxPart("1050.00", "210.00", "S", "20.00", False)
TOTALS = Totals(
    lines="1090.00",
    allowances="50.00",
    charges="10.00",
    exclusive="1050.00",
    taxes=("210.00",),
    inclusive="1260.00",
    prepaid="60.00",
    payable="1200.00",
)
GOOD = Bill(
    guideline="urn:cen.eu:en16931:2017",
    number="FA-2026-0042",
    issue_date="2026-01-31",
    type_code="380",
    currency="EUR",
    tax_currency="",
    seller=SELLER,
    buyer=BUYER,
    totals=TOTALS,
    lines=(LINE, ADJUSTED),
    adjustments=(ALLOWANCE, CHARGE),
    taxes=(TAX,),
    means=(Means("30", "FR7630006000011234567890189"),),
)
Broken = list[tuple[str, Bill]]


def bill(**changes: Any) -> Bill:
    """The invoice in order with changes."""
    return replace(GOOD, **changes)


def totals(base: Bill = GOOD, **changes: Any) -> Bill:
    """An invoice with other totals."""
    return replace(base, totals=replace(base.totals, **changes))


def with_line(base: Bill = GOOD, **changes: Any) -> Bill:
    """An invoice whose first line is changed."""
    first, *others = base.lines
    return replace(base, lines=(replace(first, **changes), *others))


def own(charge: bool, /, **changes: Any) -> Bill:
    """An invoice whose second line has a changed allowance, or charge."""
    changed = [replace(a, **changes) if a.is_charge is charge else a for a in ADJUSTED.adjustments]
    return bill(lines=(LINE, replace(ADJUSTED, adjustments=tuple(changed))))


def adjusted(charge: bool, base: Bill = GOOD, /, **changes: Any) -> Bill:
    """An invoice whose allowance, or charge, is changed."""
    changed = [replace(a, **changes) if a.is_charge is charge else a for a in base.adjustments]
    return replace(base, adjustments=tuple(changed))


def taxed(base_bill: Bill = GOOD, /, **changes: Any) -> Bill:
    """An invoice whose first VAT part is changed."""
    first, *others = base_bill.taxes
    return replace(base_bill, taxes=(replace(first, **changes), *others))


def seller(**changes: Any) -> Bill:
    return bill(seller=replace(SELLER, **changes))


def buyer(**changes: Any) -> Bill:
    return bill(buyer=replace(BUYER, **changes))


def agent(**changes: Any) -> Bill:
    return bill(representative=replace(AGENT, **changes))


FREE = Line("3", "1", "C62", "0.00", "Don", "0.00", "", "S", "20.00")
WITHOUT_LINES = totals(
    bill(guideline="urn:factur-x.eu:1p0:basicwl", lines=(), adjustments=()),
    lines="1050.00",
    allowances="",
    charges="",
)
LESS_ALLOWED = totals(
    taxed(base="1099.50", tax="219.90"),
    allowances="0.50",
    exclusive="1099.50",
    taxes=("219.90",),
    inclusive="1319.40",
    prepaid="119.40",
)
LESS_CHARGED = totals(
    taxed(base="1040.50", tax="208.10"),
    charges="0.50",
    exclusive="1040.50",
    taxes=("208.10",),
    inclusive="1248.60",
    prepaid="48.60",
)

PRESENCE: Broken = [
    ("BR-01", bill(guideline="")),
    ("BR-02", bill(number="")),
    ("BR-03", bill(issue_date="")),
    ("BR-05", bill(currency="")),
    ("BR-06", seller(name="")),
    ("BR-07", buyer(name="")),
    ("BR-08", seller(has_address=False)),
    ("BR-09", seller(country="")),
    ("BR-10", buyer(has_address=False)),
    ("BR-11", buyer(country="")),
    ("BR-12", totals(lines="")),
    ("BR-13", totals(exclusive="")),
    ("BR-14", totals(inclusive="")),
    ("BR-15", totals(payable="")),
    ("BR-17", bill(payee_names=("",))),
    ("BR-18", agent(name="")),
    ("BR-19", agent(has_address=False)),
    ("BR-20", agent(country="")),
    ("BR-29", bill(period=Period("2026-01-31", "2026-01-01"))),
    ("BR-31", adjusted(False, amount="")),
    ("BR-32", adjusted(False, LESS_ALLOWED, amount="0.50", category="", rate="")),
    ("BR-33", adjusted(False, has_reason=False)),
    ("BR-36", adjusted(True, amount="")),
    ("BR-37", adjusted(True, LESS_CHARGED, amount="0.50", category="", rate="")),
    ("BR-38", adjusted(True, has_reason=False)),
    ("BR-45", taxed(base="")),
    ("BR-46", taxed(tax="")),
    ("BR-47", bill(taxes=(TAX, TaxPart("0.00", "0.00", "", "0.00", False)))),
    ("BR-48", taxed(rate="")),
    ("BR-52", bill(documents=("PV-1", ""))),
    ("BR-53", bill(tax_currency="CHF")),
    ("BR-55", bill(preceding=("",))),
    ("BR-56", agent(vat_ids=())),
    ("BR-57", bill(delivery_countries=("",))),
    ("BR-61", bill(means=(Means("58", ""),))),
    ("BR-62", seller(address_scheme="")),
    ("BR-63", buyer(address_scheme="")),
    ("BR-CO-03", bill(has_tax_point=True, has_tax_point_code=True)),
    ("BR-CO-09", seller(vat_ids=("44732829320",))),
    ("BR-CO-18", replace(WITHOUT_LINES, taxes=())),
    ("BR-CO-19", bill(period=Period())),
    ("BR-CO-26", seller(vat_ids=(), has_tax_id=True, has_legal_id=False, has_identifier=False)),
    ("BR-CO-27", bill(means=(replace(GOOD.means[0], is_doubled=True),))),
]
LINES: Broken = [
    ("BR-16", bill(lines=())),
    ("BR-21", with_line(number="")),
    ("BR-22", with_line(quantity="")),
    ("BR-23", with_line(unit="")),
    ("BR-24", with_line(amount="")),
    ("BR-25", with_line(name="")),
    ("BR-26", with_line(price="")),
    ("BR-27", with_line(price="-500.00")),
    ("BR-28", with_line(gross_price="-600.00")),
    ("BR-30", with_line(period=Period("2026-01-31", "2026-01-01"))),
    ("BR-42", own(False, has_reason=False)),
    ("BR-44", own(True, has_reason=False)),
    ("BR-41", own(False, amount="")),
    ("BR-43", own(True, amount="")),
    ("BR-64", with_line(identifier_schemes=("",))),
    ("BR-CO-04", bill(lines=(LINE, ADJUSTED, replace(FREE, category="", rate="")))),
    ("BR-CO-20", with_line(period=Period())),
]
SUMS: Broken = [
    (
        "BR-CO-10",
        totals(lines="1090.50", exclusive="1050.50", inclusive="1260.50", prepaid="60.50"),
    ),
    (
        "BR-CO-11",
        totals(allowances="50.5", exclusive="1049.50", inclusive="1259.50", prepaid="59.5"),
    ),
    (
        "BR-CO-12",
        totals(charges="10.50", exclusive="1050.50", inclusive="1260.50", prepaid="60.50"),
    ),
    ("BR-CO-13", totals(exclusive="1050.01", inclusive="1260.01", prepaid="60.01")),
    ("BR-CO-14", totals(taxes=("210.01",), inclusive="1260.01", prepaid="60.01")),
    ("BR-CO-15", totals(inclusive="1260.01", prepaid="60.01")),
    ("BR-CO-16", totals(rounding="0.01")),
    (
        "BR-CO-17",
        totals(
            bill(
                lines=(replace(LINE, category="L", rate="7.00", amount="1050.00"),),
                adjustments=(),
                taxes=(TaxPart("1050.00", "100.00", "L", "7.00", False),),
            ),
            lines="1050.00",
            allowances="",
            charges="",
            taxes=("100.00",),
            inclusive="1150.00",
            prepaid="",
            payable="1150.00",
        ),
    ),
]
DECIMALS: Broken = [
    ("BR-DEC-01", adjusted(False, amount="50.001")),
    ("BR-DEC-02", adjusted(False, base="500.001")),
    ("BR-DEC-05", adjusted(True, amount="10.001")),
    ("BR-DEC-06", adjusted(True, base="100.001")),
    ("BR-DEC-09", totals(WITHOUT_LINES, lines="1050.001")),
    ("BR-DEC-10 BR-CO-11", totals(allowances="50.001")),
    ("BR-DEC-11 BR-CO-12", totals(charges="10.001")),
    ("BR-DEC-15", totals(bill(tax_currency="CHF"), tax_in_accounting_currency="199.001")),
    ("BR-DEC-16", totals(prepaid="60.001")),
    ("BR-DEC-17", totals(rounding="0.001")),
    ("BR-DEC-19", taxed(base="1050.001")),
    ("BR-DEC-20", taxed(tax="210.001")),
    ("BR-DEC-23", with_line(amount="1000.001")),
    ("BR-DEC-24", own(False, amount="20.001")),
    ("BR-DEC-25", own(False, base="200.001")),
    ("BR-DEC-27", own(True, amount="10.001")),
    ("BR-DEC-28", own(True, base="100.001")),
]
"""A total with three decimals cannot equal a rounded sum: two of these break that rule, too."""
