"""Signing in: e-mail and password once on each device, then a cookie that a script cannot read."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, TypeGuard

from chorus_app.domain.folding import tidy
from chorus_app.domain.journal import Kind
from chorus_app.services import passwords, synchronise
from chorus_app.services.attempts import Attempts
from chorus_app.services.context import current
from chorus_app.store import journal, people
from chorus_app.store.tables import SignIn, Structure, User, now

COOKIE = "choral_session"
LONGEST_EMAIL = 254
_TOKEN_BYTES = 32
_TOKEN_LENGTH = 43
_WINDOW = 15 * 60.0


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks, and for which supplier: the tenant of everything that follows."""

    user_id: int
    email: str
    display_name: str
    structure_id: int
    structure_name: str
    structure_siret: str


class SignInRefused(Exception):
    """Nobody is signed in. `sentence` is French, for the screen, beside `field`."""

    sentence: ClassVar[str]
    field: ClassVar[str] = "password"


class WrongCredentials(SignInRefused):
    """Unknown address or wrong password: which of the two is nobody's business."""

    sentence = "Adresse électronique ou mot de passe incorrect. Vérifiez les deux, puis réessayez."


class TooManyAttempts(SignInRefused):
    """Ten failures for an address, or thirty from one place, in a quarter of an hour."""

    sentence = "Trop d’essais sans succès. Attendez un quart d’heure, puis réessayez."


class NoStructure(SignInRefused):
    """The password is right, and the account acts for no supplier."""

    sentence = "Votre compte n’est rattaché à aucune structure. Demandez-le à son gestionnaire."
    field = "email"


by_email = Attempts(10, _WINDOW)
by_client = Attempts(30, _WINDOW)


async def sign_in(email: str, password: str, *, client: str = "") -> tuple[str, Identity]:
    """Return a new session's token and who it is for. `client` is the asking machine's address.

    Raises `WrongCredentials`, `TooManyAttempts` or `NoStructure`.
    """
    address = fold_email(email)
    # The place first: once it is closed, what it tries no longer counts against any address.
    if (client and not by_client.admit(client)) or not by_email.admit(address):
        raise TooManyAttempts
    user = await _user(address, password)
    by_email.forget(address)
    by_client.succeeded(client)
    async with current().store.session() as session:
        structures = await people.structures_of(session, user.id or 0)
        if not structures:
            raise NoStructure
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        await people.forget_expired(session, now())
        session.add(_sign_in(token, user, structures[0]))
        await journal.add(session, structures[0].id or 0, Kind.CONNEXION, user.id)
    await synchronise.see(structures[0].id or 0)
    return token, _identity(user, structures[0])


async def identity(token: str | None) -> Identity | None:
    """Return who holds this token, or None: unknown, ended, expired, or no longer a member."""
    if not _is_shaped(token):
        return None
    async with current().store.session() as session:
        found = await people.signed_in(session, _digest(token), now())
    return Identity(*found) if found else None


async def sign_out(token: str | None) -> None:
    """End the session of this token, on this device only."""
    if _is_shaped(token):
        async with current().store.session() as session:
            await people.forget_sign_in(session, _digest(token))


def token_of(cookie_header: str | None) -> str | None:
    """Return the session's token from a `Cookie` header, or None."""
    for pair in (cookie_header or "").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == COOKIE and value:
            return value
    return None


def fold_email(email: str) -> str:
    """Return an address as it is kept: people type capitals and spaces that do not count."""
    return tidy(email, LONGEST_EMAIL).casefold()


async def _user(address: str, password: str) -> User:
    """Return the user whose password this is. The session is closed before the slow computation."""
    async with current().store.session() as session:
        user = await people.user_by_email(session, address)
    if not await passwords.matches(user.password_hash if user else None, password) or not user:
        raise WrongCredentials
    return user


def _sign_in(token: str, user: User, structure: Structure) -> SignIn:
    return SignIn(
        token_digest=_digest(token),
        user_id=user.id or 0,
        structure_id=structure.id or 0,
        expires_at=now() + timedelta(days=current().settings.session_days),
    )


def _identity(user: User, structure: Structure) -> Identity:
    return Identity(
        user_id=user.id or 0,
        email=user.email,
        display_name=user.display_name,
        structure_id=structure.id or 0,
        structure_name=structure.name,
        structure_siret=structure.siret,
    )


def _is_shaped(token: str | None) -> TypeGuard[str]:
    """Tell whether this could be a token of ours: a cookie holds whatever a client sends."""
    return bool(token and len(token) == _TOKEN_LENGTH and token.isascii())


def _digest(token: str) -> str:
    """Return what the database keeps: who reads it cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
