"""The directory of public structures, as one supplier may ask it: found, and what each demands."""

import re
from dataclasses import dataclass, field
from time import monotonic

from chorus_app.domain.deposit_checks import KnownRecipient
from chorus_app.domain.invoice import Recipient, Structure
from chorus_app.domain.siret import clean, is_shaped
from chorus_app.gateway.errors import ChorusError
from chorus_app.gateway.port import ChorusPro
from chorus_app.services.accounts import client_of

__all__ = ["ChorusError", "find", "forget", "known", "recipient", "typed"]

_KEPT_SECONDS = 600.0
_MOST_KEPT = 500
_DIGITS = re.compile(r"[\d\s.]+")


@dataclass(slots=True)
class _Kept:
    """A body, or that there is none; and whether its services demand an engagement, by code."""

    at: float
    recipient: Recipient | None
    demands: dict[str, bool] = field(default_factory=dict)


_kept: dict[str, _Kept] = {}


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
    return (await _looked_up(structure_id, siret)).recipient


async def _looked_up(structure_id: int, siret: str) -> _Kept:
    kept = _kept.get(siret)
    if kept and monotonic() - kept.at < _KEPT_SECONDS:
        return kept
    client = await client_of(structure_id)
    named = await client.find_structures(siret=siret)
    body = next((body for body in named if body.siret == siret), None)
    full = await client.recipient(body) if body else None
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[siret] = _Kept(monotonic(), full)
    return _kept[siret]


async def known(structure_id: int, siret: str, service_code: str) -> KnownRecipient | None:
    """Return what the checks of a deposit need to know of a recipient and one of its services.

    Raises `ChorusError` when Chorus Pro does not answer.
    """
    kept = await _looked_up(structure_id, siret)
    found = kept.recipient
    if not found:
        return None
    codes = tuple(service.code for service in found.services if service.active)
    demands = await _service_demands(structure_id, kept, service_code)
    return KnownRecipient(found.structure.active, found.obligations, codes, demands)


async def _service_demands(structure_id: int, kept: _Kept, code: str) -> bool:
    body = kept.recipient
    if not body or body.obligations.engagement_required:
        return False
    chosen = next((s for s in body.services if s.active and s.code == code), None)
    if chosen and code not in kept.demands:
        client = await client_of(structure_id)
        kept.demands[code] = await client.service_demands_engagement(
            body.structure.chorus_id, chosen.chorus_id
        )
    return kept.demands.get(code, False)


async def typed(
    structure_id: int, siret: str, service_code: str
) -> tuple[Recipient | None, KnownRecipient | None, str]:
    """Look up the recipient that somebody typed: its card, what the checks need of it.

    The last value is a sentence when Chorus Pro does not answer; nothing is known then.
    """
    siret = clean(siret)
    if not is_shaped(siret):
        return None, None, ""
    try:
        found = await recipient(structure_id, siret)
        return found, await known(structure_id, siret, service_code.strip()), ""
    except ChorusError as error:
        return None, None, error.sentence


def forget() -> None:
    """Empty what is kept, for tests and for a change of Chorus Pro."""
    _kept.clear()
