"""The table of when each supplier's mirror is to be synchronised: Choral's own, no mirror."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from chorus_app.store.tables import Moment, now


class TurnRow(SQLModel, table=True):
    """A supplier's turn to be synchronised: at `due_at`, or at once when `asked`.

    Whoever makes a pass keeps it until `claimed_until`, so that two processes never make one
    together; Chorus Pro is left alone until `barred_until`. `failures` counts those in a row,
    `sweep_page` is the page whose turn it is to be compared (0: none), and `seen_at` the last
    time that somebody had a page open.
    """

    __tablename__ = "turn"

    structure_id: int = Field(primary_key=True, foreign_key="structure.id", ondelete="CASCADE")
    due_at: datetime = Field(
        default_factory=now, sa_column=Column(Moment(), nullable=False, index=True)
    )
    asked: bool = False
    claimed_until: datetime | None = Field(default=None, sa_column=Column(Moment()))
    barred_until: datetime | None = Field(default=None, sa_column=Column(Moment()))
    failures: int = 0
    sweep_page: int = 0
    seen_at: datetime | None = Field(default=None, sa_column=Column(Moment()))
