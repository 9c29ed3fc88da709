"""Depositing as a supplier does, and looking at what Chorus Pro then has."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col

from chorus_app.domain.deposit import Fault, Stage
from chorus_app.gateway import calls
from chorus_app.gateway.connection import connect
from chorus_app.gateway.port import Account
from chorus_app.services import deposits, directory, sender
from chorus_app.services.deposits import Draft
from chorus_app.services.sessions import Identity
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET
from chorus_app.store.tables import DepositRow, Structure
from tests.services import papers
from tests.services.conftest import Choral

TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
FREE = "Chambre d'agriculture de Bretagne"
"""A body that demands neither a service nor an engagement."""


@dataclass(frozen=True)
class Body:
    """A public body as the simulator holds it."""

    id: int
    siret: str
    services: tuple[str, ...]


@dataclass(frozen=True)
class Supplier:
    """Somebody who deposits invoices, with the hand on time and on Chorus Pro."""

    choral: Choral
    who: Identity

    async def upload(self, content: bytes, name: str = "facture.pdf") -> str:
        key, size = await self.choral.context.files.save(chunks(content), 10_000_000)
        return await deposits.create(self.who, key, name, size)

    async def type(self, deposit_id: str, **values: object) -> Draft:
        await deposits.change(self.who, deposit_id, values)
        return await self.look(deposit_id)

    async def look(self, deposit_id: str) -> Draft:
        return await deposits.draft(self.who, deposit_id, TODAY)

    async def confirm(self, deposit_id: str) -> Draft:
        return await deposits.confirm(self.who, deposit_id, TODAY)

    async def sent(self, deposit_id: str) -> str:
        """Confirm what has nothing left to mend."""
        for _ in range(20):  # a client that is hurried gives the directory up on a busy machine
            seen = await self.confirm(deposit_id)
            if seen.stage is Stage.A_ENVOYER:
                return deposit_id
            assert seen.directory_problem, (seen.problems, seen.findings)
        raise AssertionError(seen.directory_problem)

    async def ready(self, number: str, **values: object) -> str:
        """Upload a PDF and fill its form, so that nothing is left to mend."""
        deposit_id = await self.upload(paper(number, self.body(FREE).siret))
        seen = await self.type(deposit_id, **values)
        for _ in range(20):  # a client that is hurried gives the directory up on a busy machine
            if not seen.directory_problem:
                break
            seen = await self.look(deposit_id)
        assert seen.is_ready, (seen.problems, seen.findings, seen.directory_problem)
        return deposit_id

    async def confirmed(self, number: str, **values: object) -> str:
        return await self.sent(await self.ready(number, **values))

    async def flow(self, number: str) -> str:
        """Upload a Factur-X file of this supplier and confirm it."""
        return await self.sent(await self.upload(self.facturx(number)))

    def facturx(self, number: str) -> bytes:
        return papers.facturx(number, self.who.structure_siret, self.body(FREE).siret, TODAY)

    def cii(self, number: str, **parts: str) -> bytes:
        seller, buyer = self.who.structure_siret, self.body(FREE).siret
        return papers.cii(number, seller, buyer, TODAY, **parts)

    async def turn(self, deposit_id: str) -> DepositRow:
        """Let the time come to work on a deposit, and have it worked on."""
        await self.rewrite(deposit_id, retry_at=None)
        await sender.advance(deposit_id)
        return await self.row(deposit_id)

    async def pass_time(self, deposit_id: str, **duration: float) -> None:
        """Let what was attempted have been attempted longer ago."""
        row = await self.row(deposit_id)
        assert row.attempted_at
        await self.rewrite(deposit_id, attempted_at=row.attempted_at - timedelta(**duration))

    async def settled(self, deposit_id: str) -> DepositRow:
        """Let a deposit be followed until Chorus Pro has decided."""
        for _ in range(12):
            row = await self.turn(deposit_id)
            if Stage(row.stage) not in (Stage.A_ENVOYER, Stage.EN_SUIVI):
                return row
            await self.choral.steer("clock", advance_minutes=15)
            if row.attempted_at:
                await self.pass_time(deposit_id, hours=7)
        raise AssertionError(f"{row.stage} {row.problem} {row.flow_state}")

    async def row(self, deposit_id: str) -> DepositRow:
        async with self.choral.context.store.session() as session:
            return await session.get_one(DepositRow, deposit_id)

    async def rewrite(self, deposit_id: str, **values: Any) -> None:
        async with self.choral.context.store.session() as session:
            found = col(DepositRow.id) == deposit_id
            await session.execute(update(DepositRow).where(found).values(**values))

    def invoices(self, number: str) -> list[dict[str, Any]]:
        """Return Chorus Pro's invoices of this supplier that bear a number."""
        return self.ask(
            "SELECT i.*, r.siret AS recipient FROM invoice i"
            " JOIN structure s ON s.id = i.supplier_id JOIN structure r ON r.id = i.recipient_id"
            " WHERE s.siret = ? AND i.number = ?",
            self.who.structure_siret,
            number,
        )

    def flows(self) -> list[dict[str, Any]]:
        return self.ask("SELECT number, state, syntax, name FROM flow")

    def body(self, name: str) -> Body:
        (found,) = self.ask("SELECT id, siret FROM structure WHERE name = ?", name)
        services = self.ask(
            "SELECT code FROM service WHERE structure_id = ? AND active ORDER BY id", found["id"]
        )
        return Body(found["id"], found["siret"], tuple(one["code"] for one in services))

    def ask(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Read Chorus Pro's own database."""
        with contextlib.closing(sqlite3.connect(self.choral.chorus_database)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(sql, values)]

    def hurry(self, seconds: float) -> None:
        """Wait no longer than this for Chorus Pro."""
        context = self.choral.context
        transport = self.choral.chorus._transport
        in_process = transport if isinstance(transport, httpx.ASGITransport) else None
        connection = connect(
            base_url=str(self.choral.chorus.base_url),
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            transport=in_process,
            timeout=seconds,
        )

        def client_for(structure: Structure) -> Any:
            password = context.vault.reveal(structure.account_secret)
            return connection.client_for(Account(structure.account_login, password))

        context.client_for = client_for


def beginner(choral: Choral) -> Supplier:
    """Return the supplier without invoices; the directory is asked anew."""
    directory.forget()
    return Supplier(choral, choral.empty)


def paper(number: str, recipient: str) -> bytes:
    """Draw an invoice of 1 200,00 €, dated today."""
    return papers.paper(number, recipient, TODAY)


async def chunks(content: bytes, size: int = 65_536) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


def no_pauses(patch: pytest.MonkeyPatch) -> None:
    """Have the client repeat what reads at once: only its waits are left out."""
    patch.setattr(calls, "_pause", lambda state: 0.0)


def ago(**duration: float) -> datetime:
    return datetime.now(UTC) - timedelta(**duration)


def faults(seen: Draft) -> dict[str, Fault]:
    return {problem.field: problem.fault for problem in seen.problems if problem.blocking}


def stored_files(choral: Choral) -> list[str]:
    folder = choral.context.settings.data_dir / "files"
    return [path.name for path in folder.rglob("*") if path.is_file()]
