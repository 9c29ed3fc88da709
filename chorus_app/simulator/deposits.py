"""How an invoice that meets the rules enters the portal."""

import hashlib
import json
import sqlite3
from typing import Any

from chorus_app.domain.status import Status
from chorus_app.simulator.clock import Instant
from chorus_app.simulator.db import Database
from chorus_app.simulator.invoices import Register
from chorus_app.simulator.rules import VALIDATED, Addressed, Deposit
from chorus_app.simulator.wire import moment


def accept(
    db: Database, register: Register, deposit: Deposit, reached: Addressed, now: Instant
) -> sqlite3.Row:
    """Write a checked deposit and put it on its way; return the invoice. Inside a transaction."""
    values = _columns(deposit, reached, now)
    if reached.existing:
        invoice_id = int(reached.existing["id"])
        db.write("DELETE FROM attachment_link WHERE invoice_id = ?", (invoice_id,))
        assignments = ", ".join(f"{name} = :{name}" for name in values)
        db.write(
            f"UPDATE invoice SET {assignments} WHERE id = :id",  # noqa: S608 -- names are ours
            values | {"id": invoice_id},
        )
    else:
        invoice_id = db.insert(
            "invoice", values | {"created_at": now.epoch, "status_at": now.epoch}
        )
    invoice = register.find(invoice_id)
    waits = deposit.business_process in VALIDATED
    first = "A_VALIDER_1" if waits else Status.DEPOSEE
    register.enter(invoice, first, at=now.epoch, minutes=now.minutes)
    db.insert("event", _receipt(invoice_id, now.epoch))
    return register.find(invoice_id)


def _columns(deposit: Deposit, reached: Addressed, now: Instant) -> dict[str, Any]:
    day = moment(now.epoch).date()
    stamp = f"{deposit.supplier_id}|{deposit.number}|{now.epoch}"
    return {
        "supplier_id": deposit.supplier_id,
        "recipient_id": reached.recipient["id"],
        "service_id": reached.service["id"] if reached.service else None,
        "number": deposit.number,
        "type_code": deposit.type_code,
        "status": "",
        "business_process": deposit.business_process,
        "deposit_mode": deposit.deposit_mode,
        "issue_date": (deposit.issued or day).isoformat(),
        "deposit_date": day.isoformat(),
        "due_date": deposit.due.isoformat() if deposit.due else None,
        "currency": deposit.currency,
        "vat_scheme": deposit.vat_scheme,
        "exemption_reason": deposit.exemption_reason,
        "payment_means": deposit.payment_means,
        "purchase_order": deposit.engagement,
        "contract": deposit.contract,
        "preceding_number": deposit.preceding,
        "net": deposit.net,
        "vat": deposit.vat or 0,
        "gross": deposit.gross,
        "discount": deposit.discount,
        "discount_reason": deposit.discount_reason,
        "payable": deposit.payable,
        "comment": deposit.comment,
        "flow_number": deposit.flow_number,
        "validator_id": reached.validator_id,
        "bank_account_id": deposit.bank_account_id,
        "certificate": hashlib.sha256(stamp.encode()).hexdigest(),
        "size": deposit.size,
        "vat_lines": json.dumps(deposit.vat_lines),
        "lines": json.dumps(deposit.lines),
    }


def _receipt(invoice_id: int, at: float) -> dict[str, Any]:
    return {
        "invoice_id": invoice_id,
        "label": "Certificat de dépôt produit",
        "who": "Chorus Pro",
        "at": at,
    }
