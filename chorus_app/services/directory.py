"""The directory of public structures, as one supplier may ask it: found, and what each demands."""

import re
from dataclasses import dataclass
from time import monotonic

from chorus_app.domain.deposit import KnownRecipient
from chorus_app.domain.invoice import Recipient, Structure
from chorus_app.domain.siret import clean, is_shaped
from chorus_app.gateway.errors import ChorusError
from chorus_app.gateway.port import ChorusPro
from chorus_app.services.accounts import client_of

__all__ = ["ChorusError", "find", "forget", "known", "recipient"]

_KEPT_SECONDS = 600.0
_MOST_KEPT = 500
_DIGITS = re.compile(r"[\d\s.]+")


@dataclass(slots=True)
class _Kept:
    at: float
    recipient: Recipient | None


_kept: dict[str, _Kept] = {}
_engagements: dict[tuple[int, int], bool] = {}


async def find(structure_id: int, text: str) -> tuple[Structure, ...]:
    """Return public bodies by SIRET, name or city, active ones first. Raises `ChorusError`."""
    client = await client_of(structure_id)
    siret = clean(text)
    if _DIGITS.fullmatch(text):
        found = await client.find_structures(siret=siret) if is_shaped(siret) else ()
    else:
        found = await _by_name_or_city(client, text)
    return tuple(sorted(found, key=lambda body: (not body.active, body.name)))


async def _by_name_or_city(client: ChorusPro, text: str) -> tuple[Structure, ...]:
    named = await client.find_structures(name=text, limit=20)
    near = await client.find_structures(city=text, limit=20) if len(named) < 20 else ()
    known = {body.chorus_id for body in named}
    return (*named, *(body for body in near if body.chorus_id not in known))[:20]


async def recipient(structure_id: int, siret: str) -> Recipient | None:
    """Return a public body with its obligations and services, or None if there is none.

    Kept for ten minutes: obligations change rarely, and each look costs three calls. Raises
    `ChorusError` when Chorus Pro does not answer.
    """
    kept = _kept.get(siret)
    if kept and monotonic() - kept.at < _KEPT_SECONDS:
        return kept.recipient
    client = await client_of(structure_id)
    found = await client.find_structures(siret=siret)
    full = await client.recipient(found[0]) if found else None
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[siret] = _Kept(monotonic(), full)
    return full


async def known(structure_id: int, siret: str, service_code: str) -> KnownRecipient | None:
    """Return what the checks of a deposit need to know of a recipient and one of its services."""
    found = await recipient(structure_id, siret)
    if not found:
        return None
    codes = tuple(service.code for service in found.services if service.active)
    chosen = next((s for s in found.services if s.active and s.code == service_code), None)
    demands = False
    if chosen and not found.obligations.engagement_required:
        body = found.structure.chorus_id
        demands = await _service_demands(structure_id, body, chosen.chorus_id)
    return KnownRecipient(found.structure.active, found.obligations, codes, demands)


async def _service_demands(structure_id: int, body_id: int, service_id: int) -> bool:
    key = (body_id, service_id)
    if key not in _engagements:
        client = await client_of(structure_id)
        _engagements[key] = await client.service_demands_engagement(body_id, service_id)
    return _engagements[key]


def forget() -> None:
    """Empty what is kept, for tests and for a change of Chorus Pro."""
    _kept.clear()
    _engagements.clear()
