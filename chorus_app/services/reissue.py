"""A new invoice in place of a rejected one: a draft filled from it, its motive kept in sight.

A rejected invoice is over, and its number stays taken (guide, part 5). The draft shows the old file
where there is one, ours or Chorus Pro's; it never leaves with it, for that bears the old number. It
waits for the new file.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain import answer as rules
from chorus_app.domain import deposit
from chorus_app.domain.answer import Act
from chorus_app.domain.deposit import DepositForm, Stage
from chorus_app.domain.invoice import BusinessProcess, InvoiceDetail, TypeCode, VatScheme
from chorus_app.domain.journal import Kind
from chorus_app.gateway.errors import ChorusError
from chorus_app.services import deposits, journal
from chorus_app.services.accounts import client_of
from chorus_app.services.answers import NotNow
from chorus_app.services.context import current
from chorus_app.services.drafts import FLOW_KINDS, PROPOSED, Draft, row_of
from chorus_app.services.invoices import NotThere, OpenInvoice, open_invoice
from chorus_app.services.replacing import Reissued, kept
from chorus_app.services.sessions import Identity
from chorus_app.store import deposits as store
from chorus_app.store.tables import DepositRow

__all__ = [
    "NotNow",
    "NotThere",
    "Reissued",
    "reissue",
    "reissued_from",
    "replace_file",
    "wants_file",
]

_SAME_NUMBER = {
    "code": "NUMERO_REJETE",
    "severity": "pourrait_refuser",
    "field": deposit.FILE_PLACE,
    "message": "Ce fichier semble encore porter le numéro de la facture rejetée.",
    "repair": "Vérifiez le numéro qui y est écrit.",
}
_OLD_FILE = {
    "code": "ANCIEN_FICHIER",
    "severity": deposit.HELD_BACK,
    "field": deposit.FILE_PLACE,
    "message": "Ce fichier porte le numéro de la facture rejetée, que Chorus Pro a déjà.",
    "repair": "Joignez le fichier de la nouvelle facture : il remplacera celui-ci.",
}
_NO_FILE = {
    "code": "SANS_FICHIER",
    "severity": deposit.HELD_BACK,
    "field": deposit.FILE_PLACE,
    "message": "Il manque un fichier : celui de la facture rejetée n’est pas réutilisable.",
    "repair": "Ajoutez le fichier de la nouvelle facture.",
}


async def reissue(who: Identity, invoice_id: int, today: date) -> str:
    """Return the id of a draft made from a rejected invoice, or of what was made before.

    What was made before may be on its way or deposited: a second would invoice twice.

    Raises `NotThere`; `NotNow` for an invoice that is not rejected; `ChorusError` when it was never
    opened here and Chorus Pro does not answer; `deposits.TooManyDrafts`.
    """
    found = await open_invoice(who, invoice_id)
    if not rules.allows(found.row.status, Act.REEMETTRE):
        raise NotNow
    if not found.detail:
        raise ChorusError(found.problem)
    if made := await _made_before(who, invoice_id):
        return made
    deposit_id, finding = await _draft(who, found)
    async with current().store.writing() as session:
        row = await session.get_one(DepositRow, deposit_id)
        number = await _free_number(session, who, found.row.invoice_number)
        _fill(row, _form(row, found.detail, number, today), found, finding)
        await journal.write(session, who, Kind.REEMISSION, found.row, f"Nouveau numéro : {number}")
    return deposit_id


async def _made_before(who: Identity, invoice_id: int) -> str:
    async with current().store.session() as session:
        made = await store.replacing(session, who.structure_id, invoice_id)
    return made.id if made else ""


async def _draft(who: Identity, found: OpenInvoice) -> tuple[str, dict[str, str]]:
    """Make a draft from the old file, else one without a file."""
    if file := await _old_file(who, found):
        name, content = file
        key, size = await current().files.save(_stream(content), deposits_limit())
        try:
            return await deposits.create(who, key, name, size), _OLD_FILE
        except deposits.Unreadable:
            pass
    return await _without_file(who), _NO_FILE


def deposits_limit() -> int:
    """Return how many bytes a deposited file may have."""
    return current().settings.upload_limit


async def _stream(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _old_file(who: Identity, found: OpenInvoice) -> tuple[str, bytes] | None:
    """Return the rejected invoice's own PDF; a structured file cannot bear another number."""
    async with current().store.session() as session:
        ours = await store.of_invoice(session, who.structure_id, found.row.chorus_id)
    try:
        if ours:
            content = await current().files.read(ours.file_key)
            return None if ours.file_kind in FLOW_KINDS else (ours.file_name, content)
        if not found.row.deposit_mode.startswith("DEPOT_PDF"):
            return None
        client = await client_of(who.structure_id)
        given = await client.download([found.row.chorus_id])
    except (FileNotFoundError, ChorusError):
        return None
    fits = given.media_type == "application/pdf" and len(given.content) <= deposits_limit()
    name = found.row.invoice_number.replace("/", "-")
    return (f"{name}.pdf", given.content) if fits else None


async def _without_file(who: Identity) -> str:
    if await deposits.waiting_count(who) >= deposits.MOST_DRAFTS:
        raise deposits.TooManyDrafts
    row = DepositRow(
        id=uuid4().hex,
        structure_id=who.structure_id,
        user_id=who.user_id,
        stage=Stage.BROUILLON.value,
        file_key=uuid4().hex,  # a key under which nothing is kept: there is nothing to read yet
        file_name="",
        file_size=0,
        file_kind="",
    )
    async with current().store.session() as session:
        session.add(row)
    current().live.notify(who.structure_id)
    return row.id


