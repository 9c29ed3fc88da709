"""Every table. The mirror of Chorus Pro (invoice, status_change), and what is Choral's own."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Index,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel

INSERT: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""By dialect, the INSERT that can leave alone or update what is there already."""


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone, in UTC whatever it came in.

    SQLite keeps no time zone: without this, what comes back could not be compared to anything.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; turn the others to UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def _moment(*, nullable: bool = True, index: bool = False) -> Column[datetime]:
    return Column(Moment(), nullable=nullable, index=index)


def table_of(model: type[SQLModel]) -> Table:
    """Return the SQLAlchemy table of a model, for statements that write many rows at once."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


class User(SQLModel, table=True):
    """A person who signs in."""

    __tablename__ = "user_account"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, index=True)
    password_hash: str
    display_name: str
    created_at: datetime = Field(default_factory=now, sa_column=_moment(nullable=False))


class Structure(SQLModel, table=True):
    """A supplier: the tenant. Everything else belongs to one of these.

    `version` grows with each change that a screen could show. `account_secret` is encrypted.
    `true_at` is the moment at which the mirror agreed with Chorus Pro; `sync_done` of `sync_total`
    tells the first synchronisation's progress, and `sync_problem` is a sentence for the screen.
    `sync_from` is the moment from which the next pass asks for changes, on Chorus Pro's clock, and
    `swept_at` the last time that every invoice was compared.
    """

    id: int | None = Field(default=None, primary_key=True)
    siret: str = Field(unique=True)
    name: str
    chorus_id: int | None = Field(default=None, sa_type=BigInteger)
    account_login: str = ""
    account_secret: str = ""
    version: int = 0
    true_at: datetime | None = Field(default=None, sa_column=_moment())
    sync_from: datetime | None = Field(default=None, sa_column=_moment())
    swept_at: datetime | None = Field(default=None, sa_column=_moment())
    sync_done: int = 0
    sync_total: int = 0
    sync_complete: bool = False
    sync_problem: str = ""


class Membership(SQLModel, table=True):
    """Who may act for which supplier."""

    user_id: int = Field(foreign_key="user_account.id", primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", primary_key=True)
    role: str = "GESTIONNAIRE_PRINCIPAL"


class SignIn(SQLModel, table=True):
    """A session on a device. Only a digest of the cookie's token is kept."""

    __tablename__ = "sign_in"

    token_digest: str = Field(primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True)
    structure_id: int = Field(foreign_key="structure.id")
    created_at: datetime = Field(default_factory=now, sa_column=_moment(nullable=False))
    expires_at: datetime = Field(sa_column=_moment(nullable=False, index=True))


