"""The tables of what users are told: the notices, their choices, and the phones to ring."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from chorus_app.store.tables import Moment, now

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the missing date of a status: a unique key does not compare nulls."""


class NoticeRow(SQLModel, table=True):
    """One event told to one user by one way; `target` is the push subscription, else 0.

    The unique key is what keeps an event from being told twice, whoever notices it and however
    often. `subject` names the invoice (`facture-<Chorus Pro's id>`) or the deposit
    (`depot-<id>`); number, recipient and comment are those of the event, not of today. `state` is
    a code of `store.notifications.State`; nobody works on a waiting notice before `due_at`, which
    is also how long whoever works on it has claimed it for. `batch` is the mail that bore it, or
    was about to as its process died. `problem` says why it failed, without personal data.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint(
            "structure_id", "subject", "status", "status_at", "user_id", "channel", "target"
        ),
        Index("notice_to_deliver", "state", "channel", "due_at"),
        Index("notice_of_user", "user_id", "structure_id", "channel", "read_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id")
    user_id: int = Field(foreign_key="user_account.id")
    channel: str
    target: int = 0
    kind: str
    subject: str
    status: str
    status_at: datetime = Field(sa_column=Column(Moment(), nullable=False))
    invoice_id: int | None = Field(default=None, foreign_key="invoice.id", ondelete="CASCADE")
    deposit_id: str = ""
    invoice_number: str = ""
    recipient_name: str = ""
    payable_amount: int = Field(default=0, sa_type=BigInteger)
    comment: str = Field(default="", sa_type=Text)
    created_at: datetime = Field(
        default_factory=now, sa_column=Column(Moment(), nullable=False, index=True)
    )
    state: str
    due_at: datetime = Field(sa_column=Column(Moment(), nullable=False))
    attempts: int = 0
    batch: str = ""
    sent_at: datetime | None = Field(default=None, sa_column=Column(Moment()))
    read_at: datetime | None = Field(default=None, sa_column=Column(Moment()))
    problem: str = ""


class NoticeSwitch(SQLModel, table=True):
    """A user's choice for one kind of event and one way; what is missing is as by default."""

    __tablename__ = "notice_switch"

    user_id: int = Field(foreign_key="user_account.id", primary_key=True)
    kind: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    is_on: bool


class MailRhythm(SQLModel, table=True):
    """Users who want one mail a day rather than one at each event."""

    __tablename__ = "mail_rhythm"

    user_id: int = Field(foreign_key="user_account.id", primary_key=True)
    daily: bool


class PushSubscription(SQLModel, table=True):
    """A browser that a user allowed to be rung: where to write, and the keys to write with."""

    __tablename__ = "push_subscription"

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True)
    endpoint: str = Field(unique=True)
    p256dh: str
    auth: str
    created_at: datetime = Field(default_factory=now, sa_column=Column(Moment(), nullable=False))
