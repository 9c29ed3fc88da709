from datetime import UTC, date, datetime, timedelta

import pytest

from chorus_app.domain.answer import Act, AnswerStage
from chorus_app.domain.invoice import History, Invoice, StatusChange
from chorus_app.domain.journal import Kind
from chorus_app.domain.payment import PERHAPS_PAID
from chorus_app.services import expiry, inbox, journal, overview, reminder
from chorus_app.services.context import current
from chorus_app.services.inbox import Item, Waiting
from chorus_app.services.sessions import Identity
from chorus_app.store.invoices import keep_history, upsert
from chorus_app.store.tables import DepositRow
from tests.services.answering import completion, one_that_is, settle
from tests.services.conftest import Choral
from tests.store.samples import invoice

TODAY = date(2026, 3, 20)
People = tuple[Identity, ...]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    expiry.forget()


async def hold(who: Identity, *invoices: Invoice) -> None:
    async with current().store.session() as session:
        await upsert(session, who.structure_id, invoices)


async def whys(who: Identity, today: date = TODAY) -> list[Waiting]:
    return [item.why for item in (await inbox.inbox(who, today)).items]


async def deposit(who: Identity, stage: str, problem: str = "", deposit_id: str = "") -> None:
    async with current().store.session() as session:
        session.add(
            DepositRow(
                id=deposit_id or stage,
                structure_id=who.structure_id,
                user_id=who.user_id,
                stage=stage,
                file_key="0" * 32,
                file_name="facture.pdf",
                file_size=1,
                file_kind="PDF",
                invoice_number="F-1",
                problem=problem,
            )
        )


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 9, tzinfo=UTC)


async def test_nothing_waits(signed: People) -> None:
    seen = await inbox.inbox(signed[0], TODAY)

    assert (seen.items, seen.count, seen.new_count) == ([], 0, 0)


async def test_each_thing_has_its_reason_and_its_one_act(signed: People) -> None:
    await hold(
        signed[0],
        invoice(1, status="REJETEE", status_at=at(9), status_comment="Montant faux."),
        invoice(2, status="SUSPENDUE", status_at=at(8), status_comment="Manque le bon."),
        invoice(3, status="A_RECYCLER", status_at=at(7), status_comment="Pas pour nous."),
        invoice(4, status="BROUILLON", deposit_date=None, status_at=at(6)),
        invoice(5, status="REJETEE", status_at=at(5), rejection_treated=True),
        invoice(6),  # made available on 3 February: due on 5 March
        invoice(7, status="MISE_EN_PAIEMENT"),
    )
    await deposit(signed[0], "REFUSEE", "Le service est inconnu.")
    await deposit(signed[0], "BROUILLON")
    await deposit(signed[0], "A_ENVOYER")

    seen = await inbox.inbox(signed[0], TODAY)

    assert [(item.why, item.act) for item in seen.items] == [
        (Waiting.DEPOT_REFUSE, Act.POURSUIVRE),
        (Waiting.SUSPENDUE, Act.COMPLETER),
        (Waiting.A_RECYCLER, Act.RECYCLER),
        (Waiting.REJETEE, Act.REEMETTRE),
        (Waiting.EN_RETARD, Act.RELANCER),
        (Waiting.BROUILLON, Act.POURSUIVRE),
        (Waiting.BROUILLON_CHORUS, Act.OUVRIR_CHORUS),
    ]
    assert seen.count == await inbox.waiting_count(signed[0].structure_id, TODAY) == 7
    refused, suspended = seen.items[:2]
    assert (refused.motive, refused.deposit_id) == ("Le service est inconnu.", "REFUSEE")
    assert (suspended.motive, suspended.at, suspended.number) == (
        "Manque le bon.",
        at(8),
        "VTI/2026/00002",
    )


