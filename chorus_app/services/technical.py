"""A supplier's technical account: until when its password lasts, and the new one."""

from dataclasses import dataclass
from datetime import date

from chorus_app.domain.journal import Kind
from chorus_app.gateway.errors import AccountRefused, ChorusError
from chorus_app.gateway.port import Account
from chorus_app.services import expiry, synchronise
from chorus_app.services.attempts import Attempts
from chorus_app.services.context import current
from chorus_app.services.sessions import Identity
from chorus_app.store import journal
from chorus_app.store.tables import Structure

__all__ = [
    "AccountRefused",
    "ChorusError",
    "Technical",
    "TooManyTries",
    "renew",
    "technical_account",
]

tries = Attempts(5, 900.0)
"""Failures of one supplier in a quarter of an hour: nobody guesses through us."""


@dataclass(frozen=True, slots=True)
class Technical:
    """Its login, and the day its password ends; None where Chorus Pro does not tell it now."""

    login: str
    ends: date | None


class TooManyTries(Exception):
    """Five failures in a quarter of an hour: Chorus Pro is not asked."""


async def technical_account(who: Identity) -> Technical:
    """Return what is known of this supplier's technical account; never its password."""
    async with current().store.reading() as session:
        structure = await session.get_one(Structure, who.structure_id)
    return Technical(structure.account_login, await expiry.account_expiry(who.structure_id))


async def renew(who: Identity, password: str) -> None:
    """Try a new password at Chorus Pro, then keep it, sealed.

    Raises `ChorusError` or `TooManyTries`: none is kept. Chorus Pro has no operation that changes
    it: its own site does.
    """
    context, key = current(), str(who.structure_id)
    if not tries.admit(key):
        raise TooManyTries
    async with context.store.reading() as session:
        structure = await session.get_one(Structure, who.structure_id)
    client = context.connection.client_for(Account(structure.account_login, password))
    try:
        await client.find_structures(siret=structure.siret, public_only=False)
    except ChorusError as error:
        if not isinstance(error, AccountRefused):
            tries.succeeded(key)  # nobody judged the password
        raise
    tries.forget(key)
    async with context.store.writing() as session:
        held = await session.get_one(Structure, who.structure_id)
        held.account_secret = context.vault.seal(password)
        await journal.add(session, who.structure_id, Kind.COMPTE_TECHNIQUE, who.user_id)
    expiry.forget()
    await synchronise.wake(who.structure_id)
