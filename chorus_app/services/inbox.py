"""À traiter: one list of all that waits for the supplier, with the one act that each thing wants.

And the window at sign-in (product row H7): what came back and this person has not acknowledged.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.domain.answer import RETURNED, Act, AnswerStage, acts_of
from chorus_app.domain.deposit import DepositForm, Stage, amounts
from chorus_app.domain.journal import Kind
from chorus_app.domain.siret import clean
from chorus_app.services import journal
from chorus_app.services.context import current
from chorus_app.services.expiry import account_expiry
from chorus_app.services.replacing import by_replaced
from chorus_app.services.sessions import Identity
from chorus_app.store import answers as answering
from chorus_app.store import buyers, overview
from chorus_app.store import deposits as deposited
from chorus_app.store import inbox as reading
from chorus_app.store import journal as written
from chorus_app.store.answer_tables import AcknowledgementRow, AnswerRow
from chorus_app.store.tables import DepositRow, InvoiceRow, now

_MOST = 200
_MOST_LATE = 50
_ACCOUNT_WARNING = timedelta(days=15)


class Waiting(StrEnum):
    """Why something waits, in the order of the list; `texts.answers.WAITING` says it in words."""

    COMPTE_TECHNIQUE = "COMPTE_TECHNIQUE"
    DEPOT_REFUSE = "DEPOT_REFUSE"
    SUSPENDUE = "SUSPENDUE"
    A_RECYCLER = "A_RECYCLER"
    REJETEE = "REJETEE"
    EN_RETARD = "EN_RETARD"
    DEPOT_SUPERFLU = "DEPOT_SUPERFLU"
    BROUILLON = "BROUILLON"
    BROUILLON_CHORUS = "BROUILLON_CHORUS"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that waits. `at` is when it happened; `amount` in cents, None where unknown.

    `motive` is the recipient's own words, or Chorus Pro's refusal, in full. `day` is the last legal
    day of a late invoice, or the day the account ends; `reminded_at` is when a reminder of it was
    last copied or handed to a mail program. `is_new` stands until this person
    acknowledges. `answer` is where the latest confirmed answer stands, with what delays or refused
    it in `answer_problem`: an item whose answer is under way stays until Chorus Pro confirms.
    """

    why: Waiting
    act: Act
    at: datetime | None
    number: str = ""
    recipient_name: str = ""
    amount: int | None = None
    currency: str = "EUR"
    deposit_date: date | None = None
    motive: str = ""
    invoice_id: int | None = None
    deposit_id: str = ""
    is_new: bool = False
    day: date | None = None
    late_days: int = 0
    reminded_at: datetime | None = None
    answer: AnswerStage | None = None
    answer_problem: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """`count` counts everything; `items` holds 200 that came back and 50 late ones at most."""

    items: list[Item]
    count: int
    new_count: int


async def inbox(who: Identity, today: date) -> Inbox:
    """Return all that waits for this supplier, the most pressing first."""
    expiry = await account_expiry(who.structure_id)
    account = _account(expiry, today)
    async with current().store.reading() as session:
        drafts = await reading.editable_deposits(session, who.structure_id)
        since = await deposited.accepted_since(session, who.structure_id, drafts)
        sirets = {_form(row).recipient_siret for row in drafts}
        names = await buyers.names(session, who.structure_id, sirets)
        came_back = await overview.waiting(session, who.structure_id, _MOST)
        came_back_count = await overview.count_waiting(session, who.structure_id)
        late, late_count = await _late(session, who, today)
        new = {row.id for row in await _news(session, who)}
        answers = await answering.latest_stages(session, [row.id or 0 for row in came_back])
        replacing = by_replaced(await deposited.pending(session, who.structure_id))
    items = [
        *account,
        *(_deposit(row, names, is_needless=row.id in since) for row in drafts),
        *(
            _replaced(
                _came_back(row, row.id in new, answers.get(row.id or 0)), replacing.get(row.id or 0)
            )
            for row in came_back
        ),
        *late,
    ]
    order = list(Waiting)
    return Inbox(
        items=sorted(items, key=lambda item: order.index(item.why)),
        count=len(account) + len(drafts) + came_back_count + late_count,
        new_count=len(new),
    )


async def waiting_count(structure_id: int, today: date) -> int:
    """Return `Inbox.count`, for the tab and the icon, without building the list."""
    account = _account(await account_expiry(structure_id), today)
    async with current().store.reading() as session:
        drafts = await reading.editable_deposits(session, structure_id)
        came_back = await overview.count_waiting(session, structure_id)
        late = await reading.count_late(session, structure_id, today)
    return len(account) + len(drafts) + came_back + late


