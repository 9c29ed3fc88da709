"""What is told, to whom and by which way: on the simulator, through the real synchronisation."""

from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from chorus_app.domain.deposit import Stage
from chorus_app.domain.notice import Channel, Kind, next_digest
from chorus_app.services import events, notify
from chorus_app.services.context import current
from chorus_app.services.notify import Preferences
from chorus_app.store import invoices as mirrored
from chorus_app.store.tables import DepositRow, Membership, Structure, now
from tests.databases import BOTH
from tests.services.conftest import Choral
from tests.services.depositing import FREE, beginner
from tests.services.looking import again, one_that_waits
from tests.services.telling import move, notices, suspended
from tests.store.samples import invoice


async def test_the_first_synchronisation_tells_nobody(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    await choral.synchronise(choral.demo, times=2)

    assert await notices(choral.demo) == []


@BOTH
async def test_a_change_is_told_once_by_each_way(choral: Choral) -> None:
    row = await suspended(choral)
    await choral.synchronise(choral.demo, times=2)

    told = await notices(choral.demo)
    assert [(one.channel, one.state) for one in told] == [("APP", "SENT"), ("MAIL", "WAITING")]
    assert {one.subject for one in told} == {f"facture-{row.chorus_id}"}
    assert told[0].kind == "RETURNED"
    assert (told[0].invoice_id, told[0].invoice_number) == (row.id, row.invoice_number)
    assert "Bon de commande absent" in told[0].comment
    assert await notices(choral.load) == await notices(choral.empty) == []


async def test_a_sweep_that_compares_everything_tells_nothing_again(choral: Choral) -> None:
    await suspended(choral)
    async with choral.context.store.session() as session:
        (await session.get_one(Structure, choral.demo.structure_id)).swept_at = None

    await choral.synchronise(choral.demo, times=3)

    assert len(await notices(choral.demo, Channel.APP)) == 1


async def test_the_same_status_again_is_another_event(choral: Choral) -> None:
    row = await suspended(choral)
    await move(choral, row, "MISE_A_DISPOSITION")
    await move(choral, row, "SUSPENDUE", "Encore")

    told = await notices(choral.demo, Channel.APP)
    assert [one.status for one in told] == ["SUSPENDUE", "MISE_A_DISPOSITION", "SUSPENDUE"]


@BOTH
async def test_two_processes_that_see_the_same_change_tell_it_once(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    seen = invoice(987_654, status="SUSPENDUE", status_at=now())
    number = choral.demo.structure_id
    async with choral.context.store.writing() as session:
        await mirrored.upsert(session, number, [seen])
    for _ in range(2):
        async with choral.context.store.writing() as session:
            await events.tell_changes(session, number, [seen])

    assert len(await notices(choral.demo, Channel.APP)) == 1


@BOTH
async def test_the_notice_and_the_change_are_one_act(
    choral: Choral, monkeypatch: pytest.MonkeyPatch
) -> None:
    await choral.synchronise(choral.demo)
    row = await one_that_waits(choral.demo)

    async def fails(*_: object) -> None:
        raise IntegrityError("no", None, Exception())

    with monkeypatch.context() as patch:
        patch.setattr(events, "tell_changes", fails)
        with pytest.raises(IntegrityError):
            await move(choral, row, "SUSPENDUE", "Bon de commande absent")
    assert await notices(choral.demo) == []
    assert (await again(choral.demo, row)).status == "MISE_A_DISPOSITION"

    await choral.synchronise(choral.demo)

    assert len(await notices(choral.demo, Channel.APP)) == 1


@pytest.mark.parametrize(("age", "told"), [(timedelta(hours=1), 1), (timedelta(days=8), 0)])
async def test_an_unknown_invoice_is_news_while_it_is_fresh(
    choral: Choral, age: timedelta, told: int
) -> None:
    await choral.synchronise(choral.demo)
    found = invoice(987_654, status="REJETEE", status_at=now() - age)

    async with choral.context.store.writing() as session:
        news = await events.news(session, choral.demo.structure_id, [found])

    assert len(news) == told


async def test_each_choice_is_kept_and_obeyed(choral: Choral) -> None:
    usual = await notify.preferences(choral.demo)
    assert not usual.switches[Kind.PROGRESS, Channel.PUSH]
    wanted = {**usual.switches, (Kind.RETURNED, Channel.MAIL): False}

    await notify.set_preferences(choral.demo, Preferences(wanted, daily_mail=True))

    kept = await notify.preferences(choral.demo)
    assert (dict(kept.switches), kept.daily_mail, kept.browsers) == (wanted, True, 0)
    assert (await notify.preferences(choral.empty)).switches == usual.switches
    await suspended(choral)
    assert [one.channel for one in await notices(choral.demo)] == ["APP"]


async def test_one_mail_a_day_waits_until_eight(choral: Choral) -> None:
    usual = await notify.preferences(choral.demo)
    await notify.set_preferences(choral.demo, Preferences(usual.switches, daily_mail=True))

    await suspended(choral)

    (waiting,) = await notices(choral.demo, Channel.MAIL)
    assert waiting.due_at == next_digest(waiting.created_at) > now()


async def test_what_waits_of_a_kind_switched_off_is_given_up(choral: Choral) -> None:
    await suspended(choral)
    await notify.set_preferences(
        choral.demo, Preferences({(Kind.RETURNED, Channel.MAIL): False}, daily_mail=False)
    )

    (mail,) = await notices(choral.demo, Channel.MAIL)
    assert (mail.state, mail.problem) == ("DROPPED", "switched off by the user")


@BOTH
async def test_unread_and_read(choral: Choral) -> None:
    row = await suspended(choral)
    await move(choral, row, "MISE_A_DISPOSITION")

    seen = choral.context.live.version(choral.demo.structure_id)
    before = await notify.unread(choral.demo)
    assert before.count == 2
    assert [one.status for one in before.notices] == ["MISE_A_DISPOSITION", "SUSPENDUE"]

    latest = before.notices[0].id or 0
    assert await notify.mark_read(choral.empty, [latest]) == 0
    assert await notify.mark_read(choral.demo, [latest]) == 1
    assert choral.context.live.version(choral.demo.structure_id) > seen
    after = await notify.unread(choral.demo)
    assert (after.count, [bool(one.read_at) for one in after.notices]) == (1, [True, False])
    assert await notify.mark_read(choral.demo) == 1
    assert (await notify.unread(choral.demo)).count == 0


async def test_every_member_is_told_and_who_left_is_not(choral: Choral) -> None:
    async with choral.context.store.session() as session:
        session.add(Membership(user_id=choral.empty.user_id, structure_id=choral.demo.structure_id))
        gone = delete(Membership).where(
            Membership.user_id == choral.demo.user_id,  # type: ignore[arg-type]
            Membership.structure_id == choral.demo.structure_id,  # type: ignore[arg-type]
        )
        await session.execute(gone)

    await suspended(choral)

    assert len(await notices(choral.empty, Channel.APP)) == 1
    assert await notices(choral.demo) == []


async def test_a_refused_deposit_is_told_to_whoever_sent_it(choral: Choral) -> None:
    deposit = DepositRow(
        id="d1",
        structure_id=choral.demo.structure_id,
        user_id=choral.demo.user_id,
        stage="REFUSEE",
        confirmed_at=now(),
        file_key="k",
        file_name="f.pdf",
        file_size=1,
        file_kind="PDF",
        invoice_number="F-1",
    )
    for _ in range(2):
        async with choral.context.store.writing() as session:
            await events.tell_refused_deposit(session, deposit, "Le SIRET est inconnu.")

    (told,) = await notices(choral.demo, Channel.APP)
    assert (told.kind, told.deposit_id, told.comment) == (
        "DEPOSIT_REFUSED",
        "d1",
        "Le SIRET est inconnu.",
    )


async def test_chorus_pro_s_refusal_of_a_deposit_is_told_once_each_time(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("SE-031")
    choral.rewrite("UPDATE structure SET service_required = 1 WHERE name = ?", FREE)
    row = await me.turn(deposit_id)
    await me.turn(deposit_id)

    (told,) = await notices(choral.empty, Channel.APP)
    assert (told.kind, told.comment) == ("DEPOSIT_REFUSED", row.problem)
    assert told.comment
    assert (await me.confirm(deposit_id)).stage == Stage.A_ENVOYER
    await me.turn(deposit_id)
    assert len(await notices(choral.empty, Channel.APP)) == 2


async def test_an_unsubscribing_token_stops_the_mails_of_one_user(choral: Choral) -> None:
    token = notify.unsubscribe_token(choral.demo.user_id)

    assert await notify.unsubscribe(token)

    mine = (await notify.preferences(choral.demo)).switches
    assert {way for (_, way), is_on in mine.items() if not is_on} == {Channel.MAIL, Channel.PUSH}
    assert not any(mine[kind, Channel.MAIL] for kind in Kind)
    assert (await notify.preferences(choral.load)).switches[Kind.PAID, Channel.MAIL]


@pytest.mark.parametrize("token", ["", "x", "é", "12", "desabonnement:1", "A" * 400])
async def test_a_made_up_token_stops_nothing(choral: Choral, token: str) -> None:
    assert not await notify.unsubscribe(token)


async def test_a_sealed_password_is_no_token(choral: Choral) -> None:
    assert not await notify.unsubscribe(current().vault.seal("desabonne"))
    async with current().store.session() as session:
        structure = await session.get_one(Structure, choral.demo.structure_id)
    assert not await notify.unsubscribe(structure.account_secret)