class InvoiceRow(SQLModel, table=True):
    """The mirror of one invoice. Amounts in cents.

    Derived at writing (`store.derived`), so that a page of results is one indexed read:
    `status_rank`; `newest_first`, whose ascending order is the newest first; `counted_amount`, what
    the invoice adds to a total; `made_available`, the day of the last known MISE_A_DISPOSITION;
    `payable_by`; and `search_text`, squeezed, three lines: number, recipient, order references.
    `detail` is the JSON of `domain.invoice.InvoiceDetail`, read at `detail_at` with the history;
    empty until somebody opened the invoice. `history_current` tells that the history was read, by
    an opening or after a turn of synchronisation, since the status last changed.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        UniqueConstraint("structure_id", "chorus_id"),
        Index(
            "invoice_for_search",  # covers whatever store.search filters, sorts and sums by
            "structure_id",
            "status_rank",
            "status",
            "newest_first",
            "payable_amount",
            "counted_amount",
            "payable_by",
            "deposit_date",
            "issue_date",
            "search_text",
        ),
        Index("invoice_by_number", "structure_id", "invoice_number"),
        Index("invoice_by_recipient", "structure_id", "recipient_siret", "status"),
        Index("invoice_by_change", "structure_id", "status_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id")
    chorus_id: int = Field(sa_type=BigInteger)
    invoice_number: str
    status: str
    status_rank: int
    status_at: datetime | None = Field(default=None, sa_column=_moment())
    status_comment: str = Field(default="", sa_type=Text)
    type_code: str
    issue_date: date | None = None
    deposit_date: date | None = None
    newest_first: int = Field(sa_type=BigInteger)
    made_available: date | None = None
    payable_by: date | None = None
    recipient_siret: str
    recipient_name: str
    recipient_chorus_id: int | None = Field(default=None, sa_type=BigInteger)
    service_code: str = ""
    service_name: str = ""
    tax_exclusive_amount: int = Field(sa_type=BigInteger)
    tax_inclusive_amount: int = Field(sa_type=BigInteger)
    payable_amount: int = Field(sa_type=BigInteger)
    counted_amount: int = Field(sa_type=BigInteger)
    currency: str = "EUR"
    purchase_order_reference: str = ""
    contract_reference: str = ""
    preceding_invoice_reference: str = ""
    deposit_mode: str = ""
    flow_number: str = ""
    rejection_treated: bool = False
    search_text: str = Field(default="", sa_type=Text)
    detail: str = Field(default="", sa_type=Text)
    detail_at: datetime | None = Field(default=None, sa_column=_moment())
    history_current: bool = Field(default=False, sa_column_kwargs={"server_default": false()})

    @property
    def day_is_exact(self) -> bool:
        """Tell whether `payable_by` is no estimate: the history tells when the delay began."""
        return self.history_current and self.made_available is not None


class BuyerRow(SQLModel, table=True):
    """What a supplier said that a recipient is: a code of `domain.payment.BuyerKind`."""

    __tablename__ = "buyer"

    structure_id: int = Field(foreign_key="structure.id", primary_key=True)
    recipient_siret: str = Field(primary_key=True)
    kind: str
    user_id: int = Field(foreign_key="user_account.id")
    chosen_at: datetime = Field(default_factory=now, sa_column=_moment(nullable=False))


class RecipientCardRow(SQLModel, table=True):
    """What the directory said of a public body when last read: the same for every supplier."""

    __tablename__ = "recipient_card"

    recipient_siret: str = Field(primary_key=True)
    reports_payment: bool
    read_at: datetime = Field(sa_column=_moment(nullable=False))


class StatusChangeRow(SQLModel, table=True):
    """One dated passage of an invoice's history; `kind` is `statut` or `action`."""

    __tablename__ = "status_change"

    id: int | None = Field(default=None, primary_key=True)
    invoice_id: int = Field(foreign_key="invoice.id", index=True, ondelete="CASCADE")
    kind: str = "statut"
    at: datetime = Field(sa_column=_moment(nullable=False))
    status: str
    comment: str = Field(default="", sa_type=Text)
    actor: str = ""


class DepositRow(SQLModel, table=True):
    """An invoice on its way from a phone to Chorus Pro: the stored intent.

    `stage` is a code of `domain.deposit.Stage`; `form` is the JSON of what was typed, `reading`
    the JSON of what the file says. `chorus_attachment_id`, `flow_number` and `invoice_chorus_id`
    are filled as Chorus Pro gives them, each in the transaction that follows the answer.
    `attempted_at` is when a sending began whose outcome is not known; nobody works on the deposit
    before `retry_at`, which is also how long whoever works on it now has claimed it for.
    """

    __tablename__ = "deposit"

    id: str = Field(primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", index=True)
    user_id: int = Field(foreign_key="user_account.id")
    stage: str = Field(index=True)
    created_at: datetime = Field(default_factory=now, sa_column=_moment(nullable=False))
    updated_at: datetime = Field(default_factory=now, sa_column=_moment(nullable=False))
    confirmed_at: datetime | None = Field(default=None, sa_column=_moment())
    file_key: str
    file_name: str
    file_size: int
    file_kind: str
    reading: str = Field(default="{}", sa_type=Text)
    form: str = Field(default="{}", sa_type=Text)
    attempts: int = 0
    retry_at: datetime | None = Field(default=None, sa_column=_moment())
    attempted_at: datetime | None = Field(default=None, sa_column=_moment())
    chorus_attachment_id: int | None = Field(default=None, sa_type=BigInteger)
    flow_number: str = ""
    flow_state: str = ""
    invoice_chorus_id: int | None = Field(default=None, sa_type=BigInteger)
    invoice_number: str = ""
    deposit_date: date | None = None
    certificate: str = ""
    problem: str = Field(default="", sa_type=Text)
