"""Where a Chorus Pro answers: each is met by the same contract."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from chorus_app.gateway.connection import Connection
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.port import Account
from chorus_app.simulator.demo import DEMO_ACCOUNTS, RECIPIENT_LOGIN, RECIPIENT_PASSWORD


def simulated_account(siret: str) -> Account:
    """Return the simulator's technical account of any body."""
    for supplier in DEMO_ACCOUNTS:
        if supplier.siret == siret:
            return Account(supplier.login, supplier.password)
    return Account(RECIPIENT_LOGIN.format(siret=siret), RECIPIENT_PASSWORD)


def _nobodys(siret: str) -> Account:
    raise AssertionError(f"nobody gave an account of {siret}")


@dataclass(frozen=True)
class Place:
    """A Chorus Pro, and how to reach it. `open` takes what `connect` takes, to change a part."""

    open: Callable[..., Connection]
    account: Account
    supplier_siret: str
    bare: httpx.AsyncClient | None = None
    """Reaches the simulator's steering; None where nobody steers."""
    account_of: Callable[[str], Account] = _nobodys
    """Gives the technical account of any body; only a simulator has them all."""

    def client(self, connection: Connection) -> PisteClient:
        return connection.client_for(self.account)

    async def _steer(self, what: str, **words: Any) -> None:
        assert self.bare, "nobody steers this place"
        answer = await self.bare.post(f"/simulateur/api/{what}", json=words)
        assert answer.status_code == 200, answer.text

    async def advance(self, minutes: float) -> None:
        """Let simulated time pass."""
        await self._steer("clock", advance_minutes=minutes)

    async def move(self, chorus_id: int, status: str, reason: str = "") -> None:
        """Play the recipient."""
        await self._steer("move", idFacture=chorus_id, statut=status, motif=reason)

    async def fail(self, mode: str, **words: Any) -> None:
        """Have the following calls fail."""
        await self._steer("faults", mode=mode, **words)

    async def play(self, oddities: list[str]) -> None:
        """Have the answers hold these oddities, and no other."""
        await self._steer("quirks", on=oddities)

    async def expire_tokens(self) -> None:
        """Have the tokens given so far refused."""
        await self._steer("tokens/expire")
