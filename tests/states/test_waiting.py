"""What waits, in words: what was done about it already is said there."""

from datetime import UTC, date, datetime

import pytest

from chorus_app.domain.answer import Act
from chorus_app.services.inbox import Item, Waiting
from chorus_app.states import waiting_views
from chorus_app.states.repondre import RepondreState
from chorus_app.states.waiting_views import waiting_view
from tests.states.conftest import Choral
from tests.states.tab import handlers
from tests.states.test_facture import seen


@pytest.mark.parametrize(
    ("at", "act"),
    [
        (None, "Relancer"),
        (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), "Relancée le 26/11 · relancer de nouveau"),
        (datetime(2025, 12, 2, 9, tzinfo=UTC), "Relancée le 02/12/25 · relancer de nouveau"),
    ],
    ids=["never", "today", "last year"],
)
def test_a_late_invoice_says_when_it_was_reminded_of(
    monkeypatch: pytest.MonkeyPatch, at: datetime | None, act: str
) -> None:
    monkeypatch.setattr(waiting_views, "now", lambda: datetime(2026, 11, 26, 9, tzinfo=UTC))
    late = Item(
        Waiting.EN_RETARD,
        Act.RELANCER,
        None,
        invoice_id=1,
        day=date(2026, 11, 1),
        late_days=25,
        reminded_at=at,
    )

    assert waiting_view(late).act == act


async def test_the_page_says_how_a_reminder_left(choral: Choral) -> None:
    number = choral.invoice_ids("MANDATEE")[0]
    tab = choral.tab(choral.mine, f"/repondre/?facture={number}&acte=RELANCER")
    await tab.call(handlers()["RepondreState.arrive"])
    assert tab.of(RepondreState).reminder

    await tab.call(handlers()["RepondreState.reminded"], way="copie")

    [own, *_] = (await seen(choral, number)).own_acts
    assert (own.label, own.comment) == ("Relance préparée", "Message copié")
