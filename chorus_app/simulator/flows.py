"""Flows: structured files that the portal integrates, or refuses, some minutes later."""

import json
import logging
import sqlite3
from typing import Any

from chorus_app.simulator import codes
from chorus_app.simulator.attachments import EXTENSIONS, extension_of, keep, tie
from chorus_app.simulator.clock import Instant, between
from chorus_app.simulator.codes import Code, Refusal
from chorus_app.simulator.db import Database
from chorus_app.simulator.deposits import accept
from chorus_app.simulator.flow_files import deposit_of, invoices_of
from chorus_app.simulator.invoices import Register
from chorus_app.simulator.people import dice
from chorus_app.simulator.rules import check
from chorus_app.simulator.wire import moment
from chorus_app.simulator.xml_invoice import XmlFile, XmlInvoice, missing

INTERFACES = {
    "IN_DP_E1_UBL_INVOICE": "FSO1100A",
    "IN_DP_E1_CII": "FSO1106A",
    "IN_DP_E1_CII_16B": "FSO1106A",
    "IN_DP_E1_PES_FACTURE": "FSO1112A",
    "IN_DP_E1_XCBL": "FSO1104A",
    "IN_DP_E2_UBL_INVOICE_MIN": "FSO1100A",
    "IN_DP_E2_CII_MIN": "FSO1106A",
    "IN_DP_E2_CII_MIN_16B": "FSO1106A",
    "IN_DP_E2_PES_FACTURE_MIN": "FSO1112A",
    "IN_DP_E2_CPP_FACTURE_MIN": "FSO1110A",
    "IN_DP_E2_CII_FACTURX": "FSO1117A",
    "IN_DP_E3_UBL_INVOICE": "FSO1100A",
    "IN_DP_PDFARCHIVE_UBL_INVOICE_MUG": "FSO1100A",
    "IN_DP_PDFARCHIVE_CII_MUG": "FSO1106A",
}
"""Syntaxes the contract names; FSO1104A and FSO1112A are the simulator's choice."""

RECEIVED = "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP"
WORKING = "IN_EN_COURS_TRAITEMENT_CPP"
INTEGRATED = "IN_INTEGRE"
PARTLY_INTEGRATED = "IN_INTEGRE_PARTIEL"
REFUSED = "IN_REJETE"
BROKEN = "IN_INCIDENTE"

SENTENCES: dict[Code, str] = {
    codes.BAD_SERVICE: "Performing service is mandatory for this recipient",
    codes.NO_RECIPIENT: "Recipient not located or inactive",
    codes.BAD_TOTALS: "Header synthesis is not correct",
}
"""The words users quote for a rule (chorus-api.md, 4.6); other rules use ours."""
_NOT_ANALYSED = "This invoice could not be analyzed by the Chorus Pro system"
_NOT_AVAILABLE = "Chorus Pro is not available, please try again later"
_INCONSISTENT = "The consistency checks performed on the payment request are not valid"
_STYLE_SHEETS = frozenset({"XSL", "XSLT"})
_UNKNOWN_FILE = "Attachment {} of unknown type does not exist"

_log = logging.getLogger(__name__)


