"""What may be said of an invoice past its day, by what its recipient announces."""

import pytest

from chorus_app.domain.payment import PERHAPS_PAID, Doubt, doubt
from chorus_app.domain.status import Status, is_outstanding

OUTSTANDING = [status for status in Status if is_outstanding(status)]


@pytest.mark.parametrize("status", OUTSTANDING)
def test_a_card_that_announces_nothing_makes_every_status_doubtful(status: Status) -> None:
    assert doubt(status, announced=False, reports=False) is Doubt.ANNUAIRE


@pytest.mark.parametrize("status", OUTSTANDING)
def test_else_only_what_was_ordered_may_be_paid(status: Status) -> None:
    expected = Doubt.JAMAIS_VUE if status in PERHAPS_PAID else None

    assert doubt(status, announced=False, reports=True) is expected


@pytest.mark.parametrize("status", list(Status))
def test_who_announced_once_announces(status: Status) -> None:
    assert doubt(status, announced=True, reports=False) is None


@pytest.mark.parametrize("status", sorted(set(Status) - set(OUTSTANDING)))
def test_what_is_over_leaves_no_doubt(status: Status) -> None:
    assert doubt(status, announced=False, reports=False) is None
