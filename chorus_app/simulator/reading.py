"""Reading invoices with what goes with them: parties, addresses, files. And who may."""

import sqlite3

from chorus_app.simulator.answers import COLUMNS, JOINED
from chorus_app.simulator.codes import NO_INVOICE, NO_RIGHT, Refusal
from chorus_app.simulator.db import Database
from chorus_app.simulator.world import Caller


def joined(db: Database, invoice_id: int | None) -> sqlite3.Row:
    """Return an invoice with the names and addresses of its parties. Raises `Refusal`."""
    sql = f"""{COLUMNS}, r.address AS recipient_address, r.postcode AS recipient_postcode,
        r.city AS recipient_city, s.address AS supplier_address,
        s.postcode AS supplier_postcode, s.city AS supplier_city
        {JOINED} WHERE i.id = ?"""
    row = db.row(sql, (invoice_id,))
    if row is None:
        raise Refusal(NO_INVOICE)
    return row


def visible(db: Database, me: Caller, invoice_id: int | None) -> sqlite3.Row:
    """Return an invoice that this account sends, receives or validates. Raises `Refusal`."""
    row = joined(db, invoice_id)
    if me.structure_id not in (row["supplier_id"], row["recipient_id"], row["validator_id"]):
        raise Refusal(NO_RIGHT)
    return row


def links(db: Database, invoice_id: int) -> list[sqlite3.Row]:
    """Return the files attached to an invoice, without their content."""
    return db.rows(
        """SELECT l.*, l.type_code AS type_label, a.extension, length(a.content) AS size
        FROM attachment_link l JOIN attachment a ON a.id = l.attachment_id
        WHERE l.invoice_id = ? ORDER BY l.id""",
        (invoice_id,),
    )