def _account(expiry: date | None, today: date) -> list[Item]:
    if not expiry or expiry - today > _ACCOUNT_WARNING:
        return []
    return [Item(Waiting.COMPTE_TECHNIQUE, Act.CHANGER_MOT_DE_PASSE, None, day=expiry)]


def _form(row: DepositRow) -> DepositForm:
    form = DepositForm(**json.loads(row.form))
    return replace(form, recipient_siret=clean(form.recipient_siret))


def _deposit(row: DepositRow, names: Mapping[str, str], *, is_needless: bool) -> Item:
    """Return what waits of a deposit; `is_needless`: its number was deposited since by another."""
    form = _form(row)
    typed = amounts(form)
    why = Waiting.DEPOT_REFUSE if row.stage == Stage.REFUSEE else Waiting.BROUILLON
    reading_of = json.loads(row.reading)
    motive = row.problem or reading_of.get("reissue", {}).get("motive", "")
    return Item(
        Waiting.DEPOT_SUPERFLU if is_needless else why,
        Act.POURSUIVRE,
        row.updated_at,
        number=row.invoice_number or row.file_name,
        recipient_name=names.get(form.recipient_siret, ""),
        amount=typed.get("payable_amount", typed.get("tax_inclusive_amount")),
        motive="" if is_needless else motive,
        deposit_id=row.id,
    )


def _came_back(row: InvoiceRow, is_new: bool, answer: AnswerRow | None) -> Item:
    draft = row.status not in RETURNED
    why = Waiting.BROUILLON_CHORUS if draft else Waiting(row.status)
    act = acts_of(row.status, rejection_treated=row.rejection_treated)[0]
    item = _item(row, why, act, row.status_at, is_new=is_new)
    # An answer given before the invoice came back again says nothing of today.
    if not answer or (
        row.status_at and answer.confirmed_at and answer.confirmed_at < row.status_at
    ):
        return item
    return replace(item, answer=AnswerStage(answer.stage), answer_problem=answer.problem)


def _replaced(item: Item, deposit: DepositRow | None) -> Item:
    """Lead to the new invoice that was begun, rather than to another one."""
    if not deposit or item.act is not Act.REEMETTRE:
        return item
    return replace(item, act=Act.POURSUIVRE, deposit_id=deposit.id)


def _item(
    row: InvoiceRow, why: Waiting, act: Act, at: datetime | None, *, is_new: bool = False
) -> Item:
    return Item(
        why,
        act,
        at,
        number=row.invoice_number,
        recipient_name=row.recipient_name,
        amount=row.payable_amount,
        currency=row.currency,
        deposit_date=row.deposit_date,
        motive=row.status_comment,
        invoice_id=row.id,
        is_new=is_new,
    )


async def _late(session: AsyncSession, who: Identity, today: date) -> tuple[list[Item], int]:
    """Return the longest overdue invoices, and how many there are in all."""
    rows = await reading.late(session, who.structure_id, today, _MOST_LATE)
    told = await written.reminded(session, who.structure_id, [row.chorus_id for row in rows])
    items = [
        _overdue_item(row, row.payable_by, (today - row.payable_by).days, told.get(row.chorus_id))
        for row in rows
        if row.payable_by
    ]
    return items, await reading.count_late(session, who.structure_id, today)


def _overdue_item(row: InvoiceRow, due: date, days: int, reminded_at: datetime | None) -> Item:
    item = _item(row, Waiting.EN_RETARD, Act.RELANCER, row.status_at)
    return replace(item, day=due, late_days=days, motive="", reminded_at=reminded_at)


async def _news(session: AsyncSession, who: Identity) -> Sequence[InvoiceRow]:
    return await answering.unacknowledged(session, who.structure_id, who.user_id)


async def news(who: Identity) -> list[Item]:
    """Return what came back and this person has not acknowledged, the latest first."""
    async with current().store.reading() as session:
        found = await _news(session, who)
        answers = await answering.latest_stages(session, [row.id or 0 for row in found])
    return [_came_back(row, True, answers.get(row.id or 0)) for row in found]


async def acknowledge(who: Identity, invoice_ids: Collection[int] | None = None) -> int:
    """Note that this person saw these invoices come back, or all of them; return how many.

    It is Choral's own note, written in the journal: Chorus Pro has no operation for it. The
    invoices stay in the inbox until they are answered.
    """
    async with current().store.writing() as session:
        rows = [
            row for row in await _news(session, who) if invoice_ids is None or row.id in invoice_ids
        ]
        for row in rows:
            session.add(
                AcknowledgementRow(
                    invoice_id=row.id or 0,
                    user_id=who.user_id,
                    status=row.status,
                    status_at=row.status_at or now(),
                )
            )
            await journal.write(session, who, Kind.ACQUITTEMENT, row, row.status_comment)
    return len(rows)
