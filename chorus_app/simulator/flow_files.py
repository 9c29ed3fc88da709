"""From the file of a flow to the invoices it holds, and from one of these to a deposit."""

import sqlite3
from dataclasses import replace

from chorus_app.simulator.archives import MOST_BYTES, unpacked
from chorus_app.simulator.attachments import safe
from chorus_app.simulator.files import Unreadable, embedded_xml, parse_xml
from chorus_app.simulator.readers import read_invoices
from chorus_app.simulator.rules import PROCESSES, Deposit
from chorus_app.simulator.xml_invoice import XmlFile, XmlInvoice

_MEANS = {
    "10": "ESPECE",
    "20": "CHEQUE",
    "30": "VIREMENT",
    "31": "VIREMENT",
    "42": "VIREMENT",
    "49": "PRELEVEMENT",
    "58": "VIREMENT",
    "59": "PRELEVEMENT",
    "97": "REPORT",
}
"""Means of payment of UNTDID 4461 in Chorus Pro's words; the others are AUTRE."""


def invoices_of(flow: sqlite3.Row) -> list[XmlInvoice | None]:
    """Read every file of a flow; None stands for one that cannot be read, or for them all."""
    try:
        files = unpacked(bytes(flow["content"]))
    except Unreadable:
        return [None]
    found: list[XmlInvoice | None] = []
    for content in files:
        found += _read(flow["syntax"], content)
        inside = (len(file.content) for made in found if made for file in made.files)
        if sum(inside) > MOST_BYTES:
            return [None]
    return found or [None]


def _read(syntax: str, content: bytes) -> list[XmlInvoice] | list[None]:
    is_pdf = content.startswith(b"%PDF-")
    if is_pdf != (syntax == "IN_DP_E2_CII_FACTURX"):
        return [None]
    try:
        made = read_invoices(parse_xml(embedded_xml(content) if is_pdf else content), syntax)
    except Unreadable:
        return [None]
    if not is_pdf:
        return made
    paper = XmlFile(f"{safe(made[0].number)}.pdf", "application/pdf", content, main=True)
    return [replace(each, files=[paper, *each.files]) for each in made]


def deposit_of(flow: sqlite3.Row, invoice: XmlInvoice) -> Deposit:
    """Return what a readable invoice of a flow asks for."""
    credit = invoice.type_code == "AVOIR"
    return Deposit(
        supplier_id=flow["structure_id"],
        number=invoice.number,
        type_code=invoice.type_code,
        issued=invoice.issued,
        due=invoice.due,
        recipient=invoice.recipient,
        service=invoice.service,
        engagement=invoice.engagement,
        business_process=PROCESSES.get(invoice.process, invoice.process),
        deposit_mode="UPLOAD_API",
        net=invoice.net,
        vat=invoice.vat,
        gross=invoice.gross,
        payable=invoice.payable,
        currency=invoice.currency,
        vat_scheme="TVA_SUR_DEBIT" if invoice.vat else "SANS_TVA",
        payment_means="" if credit else _MEANS.get(invoice.means, "AUTRE"),
        contract=invoice.contract,
        preceding=invoice.preceding,
        validator=invoice.validator,
        flow_number=flow["number"],
        size=sum(len(file.content) for file in invoice.files) or len(flow["content"]),
        vat_lines=invoice.vat_lines,
    )
