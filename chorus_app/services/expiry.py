"""When the technical account's password ends: asked seldom, and never waited for long."""

import asyncio
from datetime import date
from time import monotonic

from chorus_app.gateway.errors import ChorusError
from chorus_app.services.accounts import client_of, supplier_chorus_id

_KEPT_SECONDS = 6 * 3600.0
_FAILED_SECONDS = 300.0
_PATIENCE = 3.0
_kept: dict[int, tuple[float, date | None]] = {}


async def account_expiry(structure_id: int) -> date | None:
    """Return the day, or None when Chorus Pro does not tell it, or not now."""
    kept = _kept.get(structure_id)
    if kept and monotonic() < kept[0]:
        return kept[1]
    lasts, found = _KEPT_SECONDS, None
    try:
        async with asyncio.timeout(_PATIENCE):
            client = await client_of(structure_id)
            found = await client.account_expiry(await supplier_chorus_id(structure_id))
    except (ChorusError, TimeoutError):
        lasts, found = _FAILED_SECONDS, kept[1] if kept else None
    _kept[structure_id] = (monotonic() + lasts, found)
    return found


def forget() -> None:
    """Empty what is kept, for tests and for a technical account that was changed."""
    _kept.clear()
