"""Who signs in, for which supplier, on which device; and how each supplier's mirror stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chorus_app.store.tables import Membership, SignIn, Structure, User


async def user_by_email(session: AsyncSession, email: str) -> User | None:
    """Return the user with this folded e-mail address."""
    return (await session.scalars(select(User).where(col(User.email) == email))).first()


async def structure_by_siret(session: AsyncSession, siret: str) -> Structure | None:
    """Return the supplier with this SIRET."""
    return (await session.scalars(select(Structure).where(col(Structure.siret) == siret))).first()


async def structures_of(session: AsyncSession, user_id: int) -> Sequence[Structure]:
    """Return the suppliers that a user may act for, the first joined first."""
    found = await session.scalars(
        select(Structure)
        .join(Membership, col(Membership.structure_id) == col(Structure.id))
        .where(col(Membership.user_id) == user_id)
        .order_by(col(Structure.id))
    )
    return found.all()


async def signed_in(
    session: AsyncSession, token_digest: str, at: datetime
) -> tuple[int, str, str, int, str, str] | None:
    """Return user id, e-mail, name, and supplier id, name, SIRET of a session still good.

    The membership is asked for each time: who is taken off a supplier is out at once.
    """
    found = await session.execute(
        select(
            col(User.id),
            col(User.email),
            col(User.display_name),
            col(Structure.id),
            col(Structure.name),
            col(Structure.siret),
        )
        .join(SignIn, col(SignIn.user_id) == col(User.id))
        .join(Structure, col(Structure.id) == col(SignIn.structure_id))
        .join(
            Membership,
            (col(Membership.user_id) == col(User.id))
            & (col(Membership.structure_id) == col(Structure.id)),
        )
        .where(col(SignIn.token_digest) == token_digest, col(SignIn.expires_at) > at)
    )
    row = found.first()
    return tuple(row) if row else None  # type: ignore[return-value]


async def forget_sign_in(session: AsyncSession, token_digest: str) -> None:
    """End a session; one that is gone already is fine."""
    await session.execute(delete(SignIn).where(col(SignIn.token_digest) == token_digest))


async def forget_expired(session: AsyncSession, at: datetime) -> None:
    """Take away the sessions that no longer open anything."""
    await session.execute(delete(SignIn).where(col(SignIn.expires_at) <= at))


async def record(session: AsyncSession, structure_id: int, **values: Any) -> None:
    """Write how a supplier's mirror stands."""
    await session.execute(
        update(Structure).where(col(Structure.id) == structure_id).values(**values)
    )


async def raise_version(session: AsyncSession, structure_id: int) -> int:
    """Add one to the supplier's version and return it: something that a screen shows changed."""
    version = await session.execute(
        update(Structure)
        .where(col(Structure.id) == structure_id)
        .values(version=col(Structure.version) + 1)
        .returning(col(Structure.version))
    )
    return version.scalar_one()
