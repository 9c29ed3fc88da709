"""Whether Choral can serve."""

import asyncio
import logging

from chorus_app.services.context import current
from chorus_app.store.away import DatabaseAway

__all__ = ["DatabaseAway", "database_answers"]
_PATIENCE = 2.0
_log = logging.getLogger(__name__)


async def database_answers() -> bool:
    """Tell whether the database answers within two seconds."""
    try:
        async with asyncio.timeout(_PATIENCE):
            await current().store.ask()
    except Exception:
        _log.exception("the database does not answer")
        return False
    return True
