"""A supplier's whole way on PostgreSQL, from the door to the notice, with the simulator beneath."""

import asyncio
from functools import partial

import pytest

from chorus_app.domain.answer import AnswerStage
from chorus_app.domain.deposit import Stage
from chorus_app.domain.journal import Kind
from chorus_app.domain.notice import Channel
from chorus_app.domain.search import SearchCriteria
from chorus_app.services import deposits, inbox, invoices, journal, notify, sender, sessions
from chorus_app.services.health import DatabaseAway, database_answers
from tests.databases import POSTGRESQL
from tests.postgresql_server import PostgresqlServer
from tests.services.answering import completion, passages, settle
from tests.services.conftest import EMAILS, PASSWORD, Choral
from tests.services.depositing import TODAY, Supplier, beginner
from tests.services.looking import until
from tests.services.telling import notices, suspended

pytestmark = POSTGRESQL


async def test_it_is_postgresql(choral: Choral, database: str) -> None:
    assert choral.context.settings.database == database
    assert database.startswith("postgresql")
    assert not (choral.context.settings.data_dir / "choral.db").exists()


async def test_a_supplier_is_read_searched_and_told(choral: Choral) -> None:
    token, who = await sessions.sign_in(EMAILS[0], PASSWORD)
    assert await sessions.identity(token) == who
    await choral.synchronise(who)

    everything = await invoices.search(who, SearchCriteria(), TODAY, offset=0, limit=50)
    assert everything.total == 244
    first = everything.rows[0]
    found = await invoices.search(
        who, SearchCriteria(text=first.invoice_number.lower()), TODAY, offset=0, limit=50
    )
    assert first.invoice_number in [row.invoice_number for row in found.rows]

    row = await suspended(choral)
    await choral.synchronise(who)
    [told] = [each for each in await notices(who, Channel.APP) if each.status == "SUSPENDUE"]
    assert told.invoice_number == row.invoice_number
    assert await inbox.acknowledge(who, [row.id or 0]) == 1
    assert await inbox.acknowledge(who, [row.id or 0]) == 0
    assert Kind.ACQUITTEMENT in [each.kind for each in await journal.of_invoice(who, row.id or 0)]
    assert await notify.mark_read(who, None) == 1


async def test_an_invoice_is_deposited_and_a_suspension_answered(choral: Choral) -> None:
    me = beginner(choral)
    done = await me.settled(await me.confirmed("PG-001"))
    assert (done.stage, len(me.invoices("PG-001"))) == (Stage.DEPOSEE, 1)

    row, confirmed = await completion(choral)
    before = passages(choral, row, "COMPLETEE")
    assert (await settle(choral.demo, confirmed.id)).stage is AnswerStage.FAITE
    assert passages(choral, row, "COMPLETEE") == before + 1


async def test_a_database_that_goes_away_while_an_invoice_is_sent_loses_nothing(
    choral: Choral, postgresql: PostgresqlServer
) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("PG-002")
    await choral.steer("faults", mode="slow", paths="soumettre", seconds=1)

    sending = asyncio.create_task(sender.advance(deposit_id))
    await until(partial(_is_attempted, me, deposit_id), 20)
    await asyncio.to_thread(postgresql.stop)
    try:
        with pytest.raises(DatabaseAway):
            await sending
        assert not await database_answers()
        with pytest.raises(DatabaseAway):
            await deposits.waiting_count(me.who)
    finally:
        await asyncio.to_thread(postgresql.start)

    assert await database_answers()
    assert len(me.invoices("PG-002")) == 1
    await choral.steer("faults", mode="none")
    assert (await me.settled(deposit_id)).stage == Stage.DEPOSEE
    assert len(me.invoices("PG-002")) == 1


async def _is_attempted(me: Supplier, deposit_id: str) -> bool:
    return (await me.row(deposit_id)).attempted_at is not None
