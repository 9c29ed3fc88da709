"""One rule for late or doubtful, by the directory's cards: list, totals, inbox and page agree."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from chorus_app.domain.payment import Doubt
from chorus_app.domain.status import Status, is_outstanding
from chorus_app.jobs.handlers import carry_out
from chorus_app.services import directory, inbox, overview
from chorus_app.services.cards import learn, tells_payment
from chorus_app.services.context import current
from chorus_app.services.doubt import payment_doubts
from chorus_app.services.inbox import Waiting
from chorus_app.services.sessions import Identity
from chorus_app.services.work import Job, Kind
from chorus_app.states.views import row_view
from chorus_app.store import cards
from chorus_app.store.invoices import upsert
from chorus_app.store.tables import RecipientCardRow, now
from tests.databases import BOTH
from tests.services.conftest import Choral
from tests.services.looking import newest
from tests.services.test_doubt import siret
from tests.store.samples import invoice

pytestmark = BOTH

TODAY = date(2026, 3, 20)
OPEN = [s.value for s in Status if is_outstanding(s) and s not in {"A_RECYCLER", "SUSPENDUE"}]
NEVER_ANNOUNCES, ANNOUNCES, UNREAD = "21000000000001", "21000000000002", "21000000000003"


@pytest.fixture(autouse=True)
def _empty_directory() -> None:
    directory.forget()


async def hold_one_of_each(who: Identity) -> None:
    """Hold every open status of three recipients: two with a card, one that announced once."""
    each = list(product(OPEN, (NEVER_ANNOUNCES, ANNOUNCES, UNREAD)))
    rows = [invoice(n, status=status, recipient_siret=of) for n, (status, of) in enumerate(each, 1)]
    paid = invoice(99, status="MISE_EN_PAIEMENT", recipient_siret=UNREAD)
    async with current().store.writing() as session:
        await upsert(session, who.structure_id, [*rows, paid])
        await cards.keep(session, NEVER_ANNOUNCES, reports=False, at=now())
        await cards.keep(session, ANNOUNCES, reports=True, at=now())


async def test_the_list_the_totals_and_the_inbox_agree(signed: tuple[Identity, ...]) -> None:
    await hold_one_of_each(signed[0])

    rows = [row for row in await newest(signed[0], 50) if row.payable_by]
    doubts = await payment_doubts(signed[0], rows, TODAY)
    items = (await inbox.inbox(signed[0], TODAY)).items
    seen = await overview.overview(signed[0], TODAY)

    doubtful = {row.id for row in rows if row.recipient_siret == NEVER_ANNOUNCES}
    assert {number for number, why in doubts.items() if why is Doubt.ANNUAIRE} == doubtful
    late = {item.invoice_id for item in items if item.why is Waiting.EN_RETARD}
    assert late == {row.id for row in rows} - set(doubts)
    assert seen.expected.late.invoices == len(late)
    hints = {row.id: row_view(row, TODAY, doubts.get(row.id or 0)).hint for row in rows}
    assert {number for number, hint in hints.items() if hint.startswith("retard")} == late
    assert {hints[number] for number in doubts} == {"peut-être déjà payée"}


async def test_what_is_not_late_is_not_doubtful(signed: tuple[Identity, ...]) -> None:
    await hold_one_of_each(signed[0])
    rows = await newest(signed[0], 50)

    assert await payment_doubts(signed[0], rows, date(2026, 2, 20)) == {}


async def test_the_turn_reads_the_cards_of_what_is_overdue(choral: Choral) -> None:
    quiet, telling = siret(choral, reports=False), siret(choral, reports=True)
    who = choral.empty
    await choral.synchronise(who)
    async with current().store.session() as session:
        late = [invoice(1, recipient_siret=quiet), invoice(2, recipient_siret=telling)]
        fresh = invoice(3, recipient_siret="21000000000009", status_at=now())
        await upsert(session, who.structure_id, [*late, fresh])
    before = current().live.version(who.structure_id)

    await carry_out(Job(Kind.SYNCHRONISE, who.structure_id))

    assert await _kept(quiet) is False
    assert await _kept(telling) is True
    assert await _kept("21000000000009") is None
    assert current().live.version(who.structure_id) > before
    rows = await newest(who)
    assert Doubt.ANNUAIRE in (await payment_doubts(who, rows, date(2027, 1, 1))).values()


async def test_an_old_card_is_read_again(choral: Choral) -> None:
    quiet, who = siret(choral, reports=False), choral.empty
    async with current().store.session() as session:
        await upsert(session, who.structure_id, [invoice(1, recipient_siret=quiet)])
        await cards.keep(session, quiet, reports=True, at=now() - timedelta(days=31))

    await learn(who.structure_id, TODAY)

    assert await _kept(quiet) is False


async def test_a_card_that_fails_does_not_hold_back_the_others(choral: Choral) -> None:
    quiet, telling = siret(choral, reports=False), siret(choral, reports=True)
    who = choral.empty
    await choral.synchronise(who)
    first = invoice(1, recipient_siret=telling, deposit_date=date(2025, 1, 2))
    async with current().store.session() as session:
        await upsert(session, who.structure_id, [first, invoice(2, recipient_siret=quiet)])
    await choral.steer("faults", mode="403", paths="/structures/", times=1)

    await learn(who.structure_id, TODAY)

    assert await _kept(telling) is None
    assert await _kept(quiet) is False
    await learn(who.structure_id, TODAY)
    assert await _kept(telling) is None, "left alone for a while"

    current().late_cards.until.clear()
    await learn(who.structure_id, TODAY)
    assert await _kept(telling) is True


async def test_a_directory_that_fails_leaves_what_was_read(signed: tuple[Identity, ...]) -> None:
    """No Chorus Pro answers here: the turn goes on, and the card that was kept decides."""
    who = signed[0]
    async with current().store.session() as session:
        await upsert(session, who.structure_id, [invoice(1)])
        read_at = datetime(2026, 1, 1, tzinfo=UTC)
        await cards.keep(session, NEVER_ANNOUNCES, reports=False, at=read_at)

    await learn(who.structure_id, TODAY)

    assert await _kept("21350238800019") is None
    assert await tells_payment(who.structure_id, NEVER_ANNOUNCES) is False
    assert await tells_payment(who.structure_id, ANNOUNCES) is True


async def _kept(siret: str) -> bool | None:
    async with current().store.session() as session:
        row = await session.get(RecipientCardRow, siret)
    return row.reports_payment if row else None
