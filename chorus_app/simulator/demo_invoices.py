"""Two years of invoices with plausible lives, for the two suppliers that have some."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from chorus_app.domain.status import OPTIONAL, Status
from chorus_app.simulator.demo_amounts import LARGEST, SMALLEST, amounts, credit, set_amounts
from chorus_app.simulator.demo_bodies import RESERVED, DemoBody
from chorus_app.simulator.demo_lives import DAY, Life, live
from chorus_app.simulator.invoices import passage
from chorus_app.simulator.lives import next_step
from chorus_app.simulator.people import NOBODY, Person, agent
from chorus_app.simulator.wire import moment

Row = dict[str, Any]
SHOWCASE_SIZE = 244
_SHOWCASE = {
    Status.BROUILLON: 2,
    Status.SUPPRIMEE: 2,
    Status.DEPOSEE: 2,
    Status.EN_COURS_ACHEMINEMENT: 2,
    Status.MISE_A_DISPOSITION: 16,
    Status.COMPLETEE: 3,
    Status.A_RECYCLER: 4,
    Status.SUSPENDUE: 6,
    Status.REJETEE: 7,
    Status.SERVICE_FAIT: 7,
    Status.MANDATEE: 9,
    Status.MISE_A_DISPOSITION_COMPTABLE: 7,
    Status.COMPTABILISEE: 8,
}
"""How many of each; the other invoices are paid."""

_AGES: dict[str, tuple[float, float]] = {
    Status.BROUILLON: (1, 9),
    Status.SUPPRIMEE: (40, 300),
    Status.DEPOSEE: (0.001, 0.004),
    Status.EN_COURS_ACHEMINEMENT: (0.01, 0.02),
    Status.MISE_A_DISPOSITION: (0.3, 7),
    Status.COMPLETEE: (9, 22),
    Status.A_RECYCLER: (2, 14),
    Status.SUSPENDUE: (3, 24),
    Status.REJETEE: (4, 90),
    Status.SERVICE_FAIT: (5, 16),
    Status.MANDATEE: (10, 27),
    Status.MISE_A_DISPOSITION_COMPTABLE: (12, 30),
    Status.COMPTABILISEE: (15, 36),
    Status.MISE_EN_PAIEMENT: (22, 728),
}
"""Days since the deposit, least and most, by the status reached today."""

_DUES = {Status.DEPOSEE: (20, 240), Status.EN_COURS_ACHEMINEMENT: (45, 300)}
_MODES = ("DEPOT_PDF_API", "DEPOT_PDF_PORTAIL", "SAISIE_PORTAIL", "DEPOT_PDF_API", "UPLOAD_API")


@dataclass(frozen=True, slots=True)
class Draw:
    """What a generation depends on: the supplier, its clerk, the moment, the dice, the seed."""

    supplier_id: int
    clerk: Person
    now: float
    throw: Random
    seed: int


@dataclass(slots=True)
class Made:
    """Rows ready for the store."""

    invoices: list[Row] = field(default_factory=list)
    passages: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    latest: dict[int, Row] = field(default_factory=dict)

    def tables(self) -> Iterator[tuple[str, list[Row]]]:
        """Yield each table with its rows, parents first."""
        yield "invoice", self.invoices
        yield "passage", self.passages
        yield "user_action", self.actions


def showcase_invoices(draw: Draw, bodies: Sequence[DemoBody]) -> Made:
    """Make the 244 invoices of the first supplier: every status, every kind of body."""
    wanted = [status for status, count in _SHOWCASE.items() for _ in range(count)]
    wanted += [Status.MISE_EN_PAIEMENT] * (SHOWCASE_SIZE - len(wanted))
    lives = [
        _life(draw, status, _fitting(bodies, status), rank) for rank, status in enumerate(wanted)
    ]
    made = _write(draw, lives, first_id=8_402_117, prefix="VTI")
    set_amounts(made.invoices, 30, SMALLEST)
    set_amounts(made.invoices, 90, LARGEST)
    return made


def load_invoices(draw: Draw, bodies: Sequence[DemoBody], count: int) -> Made:
    """Make many invoices, most of them paid, for measuring."""
    alive = [status for status in _SHOWCASE if status != Status.SUPPRIMEE]
    wanted = [
        draw.throw.choice(alive) if rank % 40 == 0 else Status.MISE_EN_PAIEMENT
        for rank in range(count)
    ]
    fitting = {status: _fitting(bodies, status) for status in set(wanted)}
    lives = [_life(draw, status, fitting[status], rank) for rank, status in enumerate(wanted)]
    return _write(draw, lives, first_id=9_000_000, prefix="LP")


def _fitting(bodies: Sequence[DemoBody], status: Status) -> list[DemoBody]:
    """Return the bodies whose invoices can stand in this status."""
    if status not in OPTIONAL and status != Status.MISE_EN_PAIEMENT:
        return list(bodies)
    return [body for body in bodies if status in body.habits.path]


def _life(draw: Draw, status: Status, bodies: Sequence[DemoBody], rank: int) -> Life:
    body = bodies[0 if rank % 7 == 3 else rank % len(bodies)]
    least, most = _AGES[status]
    skew = draw.throw.random() ** (1.6 if status == Status.MISE_EN_PAIEMENT else 1.0)
    age = least + (most - least) * skew
    if _is_last_word(body, status) and draw.throw.random() < 0.4:
        age += draw.throw.uniform(40, 400)
    elif status == Status.MISE_A_DISPOSITION and rank % 5 == 4:
        age += draw.throw.uniform(28, 55)
    return live(body, status, draw.now - age * DAY, draw.now, draw.throw)


def _is_last_word(body: DemoBody, status: Status) -> bool:
    path = body.habits.path
    return bool(path) and path[-1] == status and status != Status.MISE_EN_PAIEMENT


def _write(draw: Draw, lives: list[Life], *, first_id: int, prefix: str) -> Made:
    """Number the invoices in the order of their deposits and write their rows."""
    made = Made()
    counts: dict[int, int] = {}
    for rank, life in enumerate(sorted(lives, key=lambda life: life.created_at)):
        year = moment(life.created_at).year
        counts[year] = counts.get(year, 0) + (draw.throw.randint(1, 9) if prefix == "VTI" else 1)
        number = f"{prefix}/{year}/{counts[year]:05d}"
        _add(made, draw, life, first_id + rank, number)
    return made


def _add(made: Made, draw: Draw, life: Life, invoice_id: int, number: str) -> None:
    row = _invoice(draw, life, invoice_id, number)
    origin = made.latest.get(row["recipient_id"])
    if origin and life.deposited_at is not None and draw.throw.random() < 0.05:
        row |= credit(row, origin)
    elif life.deposited_at is not None:
        made.latest[row["recipient_id"]] = row
    made.invoices.append(row)
    throw = draw.throw
    for event in life.events:
        person = agent(str(life.body.row["name"]), throw) if event.by_hand else NOBODY
        made.passages.append(passage(invoice_id, event.status, event.at, event.comment, person))
    made.actions += _actions(draw, life, invoice_id, bool(row["rejection_treated"]))


def _invoice(draw: Draw, life: Life, invoice_id: int, number: str) -> Row:
    throw, body, last = draw.throw, life.body, life.state
    issued = moment(life.created_at).date() - timedelta(days=throw.choice((0, 0, 1, 2, 5)))
    service = _service(body, throw)
    mode = throw.choice(_MODES)
    treated = life.state.status == Status.REJETEE and last.at < draw.now - 30 * DAY
    row: Row = {
        "id": invoice_id,
        "supplier_id": draw.supplier_id,
        "recipient_id": body.row["id"],
        "service_id": service["id"] if service else None,
        "number": number,
        "type_code": "FACTURE",
        "status": last.status,
        "status_at": last.at,
        "status_comment": last.comment,
        "deposit_mode": mode,
        "issue_date": issued.isoformat(),
        "deposit_date": moment(life.deposited_at).date().isoformat() if life.deposited_at else None,
        "created_at": life.created_at,
        "due_date": (issued + timedelta(days=30)).isoformat(),
        "payment_means": "VIREMENT",
        "purchase_order": _engagement(body, service, throw),
        "contract": f"M{issued.year - 1}-{throw.randrange(1, 90):03d}"
        if throw.random() < 0.3
        else "",
        "preceding_number": "",
        "flow_number": f"CPP0011117{invoice_id:015d}" if mode == "UPLOAD_API" else "",
        "rejection_treated": int(treated),
        "certificate": hashlib.sha256(number.encode()).hexdigest(),
        "size": throw.randrange(24_000, 900_000),
        "comment": "",
    }
    price = round(throw.lognormvariate(10.6, 1.5))
    row |= amounts(
        min(max(price, 1500), 40_000_000), throw.choice((2000, 2000, 2000, 1000, 550)), throw
    )
    return row | _plan(draw, life, invoice_id)


def _service(body: DemoBody, throw: Random) -> Row | None:
    usable = [row for row in body.services if row["active"] and row["code"] != RESERVED]
    if not usable:
        return None
    needed = body.row["service_required"] or body.row["either_required"]
    return throw.choice(usable) if needed or throw.random() < 0.3 else None


def _engagement(body: DemoBody, service: Row | None, throw: Random) -> str:
    needed = body.row["engagement_required"] or (service and service["engagement_required"])
    if not needed and throw.random() < 0.5:
        return ""
    is_state = str(body.row["siret"]).startswith("11")
    return f"13000{throw.randrange(10**5):05d}" if is_state else f"BC{throw.randrange(10**6):06d}"


def _plan(draw: Draw, life: Life, invoice_id: int) -> Row:
    """Return what happens next; spread, so that a demonstration changes gently."""
    step = next_step(life.state.status, life.body.habits, draw.seed, invoice_id)
    if step is None or life.state.status == Status.MISE_EN_PAIEMENT:
        return {"due": None, "next_status": None}
    least, most = _DUES.get(Status(life.state.status), (0.1 * 1440, 7 * 1440))
    return {"due": draw.throw.uniform(least, most), "next_status": step.status}


def _actions(draw: Draw, life: Life, invoice_id: int, treated: bool) -> list[Row]:
    if life.state.status != Status.REJETEE or not treated:
        return []
    codes = ("ACQUITTEMENT_REJET", "TRAITEMENT_REJET")
    return [
        {
            "invoice_id": invoice_id,
            "code": code,
            "at": life.state.at + (rank + 1) * 3600,
            "first_name": draw.clerk.first_name,
            "last_name": draw.clerk.last_name,
            "email": draw.clerk.email,
        }
        for rank, code in enumerate(codes)
    ]
