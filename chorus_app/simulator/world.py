"""The portal's world: its store, its clock, who is signed in, and the lives that go on."""

import asyncio
import contextlib
import logging
import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from chorus_app.simulator import demo
from chorus_app.simulator.clock import Clock, Instant, between
from chorus_app.simulator.db import Database
from chorus_app.simulator.faults import Faults
from chorus_app.simulator.flows import Flows
from chorus_app.simulator.invoices import Register
from chorus_app.simulator.quirks import Quirks

TOKEN_SECONDS = 3600
PASSWORD_LASTS = 424 * 86400.0
"""Seconds between two passwords of a technical account (chorus-api.md, 1.4)."""
PULSE = 1.0
BATCH = 500
KEEP_EVERY = 20.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Caller:
    """The technical account that asks. `structure_id` is what it may see."""

    login: str
    structure_id: int


class World:
    """Everything that the routes share. Made by `app.create_app`; methods may run on any thread."""

    def __init__(
        self,
        data_dir: Path,
        *,
        speed: float,
        now: datetime | None,
        accept_any_credentials: bool,
        seed: int,
    ) -> None:
        self.clock = Clock(speed=speed, now=now)
        self.db = Database(data_dir / "chorus-pro.db")
        self.accept_any = accept_any_credentials
        self.seed = seed
        self.faults = Faults()
        self.quirks = Quirks()
        self.register = Register(self.db, seed)
        self.flows = Flows(self.db, self.register)
        self._tokens: dict[str, float] = {}
        self._pace = speed
        self._pulse: asyncio.Task[None] | None = None
        self._turn = Lock()
        self._last = self._settle() if self.db.is_new else self._wake()

    def issue_token(self) -> str:
        """Return a new access token, good for an hour of real time."""
        value, now = secrets.token_urlsafe(32), time.monotonic()
        self._tokens = {name: end for name, end in self._tokens.items() if end > now}
        self._tokens[value] = now + TOKEN_SECONDS
        return value

    def knows_token(self, value: str) -> bool:
        """Tell whether this token was given and has not expired."""
        return self._tokens.get(value, 0.0) > time.monotonic()

    def password_end(self) -> float:
        """Return when technical accounts' passwords end (epoch seconds): all were made together."""
        made = self.db.meta("passwords_at") or self.db.meta("epoch", "0")
        return float(made) + PASSWORD_LASTS

    def forget_tokens(self) -> None:
        """Let every token expire at once."""
        self._tokens.clear()

    def caller(self, login: str, password: str) -> Caller | None:
        """Return the account with these credentials; any stranger is welcome when so configured."""
        row = self.db.row("SELECT * FROM account WHERE login = ?", (login,))
        if row and (self.accept_any or _same(row["password"], password)):
            return Caller(login, row["structure_id"])
        return Caller(login, self._home(login)) if self.accept_any else None

    def _home(self, login: str) -> int:
        """Return the structure that a stranger's login names, or the fictitious supplier."""
        siret = login.partition("@")[0].rpartition("_")[2]
        found = self.db.value("SELECT id FROM structure WHERE siret = ?", (siret,))
        return int(found or demo.FICTITIOUS_SUPPLIER_ID)

    def pause(self, *, stopped: bool) -> None:
        """Stop the unfolding of lives, or take it up again at the pace it had."""
        if stopped and self.clock.speed:
            self._pace = self.clock.speed
        self.clock.set_speed(0.0 if stopped else self.clock.speed or self._pace)

    async def start(self) -> None:
        """Let lives unfold by themselves from now on."""
        if self._pulse is None:
            await self.tick()
            self._pulse = asyncio.create_task(self._beat(), name="simulator-clock")

    async def tick(self) -> None:
        """Let happen everything that is due now."""
        await asyncio.to_thread(self.catch_up)

    async def close(self) -> None:
        """Stop, and remember when."""
        if self._pulse:
            self._pulse.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pulse
            self._pulse = None
        await asyncio.to_thread(self._close)

    def catch_up(self) -> None:
        """Let happen everything that is due, each step at its own date."""
        with self._turn:
            now = self.clock.instant()
            moved = 0
            while step := self._unfold(now):
                moved += step
            moved += self.flows.catch_up(self._last, now)
            self._last = now
            if moved or now.epoch - self._kept > KEEP_EVERY:
                self._remember(now)

    def _unfold(self, now: Instant) -> int:
        """Take one step in the life of each invoice that is due; return how many."""
        with self.db.transaction():
            batch = self.register.due(now.minutes, BATCH)
            for invoice in batch:
                self.register.unfold(invoice, at=between(self._last, now, invoice["due"]))
        return len(batch)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(PULSE)
            try:
                await self.tick()
            except Exception:
                _log.exception("simulator: a beat of the clock failed")

    def _settle(self) -> Instant:
        """Fill an empty store with the demonstration; lives begin now."""
        now = self.clock.instant()
        with self.db.transaction():
            demo.seed(self.db, now.epoch, self.seed)
            self.db.remember(passwords_at=now.epoch)
            self._remember(now)
        return now

    def _wake(self) -> Instant:
        """Go on with a store that exists, from where it was left."""
        left = Instant(float(self.db.meta("minutes", "0")), float(self.db.meta("epoch", "0")))
        self.clock.resume(left, shift=float(self.db.meta("shift", "0")))
        self._kept = left.epoch
        return left

    def _remember(self, now: Instant) -> None:
        self._kept = now.epoch
        self.db.remember(minutes=now.minutes, epoch=now.epoch, shift=self.clock.shift)

    def _close(self) -> None:
        with self._turn:
            self._remember(self.clock.instant())
            self.db.close()


def _same(known: str, given: str) -> bool:
    return secrets.compare_digest(known.encode(), given.encode())
