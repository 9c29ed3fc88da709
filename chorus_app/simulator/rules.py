"""The rules on deposit (chorus-api.md, 4). Each broken rule has its code."""

import re
import sqlite3
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chorus_app.domain.status import Status
from chorus_app.simulator import codes
from chorus_app.simulator.attachments import LARGEST_FOLDER, LARGEST_LOT
from chorus_app.simulator.codes import Code, Refusal
from chorus_app.simulator.db import Database
from chorus_app.simulator.demo_bodies import RESERVED

NUMBER = re.compile(r"[A-Za-z0-9\-_/+]{1,20}")
PROCESSES = {
    "A1": "A1_FACTURE_FOURNISSEUR",
    "A2": "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE",
    "A9": "A9_FACTURE_SOUSTRAITANT",
    "A12": "A12_FACTURE_COTRAITANT",
}
VAT_SCHEMES = ("TVA_SUR_DEBIT", "TVA_SUR_ENCAISSEMENT", "EXONERATION", "SANS_TVA")
RESUBMITTABLE = (Status.BROUILLON, "ERREUR_FOURNISSEUR_SUR_VALIDEUR", Status.A_RECYCLER)
_PAID = PROCESSES["A2"]
VALIDATED = (PROCESSES["A9"], PROCESSES["A12"])


@dataclass(slots=True)
class Deposit:
    """An invoice as a supplier hands it over, whatever the way. Amounts in cents."""

    supplier_id: int
    number: str
    type_code: str
    issued: date | None
    recipient: str
    service: str
    engagement: str
    business_process: str
    deposit_mode: str
    net: int | None
    vat: int | None
    gross: int | None
    payable: int | None
    due: date | None = None
    currency: str = "EUR"
    vat_scheme: str = "TVA_SUR_DEBIT"
    exemption_reason: str = ""
    payment_means: str = ""
    bank_account_id: int | None = None
    contract: str = ""
    preceding: str = ""
    discount: int = 0
    discount_reason: str = ""
    validator: str = ""
    comment: str = ""
    flow_number: str = ""
    size: int = 0
    vat_lines: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a deposit reaches, once checked."""

    recipient: sqlite3.Row
    service: sqlite3.Row | None
    validator_id: int | None
    existing: sqlite3.Row | None


def check(db: Database, deposit: Deposit, today: date) -> Addressed:
    """Apply every rule, the number's first. Raises `Refusal` with the first that is broken."""
    existing = _check_number(db, deposit)
    _check_kind(deposit)
    _check_date(deposit, today)
    _check_lengths(deposit)
    check_weight(deposit.size, structured=bool(deposit.flow_number))
    _check_totals(deposit)
    recipient, service = address(db, deposit.recipient, deposit.service, deposit.engagement)
    return Addressed(recipient, service, _validator(db, deposit), existing)


def address(
    db: Database, siret: str, service_code: str, engagement: str
) -> tuple[sqlite3.Row, sqlite3.Row | None]:
    """Return the recipient and the service that these words name, once all it demands is there."""
    recipient = db.row(
        "SELECT * FROM structure WHERE siret = ? AND nature = 'PUBLIQUE' AND active", (siret,)
    )
    if recipient is None:
        raise Refusal(codes.NO_RECIPIENT)
    if service_code == RESERVED:
        raise Refusal(codes.RESERVED_SERVICE)
    service = _service(db, recipient["id"], service_code)
    if lacking := _lacking(recipient, service, service_code, engagement):
        raise Refusal(lacking)
    return recipient, service


def _lacking(
    recipient: sqlite3.Row, service: sqlite3.Row | None, service_code: str, engagement: str
) -> Code | None:
    if recipient["service_required"] and not service_code:
        return codes.SERVICE_NEEDED
    if recipient["engagement_required"] and not engagement:
        return codes.ENGAGEMENT_NEEDED
    if recipient["either_required"] and not (service_code or engagement):
        return codes.EITHER_NEEDED
    if service and service["engagement_required"] and not engagement:
        return codes.ENGAGEMENT_NEEDED
    return None


def _service(db: Database, structure_id: int, code: str) -> sqlite3.Row | None:
    if not code:
        return None
    row = db.row(
        "SELECT * FROM service WHERE structure_id = ? AND code = ? AND active", (structure_id, code)
    )
    if row is None:
        raise Refusal(codes.BAD_SERVICE)
    return row


