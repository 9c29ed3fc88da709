"""Answer for an invoice that came back: a draft, corrected, checked, then an intent to send."""

import json
from dataclasses import asdict, replace
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain import answer as rules
from chorus_app.domain.answer import Act, AnswerForm, AnswerStage
from chorus_app.domain.deposit import SERVICE_LIMIT
from chorus_app.domain.folding import tidy
from chorus_app.domain.journal import Kind
from chorus_app.services import answerer, journal
from chorus_app.services.answer_views import Answer, Piece, answer, held, moved_to, of_invoice
from chorus_app.services.context import current
from chorus_app.services.invoices import NotThere
from chorus_app.services.sessions import Identity
from chorus_app.store import answers as store
from chorus_app.store import invoices as mirrored
from chorus_app.store.answer_tables import AnswerRow
from chorus_app.store.tables import InvoiceRow, now

__all__ = [
    "Answer",
    "NotNow",
    "NotThere",
    "Piece",
    "answer",
    "cancel",
    "change",
    "confirm",
    "moved_to",
    "of_invoice",
    "open_answer",
    "opened",
]

_LIMITS = {"service_code": SERVICE_LIMIT + 1}
_OTHER_LIMIT = 60
_COMMENT = rules.COMMENT_LIMIT + 1
"""One more than what is allowed, so that the check sees what is too long."""


class NotNow(Exception):
    """The invoice's status does not allow this act, or another answer to it is being sent."""


async def open_answer(who: Identity, invoice_id: int, act: Act) -> Answer:
    """Return the answer of this kind that is not done yet, or a new draft, filled where it can be.

    Where the invoice's status allows none, the last one that was done. Raises `NotThere`, or
    `NotNow` when there is none either.
    """
    try:
        async with current().store.writing() as session:
            row = await opened(session, who, invoice_id, act)
        return await answer(who, row.id)
    except NotNow:
        done = (one for one in await of_invoice(who, invoice_id) if one.act is act)
        if last := next((one for one in done if one.stage is AnswerStage.FAITE), None):
            return await answer(who, last.id)
        raise


async def opened(session: AsyncSession, who: Identity, invoice_id: int, act: Act) -> AnswerRow:
    """Return the row of the answer that is not done yet, or of a new draft. Raises the same."""
    invoice = await _invoice(session, who, invoice_id)
    found = await store.open_one(session, invoice_id, act)
    if found:
        return found
    if act not in rules.SENT or not _allowed(invoice, act):
        raise NotNow
    row = AnswerRow(
        id=uuid4().hex,
        structure_id=who.structure_id,
        user_id=who.user_id,
        invoice_id=invoice_id,
        chorus_id=invoice.chorus_id,
        act=act.value,
        stage=AnswerStage.BROUILLON.value,
        form=json.dumps(asdict(_first_form(invoice, act))),
    )
    session.add(row)
    await session.flush()
    return row


async def _invoice(session: AsyncSession, who: Identity, invoice_id: int) -> InvoiceRow:
    row = await mirrored.one(session, who.structure_id, invoice_id)
    if not row:
        raise NotThere
    return row


def _allowed(invoice: InvoiceRow, act: Act) -> bool:
    return rules.allows(invoice.status, act, rejection_treated=invoice.rejection_treated)


def _first_form(invoice: InvoiceRow, act: Act) -> AnswerForm:
    if act is not Act.RECYCLER:
        return AnswerForm()
    return AnswerForm(
        recipient_siret=invoice.recipient_siret,
        service_code=invoice.service_code,
        purchase_order_reference=invoice.purchase_order_reference,
    )


async def change(who: Identity, answer_id: str, values: dict[str, object]) -> AnswerForm:
    """Keep what somebody typed. Nothing changes once the intent is stored.

    Returns the form as it is kept. Raises `NotThere`.
    """
    typed = {
        name: tidy(values[name], _LIMITS.get(name, _OTHER_LIMIT))
        for name in rules.FORM_FIELDS
        if name in values
    }
    if "comment" in values:
        typed["comment"] = _lines(values["comment"])
    async with current().store.writing() as session:
        row = await held(session, who, answer_id)
        if row.stage in rules.EDITABLE:
            form = replace(AnswerForm(**json.loads(row.form)), **typed)
            row.form, row.updated_at = json.dumps(asdict(form)), now()
        return AnswerForm(**json.loads(row.form))


def _lines(text: object) -> str:
    """Tidy a comment line by line: its line breaks are the only control characters kept."""
    if not isinstance(text, str):
        return ""
    lines = (tidy(one, _COMMENT) for one in text[: _COMMENT * 4].splitlines())
    return "\n".join(lines).strip()[:_COMMENT]


async def confirm(who: Identity, answer_id: str) -> Answer:
    """Store the intent to send, once everything is right; a second call changes nothing.

    Returns the answer: under way, or still a draft with what is wrong. Raises `NotThere`, or
    `NotNow` when the invoice has moved on meanwhile.
    """
    seen = await answer(who, answer_id)
    if not seen.is_editable or not seen.is_ready:
        return seen
    async with current().store.writing() as session:
        await _store_intent(session, who, seen)
    answerer.wake(who.structure_id)
    current().live.notify(who.structure_id)
    return await answer(who, answer_id)


async def _store_intent(session: AsyncSession, who: Identity, seen: Answer) -> None:
    """Turn a draft into an intent, if it still is the draft that was checked."""
    row = await held(session, who, seen.id)
    if row.stage not in rules.EDITABLE or asdict(seen.form) != json.loads(row.form):
        return
    invoice = await _invoice(session, who, row.invoice_id)
    if not _allowed(invoice, seen.act) or await store.under_way(session, row.invoice_id):
        raise NotNow
    row.stage, row.user_id = AnswerStage.A_ENVOYER.value, who.user_id
    row.confirmed_at = row.updated_at = now()
    row.attempts, row.attempted_at, row.retry_at = 0, None, None
    row.seen_before, row.problem = None, ""
    await journal.write(session, who, Kind[f"{seen.act}_CONFIRME"], invoice, _about(seen))


def _about(seen: Answer) -> str:
    """Return what the journal keeps of an answer: all that was sent."""
    form = seen.form
    told = {
        "Pièces": ", ".join(piece.name for piece in seen.pieces),
        "Destinataire": form.recipient_siret,
        "Service": form.service_code,
        "Engagement": form.purchase_order_reference,
        "Commentaire": form.comment,
    }
    return " · ".join(f"{name} : {value}" for name, value in told.items() if value)


async def cancel(who: Identity, answer_id: str) -> None:
    """Forget a draft or refused answer and its pieces; what is sent stays. Raises `NotThere`."""
    async with current().store.writing() as session:
        row = await held(session, who, answer_id)
        if row.stage not in rules.EDITABLE:
            return
        keys = [piece.file_key for piece in await store.pieces(session, answer_id)]
        await session.delete(row)
    for key in keys:
        await current().files.delete(key)
