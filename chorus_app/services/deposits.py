"""Deposit an invoice: a draft read from a file, corrected, checked, then an intent to send."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from uuid import uuid4

from chorus_app import documents
from chorus_app.domain import deposit as rules
from chorus_app.domain.deposit import DepositForm, KnownRecipient, Problem, Stage
from chorus_app.domain.folding import tidy
from chorus_app.domain.invoice import BusinessProcess, Recipient
from chorus_app.domain.siret import clean, is_shaped
from chorus_app.gateway.errors import ChorusError
from chorus_app.services import directory, sender
from chorus_app.services.context import current
from chorus_app.services.prefill import prefill
from chorus_app.services.sessions import Identity
from chorus_app.store import deposits as store
from chorus_app.store.tables import DepositRow

_LIMITS = {
    "comment": rules.COMMENT_LIMIT + 1,
    "exemption_reason": 200,
    "service_code": rules.SERVICE_LIMIT + 1,
}
_OTHER_LIMIT = 60
Unreadable = documents.Unreadable
FLOW_KINDS = frozenset({"PDF_FACTURX", "CII", "UBL"})


class NotThere(Exception):
    """No such deposit for this structure: missing and somebody else's are not told apart."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A deposit as a screen shows it, at any stage."""

    id: str
    stage: Stage
    file_name: str
    file_size: int
    file_kind: str
    signed: bool
    form: DepositForm
    marks: dict[str, str]
    findings: list[dict[str, str]]
    recipient_name: str
    recipient: Recipient | None
    problems: list[Problem]
    problem: str
    directory_problem: str
    invoice_number: str
    flow_number: str
    flow_state: str
    deposit_date: date | None
    certificate: str
    invoice_id: int | None
    row: DepositRow = field(repr=False)

    @property
    def is_refused(self) -> bool:
        """Tell whether Chorus Pro refused it: it may be corrected and sent again."""
        return self.stage is Stage.REFUSEE

    @property
    def is_editable(self) -> bool:
        """Tell whether it may still be changed."""
        return self.stage in rules.EDITABLE

    @property
    def is_flow(self) -> bool:
        """Tell whether the file itself is the invoice: its data cannot be changed here."""
        return self.file_kind in FLOW_KINDS

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing is left that Chorus Pro would refuse."""
        blocked = any(problem.blocking for problem in self.problems)
        refused = any(finding["severity"] == "refusera" for finding in self.findings)
        return not blocked and not refused and not self.directory_problem


async def create(who: Identity, file_key: str, name: str, size: int) -> str:
    """Read a stored file and make a draft of it; returns its id.

    Raises `documents.Unreadable` for what cannot be read; the stored file is then forgotten.
    """
    context = current()
    content = await context.files.read(file_key)
    try:
        reading = await documents.read(content, name)
    except documents.Unreadable:
        await context.files.delete(file_key)
        raise
    async with context.store.session() as session:
        last = await store.latest_of_user(session, who.user_id)
        filled = prefill(reading, _last_process(last))
        row = DepositRow(
            id=uuid4().hex,
            structure_id=who.structure_id,
            user_id=who.user_id,
            stage=Stage.BROUILLON.value,
            file_key=file_key,
            file_name=name,
            file_size=size,
            file_kind=reading.kind.value,
            reading=json.dumps(_kept_reading(reading, filled.marks)),
            form=json.dumps(asdict(filled.form)),
            invoice_number=filled.form.invoice_number,
        )
        session.add(row)
        return row.id


def _last_process(last: DepositRow | None) -> str:
    default = BusinessProcess.A1_FACTURE_FOURNISSEUR.value
    return json.loads(last.form).get("business_process", default) if last else default


def _kept_reading(reading: documents.Reading, marks: dict[str, str]) -> dict[str, object]:
    return {
        "marks": marks,
        "signed": reading.signed,
        "seller_siret": _value(reading, "seller_siret"),
        "currency": _value(reading, "currency") or "EUR",
        "profile": reading.profile,
        "vat_lines": [asdict(line) for line in reading.vat_lines],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "field": finding.field or "",
                "message": finding.message,
                "repair": finding.repair or "",
            }
            for finding in reading.findings
        ],
    }


def _value(reading: documents.Reading, name: str) -> str:
    found = reading.fields.get(name)
    return (found.value or "") if found else ""


async def draft(who: Identity, deposit_id: str, today: date) -> Draft:
    """Return a deposit with everything that is wrong with it today. Raises `NotThere`."""
    row = await _row(who, deposit_id)
    form = DepositForm(**json.loads(row.form))
    recipient, known, unreachable = await _recipient(who, form)
    problems = await _problems(row, form, known, today) if not unreachable else []
    return await _shown(row, form, recipient, problems, unreachable)


async def _row(who: Identity, deposit_id: str) -> DepositRow:
    async with current().store.session() as session:
        row = await store.of_structure(session, who.structure_id, deposit_id)
    if not row:
        raise NotThere
    return row


async def _recipient(
    who: Identity, form: DepositForm
) -> tuple[Recipient | None, KnownRecipient | None, str]:
    """Look up the recipient; the last value is a sentence when Chorus Pro does not answer."""
    siret = clean(form.recipient_siret)
    if not is_shaped(siret):
        return None, None, ""
    try:
        found = await directory.recipient(who.structure_id, siret)
        known = await directory.known(who.structure_id, siret, form.service_code.strip())
    except ChorusError as error:
        return None, None, error.sentence
    return found, known, ""


async def _problems(
    row: DepositRow, form: DepositForm, known: KnownRecipient | None, today: date
) -> list[Problem]:
    if Stage(row.stage) not in rules.EDITABLE:
        return []
    async with current().store.session() as session:
        used = await store.number_is_used(
            session, row.structure_id, form.invoice_number.strip(), row.id
        )
    return rules.check(form, known, today=today, used_numbers=lambda number: used)


async def _shown(
    row: DepositRow,
    form: DepositForm,
    recipient: Recipient | None,
    problems: list[Problem],
    unreachable: str,
) -> Draft:
    reading = json.loads(row.reading)
    invoice_id = None
    if row.invoice_chorus_id:
        async with current().store.session() as session:
            invoice_id = await store.invoice_id_of(session, row.structure_id, row.invoice_chorus_id)
    return Draft(
        id=row.id,
        stage=Stage(row.stage),
        file_name=row.file_name,
        file_size=row.file_size,
        file_kind=row.file_kind,
        signed=bool(reading.get("signed")),
        form=form,
        marks=reading.get("marks", {}),
        findings=reading.get("findings", []),
        recipient_name=recipient.structure.name if recipient else "",
        recipient=recipient,
        problems=problems,
        problem=row.problem,
        directory_problem=unreachable,
        invoice_number=row.invoice_number,
        flow_number=row.flow_number,
        flow_state=row.flow_state,
        deposit_date=row.deposit_date,
        certificate=row.certificate,
        invoice_id=invoice_id,
        row=row,
    )


async def change(who: Identity, deposit_id: str, values: dict[str, object]) -> None:
    """Keep what somebody typed, readable or not. Nothing changes once the intent is stored."""
    row = await _row(who, deposit_id)
    if Stage(row.stage) not in rules.EDITABLE or row.file_kind in FLOW_KINDS:
        return
    typed = {
        name: tidy(values[name], _LIMITS.get(name, _OTHER_LIMIT))
        for name in rules.FORM_FIELDS
        if name in values
    }
    before = DepositForm(**json.loads(row.form))
    form = replace(before, **typed)
    if form == before:
        return
    reading = json.loads(row.reading)
    reading["marks"] = _marks_after(reading.get("marks", {}), before, form)
    async with current().store.session() as session:
        await store.record(
            session,
            deposit_id,
            form=json.dumps(asdict(form)),
            reading=json.dumps(reading),
            invoice_number=form.invoice_number.strip(),
        )


def _marks_after(marks: dict[str, str], before: DepositForm, form: DepositForm) -> dict[str, str]:
    """A field that somebody changed is no longer what was read: it loses its mark."""
    return {
        name: mark
        for name, mark in marks.items()
        if getattr(before, name, None) == getattr(form, name, None)
    }


async def confirm(who: Identity, deposit_id: str, today: date) -> Draft:
    """Store the intent to send, once everything is right; a second call changes nothing.

    Returns the deposit: under way, or still a draft with what is wrong.
    """
    seen = await draft(who, deposit_id, today)
    if seen.stage not in rules.EDITABLE or not seen.is_ready:
        return seen
    async with current().store.session() as session:
        await store.confirm(session, deposit_id, seen.form.invoice_number.strip())
    sender.wake()
    return await draft(who, deposit_id, today)


async def delete(who: Identity, deposit_id: str) -> None:
    """Forget a draft and its file. What is under way or accepted stays."""
    row = await _row(who, deposit_id)
    if Stage(row.stage) not in rules.EDITABLE:
        return
    async with current().store.session() as session:
        held = await session.get(DepositRow, deposit_id)
        if held and Stage(held.stage) in rules.EDITABLE:
            await session.delete(held)
    await current().files.delete(row.file_key)


async def file(who: Identity, deposit_id: str) -> tuple[str, bytes]:
    """Return a deposit's file name and bytes. Raises `NotThere`."""
    row = await _row(who, deposit_id)
    return row.file_name, await current().files.read(row.file_key)


async def waiting_count(who: Identity) -> int:
    """Return how many drafts and refused deposits wait for this supplier."""
    async with current().store.session() as session:
        return await store.count_editable(session, who.structure_id)


async def pending(who: Identity) -> list[Draft]:
    """Return what is not accepted yet, without asking the directory."""
    async with current().store.session() as session:
        rows = await store.pending(session, who.structure_id)
    return [await _shown(row, DepositForm(**json.loads(row.form)), None, [], "") for row in rows]
