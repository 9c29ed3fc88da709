"""What the operator is told, as the command itself tells it."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from chorus_app.status import report
from chorus_app.store.engine import Store
from chorus_app.store.notice_tables import NoticeRow
from chorus_app.store.tables import DepositRow, Membership, Structure, User, now
from chorus_app.store.turn_tables import TurnRow


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A data folder with a supplier whose mirror is a minute old, and nothing that waits."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/choral.db")
    async with store.session() as session:
        at = now() - timedelta(minutes=1)
        session.add(User(id=1, email="anne@x.example", password_hash="", display_name="Anne"))
        session.add(
            Structure(
                id=1,
                siret="73980623000960",
                name="Ets",
                account_login="T",
                true_at=at,
                sync_done=7,
                sync_total=9,
            )
        )
        await session.flush()
        session.add(Membership(user_id=1, structure_id=1))
    await store.close()
    return tmp_path


def command(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "chorus_app.status"],
        env={**os.environ, "CHORAL_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


async def change(folder: Path, **values: object) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/choral.db")
    given = {
        "structure_id": 1,
        "user_id": 1,
        "channel": "MAIL",
        "kind": "RETURNED",
        "subject": "facture-1",
        "status": "SUSPENDUE",
        "status_at": now(),
        "invoice_number": "F-1",
        "comment": "Appelez Anne",
        "state": "WAITING",
        "due_at": now(),
    }
    async with store.session() as session:
        session.add(NoticeRow(**(given | values)))
    await store.close()


async def test_all_is_well(folder: Path) -> None:
    said = command(folder)

    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("jobs: done by the web process")
    assert "7 of 9       0:01:0" in said.stdout
    assert said.stdout.endswith("failures\n  none\n")


async def test_a_failure_is_told_and_nobody_is_named(folder: Path) -> None:
    await change(folder, problem="mail server: SMTPConnectError")
    said = command(folder)

    assert said.returncode == 1
    assert "MAIL           1  mail server: SMTPConnectError" in said.stdout
    assert not {"Anne", "anne@", "F-1", "73980623000960"} & set(said.stdout.split())
    assert "Anne" not in said.stdout


@pytest.mark.parametrize(("hours", "well"), [(-9, True), (0, True), (2, False)])
async def test_what_waits_for_long_is_a_failure(folder: Path, hours: int, well: bool) -> None:
    await change(folder, due_at=now() - timedelta(hours=hours))
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/choral.db")

    lines, fine = await report(store, now())
    await store.close()

    assert fine is well
    assert any(line.split()[:3] == ["MAIL", "WAITING", "1"] for line in lines)


async def test_suppliers_to_synchronise_are_counted(folder: Path) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/choral.db")
    async with store.session() as session:
        session.add(TurnRow(structure_id=1, due_at=now() - timedelta(minutes=2)))
    lines, fine = await report(store, now())
    assert fine
    assert any(line.split()[:4] == ["MIRROR", "DUE", "1", "0:02:00"] for line in lines)

    async with store.session() as session:
        turn = await session.get_one(TurnRow, 1)
        turn.claimed_until = now() + timedelta(seconds=20)
    lines, _ = await report(store, now())
    await store.close()
    assert any(line.split()[:3] == ["MIRROR", "UNDER_WAY", "1"] for line in lines)


async def test_a_deposit_that_cannot_leave_is_a_failure(folder: Path) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/choral.db")
    deposit = DepositRow(
        id="d",
        structure_id=1,
        user_id=1,
        stage="A_ENVOYER",
        file_key="k",
        file_name="Anne.pdf",
        file_size=1,
        file_kind="PDF",
        problem="Chorus Pro ne répond pas.",
    )
    async with store.session() as session:
        session.add(deposit)
    lines, fine = await report(store, now())
    await store.close()

    assert not fine
    assert any(
        line.split(maxsplit=2)[::2] == ["DEPOSIT", "Chorus Pro ne répond pas."] for line in lines
    )
    assert "Anne" not in "\n".join(lines)
