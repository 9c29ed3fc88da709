"""What earlier databases knew of a sending under way is not lost: it decides on sending again."""

import asyncio
from pathlib import Path

from alembic import command
from sqlalchemy import text
from sqlalchemy.engine import make_url

from chorus_app.store import migrate
from chorus_app.store.engine import Store

WRITTEN = """
INSERT INTO deposit (id, structure_id, user_id, stage, created_at, updated_at, file_key, file_name,
  file_size, file_kind, reading, form, attempts, attempted, flow_number, flow_state,
  invoice_number, certificate, problem)
VALUES (:id, 1, 1, 'A_ENVOYER', '2026-11-20 09:00:00.000000', '2026-11-21 10:30:00.000000', 'k',
  'f.pdf', 1, 'PDF', '{}', '{}', 0, :attempted, '', '', 'F-1', '', '')
"""


async def test_an_attempt_under_way_keeps_its_moment(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'choral.db'}"
    await asyncio.to_thread(_first_version, url)

    store = await Store.open(url)
    async with store.session() as session:
        kept = await session.execute(text("SELECT id, attempted_at FROM deposit ORDER BY id"))
        assert [tuple(row) for row in kept] == [
            ("began", "2026-11-21 10:30:00.000000"),
            ("waits", None),
        ]
    await store.close()


def _first_version(url: str) -> None:
    def write(connection: migrate.Connection) -> None:
        command.upgrade(migrate._config(connection), "0001")
        for row in ({"id": "began", "attempted": True}, {"id": "waits", "attempted": False}):
            connection.execute(text(WRITTEN), row)

    migrate._with_connection(make_url(url), write)
