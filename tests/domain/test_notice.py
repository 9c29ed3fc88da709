from datetime import UTC, datetime, timedelta

import pytest

from chorus_app.domain.notice import (
    Channel,
    Kind,
    is_on_by_default,
    kind_of,
    next_digest,
    pause_after,
)
from chorus_app.domain.status import Status


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("SUSPENDUE", Kind.RETURNED),
        ("A_RECYCLER", Kind.RETURNED),
        ("REJETEE", Kind.RETURNED),
        ("REFUSEE_1", Kind.RETURNED),
        ("ERREUR_FOURNISSEUR_SUR_VALIDEUR", Kind.RETURNED),
        ("MISE_EN_PAIEMENT", Kind.PAID),
        ("MANDATEE", Kind.PROGRESS),
        ("VALIDEE_1", Kind.PROGRESS),
        ("SUPPRIMEE", Kind.PROGRESS),
        ("JAMAIS_VU", Kind.PROGRESS),
        ("BROUILLON", None),
    ],
)
def test_each_status_is_a_kind_of_event(status: str, kind: Kind | None) -> None:
    assert kind_of(status) == kind


def test_every_status_but_a_draft_is_told() -> None:
    assert [status for status in Status if not kind_of(status)] == [Status.BROUILLON]


def test_a_phone_does_not_ring_for_progress_unless_asked() -> None:
    off = [(k, c) for k in Kind for c in Channel if not is_on_by_default(k, c)]

    assert off == [(Kind.PROGRESS, Channel.PUSH)]


@pytest.mark.parametrize(
    ("at", "digest"),
    [
        ("2026-11-23T06:59", "2026-11-23T07:00"),
        ("2026-11-23T07:00", "2026-11-24T07:00"),
        ("2026-07-01T05:00", "2026-07-01T06:00"),
        ("2026-03-28T12:00", "2026-03-29T06:00"),  # the night when the clocks go forward
        ("2026-10-24T12:00", "2026-10-25T07:00"),
    ],
)
def test_the_digest_leaves_at_eight_in_paris(at: str, digest: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert next_digest(moment) == datetime.fromisoformat(digest).replace(tzinfo=UTC)


def test_pauses_double_up_to_a_quarter_of_an_hour() -> None:
    pauses = [pause_after(number).total_seconds() for number in (0, 1, 2, 5, 6, 500)]

    assert pauses == [15, 30, 60, 480, 900, 900]
    assert pause_after(0) == timedelta(seconds=15)
