"""Users, the suppliers they act for, and the technical accounts by which Chorus Pro knows these."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from chorus_app.gateway.errors import NotFound
from chorus_app.gateway.port import ChorusPro
from chorus_app.services import passwords
from chorus_app.services.context import Context, current
from chorus_app.services.sessions import fold_email
from chorus_app.store import people
from chorus_app.store.tables import Membership, Structure, User

DEMO_PASSWORD = "choral-demo"  # noqa: S105  (opens fictitious data only)
DEMO_PEOPLE = (
    ("demo@choral.example", "Camille Truffaut"),
    ("charge@choral.example", "Lou Durand"),
    ("vide@choral.example", "Martin Petit"),
)
"""Who may sign in at a demonstration, in the order of the simulator's suppliers."""


class NewAccount(NamedTuple):
    """Somebody who may sign in, and the supplier that Chorus Pro knows them for."""

    email: str
    password: str
    display_name: str
    siret: str
    structure_name: str
    account_login: str
    account_password: str


async def create(accounts: Iterable[tuple[str, str, str, str, str, str, str]]) -> None:
    """Create these users, suppliers and memberships where they are missing.

    A technical account that changed is taken over; nothing else of what is there is touched.
    """
    context = current()
    for account in accounts:
        wanted = NewAccount(*account)
        async with context.store.session() as session:
            user = await people.user_by_email(session, fold_email(wanted.email))
        password_hash = "" if user else await passwords.digest(wanted.password)
        async with context.store.writing() as session:
            await _create(context, session, wanted, password_hash)


async def _create(
    context: Context, session: AsyncSession, wanted: NewAccount, password_hash: str
) -> None:
    user = await people.user_by_email(session, fold_email(wanted.email)) or User(
        email=fold_email(wanted.email),
        password_hash=password_hash,
        display_name=wanted.display_name,
    )
    structure = await people.structure_by_siret(session, wanted.siret) or Structure(
        siret=wanted.siret, name=wanted.structure_name
    )
    session.add_all([user, structure])
    await session.flush()
    _take_over(context, structure, wanted)
    key = (user.id or 0, structure.id or 0)
    if not await session.get(Membership, key):
        session.add(Membership(user_id=key[0], structure_id=key[1]))


def _take_over(context: Context, structure: Structure, wanted: NewAccount) -> None:
    """Write the technical account, unless it is already this one: each sealing differs."""
    known = structure.account_login == wanted.account_login and (
        context.vault.reveals(structure.account_secret, wanted.account_password)
    )
    if not known:
        structure.account_login = wanted.account_login
        structure.account_secret = context.vault.seal(wanted.account_password)


async def client_of(structure_id: int) -> ChorusPro:
    """Return a client that speaks to Chorus Pro for a supplier.

    Raises `AccountRefused` when its password can no longer be decrypted.
    """
    context = current()
    async with context.store.session() as session:
        return context.client_for(await session.get_one(Structure, structure_id))


async def supplier_chorus_id(structure_id: int) -> int:
    """Return Chorus Pro's own id of a supplier, asked once and kept. Raises `ChorusError`."""
    context = current()
    async with context.store.session() as session:
        structure = await session.get_one(Structure, structure_id)
    if structure.chorus_id is not None:
        return structure.chorus_id
    client = context.client_for(structure)
    found = await client.find_structures(siret=structure.siret, public_only=False)
    if not found:
        raise NotFound("Chorus Pro ne connaît pas le SIRET de votre structure.")
    async with context.store.session() as session:
        await people.record(session, structure_id, chorus_id=found[0].chorus_id)
    return found[0].chorus_id


def shown_demo_account() -> tuple[str, str] | None:
    """Return the demo account that the sign-in page shows; None outside demo mode."""
    return (DEMO_PEOPLE[0][0], DEMO_PASSWORD) if current().settings.is_demo else None
