"""How far a payment delay has run: what the picture of the clock shows."""

import pytest

from chorus_app.domain.clock import Progress
from tests.domain.test_clock import MAD, d, run


@pytest.mark.parametrize(
    ("life", "status", "today", "progress"),
    [
        (MAD, "MISE_A_DISPOSITION", "2024-01-20", ("2024-01-10", 30, 10, 0)),
        (MAD, "MISE_A_DISPOSITION", "2024-03-20", ("2024-01-10", 30, 30, 0)),
        (MAD, "MISE_A_DISPOSITION", "2024-01-09", ("2024-01-10", 30, 0, 0)),
        (f"{MAD}, 2024-01-18 SUSPENDUE", "SUSPENDUE", "2024-01-25", ("2024-01-10", 30, 8, 7)),
        (f"{MAD}, 2024-01-18 SUSPENDUE", "SUSPENDUE", "2024-06-25", ("2024-01-10", 30, 8, 22)),
        (
            f"{MAD}, 2024-01-18 SUSPENDUE, 2024-01-28 COMPLETEE",
            "COMPLETEE",
            "2024-02-02",
            ("2024-01-28", 30, 5, 0),
        ),
    ],
    ids=["runs", "over", "not begun", "stopped", "stopped for long", "begun again"],
)
def test_how_far_the_delay_has_run(
    life: str, status: str, today: str, progress: tuple[str, int, int, int]
) -> None:
    found = run(life, status=status, today=today)
    assert found
    assert found.progress(d(today)) == Progress(d(progress[0]), *progress[1:])


def test_a_paid_invoice_has_no_progress() -> None:
    found = run(
        f"{MAD}, 2024-01-20 MISE_EN_PAIEMENT", status="MISE_EN_PAIEMENT", today="2024-02-01"
    )
    assert found
    assert found.progress(d("2024-02-01")) is None
