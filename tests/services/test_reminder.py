from datetime import date

import pytest

from chorus_app.domain.journal import Kind
from chorus_app.services import journal, reminder
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store.invoices import upsert
from chorus_app.texts.answers import mail_link, reminder_words
from tests.services.answering import one_that_is
from tests.store.samples import invoice

People = tuple[Identity, ...]


async def one(signed: People, status: str = "MISE_A_DISPOSITION") -> int:
    async with current().store.session() as session:
        await upsert(session, signed[0].structure_id, [invoice(1, status=status)])
    return (await one_that_is(signed[0], status)).id or 0


async def test_a_reminder_says_what_is_late_and_what_the_law_says(signed: People) -> None:
    """Available on 3 February: due on 5 March."""
    invoice_id = await one(signed)

    facts = await reminder.remind(signed[0], invoice_id, date(2026, 3, 20))

    subject, body = reminder_words(facts)
    assert subject == "Facture VTI/2026/00001\u00a0: demande de suivi"
    assert "1\u202f200,00\u00a0€, engagement ENG-77" in body
    assert "achevé le 05/03/2026, il y a 15\u00a0jours" in body
    assert "D2192-35" in body
    assert signed[0].structure_siret in body


async def test_nothing_is_claimed_of_what_may_have_been_paid(signed: People) -> None:
    facts = await reminder.remind(signed[0], await one(signed, "MANDATEE"), date(2026, 3, 20))

    _, body = reminder_words(facts)
    assert "Sauf erreur de notre part, il n’apparaît pas sur notre relevé." in body
    assert "D2192-35" not in body
    assert "15\u00a0jours" not in body


async def test_a_recipient_that_announces_payments_is_late(signed: People) -> None:
    await one(signed, "MANDATEE")
    async with current().store.session() as session:
        paid = invoice(2, status="MISE_EN_PAIEMENT")
        await upsert(session, signed[0].structure_id, [paid])
    invoice_id = (await one_that_is(signed[0], "MANDATEE")).id or 0

    facts = await reminder.remind(signed[0], invoice_id, date(2026, 3, 20))

    assert "D2192-35" in reminder_words(facts)[1]


async def test_before_the_legal_day_nothing_is_claimed(signed: People) -> None:
    facts = await reminder.remind(signed[0], await one(signed), date(2026, 2, 20))

    _, body = reminder_words(facts)
    assert "attendu au plus tard le 05/03/2026" in body
    assert "D2192-35" not in body


@pytest.mark.parametrize("status", ["SUSPENDUE", "MISE_EN_PAIEMENT", "REJETEE"])
async def test_nobody_is_reminded_of_what_does_not_wait_for_them(
    signed: People, status: str
) -> None:
    invoice_id = await one(signed, status)

    with pytest.raises(reminder.NotNow):
        await reminder.remind(signed[0], invoice_id, date(2026, 3, 20))


async def test_another_supplier_s_invoice_is_not_there(signed: People) -> None:
    invoice_id = await one(signed)

    with pytest.raises(reminder.NotThere):
        await reminder.remind(signed[1], invoice_id, date(2026, 3, 20))
    with pytest.raises(reminder.NotThere):
        await reminder.note_reminder(signed[1], invoice_id, "copie")


async def test_a_reminder_is_written_down(signed: People) -> None:
    invoice_id = await one(signed)

    await reminder.note_reminder(signed[0], invoice_id, "copie")

    [entry] = await journal.of_invoice(signed[0], invoice_id)
    assert (entry.kind, entry.about) == (Kind.RELANCE, "copie")


def test_a_mail_link_carries_any_text() -> None:
    assert mail_link("É & è", "a\nb?") == "mailto:?subject=%C3%89%20%26%20%C3%A8&body=a%0D%0Ab%3F"