def _check_number(db: Database, deposit: Deposit) -> sqlite3.Row | None:
    if not deposit.number:
        raise Refusal(codes.NO_NUMBER)
    if not NUMBER.fullmatch(deposit.number):
        raise Refusal(codes.BAD_NUMBER)
    existing = db.row(
        "SELECT * FROM invoice WHERE supplier_id = ? AND number = ? AND status <> 'SUPPRIMEE'",
        (deposit.supplier_id, deposit.number),
    )
    if existing and existing["status"] not in RESUBMITTABLE:
        raise Refusal(codes.DUPLICATE)
    return existing


def _check_kind(deposit: Deposit) -> None:
    """The cadre, the type, the VAT scheme, the means of payment, and what goes with each."""
    credit = deposit.type_code == "AVOIR"
    rules = (
        (deposit.business_process not in PROCESSES.values(), codes.BAD_PROCESS),
        (deposit.type_code not in ("FACTURE", "AVOIR"), codes.BAD_TYPE),
        (deposit.vat_scheme not in VAT_SCHEMES, codes.BAD_TYPE),
        (not re.fullmatch(r"[A-Z]{3}", deposit.currency), codes.BAD_CURRENCY),
        (
            deposit.vat_scheme == "EXONERATION" and not deposit.exemption_reason,
            codes.NO_EXEMPTION,
        ),
        (credit and not deposit.preceding, codes.NO_ORIGIN),
        (
            credit and bool(deposit.payment_means or deposit.bank_account_id),
            codes.MEANS_ON_CREDIT,
        ),
        (not credit and not deposit.payment_means, codes.NO_MEANS),
    )
    for broken, code in rules:
        if broken:
            raise Refusal(code)


def _check_date(deposit: Deposit, today: date) -> None:
    if deposit.issued and deposit.issued > today:
        raise Refusal(codes.BAD_DATE)
    if deposit.deposit_mode.startswith("DEPOT_PDF") and not deposit.issued:
        raise Refusal(codes.BAD_DATE)


def _check_lengths(deposit: Deposit) -> None:
    limits = (
        (deposit.service, 100),
        (deposit.engagement, 50),
        (deposit.contract, 50),
        (deposit.preceding, 20),
        (deposit.comment, 2000),
    )
    if any(len(words) > limit for words, limit in limits):
        raise Refusal(codes.TOO_LONG)


def check_weight(size: int, *, structured: bool = False) -> None:
    """Refuse an invoice whose files are too heavy together. Raises `Refusal`."""
    if size > (LARGEST_LOT if structured else LARGEST_FOLDER):
        raise Refusal(codes.TOO_HEAVY)


def _check_totals(deposit: Deposit) -> None:
    """HT + TVA = TTC; TTC − remise = à payer; the VAT lines add up. To the cent: no tolerance was
    published. A flow's prepaid part is not told here, so its net à payer may be lower.
    """
    net, vat, gross, payable = deposit.net, deposit.vat or 0, deposit.gross, deposit.payable
    if net is None or gross is None or payable is None:
        raise Refusal(codes.BAD_TOTALS)
    if deposit.business_process == _PAID and payable != 0:
        raise Refusal(codes.NOT_PAID)
    free = deposit.business_process == _PAID or bool(deposit.flow_number)
    broken = (
        net + vat != gross
        or (not free and gross - deposit.discount != payable)
        or (deposit.vat_scheme in ("EXONERATION", "SANS_TVA") and vat != 0)
        or _vat_lines_differ(deposit, vat)
    )
    if broken:
        raise Refusal(codes.BAD_TOTALS)


def _vat_lines_differ(deposit: Deposit, vat: int) -> bool:
    if not deposit.vat_lines:
        return False
    bases = sum(line["base"] for line in deposit.vat_lines)
    taxes = sum(line["vat"] for line in deposit.vat_lines)
    return (taxes, bases) != (vat, deposit.net)


def _validator(db: Database, deposit: Deposit) -> int | None:
    if deposit.business_process not in VALIDATED:
        return None
    found = db.value("SELECT id FROM structure WHERE siret = ? AND active", (deposit.validator,))
    if not deposit.validator or not found:
        raise Refusal(codes.NO_VALIDATOR)
    return int(found)
