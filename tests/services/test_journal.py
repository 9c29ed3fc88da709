import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from chorus_app.domain.journal import Kind
from chorus_app.services import journal
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from tests.databases import BOTH

pytestmark = BOTH

People = tuple[Identity, ...]


async def test_signing_in_is_written_down_for_one_s_own_supplier(signed: People) -> None:
    [entry] = await journal.entries(signed[0])

    assert (entry.kind, entry.who) == (Kind.CONNEXION, "Camille Martin (demo@choral.example)")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET user_name = 'personne'",
        "DELETE FROM journal_entry",
        "UPDATE journal_entry SET kind = kind WHERE id = 1",
    ],
)
async def test_no_statement_changes_or_removes_an_entry(signed: People, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        async with current().store.session() as session:
            await session.execute(text(statement))

    assert len(await journal.entries(signed[0])) == 1


async def test_pages_and_export_tell_the_same(signed: People) -> None:
    who = signed[0]
    async with current().store.session() as session:
        await session.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
                "INSERT INTO journal_entry (structure_id, at, user_name, kind, invoice_number, "
                "about) SELECT :s, '2026-01-01', '', 'RELANCE', 'F-' || i, '' FROM n"
            ),
            {"s": who.structure_id},
        )
    exported = [entry.id async for entry in journal.export(who)]
    first = await journal.entries(who, limit=1000)
    second = await journal.entries(who, before=first[-1].id, limit=1000)

    assert len(exported) == 1201
    assert [entry.id for entry in [*first, *second]] == exported[::-1]
