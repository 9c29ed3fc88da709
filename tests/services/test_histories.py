"""One last day to pay: the list, the totals and the inbox show the page's once it is known."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, select
from sqlmodel import col

from chorus_app.domain.clock import PaymentClock
from chorus_app.domain.invoice import History, StatusChange
from chorus_app.domain.payment import BuyerKind
from chorus_app.jobs.handlers import carry_out
from chorus_app.services import buyers, inbox, invoices, overview
from chorus_app.services.context import current
from chorus_app.services.histories import learn
from chorus_app.services.inbox import Waiting
from chorus_app.services.payment import payment_clock
from chorus_app.services.sessions import Identity
from chorus_app.services.work import Job, Kind
from chorus_app.states.views import row_view
from chorus_app.store.invoices import keep_history, upsert
from chorus_app.store.silence import OUTSTANDING
from chorus_app.store.tables import InvoiceRow, StatusChangeRow
from tests.databases import BOTH
from tests.services.conftest import Choral
from tests.services.looking import newest
from tests.store.samples import invoice

pytestmark = BOTH

TODAY = date(2026, 4, 3)
People = tuple[Identity, ...]


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


INTERRUPTED = (
    StatusChange(at(3, 1), "COMPLETEE", "", ""),
    StatusChange(at(2, 10), "SUSPENDUE", "", ""),
    StatusChange(at(2, 3), "MISE_A_DISPOSITION", "", ""),
)
"""Available on 3 February, suspended on the 10th, completed on 1 March: due on the 31st."""


async def outstanding(who: Identity) -> Sequence[InvoiceRow]:
    """Return what has a clock, as it is stored."""
    async with current().store.session() as session:
        found = await session.scalars(
            select(InvoiceRow)
            .where(
                col(InvoiceRow.structure_id) == who.structure_id,
                col(InvoiceRow.status_rank).in_(OUTSTANDING),
                col(InvoiceRow.status) != "A_RECYCLER",
                col(InvoiceRow.type_code) != "AVOIR",
                col(InvoiceRow.tax_inclusive_amount) > 0,
            )
            .order_by(col(InvoiceRow.payable_by))
        )
        return found.all()


async def learn_all(who: Identity) -> None:
    """Take as many turns as all that has a clock needs, and one more."""
    for _ in range(len(await outstanding(who)) // 4 + 2):
        await learn(who.structure_id)


async def read(who: Identity) -> set[int]:
    """Return what has a current history, by Chorus Pro's id."""
    return {row.chorus_id for row in await outstanding(who) if row.history_current}


async def hold(who: Identity, status: str, moment: datetime, *changes: StatusChange) -> InvoiceRow:
    """Hold one invoice in a status, with what was read of its history."""
    async with current().store.session() as session:
        await upsert(session, who.structure_id, [invoice(1, status=status, status_at=moment)])
    [row] = await newest(who)
    if changes:
        async with current().store.session() as session:
            await keep_history(session, row, History(changes, ()))
    return (await newest(who))[0]


async def page_clock(who: Identity, row: InvoiceRow, today: date) -> PaymentClock | None:
    """Return the clock that the page of an invoice shows."""
    opened = await invoices.open_invoice(who, row.id or 0)
    kind = (await buyers.buyer(row)).kind
    return payment_clock(opened.row, opened.history, today, kind)


async def test_a_turn_reads_four_the_most_pressing_first(choral: Choral) -> None:
    who = choral.demo
    await choral.synchronise(who)
    running = [row for row in await outstanding(who) if row.status != "SUSPENDUE"]
    pressing = sorted(running, key=_pressing)
    assert len(pressing) > 8
    seen = current().live.version(who.structure_id)

    await carry_out(Job(Kind.SYNCHRONISE, who.structure_id))

    first = await read(who)
    assert len(first) == 4
    chosen = [row for row in pressing if row.chorus_id in first]
    assert [_pressing(row) for row in chosen] == [_pressing(row) for row in pressing[:4]]
    assert current().live.version(who.structure_id) > seen
    await learn(who.structure_id)
    assert len(await read(who)) == 8
    assert first < await read(who)


async def test_none_is_read_twice_for_one_status(choral: Choral) -> None:
    who = choral.demo
    await choral.synchronise(who)
    await learn_all(who)
    rows = await outstanding(who)
    ids = [row.id or 0 for row in rows]
    moves = next(row for row in rows if row.status == "MISE_A_DISPOSITION")
    async with current().store.session() as session:
        await session.execute(
            delete(StatusChangeRow).where(col(StatusChangeRow.invoice_id).in_(ids))
        )

    await choral.synchronise(who)
    await learn_all(who)
    assert not await _kept(ids)

    await choral.steer("move", idFacture=moves.chorus_id, statut="SERVICE_FAIT")
    await choral.synchronise(who)
    assert moves.chorus_id not in await read(who)
    await learn_all(who)
    assert await _kept(ids) == {moves.id}


