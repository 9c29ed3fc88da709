"""A deposit as a screen shows it: its form, its file, and all that is wrong with it today."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from chorus_app.domain import deposit as rules
from chorus_app.domain.deposit import DepositForm, Problem, Stage
from chorus_app.domain.deposit_checks import KnownRecipient, check
from chorus_app.domain.invoice import Recipient
from chorus_app.domain.repairs import repairs
from chorus_app.domain.siret import clean
from chorus_app.domain.told import Told
from chorus_app.services import directory
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.services.twins import Twin, twin_of
from chorus_app.store import buyers
from chorus_app.store import deposits as store
from chorus_app.store.tables import DepositRow

PROPOSED = "PROPOSEE"
"""A doubt that is not of a reading: a value that Choral proposes for a new invoice."""
FLOW_KINDS = frozenset({"PDF_FACTURX", "CII", "UBL"})


class NotThere(Exception):
    """No such deposit for this structure: missing and somebody else's are not told apart."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A deposit as a screen shows it, at any stage.

    `sheets`: number from 0, width and height in points of each page that was read. `places`, by
    field of the form: the number of the page, then left, top, width and height as shares of it.
    `doubts`: why a field marked `A_VERIFIER` is, a code of `documents.Doubt` or `PROPOSED`.
    `deposited_since`: the id of the deposit that Chorus Pro took since under the same number.
    `twin`: the earlier deposit of the same file; `pending` looks for none.
    `told`: what was read in the file, whatever was typed since.
    `refused_field`: the one that `problem`, a refusal of Chorus Pro, is about, until it is changed.
    """

    id: str
    stage: Stage
    file_name: str
    file_size: int
    file_kind: str
    signed: bool
    form: DepositForm
    marks: dict[str, str]
    doubts: dict[str, str]
    told: dict[str, Told]
    deposited_since: str
    twin: Twin | None
    findings: list[dict[str, str]]
    sheets: list[list[int]]
    places: dict[str, list[float]]
    supplier_name: str
    supplier_siret: str
    recipient_name: str
    recipient: Recipient | None
    problems: list[Problem]
    problem: str
    refused_field: str
    directory_problem: str
    invoice_number: str
    flow_number: str
    flow_state: str
    deposit_date: date | None
    certificate: str
    invoice_id: int | None
    row: DepositRow = field(repr=False)

    @property
    def is_editable(self) -> bool:
        """Tell whether it may still be changed."""
        return self.stage in rules.EDITABLE

    @property
    def is_flow(self) -> bool:
        """Tell whether the file itself is the invoice: its data cannot be changed here."""
        return self.file_kind in FLOW_KINDS

    @property
    def repairs(self) -> dict[str, str]:
        """Return a value to propose for each field that can be mended so; a flow has none."""
        services = self.recipient.services if self.recipient else ()
        codes = (service.code for service in services if service.active)
        certain = {name for name, mark in self.marks.items() if mark == "LU"}
        return {} if self.is_flow else repairs(self.form, self.problems, codes, certain)

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing is left that Chorus Pro would refuse, or that Choral holds back."""
        blocked = any(problem.blocking for problem in self.problems)
        refused = any(finding["severity"] in rules.BLOCKING for finding in self.findings)
        return not blocked and not refused and not self.directory_problem


async def draft(who: Identity, deposit_id: str, today: date) -> Draft:
    """Return a deposit with everything that is wrong with it today. Raises `NotThere`."""
    row = await row_of(who, deposit_id)
    form = DepositForm(**json.loads(row.form))
    recipient, known, unreachable = await directory.typed(
        who.structure_id, form.recipient_siret, form.service_code
    )
    problems = await _problems(row, form, known, today) if not unreachable else []
    shown = await _shown(who, row, form)
    async with current().store.session() as session:
        twin = await twin_of(session, row)
    return replace(
        shown,
        twin=twin,
        recipient_name=recipient.structure.name if recipient else "",
        recipient=recipient,
        problems=problems,
        directory_problem=unreachable,
    )


async def row_of(who: Identity, deposit_id: str) -> DepositRow:
    """Return the row of a deposit. Raises `NotThere`."""
    async with current().store.session() as session:
        row = await store.of_structure(session, who.structure_id, deposit_id)
    if not row:
        raise NotThere
    return row


def sheets_of(row: DepositRow) -> list[list[int]]:
    """Return number, width and height of the pages that can be shown; none but of a PDF."""
    sheets: list[list[int]] = json.loads(row.reading).get("sheets", [])
    return sheets


async def _problems(
    row: DepositRow, form: DepositForm, known: KnownRecipient | None, today: date
) -> list[Problem]:
    if Stage(row.stage) not in rules.EDITABLE:
        return []
    async with current().store.session() as session:
        used = await store.number_is_used(
            session, row.structure_id, form.invoice_number.strip(), row.id
        )
    return check(form, known, today=today, used_numbers=lambda number: used)


async def _shown(who: Identity, row: DepositRow, form: DepositForm) -> Draft:
    """Return a deposit as far as the database tells."""
    reading, invoice_id = json.loads(row.reading), None
    async with current().store.session() as session:
        since = (await store.accepted_since(session, row.structure_id, [row])).get(row.id)
        if row.invoice_chorus_id:
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
        doubts=reading.get("doubts", {}),
        twin=None,
        deposited_since=since.id if since else "",
        told={name: Told(*said) for name, said in reading.get("told", {}).items()},
        findings=reading.get("findings", []),
        sheets=sheets_of(row),
        places=reading.get("places", {}),
        supplier_name=who.structure_name,
        supplier_siret=who.structure_siret,
        recipient_name="",
        recipient=None,
        problems=[],
        problem=row.problem,
        refused_field=_refused_field(row, reading, form),
        directory_problem="",
        invoice_number=row.invoice_number,
        flow_number=row.flow_number,
        flow_state=row.flow_state,
        deposit_date=row.deposit_date,
        certificate=row.certificate,
        invoice_id=invoice_id,
        row=row,
    )


def _refused_field(row: DepositRow, reading: dict[str, Any], form: DepositForm) -> str:
    """Return the field that Chorus Pro refused, while it holds what was refused."""
    if row.stage != Stage.REFUSEE:
        return ""
    refused: dict[str, str] = reading.get("refused", {})
    is_unchanged = all(getattr(form, name) == value for name, value in refused.items())
    return next(iter(refused), "") if is_unchanged else ""


async def pending(who: Identity) -> list[Draft]:
    """Return what is not accepted yet, without asking the directory.

    A recipient is named where this supplier has other invoices for it.
    """
    async with current().store.session() as session:
        rows = await store.pending(session, who.structure_id)
    shown = [await _shown(who, row, DepositForm(**json.loads(row.form))) for row in rows]
    sirets = {clean(draft.form.recipient_siret) for draft in shown}
    async with current().store.reading() as session:
        names = await buyers.names(session, who.structure_id, sirets)
    return [
        replace(draft, recipient_name=names.get(clean(draft.form.recipient_siret), ""))
        for draft in shown
    ]
