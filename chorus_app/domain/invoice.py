"""What an invoice, its history and its recipient are, in the terms of EN 16931 and of Chorus Pro.

Amounts are integers, in cents of the invoice's currency; credit notes keep the sign that Chorus
Pro gives. Dates of documents are `date`; moments are `datetime` with a time zone.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Cents = int


class TypeCode(StrEnum):
    """`typeFacture` of Chorus Pro (BT-3: 380, 381, 386)."""

    FACTURE = "FACTURE"
    AVOIR = "AVOIR"
    ACOMPTE = "ACOMPTE"


class BusinessProcess(StrEnum):
    """Cadres de facturation that `soumettre` accepts (BT-23)."""

    A1_FACTURE_FOURNISSEUR = "A1_FACTURE_FOURNISSEUR"
    A2_FACTURE_FOURNISSEUR_DEJA_PAYEE = "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE"
    A9_FACTURE_SOUSTRAITANT = "A9_FACTURE_SOUSTRAITANT"
    A12_FACTURE_COTRAITANT = "A12_FACTURE_COTRAITANT"


class VatScheme(StrEnum):
    """`typeTva` of Chorus Pro."""

    TVA_SUR_DEBIT = "TVA_SUR_DEBIT"
    TVA_SUR_ENCAISSEMENT = "TVA_SUR_ENCAISSEMENT"
    EXONERATION = "EXONERATION"
    SANS_TVA = "SANS_TVA"


@dataclass(frozen=True, slots=True)
class Invoice:
    """One line of the list, as Chorus Pro gives it in a search.

    `status` is Chorus Pro's code, kept as it came even when no table knows it. `status_at` is the
    moment of the current status, `status_comment` the words of whoever passed it.
    """

    chorus_id: int
    invoice_number: str
    status: str
    type_code: str
    issue_date: date | None
    deposit_date: date | None
    status_at: datetime | None
    status_comment: str
    recipient_siret: str
    recipient_name: str
    recipient_chorus_id: int | None
    service_code: str
    service_name: str
    tax_exclusive_amount: Cents
    tax_inclusive_amount: Cents
    payable_amount: Cents
    currency: str
    purchase_order_reference: str
    contract_reference: str
    preceding_invoice_reference: str
    deposit_mode: str
    flow_number: str
    rejection_treated: bool


@dataclass(frozen=True, slots=True)
class Party:
    """A supplier or a recipient on an invoice."""

    siret: str
    name: str
    service_code: str = ""
    service_name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class VatLine:
    """One rate of the VAT breakdown (BG-23); `rate` in hundredths of a percent (2000 is 20 %)."""

    rate: int
    taxable_amount: Cents
    tax_amount: Cents


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that Chorus Pro keeps with the invoice."""

    chorus_id: int
    name: str
    type_label: str


@dataclass(frozen=True, slots=True)
class InvoiceDetail:
    """Everything that Chorus Pro tells of one invoice but its history."""

    invoice: Invoice
    seller: Party
    buyer: Party
    business_process: str
    vat_scheme: str
    due_date: date | None
    discount: Cents
    tax_amount: Cents
    comment: str
    recipient_reports_payment: bool | None
    vat_lines: tuple[VatLine, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One passage of the history. `actor` is a person's or a body's name, empty when not told."""

    at: datetime
    status: str
    comment: str
    actor: str


@dataclass(frozen=True, slots=True)
class UserAction:
    """One entry of « historique des actions utilisateurs » (download, acknowledgement …)."""

    at: datetime
    code: str
    actor: str


@dataclass(frozen=True, slots=True)
class History:
    """The dated life of an invoice, newest first, whatever order Chorus Pro answered in."""

    changes: tuple[StatusChange, ...]
    actions: tuple[UserAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """A body of the directory, as a search finds it."""

    chorus_id: int
    siret: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a public body. `engagement_required` is None when it was not asked for."""

    chorus_id: int
    code: str
    name: str
    active: bool
    engagement_required: bool | None = None


@dataclass(frozen=True, slots=True)
class Obligations:
    """What a recipient demands on each invoice (`parametres` of structures/v1/consulter)."""

    service_required: bool
    engagement_required: bool
    service_or_engagement_required: bool
    reports_payment: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    """A public body with its obligations and its active services."""

    structure: Structure
    obligations: Obligations
    services: tuple[Service, ...] = field(default=())
    address: str = ""
