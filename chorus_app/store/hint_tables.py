"""What suppliers corrected, by layout of invoice: Choral's own, no mirror."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from chorus_app.store.tables import Moment, now


class LayoutHintRow(SQLModel, table=True):
    """The hints of one layout of one supplier: labels and constant values, no invoice.

    `maker` is a digest of the program and the seller, `labels` the JSON list of the layout's
    labels, `hints` the JSON of `domain.hints.Hints`.
    """

    __tablename__ = "layout_hint"

    id: int | None = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", index=True)
    maker: str
    labels: str = Field(sa_type=Text)
    hints: str = Field(sa_type=Text)
    updated_at: datetime = Field(default_factory=now, sa_type=Moment, nullable=False)
