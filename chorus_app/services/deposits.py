"""Deposit an invoice: a draft read from a file, corrected, checked, then an intent to send."""

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from chorus_app import documents
from chorus_app.domain import deposit as rules
from chorus_app.domain.answer import piece_name
from chorus_app.domain.dates import parse_day
from chorus_app.domain.deposit import DepositForm, Stage
from chorus_app.domain.folding import tidy
from chorus_app.domain.invoice import BusinessProcess
from chorus_app.domain.journal import Kind
from chorus_app.services import hints, journal, sender
from chorus_app.services.context import current
from chorus_app.services.drafts import FLOW_KINDS, Draft, NotThere, draft, pending, row_of
from chorus_app.services.prefill import Prefilled, kept_reading, kept_told, prefill
from chorus_app.services.recognising import recognised
from chorus_app.services.sessions import Identity
from chorus_app.services.twins import kept_digest
from chorus_app.store import deposits as store
from chorus_app.store.tables import DepositRow, now

__all__ = [
    "FLOW_KINDS",
    "Draft",
    "NotThere",
    "TooManyDrafts",
    "Unreadable",
    "change",
    "confirm",
    "create",
    "delete",
    "draft",
    "file",
    "pending",
    "waiting_count",
]

MOST_DRAFTS = 100
"""Drafts and refused deposits that a supplier may keep: each holds a file of up to 10 Mo."""
_LIMITS = {
    "comment": rules.COMMENT_LIMIT + 1,
    "exemption_reason": 200,
    "service_code": rules.SERVICE_LIMIT + 1,
}
_OTHER_LIMIT = 60
Unreadable = documents.Unreadable


class TooManyDrafts(Exception):
    """The supplier keeps `MOST_DRAFTS` drafts already."""


async def create(who: Identity, file_key: str, name: str, size: int) -> str:
    """Read a stored file and make a draft of it; returns its id.

    A name that Chorus Pro would refuse is cut, its extension kept, and the draft says so.
    Raises `Unreadable` for what cannot be read, `TooManyDrafts`. Whatever is raised, the stored
    file is forgotten.
    """
    context = current()
    files = context.files
    try:
        if await waiting_count(who) >= MOST_DRAFTS:
            raise TooManyDrafts
        async with files.opened(file_key) as content:
            reading = await documents.read(content, name)
            read = await recognised(who, reading, content, await _prefilled(who, reading))
            filled = await hints.remembered(who, reading, content, read)
            digest = await kept_digest(content)
        row = _row(who, reading, read, filled, digest)
        row.file_key, row.file_name, row.file_size = file_key, piece_name(name), size
        _say_if_cut(row, name)
        async with context.store.session() as session:
            session.add(row)
        context.live.notify(who.structure_id)
        return row.id
    except BaseException:
        await files.delete(file_key)
        raise


def _say_if_cut(row: DepositRow, name: str) -> None:
    if row.file_name == name:
        return
    reading = json.loads(row.reading)
    reading["findings"].append(asdict(_name_cut(row.file_name, len(name))))
    row.reading = json.dumps(reading)


def _name_cut(name: str, length: int) -> documents.Finding:
    return documents.Finding(
        "NOM_COUPE",
        documents.Severity.A_SAVOIR,
        "",
        f"Le nom du fichier avait {length} caractères, Chorus Pro en accepte {rules.NAME_LIMIT} : "
        f"il partira sous le nom « {name} ».",
        "Vous n’avez rien à faire.",
    )


async def _prefilled(who: Identity, reading: documents.Reading) -> Prefilled:
    async with current().store.session() as session:
        last = await store.latest_of_user(session, who.user_id)
    return prefill(reading, _last_process(last))


def _row(
    who: Identity,
    reading: documents.Reading,
    read: Prefilled,
    filled: Prefilled,
    digest: dict[str, object],
) -> DepositRow:
    """Make a draft of a reading; its file is still to name."""
    kept = kept_reading(reading, filled, who.structure_siret)
    return DepositRow(
        id=uuid4().hex,
        structure_id=who.structure_id,
        user_id=who.user_id,
        stage=Stage.BROUILLON.value,
        file_key="",
        file_name="",
        file_size=0,
        file_kind=reading.kind.value,
        reading=json.dumps(kept | digest | kept_told(filled) | hints.kept_layout(reading, read)),
        form=json.dumps(asdict(filled.form)),
        invoice_number=filled.form.invoice_number,
    )


def _last_process(last: DepositRow | None) -> str:
    default = BusinessProcess.A1_FACTURE_FOURNISSEUR.value
    return json.loads(last.form).get("business_process", default) if last else default