async def _free_number(session: AsyncSession, who: Identity, old: str) -> str:
    for number in rules.proposed_numbers(old):
        if not await store.number_is_used(session, who.structure_id, number, ""):
            return number
    return ""


def _form(row: DepositRow, detail: InvoiceDetail, number: str, today: date) -> DepositForm:
    """Fill the form from the rejected invoice; a new invoice has a day of its own."""
    old = detail.invoice
    return replace(
        DepositForm(**json.loads(row.form)),
        invoice_number=number,
        issue_date=f"{today:%d/%m/%Y}",
        type_code=_one_of(TypeCode, old.type_code, TypeCode.FACTURE),
        recipient_siret=old.recipient_siret,
        service_code=old.service_code,
        purchase_order_reference=old.purchase_order_reference,
        contract_reference=old.contract_reference,
        preceding_invoice_reference=old.preceding_invoice_reference,
        business_process=_one_of(
            BusinessProcess, detail.business_process, BusinessProcess.A1_FACTURE_FOURNISSEUR
        ),
        vat_scheme=_one_of(VatScheme, detail.vat_scheme, VatScheme.TVA_SUR_DEBIT),
        tax_exclusive_amount=_typed(old.tax_exclusive_amount),
        tax_amount=_typed(detail.tax_amount),
        tax_inclusive_amount=_typed(old.tax_inclusive_amount),
        payable_amount=_typed(old.payable_amount),
    )


def _one_of(codes: type[TypeCode | BusinessProcess | VatScheme], code: str, default: str) -> str:
    return code if code in codes.__members__ else default


def _typed(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}".replace(".", ",")


def _fill(row: DepositRow, form: DepositForm, found: OpenInvoice, finding: dict[str, str]) -> None:
    reading = json.loads(row.reading)
    reading["findings"] = [*reading.get("findings", []), finding]
    proposed = ("invoice_number", "issue_date")
    reading["marks"] = dict.fromkeys(proposed, "A_VERIFIER")
    reading["doubts"] = dict.fromkeys(proposed, PROPOSED)
    reading["told"] = {}  # the old invoice's values; its file does not leave
    reading["reissue"] = asdict(
        Reissued(found.row.id or 0, found.row.invoice_number, found.row.status_comment)
    )
    row.reading, row.form = json.dumps(reading), json.dumps(asdict(form))
    row.invoice_number = form.invoice_number


def reissued_from(seen: Draft) -> Reissued | None:
    """Return the rejected invoice that a draft replaces, if it replaces one."""
    found = kept(seen.row)
    return Reissued(**found) if found else None


def wants_file(seen: Draft) -> bool:
    """Tell whether a draft still holds the rejected invoice's file, or none: it does not leave."""
    codes = {finding["code"] for finding in seen.findings}
    return bool(codes & {_OLD_FILE["code"], _NO_FILE["code"]})


async def replace_file(who: Identity, deposit_id: str, file_key: str, name: str, size: int) -> str:
    """Give a draft another stored file; what the file does not say stays as it was typed.

    Returns the id of the draft that takes its place. Raises `deposits.NotThere`, `Unreadable` or
    `TooManyDrafts`; the stored file is then forgotten.
    """
    try:
        old = await row_of(who, deposit_id)
        if Stage(old.stage) not in deposit.EDITABLE:
            raise deposits.NotThere
    except BaseException:
        await current().files.delete(file_key)
        raise
    is_old = _holds_old_file(old) and await _are_alike(old, file_key, size)
    new_id = await deposits.create(who, file_key, name, size)
    async with current().store.writing() as session:
        _take_over(old, await session.get_one(DepositRow, new_id), is_old=is_old)
    await deposits.delete(who, deposit_id)
    return new_id


def _holds_old_file(row: DepositRow) -> bool:
    findings = json.loads(row.reading).get("findings", [])
    return any(finding["code"] == _OLD_FILE["code"] for finding in findings)


async def _are_alike(old: DepositRow, file_key: str, size: int) -> bool:
    """Tell whether a file holds the very bytes of a draft's own."""
    if old.file_size != size:
        return False
    files = current().files
    try:
        return await files.read(old.file_key) == await files.read(file_key)
    except FileNotFoundError:
        return False


def _take_over(old: DepositRow, new: DepositRow, *, is_old: bool) -> None:
    """Keep what was typed where the new file says nothing, or says the rejected number again.

    A file that is the old one still (`is_old`) stays here, as does one that says the old number for
    certain; where the reading may be wrong, the number is to be looked at.
    """
    reading, replaced = json.loads(new.reading), kept(old)
    if replaced:
        reading["reissue"] = replaced
    if new.file_kind not in FLOW_KINDS:
        read, typed = json.loads(new.form), json.loads(old.form)
        said_again = bool(replaced) and read["invoice_number"] == replaced["number"]
        if said_again:
            read["invoice_number"] = ""
        if said_again or is_old:
            certain = is_old or reading["marks"].get("invoice_number") == "LU"
            told = _OLD_FILE if certain else _SAME_NUMBER
            reading["findings"] = [*reading["findings"], told]
        form = {name: read[name] or typed[name] for name in typed}
        new.form, new.invoice_number = json.dumps(form), form["invoice_number"]
    new.reading = json.dumps(reading)