async def test_everything_that_is_known_agrees(choral: Choral) -> None:
    """The demonstration's whole list against each page, the inbox and the first screen's sum."""
    who, today = choral.demo, datetime.now(UTC).date()
    await choral.synchronise(who)
    await learn_all(who)
    rows = await outstanding(who)
    assert all(row.history_current for row in rows)
    assert any(row.payable_by for row in rows if row.status == "COMPLETEE")

    late = {}
    for row in rows:
        clock = await page_clock(who, row, today)
        assert clock
        assert row.payable_by == clock.due
        assert row.day_is_exact is not clock.is_estimate
        if clock.late_days and row.counted_amount > 0:
            late[row.id] = (clock.due, clock.late_days)
    seen = await inbox.inbox(who, today)
    overdue = [item for item in seen.items if item.why is Waiting.EN_RETARD]
    assert overdue
    assert all(late[item.invoice_id] == (item.day, item.late_days) for item in overdue)
    assert (await overview.overview(who, today)).expected.late.invoices == len(overdue)


async def test_a_completed_invoice_has_its_day_once_its_history_is_read(signed: People) -> None:
    before = await hold(signed[0], "COMPLETEE", at(3, 1))
    row = await hold(signed[0], "COMPLETEE", at(3, 1), *INTERRUPTED)

    assert before.payable_by is None
    assert row.payable_by == date(2026, 3, 31)
    assert row_view(row, date(2026, 3, 11)).hint == "échéance\u00a0: 31/03"
    assert row_view(row, TODAY).hint == "retard\u00a0: 3\u00a0jours"
    expected = (await overview.overview(signed[0], date(2026, 3, 11))).expected
    assert (expected.soon.invoices, expected.undated.invoices) == (1, 0)


async def test_a_status_that_comes_later_keeps_what_the_history_told(signed: People) -> None:
    """The day is the clock's; it is said to be an estimate until the history is read again."""
    await hold(signed[0], "COMPLETEE", at(3, 1), *INTERRUPTED)

    row = await hold(signed[0], "SERVICE_FAIT", at(3, 5))

    assert (row.payable_by, row.history_current) == (date(2026, 3, 31), False)
    assert row_view(row, date(2026, 3, 11)).hint == "échéance estimée\u00a0: 31/03"
    clock = await page_clock(signed[0], row, TODAY)
    assert clock
    assert (clock.due, clock.late_days) == (row.payable_by, 3)


async def test_another_kind_of_buyer_counts_from_the_history(signed: People) -> None:
    available = StatusChange(at(2, 6), "MISE_A_DISPOSITION", "", "")
    suspended = StatusChange(at(3, 20), "SUSPENDUE", "", "")
    row = await hold(signed[0], "SUSPENDUE", at(3, 20), suspended, available)
    assert row.payable_by == date(2026, 3, 8)

    await buyers.choose(signed[0], row.id or 0, BuyerKind.ENTREPRISE)
    assert (await newest(signed[0]))[0].payable_by is None

    await buyers.forget(signed[0], row.id or 0)
    assert (await newest(signed[0]))[0].payable_by == date(2026, 3, 8)


async def test_a_history_older_than_the_status_is_not_current(signed: People) -> None:
    """The status changed between the question and the answer: it is asked again."""
    asked = await hold(signed[0], "COMPLETEE", at(3, 1))
    await hold(signed[0], "SERVICE_FAIT", at(3, 5))

    async with current().store.session() as session:
        await keep_history(session, asked, History(INTERRUPTED, ()))

    [row] = await newest(signed[0])
    assert (row.payable_by, row.history_current) == (date(2026, 3, 31), False)


async def test_without_chorus_nothing_is_read_and_the_rest_later(choral: Choral) -> None:
    who = choral.demo
    await choral.synchronise(who)
    await choral.steer("faults", mode="down")
    await learn(who.structure_id)
    assert await read(who) == set()
    assert len(current().late_histories.keys()) == 1

    await choral.steer("faults", mode="none")
    await learn(who.structure_id)
    assert len(await read(who)) == 4
    assert not {row.id for row in await outstanding(who) if row.history_current} & {
        *current().late_histories.keys()
    }

    _pass_time()
    await learn(who.structure_id)
    assert len(await read(who)) == 8


async def test_one_that_is_refused_does_not_stand_before_the_others(choral: Choral) -> None:
    who = choral.demo
    await choral.synchronise(who)
    unknown = invoice(
        10**9, deposit_date=date(2001, 2, 2), status_at=datetime(2001, 2, 3, tzinfo=UTC)
    )
    async with current().store.session() as session:
        await upsert(session, who.structure_id, [unknown])

    await learn(who.structure_id)

    assert len(await read(who)) == 3
    assert len(current().late_histories.keys()) == 1
    await learn(who.structure_id)
    assert len(await read(who)) == 7
    assert 10**9 not in await read(who)


def _pressing(row: InvoiceRow) -> date:
    return row.payable_by or row.deposit_date or date.max


def _pass_time() -> None:
    late = current().late_histories
    late.until = {number: until - timedelta(hours=1) for number, until in late.until.items()}


async def _kept(ids: Sequence[int]) -> set[int]:
    async with current().store.session() as session:
        found = await session.scalars(
            select(col(StatusChangeRow.invoice_id)).where(col(StatusChangeRow.invoice_id).in_(ids))
        )
        return set(found)
