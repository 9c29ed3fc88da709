"""What recipients and validators do to an invoice, whatever asks for it: API, console, steering."""

import sqlite3

from chorus_app.domain.status import Status
from chorus_app.simulator.codes import BAD_MOVE, BAD_VALIDATOR, NO_REASON, Refusal
from chorus_app.simulator.lives import MOVES
from chorus_app.simulator.people import agent, dice
from chorus_app.simulator.world import World

EXPLAINED = frozenset({Status.SUSPENDUE, Status.REJETEE, Status.A_RECYCLER, "REFUSEE_1"})
"""Statuses that need a reason: for two of them the contract says so (chorus-api.md, 2.10)."""

VALIDATOR_ACTIONS = {
    "VALIDATION": "VALIDEE_1",
    "REFUS": "REFUSEE_1",
    "ERREUR_VALIDEUR": "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
}
"""`VALIDATION` and `REFUS` are seen in a client; the third is the simulator's choice."""


def allowed(status: str) -> tuple[str, ...]:
    """Return the statuses that may follow this one."""
    return tuple(str(name) for name in MOVES.get(status, ()))


def treat(
    world: World, invoice_id: int | None, status: str, reason: str, *, mandate: str = ""
) -> sqlite3.Row:
    """Move an invoice as its recipient (or its validator) would. Raises `Refusal`."""
    now = world.clock.instant()
    with world.db.transaction():
        invoice = world.register.find(invoice_id)
        if status not in allowed(invoice["status"]):
            raise Refusal(BAD_MOVE)
        if status in EXPLAINED and not reason.strip():
            raise Refusal(NO_REASON)
        if mandate:
            world.db.write(
                "UPDATE invoice SET mandate_number = ? WHERE id = ?", (mandate, invoice_id)
            )
        world.register.enter(
            invoice,
            status,
            at=now.epoch,
            minutes=now.minutes,
            comment=reason.strip(),
            person=agent(_actor(world, invoice), dice(invoice_id, status)),
        )
        return world.register.find(invoice_id)


def validate(world: World, invoice: sqlite3.Row, action: str, reason: str) -> sqlite3.Row:
    """Play the validator of an A9 or A12 invoice. Raises `Refusal`."""
    status = VALIDATOR_ACTIONS.get(action)
    if status is None or invoice["status"] != "A_VALIDER_1":
        raise Refusal(BAD_VALIDATOR)
    with world.db.transaction():
        world.db.write(
            "UPDATE invoice SET validated_at = ? WHERE id = ?",
            (world.clock.instant().epoch if action == "VALIDATION" else None, invoice["id"]),
        )
        return treat(world, invoice["id"], status, reason)


def _actor(world: World, invoice: sqlite3.Row) -> str:
    """Return the name of the body that acts at this point of the life."""
    waits = invoice["status"].startswith("A_VALIDER")
    body = invoice["validator_id"] if waits else invoice["recipient_id"]
    return str(world.db.value("SELECT name FROM structure WHERE id = ?", (body,)))
