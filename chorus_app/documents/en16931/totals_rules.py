"""The sums of an invoice (BR-12 to BR-15, BR-CO-10 to BR-CO-17), exact to the cent.

Sums are left alone when an amount in them cannot be read: that is told of the amount itself.
"""

from collections.abc import Callable, Iterable
from decimal import ROUND_FLOOR, Decimal

from chorus_app.documents.en16931.bill import Bill, number
from chorus_app.documents.en16931.rule import Check, Level, Rule, when
from chorus_app.documents.values import two_decimals

_REPAIR = "Corrigez la facture dans votre logiciel\u00a0: Chorus Pro refait ces sommes."
_FILL = "Complétez-le dans votre logiciel et exportez de nouveau la facture."
_UNIT = Decimal(1)
_CENT = Decimal("0.01")
_HALF = Decimal("0.5")
_MINIMUM, _BASIC_WL, _LINES = Level.MINIMUM, Level.BASIC_WL, Level.LINES

Sum = Callable[[Bill], Decimal | None]


def total(texts: Iterable[str]) -> Decimal | None:
    """Add amounts; None when one of them is absent or no amount."""
    values = [number(text) for text in texts]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def optional(text: str) -> Decimal | None:
    """Return a total that may be absent, which is zero; None when it is no amount."""
    return number(text) if text else Decimal(0)


def differs(found: Decimal | None, said: Decimal | None, slack: Decimal = Decimal(0)) -> str | None:
    """Return what was found and what was said, when both are known and more than `slack` apart.

    What was found is rounded as the official rules round: half a cent goes up, even below zero.
    """
    if found is None or said is None:
        return None
    rounded = (found * 100 + _HALF).to_integral_value(ROUND_FLOOR) / 100
    if abs(rounded - said) <= slack:
        return None
    return f"{two_decimals(rounded)} calculé, {two_decimals(said)} écrit"


def _equal(found: Sum, said: Callable[[Bill], str]) -> Check:
    return lambda bill: differs(found(bill), number(said(bill)))


def _lines(bill: Bill) -> str | None:
    """Check BR-CO-10; EXTENDED forgives a cent a line, and may have lines that group others."""
    if bill.has_groups or not bill.lines:
        return None
    slack = _CENT * len(bill.lines) if ":extended" in bill.guideline.lower() else Decimal(0)
    return differs(total(line.amount for line in bill.lines), number(bill.totals.lines), slack)


def _exclusive(bill: Bill) -> Decimal | None:
    totals = bill.totals
    return _added(number(totals.lines), optional(totals.charges), minus=optional(totals.allowances))


def _inclusive(bill: Bill) -> Decimal | None:
    """Return HT plus TVA; None unless the VAT stands exactly once."""
    return (
        total((bill.totals.exclusive, *bill.totals.taxes)) if len(bill.totals.taxes) == 1 else None
    )


def _payable(bill: Bill) -> Decimal | None:
    totals = bill.totals
    return _added(
        number(totals.inclusive), optional(totals.rounding), minus=optional(totals.prepaid)
    )


def _added(*plus: Decimal | None, minus: Decimal | None) -> Decimal | None:
    known = [value for value in plus if value is not None]
    return None if minus is None or len(known) < len(plus) else sum(known, Decimal(0)) - minus


def _taxes(bill: Bill) -> str | None:
    if not bill.taxes or len(bill.totals.taxes) != 1:
        return None
    return differs(total(part.tax for part in bill.taxes), number(bill.totals.taxes[0]))


def _tax_of_base(bill: Bill) -> str | None:
    """Check BR-CO-17 where no rule of the category says it more precisely."""
    for part in bill.taxes:
        if part.category in {"L", "M", ""} and (wrong := wrong_tax(part.base, part.rate, part.tax)):
            return wrong
    return None


def wrong_tax(base: str, rate: str, tax: str) -> str | None:
    """Return what differs when the tax is a unit of currency away from base × rate."""
    amounts = number(base), number(rate), number(tax)
    if amounts[0] is None or amounts[1] is None or amounts[2] is None:
        return None
    due = amounts[0] * amounts[1] / 100
    return differs(due, amounts[2], _UNIT - _CENT)


def _present(id: str, level: Level, field: str, what: str, value: Callable[[Bill], str]) -> Rule:
    return Rule(id, level, field, f"{what} manque", lambda bill: when(not value(bill)), _FILL)


def _sum(id: str, level: Level, field: str, message: str, check: Check) -> Rule:
    return Rule(id, level, field, message, check, _REPAIR, is_sum=True)


TOTALS = (
    _present("BR-12", _BASIC_WL, "", "Le total des lignes (BT-106)", lambda b: b.totals.lines),
    _present(
        "BR-13",
        _MINIMUM,
        "tax_exclusive_amount",
        "Le total hors taxes (BT-109)",
        lambda b: b.totals.exclusive,
    ),
    _present(
        "BR-14",
        _MINIMUM,
        "tax_inclusive_amount",
        "Le total TTC (BT-112)",
        lambda b: b.totals.inclusive,
    ),
    _present(
        "BR-15",
        _MINIMUM,
        "payable_amount",
        "Le net à payer (BT-115)",
        lambda b: b.totals.payable,
    ),
)
SUMS = (
    _sum(
        "BR-CO-10",
        _LINES,
        "tax_exclusive_amount",
        "La somme des lignes n’est pas le total des lignes (BT-106)",
        _lines,
    ),
    _sum(
        "BR-CO-11",
        _BASIC_WL,
        "tax_exclusive_amount",
        "La somme des remises n’est pas leur total (BT-107)",
        lambda bill: differs(
            total(each.amount for each in bill.allowances), optional(bill.totals.allowances)
        ),
    ),
    _sum(
        "BR-CO-12",
        _BASIC_WL,
        "tax_exclusive_amount",
        "La somme des frais n’est pas leur total (BT-108)",
        lambda bill: differs(
            total(each.amount for each in bill.charges), optional(bill.totals.charges)
        ),
    ),
    _sum(
        "BR-CO-13",
        _BASIC_WL,
        "tax_exclusive_amount",
        "Le total hors taxes (BT-109) n’est pas lignes − remises + frais",
        _equal(_exclusive, lambda bill: bill.totals.exclusive),
    ),
    _sum(
        "BR-CO-14",
        _BASIC_WL,
        "tax_amount",
        "La somme des lignes de TVA n’est pas le total de la TVA (BT-110)",
        _taxes,
    ),
    _sum(
        "BR-CO-15",
        _BASIC_WL,
        "tax_inclusive_amount",
        "Le total TTC (BT-112) n’est pas le hors taxes plus la TVA",
        _equal(_inclusive, lambda bill: bill.totals.inclusive),
    ),
    _sum(
        "BR-CO-16",
        _BASIC_WL,
        "payable_amount",
        "Le net à payer (BT-115) n’est pas le TTC − déjà payé + arrondi",
        _equal(_payable, lambda bill: bill.totals.payable),
    ),
    _sum(
        "BR-CO-17",
        _BASIC_WL,
        "tax_amount",
        "Une ligne de TVA (BT-117) n’est pas sa base multipliée par son taux",
        _tax_of_base,
    ),
)
