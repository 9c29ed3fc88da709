"""What a deposited file says: fields with how sure they are, VAT lines, and findings."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What the file is. `PDF_FACTURX` is a PDF that carries an invoice in XML."""

    PDF = "PDF"
    PDF_FACTURX = "PDF_FACTURX"
    CII = "CII"
    UBL = "UBL"


class Certainty(StrEnum):
    """How much a value may be trusted.

    `LU`: taken from data, or confirmed by another reading or by a sum. `A_VERIFIER`: read once in
    a text. `A_COMPLETER`: not found, the value is None.
    """

    LU = "LU"
    A_VERIFIER = "A_VERIFIER"
    A_COMPLETER = "A_COMPLETER"


class Doubt(StrEnum):
    """Why a value is `A_VERIFIER`; `texts.following` says it in words."""

    UNE_FOIS = "UNE_FOIS"
    """One of the two reading orders gives it, or nothing confirms its label."""
    LIBELLE_VAGUE = "LIBELLE_VAGUE"
    """What announces it may announce something else: `N°`, `Réf.`, `Date`."""
    SANS_LIBELLE = "SANS_LIBELLE"
    COUPEE = "COUPEE"
    """It stands on several lines, or its end is not sure."""
    PLUSIEURS = "PLUSIEURS"
    """Other values stand under labels as telling: the nearest was taken."""
    ROLE = "ROLE"
    """Whose SIRET it is, the supplier's or the recipient's, is not said plainly."""
    SOMME = "SOMME"
    """The amounts that were read do not add up, or not in one way only."""
    DEDUITE = "DEDUITE"
    """No page says it: it follows from another value."""
    PAGE_SEULE = "PAGE_SEULE"
    """The file's data do not have it, its page does."""
    DESACCORD = "DESACCORD"
    """The file's data and its page differ."""
    ARRONDIE = "ARRONDIE"
    NOM = "NOM"
    """The page bears the recipient's name, not its SIRET."""


class Severity(StrEnum):
    """What Chorus Pro will make of it."""

    REFUSERA = "refusera"
    POURRAIT_REFUSER = "pourrait_refuser"
    A_SAVOIR = "a_savoir"


AMOUNTS = ("tax_exclusive_amount", "tax_amount", "tax_inclusive_amount", "payable_amount")
FIELDS = (
    "invoice_number",
    "issue_date",
    "type_code",
    "currency",
    "due_date",
    "seller_siret",
    "buyer_siret",
    "buyer_reference",
    "purchase_order_reference",
    "contract_reference",
    "business_process",
    *AMOUNTS,
    "iban",
    "preceding_invoice_reference",
    "payment_means",
)
"""The fields of a reading, by their EN 16931 names, in the order of the deposit form."""

LABELS = {
    "invoice_number": "numéro de facture",
    "issue_date": "date de facture",
    "type_code": "type (facture ou avoir)",
    "currency": "devise",
    "due_date": "date d’échéance",
    "seller_siret": "SIRET du fournisseur",
    "buyer_siret": "SIRET du destinataire",
    "buyer_reference": "code service",
    "purchase_order_reference": "numéro d’engagement",
    "contract_reference": "numéro de marché",
    "business_process": "cadre de facturation",
    "tax_exclusive_amount": "total hors taxes",
    "tax_amount": "total de la TVA",
    "tax_inclusive_amount": "total TTC",
    "payable_amount": "net à payer",
    "iban": "IBAN",
    "preceding_invoice_reference": "facture d’origine",
    "payment_means": "moyen de paiement",
}
"""The same fields in the words of the screen."""


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field. `value` is clean text, an ISO date, or an amount such as `1234.56`.

    `doubt` goes with `A_VERIFIER`, but for the kind of document and its frame, which nobody checks.
    """

    value: str | None
    certainty: Certainty
    source: str
    doubt: Doubt | None = None


def unlabelled(value: str) -> FieldReading:
    """Return a value that no known label announces: it is always to be checked."""
    return FieldReading(value, Certainty.A_VERIFIER, "texte, sans libellé", Doubt.SANS_LIBELLE)


MISSING = FieldReading(None, Certainty.A_COMPLETER, "")


@dataclass(frozen=True, slots=True)
class VatReading:
    """One rate of the VAT breakdown (BG-23), as text: `S`, `20.00`, `100.00`, `20.00`."""

    category: str
    rate: str | None
    taxable_amount: str | None
    tax_amount: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell the supplier: what is wrong (`message`) and what to do (`repair`).

    `field` is a name of `FIELDS`, or empty when the whole file is meant.
    """

    code: str
    severity: Severity
    field: str
    message: str
    repair: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was looked at: its number from 0, its size in points."""

    number: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the page's number from 0, then shares of its width and height."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LayoutPrint:
    """What invoices of one layout share: who made them, as a digest, and their labels."""

    maker: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that could be read. `fields` has every name of `FIELDS`.

    `sheets` and `places` are those of a PDF; a field without a place was not seen on any page.
    """

    kind: Kind
    profile: str
    signed: bool
    fields: Mapping[str, FieldReading]
    vat_lines: tuple[VatReading, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    sheets: tuple[Sheet, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    layout: LayoutPrint | None = None

    def value(self, name: str) -> str | None:
        """Return the value of a field, None when it was not read."""
        return self.fields[name].value

    def to_data(self) -> dict[str, Any]:
        """Return the reading as what JSON can hold, for the pipe from the child process."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Reading":
        """Rebuild a reading from `to_data`."""
        return cls(
            kind=Kind(data["kind"]),
            profile=data["profile"],
            signed=data["signed"],
            fields={name: _field(value) for name, value in data["fields"].items()},
            vat_lines=tuple(VatReading(**line) for line in data["vat_lines"]),
            findings=tuple(finding_from(value) for value in data["findings"]),
            sheets=tuple(Sheet(**sheet) for sheet in data["sheets"]),
            places={name: Place(**place) for name, place in data["places"].items()},
            layout=_layout(data["layout"]),
        )


def complete(fields: Mapping[str, FieldReading]) -> dict[str, FieldReading]:
    """Return `fields` with every name of `FIELDS`, those not read as `MISSING`."""
    return {name: fields.get(name, MISSING) for name in FIELDS}


def _layout(data: dict[str, Any] | None) -> LayoutPrint | None:
    return LayoutPrint(data["maker"], tuple(data["labels"])) if data else None


def _field(data: dict[str, Any]) -> FieldReading:
    doubt = Doubt(data["doubt"]) if data["doubt"] else None
    return FieldReading(data["value"], Certainty(data["certainty"]), data["source"], doubt)


def finding_from(data: dict[str, Any]) -> Finding:
    """Rebuild a finding from what JSON can hold."""
    return Finding(**{**data, "severity": Severity(data["severity"])})
