"""An invoice as the rules of EN 16931 speak of it, whatever its syntax.

Values are texts, stripped, empty when absent: the rules judge how they are written, too.
"""

from dataclasses import dataclass
from decimal import Decimal

from chorus_app.documents.values import exact_decimal


def number(text: str) -> Decimal | None:
    """Return an amount, a rate or a quantity; None when absent or not a plain decimal."""
    return exact_decimal(text)


@dataclass(frozen=True, slots=True)
class Period:
    """Days as ISO dates (BT-73/74 of the invoice, BT-134/135 of a line)."""

    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An allowance or a charge, of the invoice (BG-20/21) or of a line (BG-27/28)."""

    is_charge: bool
    amount: str
    base: str
    category: str
    rate: str
    has_reason: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An invoice line (BG-25). `identifier_schemes`: of the item's identifiers (BT-157)."""

    number: str
    quantity: str
    unit: str
    amount: str
    name: str
    price: str
    gross_price: str
    category: str
    rate: str
    identifier_schemes: tuple[str, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class TaxPart:
    """One part of the VAT breakdown (BG-23): BT-116, 117, 118, 119 and 120 or 121."""

    base: str
    tax: str
    category: str
    rate: str
    has_reason: bool


@dataclass(frozen=True, slots=True)
class Party:
    """Seller, buyer or tax representative. `address_scheme` is None without BT-34/49."""

    name: str = ""
    has_address: bool = False
    country: str = ""
    vat_ids: tuple[str, ...] = ()
    has_tax_id: bool = False
    has_legal_id: bool = False
    has_identifier: bool = False
    address_scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """A payment means (BG-16). `account` is None without a credit transfer (BG-17).

    `is_doubled`: an IBAN and another identifier stand for the same account (CII only).
    """

    code: str
    account: str | None
    is_doubled: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """The document totals (BG-22), BT-106 to 115. `taxes`: each BT-110 in the currency."""

    lines: str = ""
    allowances: str = ""
    charges: str = ""
    exclusive: str = ""
    taxes: tuple[str, ...] = ()
    tax_in_accounting_currency: str = ""
    inclusive: str = ""
    prepaid: str = ""
    rounding: str = ""
    payable: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """The whole invoice. `has_groups`: some lines add up others (EXTENDED).

    `documents`: references of BG-24, `attached`: names of the files inside the XML (BT-125).

    `is_ubl`: the official rules of both syntaxes differ in BR-61.
    """

    guideline: str
    number: str
    issue_date: str
    type_code: str
    currency: str
    tax_currency: str
    seller: Party
    buyer: Party
    totals: Totals
    representative: Party | None = None
    payee_names: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    taxes: tuple[TaxPart, ...] = ()
    means: tuple[Means, ...] = ()
    period: Period | None = None
    delivery_date: str = ""
    delivery_countries: tuple[str, ...] = ()
    has_tax_point: bool = False
    has_tax_point_code: bool = False
    preceding: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    has_groups: bool = False
    is_ubl: bool = False

    @property
    def allowances(self) -> tuple[Adjustment, ...]:
        """Allowances of the whole invoice (BG-20)."""
        return tuple(each for each in self.adjustments if not each.is_charge)

    @property
    def charges(self) -> tuple[Adjustment, ...]:
        """Charges of the whole invoice (BG-21)."""
        return tuple(each for each in self.adjustments if each.is_charge)