class Flows:
    """The flows that suppliers deposit, and what becomes of them."""

    def __init__(self, db: Database, register: Register) -> None:
        self._db = db
        self._register = register

    def receive(
        self, structure_id: int, name: str, syntax: str, content: bytes, now: Instant
    ) -> sqlite3.Row:
        """Keep a file and give it a number; nothing is read yet."""
        with self._db.transaction():
            rank = int(self._db.meta("flow_rank", "425903")) + 1
            number = f"CPP001{INTERFACES[syntax][3:7]}{rank:015d}"
            self._db.remember(flow_rank=rank)
            self._db.insert(
                "flow",
                {
                    "number": number,
                    "structure_id": structure_id,
                    "name": name,
                    "syntax": syntax,
                    "state": RECEIVED,
                    "state_at": now.epoch,
                    "deposited_at": now.epoch,
                    "content": content,
                    "due": now.minutes + dice(number).uniform(1, 3),
                    "next_state": WORKING,
                },
            )
            return self.find(structure_id, number)

    def find(self, structure_id: int, number: str) -> sqlite3.Row:
        """Return a flow of this structure. Raises `Refusal`."""
        row = self._db.row(
            "SELECT * FROM flow WHERE number = ? AND structure_id = ?", (number, structure_id)
        )
        if row is None:
            raise Refusal(codes.NO_FLOW)
        return row

    def catch_up(self, earlier: Instant, later: Instant) -> int:
        """Move every flow that is due between two instants; return how many steps were taken."""
        steps = 0
        while flow := self._db.row(
            "SELECT * FROM flow WHERE due <= ? ORDER BY due LIMIT 1", (later.minutes,)
        ):
            at = Instant(flow["due"], between(earlier, later, flow["due"]))
            if flow["state"] == RECEIVED:
                self._move(
                    flow, WORKING, at, due=at.minutes + dice(flow["number"], 2).uniform(2, 8)
                )
            else:
                self._integrate(flow, at)
            steps += 1
        return steps

    def _move(
        self,
        flow: sqlite3.Row,
        state: str,
        at: Instant,
        *,
        due: float | None = None,
        errors: list[dict[str, Any]] | None = None,
    ) -> None:
        self._db.write(
            "UPDATE flow SET state = ?, state_at = ?, due = ?, errors = ? WHERE number = ?",
            (state, at.epoch, due, json.dumps(errors or []), flow["number"]),
        )

    def _integrate(self, flow: sqlite3.Row, at: Instant) -> None:
        """Read a flow and make its invoices, or refuse them one by one with the portal's words."""
        try:
            invoices = invoices_of(flow)
        except Exception:  # a file nobody imagined must not stop the others
            _log.exception("simulator: flow %s", flow["number"])
            self._move(flow, BROKEN, at, errors=[_technical(_NOT_AVAILABLE)])
            return
        with self._db.transaction():
            refusals = [self._refusals(flow, invoice, at) for invoice in invoices]
            errors = [error for found in refusals for error in found]
            accepted = PARTLY_INTEGRATED if errors else INTEGRATED
            self._move(flow, accepted if [] in refusals else REFUSED, at, errors=errors)

    def _refusals(
        self, flow: sqlite3.Row, invoice: XmlInvoice | None, at: Instant
    ) -> list[dict[str, Any]]:
        """Deposit one invoice of a flow; return its refusals."""
        if invoice is None:
            return [_technical(_NOT_ANALYSED)]
        return [_business_error(invoice, words) for words in self._admit(flow, invoice, at)]

    def _admit(self, flow: sqlite3.Row, invoice: XmlInvoice, at: Instant) -> list[str]:
        """Deposit the invoice of a flow; return what is wrong with it."""
        supplier = self._db.value(
            "SELECT siret FROM structure WHERE id = ?", (flow["structure_id"],)
        )
        if invoice.supplier != supplier:
            return [_INCONSISTENT]
        if invoice.faults:
            return invoice.faults
        known = EXTENSIONS | _STYLE_SHEETS
        strange = [file.name for file in invoice.files if extension_of(file.name) not in known]
        if strange:
            return [_UNKNOWN_FILE.format(name) for name in strange]
        deposit = deposit_of(flow, invoice)
        today = moment(at.epoch).date()
        try:
            reached = check(self._db, deposit, today)
        except Refusal as refusal:
            return [_sentence(refusal.code, invoice)]
        made = accept(self._db, self._register, deposit, reached, at)
        self._attach(made, invoice.files, at)
        return []

    def _attach(self, made: sqlite3.Row, files: list[XmlFile], at: Instant) -> None:
        """Keep what came inside the flow with the invoice."""
        for file in files:
            kept = keep(
                self._db,
                made["supplier_id"],
                file.name,
                file.media_type,
                file.content,
                at=at.epoch,
            )
            tie(self._db, made["id"], kept, label=file.name, main=file.main)


def _sentence(code: Code, invoice: XmlInvoice) -> str:
    """Say what a rule refuses: an element that is not there is named as its syntax writes it."""
    if code in (codes.SERVICE_NEEDED, codes.EITHER_NEEDED):
        return missing(invoice.places.service)
    if code is codes.ENGAGEMENT_NEEDED:
        return missing(invoice.places.engagement)
    return SENTENCES.get(code, code.sentence)


def _technical(sentence: str) -> dict[str, Any]:
    return {
        "codeErreur": "SIM_FLX_001",
        "libelleErreur": sentence,
        "natureErreur": "BLOQUANTE",
    }


def _business_error(invoice: XmlInvoice, sentence: str) -> dict[str, Any]:
    return {
        "identifiantDestinataire": invoice.recipient,
        "identifiantFournisseur": invoice.supplier,
        "libelleErreurDP": sentence,
        "numeroDP": invoice.number,
    }
