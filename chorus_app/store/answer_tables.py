"""The tables of what a supplier answers, acknowledges and did: Choral's own, no mirror."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from chorus_app.store.tables import Moment, now

_OPEN = text("stage <> 'FAITE'")


class AnswerRow(SQLModel, table=True):
    """An act on an invoice, on its way to Chorus Pro: the stored intent.

    `act` and `stage` are codes of `domain.answer`; `form` is the JSON of what was typed.
    `seen_before` counts the passages in the invoice's history that this act leaves, before it was
    tried: one more and it worked. `attempted_at` is when a sending began whose outcome is not
    known; nobody works on the answer before `retry_at`, which is also how long it is claimed for.
    """

    __tablename__ = "answer"
    __table_args__ = (
        Index(
            "one_open_answer",
            "invoice_id",
            "act",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: str = Field(primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", index=True)
    user_id: int = Field(foreign_key="user_account.id")
    invoice_id: int = Field(foreign_key="invoice.id", index=True, ondelete="CASCADE")
    chorus_id: int = Field(sa_type=BigInteger)
    act: str
    stage: str = Field(index=True)
    form: str = Field(default="{}", sa_type=Text)
    created_at: datetime = Field(default_factory=now, sa_column=Column(Moment(), nullable=False))
    updated_at: datetime = Field(default_factory=now, sa_column=Column(Moment(), nullable=False))
    confirmed_at: datetime | None = Field(default=None, sa_column=Column(Moment()))
    done_at: datetime | None = Field(default=None, sa_column=Column(Moment()))
    attempts: int = 0
    retry_at: datetime | None = Field(default=None, sa_column=Column(Moment()))
    attempted_at: datetime | None = Field(default=None, sa_column=Column(Moment()))
    seen_before: int | None = None
    problem: str = Field(default="", sa_type=Text)


class PieceRow(SQLModel, table=True):
    """A file that goes with an answer. `chorus_attachment_id` is filled once it is handed over."""

    __tablename__ = "piece"

    id: str = Field(primary_key=True)
    answer_id: str = Field(foreign_key="answer.id", index=True, ondelete="CASCADE")
    file_key: str = Field(index=True)
    name: str
    size: int
    added_at: datetime = Field(default_factory=now, sa_column=Column(Moment(), nullable=False))
    chorus_attachment_id: int | None = Field(default=None, sa_type=BigInteger)


class AcknowledgementRow(SQLModel, table=True):
    """Somebody saw that an invoice came back: this passage of it, for this person."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("invoice_id", "user_id", "status", "status_at"),)

    id: int | None = Field(default=None, primary_key=True)
    invoice_id: int = Field(foreign_key="invoice.id", ondelete="CASCADE")
    user_id: int = Field(foreign_key="user_account.id")
    status: str
    status_at: datetime = Field(sa_column=Column(Moment(), nullable=False))
    at: datetime = Field(default_factory=now, sa_column=Column(Moment(), nullable=False))


class JournalRow(SQLModel, table=True):
    """Who did what and when. Triggers of the database refuse any change and any removal.

    It points at nothing that could be deleted: names and numbers are copied. `kind` is a code of
    `services.journal.Kind`.
    """

    __tablename__ = "journal_entry"

    id: int | None = Field(default=None, primary_key=True)
    structure_id: int = Field(index=True)
    at: datetime = Field(default_factory=now, sa_column=Column(Moment(), nullable=False))
    user_id: int | None = None
    user_name: str = ""
    kind: str
    invoice_chorus_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    invoice_number: str = ""
    about: str = Field(default="", sa_type=Text)
