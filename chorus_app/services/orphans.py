"""Files that no row names: what a process leaves that dies between a file and its row."""

from datetime import timedelta

from chorus_app.services.context import current
from chorus_app.store import answers
from chorus_app.store import deposits as store
from chorus_app.store.tables import now

YOUNGEST = timedelta(days=1)
"""A file that is being read has no row yet: only older ones are looked at."""
_ROWS_AT_ONCE = 500


async def remove() -> int:
    """Remove files older than a day that no deposit and no piece names; return how many."""
    context = current()
    removed = 0
    keys = await context.files.keys_before(now() - YOUNGEST)
    for start in range(0, len(keys), _ROWS_AT_ONCE):
        some = keys[start : start + _ROWS_AT_ONCE]
        async with context.store.session() as session:
            known = await store.known_files(session, some)
            known |= await answers.known_files(session, some)
        for key in set(some) - known:
            await context.files.delete(key)
            removed += 1
    return removed
