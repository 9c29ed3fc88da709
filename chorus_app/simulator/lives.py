"""How an invoice's life goes on: legal moves, and what happens next when nobody steers.

The full matrix of Chorus Pro was not found; beyond the moves that public pages describe
(chorus-api.md, 3.1) this is the simulator's choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chorus_app.domain.status import OPTIONAL, Status
from chorus_app.simulator.people import dice

DAY = 24 * 60.0
VALIDATION = 15 * DAY
"""Days a validator has before the validation is tacit (chorus-api.md, 4.8)."""

_RETURNS = (Status.SUSPENDUE, Status.REJETEE, Status.A_RECYCLER)
_ADVANCES = (
    Status.SERVICE_FAIT,
    Status.MANDATEE,
    Status.MISE_A_DISPOSITION_COMPTABLE,
    Status.COMPTABILISEE,
    Status.MISE_EN_PAIEMENT,
)

MOVES: dict[str, tuple[str, ...]] = {
    Status.DEPOSEE: (Status.EN_COURS_ACHEMINEMENT,),
    Status.EN_COURS_ACHEMINEMENT: (Status.MISE_A_DISPOSITION,),
    Status.MISE_A_DISPOSITION: (*_ADVANCES, *_RETURNS),
    Status.COMPLETEE: (*_ADVANCES, *_RETURNS),
    Status.SERVICE_FAIT: (*_ADVANCES[1:], *_RETURNS),
    Status.MANDATEE: (*_ADVANCES[2:], *_RETURNS),
    Status.MISE_A_DISPOSITION_COMPTABLE: (*_ADVANCES[3:], *_RETURNS),
    Status.COMPTABILISEE: (Status.MISE_EN_PAIEMENT, Status.REJETEE),
    Status.SUSPENDUE: (Status.MISE_A_DISPOSITION, Status.REJETEE),
    "A_VALIDER_1": ("VALIDEE_1", "REFUSEE_1", "ERREUR_FOURNISSEUR_SUR_VALIDEUR"),
    "VALIDEE_1": (Status.DEPOSEE,),
    "ABSENCE_VALIDATION_1_HORS_DELAI": (Status.DEPOSEE,),
}
"""From each status, those that the recipient, the validator or the portal may set."""

_PORTAL: dict[str, tuple[str, float, float]] = {
    Status.DEPOSEE: (Status.EN_COURS_ACHEMINEMENT, 4, 12),
    Status.EN_COURS_ACHEMINEMENT: (Status.MISE_A_DISPOSITION, 10, 35),
    "A_VALIDER_1": ("ABSENCE_VALIDATION_1_HORS_DELAI", VALIDATION, VALIDATION),
    "ABSENCE_VALIDATION_1_HORS_DELAI": (Status.DEPOSEE, 5, 20),
    "VALIDEE_1": (Status.DEPOSEE, 2, 8),
}
"""What the portal does by itself, and after how many simulated minutes (least, most)."""

_BY_HAND = frozenset({*_ADVANCES, *_RETURNS, "VALIDEE_1", "REFUSEE_1"})


@dataclass(frozen=True, slots=True)
class Habits:
    """How a recipient treats invoices: what it says, what it never says, how slowly."""

    optional: tuple[str, ...] = ()
    reports_payment: bool = True
    out_of_order: bool = False
    slowness: float = 1.0

    @classmethod
    def of(cls, structure: Mapping[str, Any]) -> "Habits":
        """Read them from a row of the directory."""
        said = set(str(structure["optional_statuses"]).split())
        return cls(
            optional=tuple(status for status in Status if status in OPTIONAL & said),
            reports_payment=bool(structure["reports_payment"]),
            out_of_order=bool(structure["out_of_order"]),
            slowness=float(structure["slowness"]),
        )

    @property
    def path(self) -> tuple[str, ...]:
        """The statuses that follow the delivery when all goes well."""
        return (*self.optional, Status.MISE_EN_PAIEMENT) if self.reports_payment else self.optional


@dataclass(frozen=True, slots=True)
class Step:
    """The next status, and in how many simulated minutes."""

    status: str
    minutes: float


def next_step(status: str, habits: Habits, *key: object) -> Step | None:
    """Return what comes next by itself; None when the life is over or waits for the supplier.

    The same invoice (`key`) always meets the same fate.
    """
    throw = dice(*key, status)
    if status in _PORTAL:
        following, least, most = _PORTAL[status]
        return Step(following, throw.uniform(least, most))
    if status == Status.MISE_EN_PAIEMENT:
        late = habits.out_of_order and Status.MANDATEE not in habits.optional
        return Step(Status.MANDATEE, throw.uniform(0.5, 2) * DAY) if late else None
    accident = _accident(throw.random()) if status == Status.MISE_A_DISPOSITION else None
    following_status = accident or _after(status, habits.path)
    if not following_status:
        return None
    return Step(following_status, throw.uniform(1, 7) * DAY * habits.slowness)


def is_late_record(current: str, following: str) -> bool:
    """Tell whether a passage only enters the history: Hélios dates a mandate after the payment."""
    return current == Status.MISE_EN_PAIEMENT and following == Status.MANDATEE


def is_by_hand(status: str) -> bool:
    """Tell whether a person sets this status; the portal sets the others."""
    return status in _BY_HAND


def _accident(chance: float) -> str | None:
    if chance < 0.04:
        return Status.SUSPENDUE
    if chance < 0.06:
        return Status.A_RECYCLER
    return Status.REJETEE if chance < 0.08 else None


def _after(status: str, path: tuple[str, ...]) -> str | None:
    if status in (Status.MISE_A_DISPOSITION, Status.COMPLETEE):
        return path[0] if path else None
    if status not in _ADVANCES:
        return None
    rank = _ADVANCES.index(Status(status))
    return next((later for later in path if _ADVANCES.index(Status(later)) > rank), None)
