"""Corrections remembered by layout: learnt when a form is sent, proposed for the next file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app import documents
from chorus_app.documents import Certainty, LayoutPrint, Reading
from chorus_app.domain import hints as rules
from chorus_app.domain.dates import BadDate, parse_day
from chorus_app.domain.deposit import AMOUNT_FIELDS, DepositForm
from chorus_app.domain.hints import Hints
from chorus_app.domain.money import BadAmount, parse_amount
from chorus_app.services import directory
from chorus_app.services.context import current
from chorus_app.services.prefill import Prefilled, typed
from chorus_app.services.sessions import Identity
from chorus_app.store import hints as store
from chorus_app.store.hint_tables import LayoutHintRow
from chorus_app.store.tables import DepositRow, now

MARK = "DE_MEMOIRE"
"""The mark of a field that holds what was typed there last time."""


async def remembered(
    who: Identity, reading: Reading, content: bytes, filled: Prefilled
) -> Prefilled:
    """Return the form with what was corrected last time on an invoice of the same layout.

    What the file says for certain stays.
    """
    if not reading.layout or reading.kind is not documents.Kind.PDF:
        return filled
    async with current().store.session() as session:
        row = await _alike(session, who.structure_id, reading.layout)
    if not row:
        return filled
    known = Hints.from_data(json.loads(row.hints))
    found = await _announced(known, content, filled)
    named = bool(found.pop(rules.NAMED, ""))
    proposed = rules.followed(known, filled.form, named=named) | found
    changed = {
        name: value
        for name, value in proposed.items()
        if value != getattr(filled.form, name) and not _is_certain(filled, name)
    }
    marks = {**filled.marks, **dict.fromkeys(changed, MARK)}
    return replace(filled, form=replace(filled.form, **changed), marks=marks)


def of_recipient(marks: Mapping[str, str]) -> set[str]:
    """Return the fields that hold what was remembered of a recipient: they go with it."""
    return {name for name in rules.OF_RECIPIENT if marks.get(name) == MARK}


async def _announced(known: Hints, content: bytes, filled: Prefilled) -> dict[str, str]:
    """Read what the remembered labels announce, for fields that are not certain."""
    doubtful = {
        name: label for name, label in known.labels.items() if not _is_certain(filled, name)
    }
    if not doubtful:
        return {}
    try:
        found = await documents.values_under(content, doubtful)
    except documents.Unreadable:
        return {}
    return {name: typed(name, value) for name, value in found.items()}


def _is_certain(filled: Prefilled, name: str) -> bool:
    return filled.marks.get(name) == Certainty.LU.value


async def labels_of(row: DepositRow, sent: DepositForm, today: date) -> dict[str, str]:
    """Return what announces the values that were typed over, on the page they were typed from."""
    read = _read(row)
    if not read:
        return {}
    wanted = {
        name: value
        for name, text in rules.corrected(read, sent, rules.ANNOUNCED).items()
        if (value := _exact(name, text, today))
    }
    if name := await _recipient_name(row.structure_id, read, sent):
        wanted[rules.NAMED] = name
    if not wanted:
        return {}
    try:
        async with current().files.opened(row.file_key) as content:
            return await documents.labels_of(content, wanted)
    except (documents.Unreadable, FileNotFoundError):
        return {}


async def _recipient_name(structure_id: int, read: DepositForm, sent: DepositForm) -> str:
    """Return the name of a recipient that was typed over, to be found on the page."""
    if "recipient_siret" not in rules.corrected(read, sent, rules.CONSTANT):
        return ""
    found, _, _ = await directory.typed(structure_id, sent.recipient_siret, "")
    return found.structure.name if found else ""


async def learn(
    session: AsyncSession, row: DepositRow, sent: DepositForm, labels: dict[str, str]
) -> None:
    """Remember what was corrected in a form, in the transaction that stores the intent to send."""
    read, kept = _read(row), json.loads(row.reading).get("layout")
    if not read or not kept:
        return
    layout = LayoutPrint(kept["maker"], tuple(kept["labels"]))
    known = await _alike(session, row.structure_id, layout)
    before = Hints.from_data(json.loads(known.hints)) if known else Hints()
    after = rules.learnt(before, read, sent, labels)
    if after == before:
        return
    if not known:
        known = LayoutHintRow(
            structure_id=row.structure_id,
            maker=layout.maker,
            labels=json.dumps(layout.labels),
            hints="",
        )
        session.add(known)
    known.hints, known.updated_at = json.dumps(after.to_data()), now()
    await session.flush()
    await store.forget_oldest(session, row.structure_id)


def kept_layout(reading: Reading, filled: Prefilled) -> dict[str, object]:
    """Return what a deposit keeps to learn from later: its layout, and what its file said."""
    if not reading.layout or reading.kind is not documents.Kind.PDF:
        return {}
    return {"layout": asdict(reading.layout), "read": asdict(filled.form)}


async def _alike(
    session: AsyncSession, structure_id: int, layout: LayoutPrint
) -> LayoutHintRow | None:
    """Return the most alike of the layouts known, if it is alike enough."""
    rows = await store.of_maker(session, structure_id, layout.maker)
    alike = [(rules.likeness(json.loads(row.labels), layout.labels), row) for row in rows]
    likeness, row = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return row if likeness >= rules.ALIKE else None


def _read(row: DepositRow) -> DepositForm | None:
    read = json.loads(row.reading).get("read")
    return DepositForm(**read) if read else None


def _exact(name: str, text: str, today: date) -> str:
    """Return a typed value as a reading writes it; nothing when it cannot be read."""
    try:
        if name in AMOUNT_FIELDS:
            return f"{parse_amount(text) / 100:.2f}"
        return parse_day(text, today).isoformat() if name == "issue_date" else text.strip()
    except (BadAmount, BadDate):
        return ""