@pytest.mark.parametrize(
    ("stage", "confirmed", "number", "why"),
    [
        ("DEPOSEE", at(2), "F-1", Waiting.DEPOT_SUPERFLU),
        ("DEPOSEE", at(1) - timedelta(hours=1), "F-1", Waiting.DEPOT_REFUSE),
        ("DEPOSEE", at(2), "F-2", Waiting.DEPOT_REFUSE),
        ("EN_SUIVI", at(2), "F-1", Waiting.DEPOT_REFUSE),
    ],
    ids=["since", "before", "another-number", "under-way"],
)
async def test_a_refused_deposit_whose_number_was_taken_since_is_to_delete(
    signed: People, stage: str, confirmed: datetime, number: str, why: Waiting
) -> None:
    await deposit(signed[0], "REFUSEE", "Le service est inconnu.")
    await deposit(signed[0], stage)
    await deposit(signed[1], "DEPOSEE", deposit_id="other")
    async with current().store.session() as session:
        refused = await session.get_one(DepositRow, "REFUSEE")
        later = await session.get_one(DepositRow, stage)
        refused.confirmed_at, later.confirmed_at = at(1), confirmed
        later.invoice_number = number
        (await session.get_one(DepositRow, "other")).confirmed_at = at(3)

    [item] = (await inbox.inbox(signed[0], TODAY)).items

    assert (item.why, item.deposit_id) == (why, "REFUSEE")
    assert item.motive == ("" if why is Waiting.DEPOT_SUPERFLU else "Le service est inconnu.")


async def test_late_by_the_legal_day(signed: People) -> None:
    await hold(
        signed[0],
        invoice(1),
        invoice(2, status_at=datetime(2026, 1, 5, 9, tzinfo=UTC)),
        invoice(3, type_code="AVOIR"),
        invoice(4, status_at=at(1)),
    )

    longest, other = (await inbox.inbox(signed[0], TODAY)).items

    assert (longest.day, longest.late_days) == (date(2026, 2, 4), 44)
    assert (other.day, other.late_days) == (date(2026, 3, 5), 15)
    assert await whys(signed[0], date(2026, 2, 4)) == []


async def test_a_reminder_is_remembered_of_its_own_invoice(signed: People) -> None:
    who, other = signed[0], signed[1]
    await hold(who, invoice(1), invoice(2))
    await hold(other, invoice(1))
    first, second = (await inbox.inbox(who, TODAY)).items
    assert first.reminded_at is second.reminded_at is None

    await reminder.note_reminder(who, first.invoice_id or 0, "copie")
    await reminder.note_reminder(who, first.invoice_id or 0, "mail")
    [last, _] = await journal.of_invoice(who, first.invoice_id or 0)
    seen = {item.invoice_id: item for item in (await inbox.inbox(who, TODAY)).items}
    assert seen[first.invoice_id].reminded_at == last.at
    assert seen[second.invoice_id].reminded_at is None
    assert [item.reminded_at for item in (await inbox.inbox(other, TODAY)).items] == [None]


@pytest.mark.parametrize("status", sorted(PERHAPS_PAID))
async def test_what_may_have_been_paid_without_a_word_is_not_late(
    signed: People, status: str
) -> None:
    await hold(signed[0], invoice(1, status=status), invoice(2, status="SERVICE_FAIT"))
    await hold(signed[1], invoice(3, status="MISE_EN_PAIEMENT"))

    [late] = (await inbox.inbox(signed[0], TODAY)).items
    assert late.number == "VTI/2026/00002"
    assert await inbox.waiting_count(signed[0].structure_id, TODAY) == 1

    await hold(signed[0], invoice(4, status="MISE_EN_PAIEMENT"))
    assert await whys(signed[0]) == [Waiting.EN_RETARD] * 2
    assert await inbox.waiting_count(signed[0].structure_id, TODAY) == 2


async def test_an_interruption_puts_lateness_off(signed: People) -> None:
    """Available on 3 February, suspended on the 10th, completed on 1 March: due on the 31st."""
    await hold(signed[0], invoice(1, status="SERVICE_FAIT", status_at=at(2)))
    passed = [
        ("MISE_A_DISPOSITION", datetime(2026, 2, 3, 9, tzinfo=UTC)),
        ("SUSPENDUE", datetime(2026, 2, 10, 9, tzinfo=UTC)),
        ("COMPLETEE", at(1)),
    ]
    row = await one_that_is(signed[0], "SERVICE_FAIT")
    changes = [StatusChange(moment, status, "", "") for status, moment in reversed(passed)]
    async with current().store.session() as session:
        await keep_history(session, row, History(tuple(changes), ()))

    assert await whys(signed[0], date(2026, 3, 31)) == []
    assert await inbox.waiting_count(signed[0].structure_id, date(2026, 3, 31)) == 0
    [late] = (await inbox.inbox(signed[0], date(2026, 4, 3))).items
    assert (late.day, late.late_days) == (date(2026, 3, 31), 3)
    assert await inbox.waiting_count(signed[0].structure_id, date(2026, 4, 3)) == 1


