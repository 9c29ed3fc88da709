"""Keeping invoices: finding one, entering a status, planning what comes next."""

import sqlite3
from typing import Any

from chorus_app.simulator.codes import NO_INVOICE, NO_RIGHT, Refusal
from chorus_app.simulator.db import Database
from chorus_app.simulator.lives import Habits, is_by_hand, is_late_record, next_step
from chorus_app.simulator.people import NOBODY, Person, agent, dice, remark


class Register:
    """The invoices of the portal. Every method is meant to run inside a transaction."""

    def __init__(self, db: Database, seed: int) -> None:
        self._db = db
        self._seed = seed

    def find(self, invoice_id: int | None) -> sqlite3.Row:
        """Return an invoice. Raises `Refusal` when there is none."""
        row = self._db.row("SELECT * FROM invoice WHERE id = ?", (invoice_id,))
        if row is None:
            raise Refusal(NO_INVOICE)
        return row

    def owned(
        self, invoice_id: int | None, *structures: int, role: str = "supplier_id"
    ) -> sqlite3.Row:
        """Return an invoice of one of these structures. Raises `Refusal`."""
        row = self.find(invoice_id)
        if structures and row[role] not in structures:
            raise Refusal(NO_RIGHT)
        return row

    def enter(
        self,
        invoice: sqlite3.Row | dict[str, Any],
        status: str,
        *,
        at: float,
        minutes: float,
        comment: str = "",
        person: Person = NOBODY,
    ) -> None:
        """Put an invoice in a status: current state, history, and what comes next.

        `at` dates it (epoch seconds); `minutes` is the same moment on the axis of lives.
        """
        late = is_late_record(invoice["status"], status)
        self._db.insert("passage", passage(invoice["id"], status, at, comment, person))
        if not late:
            self._db.write(
                "UPDATE invoice SET status = ?, status_at = ?, status_comment = ? WHERE id = ?",
                (status, at, comment, invoice["id"]),
            )
        self.plan(invoice["id"], None if late else status, invoice["recipient_id"], minutes)

    def plan(self, invoice_id: int, status: str | None, recipient_id: int, minutes: float) -> None:
        """Decide what happens to this invoice next, and when."""
        step = None
        if status:
            step = next_step(status, self.habits(recipient_id), self._seed, invoice_id)
        self._db.write(
            "UPDATE invoice SET due = ?, next_status = ? WHERE id = ?",
            (minutes + step.minutes if step else None, step.status if step else None, invoice_id),
        )

    def unfold(self, invoice: sqlite3.Row, *, at: float) -> None:
        """Let happen what was planned for this invoice."""
        status = str(invoice["next_status"])
        throw = dice(self._seed, invoice["id"], status, "words")
        body = self._db.value("SELECT name FROM structure WHERE id = ?", (invoice["recipient_id"],))
        self.enter(
            invoice,
            status,
            at=at,
            minutes=invoice["due"],
            comment=remark(status, throw),
            person=agent(body, throw) if is_by_hand(status) else NOBODY,
        )

    def due(self, minutes: float, limit: int) -> list[sqlite3.Row]:
        """Return invoices whose next step has come, the earliest first."""
        return self._db.rows(
            "SELECT * FROM invoice WHERE due <= ? ORDER BY due LIMIT ?", (minutes, limit)
        )

    def habits(self, recipient_id: int) -> Habits:
        """Return how a recipient treats invoices."""
        row = self._db.row("SELECT * FROM structure WHERE id = ?", (recipient_id,))
        return Habits.of(dict(row)) if row else Habits()

    def clerk(self, structure_id: int) -> Person:
        """Return the person who handles the invoices of a structure."""
        name = self._db.value("SELECT name FROM structure WHERE id = ?", (structure_id,))
        return agent(str(name), dice(structure_id))

    def act(self, invoice_id: int, code: str, at: float, person: Person) -> None:
        """Write an entry of « historique des actions utilisateurs »."""
        self._db.insert(
            "user_action",
            {
                "invoice_id": invoice_id,
                "code": code,
                "at": at,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": person.email,
            },
        )


def passage(
    invoice_id: int, status: str, at: float, comment: str, person: Person
) -> dict[str, Any]:
    """Return a row of the history."""
    return {
        "invoice_id": invoice_id,
        "status": status,
        "at": at,
        "comment": comment,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "phone": person.phone,
    }
