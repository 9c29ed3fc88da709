"""Chorus Pro as these tests hold it: the simulator in a process of its own, steered and asked."""

import base64
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET, DEMO_ACCOUNTS, DemoAccount
from tests.bench.choral import ROOT, await_answer, free_port

SHOWCASE, LOAD, BEGINNER = DEMO_ACCOUNTS


@dataclass(frozen=True)
class Told:
    """An invoice as Chorus Pro tells it: what Choral must show. Amount in cents."""

    id: int
    number: str
    status: str
    amount: int
    recipient: str
    recipient_siret: str
    issued: date | None
    deposited: date | None
    order: str

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Told":
        return cls(
            id=said["identifiantFactureCPP"],
            number=said["numeroFacture"],
            status=said["statut"],
            amount=round(said["montantAPayer"] * 100),
            recipient=said["designationDestinataire"],
            recipient_siret=said["codeDestinataire"],
            issued=_day(said.get("dateFacture")),
            deposited=_day(said.get("dateDepot")),
            order=said.get("numeroBonCommande", ""),
        )

    @property
    def counted(self) -> int:
        """What it adds to a sum: nothing once deleted."""
        return 0 if self.status == "SUPPRIMEE" else self.amount


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass
class ChorusPro:
    """The simulator that listens at `url`. Its lives stand still unless `lives` is set."""

    url: str

    @cached_property
    def _token(self) -> str:
        answer = httpx.post(
            f"{self.url}/api/oauth/token",
            data={
                "grant_type": "client_credentials",
                "client_id": CLIENT_ID,
                "client_secret": CLIENT_SECRET,
                "scope": "openid",
            },
        )
        return str(answer.raise_for_status().json()["access_token"])

    def invoices(self, account: DemoAccount = SHOWCASE, **filters: str) -> list[Told]:
        """Search as another program of the supplier would, through the API."""
        pair = base64.b64encode(f"{account.login}:{account.password}".encode()).decode()
        answer = httpx.post(
            f"{self.url}/cpro/factures/v1/rechercher/fournisseur",
            json={**filters, "rechercheFactureParFournisseur": {"nbResultatsParPage": 1000}},
            headers={"Authorization": f"Bearer {self._token}", "cpro-account": pair},
        )
        return [Told.of(said) for said in answer.raise_for_status().json()["listeFactures"]]

    def numbered(self, number: str) -> list[Told]:
        """Return the invoices that bear exactly this number."""
        return [told for told in self.invoices() if told.number == number]

    def first(self, status: str) -> Told:
        """Return one invoice in this status."""
        return next(told for told in self.invoices() if told.status == status)

    def move(self, invoice: Told, status: str, reason: str = "") -> None:
        """Have the recipient act."""
        self._steer("move", idFacture=invoice.id, statut=status, motif=reason)

    def fail(self, mode: str, paths: str = "") -> None:
        """Make the following calls fail, until `work`; a refusal of one path leaves the others."""
        self._steer("faults", mode=mode, paths=paths)

    def work(self) -> None:
        """End every failure, and stop lives again."""
        self._steer("faults", mode="none")
        self.lives(0)

    def lives(self, speed: float) -> None:
        """Let lives unfold at this many simulated minutes a minute; 0 stops them."""
        self._steer("clock", speed=speed)

    def _steer(self, what: str, **body: object) -> None:
        httpx.post(f"{self.url}/simulateur/api/{what}", json=body).raise_for_status()


@contextmanager
def simulating(folder: Path) -> Iterator[ChorusPro]:
    """Serve a simulator whose data are in `folder`."""
    port = free_port()
    options = ["--port", str(port), "--data", str(folder), "--speed", "0"]
    log = folder / "simulator.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "chorus_app.simulator", *options],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        await_answer(f"{url}/simulateur/api/clock", process, log)
        yield ChorusPro(url)
    finally:
        process.terminate()
        process.wait(20)