async def test_the_list_is_bounded_and_the_count_is_not(signed: People) -> None:
    await hold(signed[0], *(invoice(number) for number in range(1, 61)))

    seen = await inbox.inbox(signed[0], TODAY)

    assert (len(seen.items), seen.count) == (50, 60)
    assert await inbox.waiting_count(signed[0].structure_id, TODAY) == 60


async def test_what_came_back_is_new_until_acknowledged(signed: People) -> None:
    who = signed[0]
    await hold(
        who,
        invoice(1, status="REJETEE", status_at=at(9), status_comment="Montant faux."),
        invoice(2, status="SUSPENDUE", status_at=at(8)),
        invoice(3),
    )
    fresh = await inbox.news(who)
    assert [(item.why, item.motive, item.is_new) for item in fresh] == [
        (Waiting.REJETEE, "Montant faux.", True),
        (Waiting.SUSPENDUE, "", True),
    ]

    assert await inbox.acknowledge(who, [fresh[0].invoice_id or 0]) == 1
    assert await inbox.acknowledge(who, [fresh[0].invoice_id or 0]) == 0

    assert [item.why for item in await inbox.news(who)] == [Waiting.SUSPENDUE]
    seen = await inbox.inbox(who, date(2026, 3, 1))
    assert (seen.count, seen.new_count) == (2, 1)
    assert {item.why: item.is_new for item in seen.items} == {
        Waiting.SUSPENDUE: True,
        Waiting.REJETEE: False,
    }
    assert await inbox.acknowledge(who) == 1
    assert await inbox.news(who) == []
    lines = [(line.kind, line.invoice_number) for line in await journal.entries(who)]
    assert lines[:2] == [
        (Kind.ACQUITTEMENT, "VTI/2026/00002"),
        (Kind.ACQUITTEMENT, "VTI/2026/00001"),
    ]


async def test_a_second_suspension_is_new_again(signed: People) -> None:
    await hold(signed[0], invoice(1, status="SUSPENDUE", status_at=at(8)))
    await inbox.acknowledge(signed[0])
    await hold(signed[0], invoice(1, status="SUSPENDUE", status_at=at(12)))

    assert len(await inbox.news(signed[0])) == 1


async def test_nobody_acknowledges_for_another_supplier(signed: People) -> None:
    await hold(signed[0], invoice(1, status="SUSPENDUE", status_at=at(8)))
    row = await one_that_is(signed[0], "SUSPENDUE")

    assert await inbox.acknowledge(signed[1], [row.id or 0]) == 0
    assert len(await inbox.news(signed[0])) == 1
    assert await whys(signed[1]) == []


async def test_an_answer_under_way_shows_until_chorus_confirms(choral: Choral) -> None:
    row, confirmed = await completion(choral)

    async def item() -> Item | None:
        seen = await inbox.inbox(choral.demo, TODAY)
        return next((one for one in seen.items if one.invoice_id == row.id), None)

    under_way = await item()
    assert under_way and under_way.answer is AnswerStage.A_ENVOYER
    await settle(choral.demo, confirmed.id)
    done = await item()
    assert done and done.answer is AnswerStage.FAITE
    await choral.synchronise(choral.demo)
    assert await item() is None


async def test_the_technical_account_is_told_of_fifteen_days_before_it_ends(
    choral: Choral,
) -> None:
    ends = await expiry.account_expiry(choral.empty.structure_id)
    assert ends

    assert await whys(choral.empty, ends - timedelta(days=16)) == []
    [account] = (await inbox.inbox(choral.empty, ends - timedelta(days=15))).items
    assert (account.why, account.act, account.day) == (
        Waiting.COMPTE_TECHNIQUE,
        Act.CHANGER_MOT_DE_PASSE,
        ends,
    )
    assert await inbox.waiting_count(choral.empty.structure_id, ends) == 1


async def test_the_demonstration_adds_up(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    today = date(2026, 11, 23)

    seen = await inbox.inbox(choral.demo, today)

    late = (await overview.overview(choral.demo, today)).expected.late.invoices
    counted = len([item for item in seen.items if item.why is Waiting.EN_RETARD])
    assert counted == min(late, 50)
    assert seen.count == await inbox.waiting_count(choral.demo.structure_id, today)
    assert all(item.motive for item in seen.items if item.why is Waiting.SUSPENDUE)