async def change(who: Identity, deposit_id: str, values: dict[str, object]) -> DepositForm:
    """Keep what somebody typed, readable or not. Nothing changes once the intent is stored.

    Returns the form as it is kept. Raises `NotThere`.
    """
    typed = {
        name: tidy(values[name], _LIMITS.get(name, _OTHER_LIMIT))
        for name in rules.FORM_FIELDS
        if name in values
    }
    async with current().store.writing() as session:
        row = await store.INTENTS.held(session, who.structure_id, deposit_id)
        if not row:
            raise NotThere
        if Stage(row.stage) in rules.EDITABLE and row.file_kind not in FLOW_KINDS:
            _type(row, typed)
        return DepositForm(**json.loads(row.form))


def _type(row: DepositRow, typed: dict[str, str]) -> None:
    before = DepositForm(**json.loads(row.form))
    reading = json.loads(row.reading)
    marks = reading.get("marks", {})
    if typed.get("recipient_siret", before.recipient_siret) != before.recipient_siret:
        typed = dict.fromkeys(hints.of_recipient(marks), "") | typed
    form = replace(before, **typed)
    if form == before:
        return
    reading["marks"] = _marks_after(marks, before, form)
    row.form, row.reading = json.dumps(asdict(form)), json.dumps(reading)
    row.invoice_number = form.invoice_number.strip()
    row.updated_at = now()


def _marks_after(marks: dict[str, str], before: DepositForm, form: DepositForm) -> dict[str, str]:
    """A field that somebody changed is no longer what was read: it loses its mark."""
    return {
        name: mark
        for name, mark in marks.items()
        if getattr(before, name, None) == getattr(form, name, None)
    }


async def confirm(who: Identity, deposit_id: str, today: date) -> Draft:
    """Store the intent to send, once everything is right; a second call changes nothing.

    Returns the deposit: under way, or still a draft with what is wrong. Raises `NotThere`.
    """
    seen = await draft(who, deposit_id, today)
    if not seen.is_editable or not seen.is_ready:
        return seen
    await _store_intent(who, seen, today)
    sender.wake(who.structure_id)
    return await draft(who, deposit_id, today)


async def _store_intent(who: Identity, seen: Draft, today: date) -> None:
    """Turn a draft into an intent, if it still is the draft that was checked."""
    number = seen.form.invoice_number.strip()
    labels = await hints.labels_of(seen.row, seen.form, today)
    async with current().store.writing() as session:
        row = await store.INTENTS.held(session, who.structure_id, seen.id)
        if not row or Stage(row.stage) not in rules.EDITABLE or row.form != seen.row.form:
            return
        if await store.number_is_used(session, who.structure_id, number, seen.id):
            return
        await hints.learn(session, row, seen.form, labels)
        # « hier » or a day without its year must mean tomorrow what it means today.
        day = parse_day(seen.form.issue_date, today)
        row.form = json.dumps(asdict(replace(seen.form, issue_date=f"{day:%d/%m/%Y}")))
        row.stage, row.invoice_number = Stage.A_ENVOYER.value, number
        row.confirmed_at = row.updated_at = now()
        row.attempts, row.attempted_at, row.retry_at = 0, None, None
        row.flow_number, row.flow_state, row.problem = "", "", ""
        await journal.write_deposit(session, row, Kind.DEPOT_CONFIRME, row.file_name, who.user_id)


async def delete(who: Identity, deposit_id: str) -> None:
    """Forget a draft and its file. What is under way or accepted stays. Raises `NotThere`."""
    async with current().store.writing() as session:
        row = await store.INTENTS.held(session, who.structure_id, deposit_id)
        if not row:
            raise NotThere
        if Stage(row.stage) not in rules.EDITABLE:
            return
        await session.delete(row)
        kind = Kind.BROUILLON_SUPPRIME
        await journal.write_deposit(session, row, kind, row.file_name, who.user_id)
    current().live.notify(who.structure_id)
    await current().files.delete(row.file_key)


async def file(who: Identity, deposit_id: str) -> tuple[str, Path]:
    """Return a deposit's file name and where it is. Raises `NotThere`, `FileNotFoundError`."""
    row = await row_of(who, deposit_id)
    return row.file_name, await current().files.place(row.file_key)


async def waiting_count(who: Identity) -> int:
    """Return how many drafts and refused deposits wait for this supplier."""
    async with current().store.session() as session:
        return await store.count_editable(session, who.structure_id)
