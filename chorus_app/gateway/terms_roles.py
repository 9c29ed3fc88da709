"""What recipients, validators and the rest of the portal ask for and get, in the trade's terms.

Amounts are in cents, documents are dated in days, moments bear a time zone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chorus_app.domain.invoice import Invoice, Party, Service


class Role(StrEnum):
    """In whose place an account asks (`roleUtilisateur`)."""

    FOURNISSEUR = "FOURNISSEUR"
    VALIDEUR = "VALIDEUR"
    DESTINATAIRE = "DESTINATAIRE"


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """An invoice (« demande de paiement ») as another than its supplier finds it in a list.

    `downloaded` tells whether its recipient took it, `archived` whether it left the living base;
    both are None where the list does not tell.
    """

    invoice: Invoice
    supplier: Party
    downloaded: bool | None = None
    archived: bool | None = None


@dataclass(frozen=True, slots=True)
class PaymentRequestPage:
    """One page of a list. `total` counts the whole result."""

    requests: tuple[PaymentRequest, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class RequestQuery:
    """What to ask of a recipient's or a validator's search; None means "no filter"."""

    number: str | None = None
    statuses: tuple[str, ...] = ()
    deposited_from: date | None = None
    deposited_to: date | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """What a recipient does to an invoice: the status it sets, with a reason where one is due.

    SUSPENDUE, REJETEE and A_RECYCLER need a reason.
    """

    chorus_id: int
    status: str
    reason: str = ""
    mandate_number: str = ""


class ValidatorAction(StrEnum):
    """What a validator decides. A refusal needs a reason."""

    VALIDATION = "VALIDATION"
    REFUS = "REFUS"


@dataclass(frozen=True, slots=True)
class Treated:
    """The receipt of a treatment or of a validation."""

    chorus_id: int
    invoice_number: str
    status: str
    treated_on: date | None


@dataclass(frozen=True, slots=True)
class FlowReceipt:
    """What `consulterCR` tells of a flow; `report` is its file, empty when there is none."""

    number: str
    state: str
    state_at: datetime | None
    file_name: str
    report: bytes = b""


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A public recipient as its directory shows it."""

    chorus_id: int
    siret: str
    name: str
    postcode: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """What the national register says of a SIRET."""

    siret: str
    siren: str
    name: str
    address: str
    active: bool


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace (`espace`) of a body: 7 is « factures reçues », 8 « factures émises »."""

    chorus_id: int
    code: int
    name: str


@dataclass(frozen=True, slots=True)
class AttachedService:
    """A service of a body that the account is attached to; `state` is Chorus Pro's own code."""

    service: Service
    state: str
