"""Steering: the clock, the recipients' moves and failures. Only the simulator has these routes."""

from typing import Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from chorus_app.simulator.access import Here
from chorus_app.simulator.codes import NO_INVOICE, NO_REASON, Refusal
from chorus_app.simulator.faults import Mode
from chorus_app.simulator.moves import allowed, treat
from chorus_app.simulator.quirks import Quirk
from chorus_app.simulator.wire import rfc3339
from chorus_app.simulator.world import World

router = APIRouter(prefix="/simulateur/api", tags=["simulateur"])


class Steer(BaseModel):
    """What to do with the clock."""

    model_config = ConfigDict(extra="forbid")
    advance_minutes: float | None = Field(None, ge=0)
    speed: float | None = Field(None, ge=0)
    stopped: bool | None = None


class Move(BaseModel):
    """A recipient's move."""

    model_config = ConfigDict(extra="forbid")
    idFacture: int = Field(ge=1, le=2**62)  # noqa: N815 -- the contract's name
    statut: str
    motif: str = ""


class Failure(BaseModel):
    """A failure to play. `seconds` delays each answer when slow, else bounds the failure."""

    model_config = ConfigDict(extra="forbid")
    mode: Mode
    seconds: float | None = Field(None, ge=0)
    paths: str = ""
    times: int | None = Field(None, ge=1)


class Oddities(BaseModel):
    """The oddities to play; none to play fair."""

    model_config = ConfigDict(extra="forbid")
    on: list[Quirk]


@router.get("/clock")
def read_clock(world: Here) -> dict[str, Any]:
    """Tell what time it is here, and how fast lives unfold."""
    now = world.clock.instant()
    return {"now": rfc3339(now.epoch), "minutes": now.minutes, "speed": world.clock.speed}


@router.post("/clock")
def steer_clock(asked: Steer, world: Here) -> dict[str, Any]:
    """Move the clock on, change its pace, or stop it; everything due has happened on return."""
    world.catch_up()
    try:
        if asked.speed is not None:
            world.clock.set_speed(asked.speed)
        if asked.stopped is not None:
            world.pause(stopped=asked.stopped)
        if asked.advance_minutes is not None:
            world.clock.advance(asked.advance_minutes)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    world.catch_up()
    return read_clock(world)


@router.post("/move")
def move(asked: Move, world: Here) -> dict[str, Any]:
    """Play the recipient: put an invoice in a status that may follow its own."""
    try:
        moved = treat(world, asked.idFacture, asked.statut, asked.motif)
    except Refusal as refusal:
        raise _http(world, asked.idFacture, refusal) from refusal
    return {
        "idFacture": moved["id"],
        "statut": moved["status"],
        "dateHeure": rfc3339(moved["status_at"]),
    }


def _http(world: World, invoice_id: int, refusal: Refusal) -> HTTPException:
    """Say why a move is refused: 404 no invoice, 422 no reason, 409 with what may follow."""
    if refusal.code is NO_INVOICE:
        return HTTPException(404, refusal.code.sentence)
    if refusal.code is NO_REASON:
        return HTTPException(422, refusal.code.sentence)
    status = str(world.register.find(invoice_id)["status"])
    return HTTPException(409, {"statut": status, "possibles": allowed(status)})


@router.post("/faults")
def play_failure(asked: Failure, world: Here) -> dict[str, str]:
    """Make the following calls fail, or work again (`none`)."""
    world.faults.set(asked.mode, seconds=asked.seconds, paths=asked.paths, times=asked.times)
    return {"mode": asked.mode}


@router.post("/quirks")
def play_quirks(asked: Oddities, world: Here) -> dict[str, list[str]]:
    """Play these oddities in the following answers, and no other."""
    world.quirks.set(asked.on)
    return {"on": sorted(world.quirks.on)}


@router.post("/tokens/expire")
def expire_tokens(world: Here) -> dict[str, bool]:
    """Let every access token expire now."""
    world.forget_tokens()
    return {"expired": True}
