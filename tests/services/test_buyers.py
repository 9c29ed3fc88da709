from datetime import UTC, date, datetime, timedelta

import pytest

from chorus_app.domain.payment import BuyerKind
from chorus_app.domain.status import Status
from chorus_app.domain.status import ahead as way
from chorus_app.services import ahead, buyers, inbox, journal, overview
from chorus_app.services.buyers import Habit, NotThere
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store.invoices import upsert
from chorus_app.store.tables import InvoiceRow, StatusChangeRow
from tests.services.conftest import Choral
from tests.services.looking import newest
from tests.store.samples import invoice

People = tuple[Identity, ...]
TODAY = date(2026, 3, 20)
OTHER = "21290019700013"


async def hold(who: Identity, *given: object) -> list[InvoiceRow]:
    async with current().store.session() as session:
        await upsert(session, who.structure_id, given)  # type: ignore[arg-type]
    return sorted(await newest(who), key=lambda row: row.chorus_id)


async def test_what_somebody_says_replaces_what_the_name_tells(signed: People) -> None:
    """Available on 3 February: 30 days end on 5 March, 50 on the 25th, 60 on 4 April."""
    row, same, elsewhere = await hold(
        signed[0], invoice(1), invoice(2), invoice(3, recipient_siret=OTHER)
    )
    assert await buyers.buyer(row) == buyers.Buyer(BuyerKind.COLLECTIVITE)
    assert row.payable_by == date(2026, 3, 5)

    await buyers.choose(signed[0], row.id or 0, BuyerKind.SANTE)

    row, same, elsewhere = sorted(await newest(signed[0]), key=lambda each: each.chorus_id)
    assert await buyers.buyer(row) == buyers.Buyer(BuyerKind.SANTE, chosen=True)
    assert (row.payable_by, same.payable_by) == (date(2026, 3, 25), date(2026, 3, 25))
    assert elsewhere.payable_by == date(2026, 3, 5)
    assert (await inbox.inbox(signed[0], TODAY)).count == 1
    assert (await overview.overview(signed[0], TODAY)).expected.late.invoices == 1


async def test_it_is_remembered_for_what_comes_later_and_may_be_corrected_again(
    signed: People,
) -> None:
    (row,) = await hold(signed[0], invoice(1))
    await buyers.choose(signed[0], row.id or 0, BuyerKind.SANTE)
    await buyers.choose(signed[0], row.id or 0, BuyerKind.ENTREPRISE)

    _, new = await hold(signed[0], invoice(1, status="MANDATEE"), invoice(2))

    assert new.payable_by == date(2026, 4, 4)
    entries = await journal.of_invoice(signed[0], row.id or 0)
    assert [entry.about for entry in entries] == ["Entreprise publique", "Hôpital public"]


async def test_nobody_says_it_for_another_supplier(signed: People) -> None:
    (row,) = await hold(signed[0], invoice(1))
    (theirs,) = await hold(signed[1], invoice(2))

    with pytest.raises(NotThere):
        await buyers.choose(signed[1], row.id or 0, BuyerKind.SANTE)
    await buyers.choose(signed[1], theirs.id or 0, BuyerKind.SANTE)

    assert not (await buyers.buyer(row)).chosen


async def test_what_was_said_may_be_taken_back(signed: People) -> None:
    row, same = await hold(signed[0], invoice(1), invoice(2))
    await buyers.choose(signed[0], row.id or 0, BuyerKind.SANTE)

    await buyers.forget(signed[0], row.id or 0)
    await buyers.forget(signed[0], same.id or 0)

    row, same = sorted(await newest(signed[0]), key=lambda each: each.chorus_id)
    assert await buyers.buyer(row) == buyers.Buyer(BuyerKind.COLLECTIVITE)
    assert row.payable_by == same.payable_by == date(2026, 3, 5)
    entries = await journal.of_invoice(signed[0], row.id or 0)
    assert [entry.about for entry in entries] == [
        "Collectivité locale, d’après son nom",
        "Hôpital public",
    ]
    assert await journal.of_invoice(signed[0], same.id or 0) == []


async def test_nobody_takes_it_back_for_another_supplier(signed: People) -> None:
    (row,) = await hold(signed[0], invoice(1))
    await buyers.choose(signed[0], row.id or 0, BuyerKind.SANTE)

    with pytest.raises(NotThere):
        await buyers.forget(signed[1], row.id or 0)

    assert (await buyers.buyer(row)).chosen


def paid(number: int, days: int, **more: object) -> object:
    at = datetime(2026, 2, 2, 10, tzinfo=UTC) + timedelta(days=days)
    return invoice(number, status="MISE_EN_PAIEMENT", status_at=at, **more)


async def test_five_paid_invoices_make_a_habit(signed: People) -> None:
    (waiting,) = await hold(signed[0], invoice(9, deposit_date=date(2026, 3, 1)))
    lives = [paid(1, 10), paid(2, 40), paid(3, 20), paid(4, 30)]
    others = [paid(6, 1, recipient_siret=OTHER), paid(7, 2, type_code="AVOIR")]
    await hold(signed[0], *lives, *others)
    assert await buyers.habit(waiting) is None

    await hold(signed[0], paid(5, 21))

    assert await buyers.habit(waiting) == Habit(21, 5, date(2026, 3, 22))


async def pass_through(row: InvoiceRow, *statuses: str) -> None:
    at = datetime(2026, 2, 3, 9, tzinfo=UTC)
    async with current().store.session() as session:
        session.add_all(
            StatusChangeRow(invoice_id=row.id or 0, at=at + timedelta(days=day), status=status)
            for day, status in enumerate(statuses)
        )


async def test_what_a_recipient_never_sends_is_left_out(signed: People) -> None:
    *done, waiting = await hold(signed[0], paid(1, 9), paid(2, 9), paid(3, 9), invoice(4))
    seen = await ahead.what_follows(waiting)
    assert seen.steps == (Status.MISE_EN_PAIEMENT,)
    assert len(seen.maybe) == 4

    for row in done:
        await pass_through(row, "MISE_A_DISPOSITION", "MANDATEE", "MISE_EN_PAIEMENT")

    seen = await ahead.what_follows(waiting)
    assert (seen.steps, seen.maybe) == ((Status.MANDATEE, Status.MISE_EN_PAIEMENT), ())


async def test_the_directory_tells_who_does_not_report_payments(choral: Choral) -> None:
    await choral.synchronise(choral.demo)
    rows = [row for row in await newest(choral.demo, 244) if way(row.status)]
    told = {row.recipient_siret: await ahead.what_follows(row) for row in rows}

    silent = {siret for siret, seen in told.items() if not seen.tells_payment}

    assert silent and len(silent) < len(told)
    assert all(Status.MISE_EN_PAIEMENT not in told[siret].steps for siret in silent)


@pytest.mark.parametrize("code", ["SUSPENDUE", "REJETEE", "A_RECYCLER", "BROUILLON", "A_VALIDER_1"])
async def test_nothing_follows_while_somebody_else_must_act(signed: People, code: str) -> None:
    (row,) = await hold(signed[0], invoice(1, status=code))

    assert await ahead.what_follows(row) == ahead.Ahead(())
