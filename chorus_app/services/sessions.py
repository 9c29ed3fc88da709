"""Signing in: e-mail and password once on each device, then a cookie that a script cannot read."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, TypeGuard

from chorus_app.domain.folding import tidy
from chorus_app.domain.journal import Kind
from chorus_app.gateway.errors import AccountRefused
from chorus_app.services import passwords, synchronise
from chorus_app.services.attempts import Attempts
from chorus_app.services.context import current
from chorus_app.store import journal, people
from chorus_app.store.tables import SignIn, Structure, User, now

COOKIE = "choral_session"
DEVICE_COOKIE = "choral_appareil"
LEFT = "choral_sortie"
"""The cookie of a browser that somebody signed out of, until somebody signs in there again."""
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
    """Too many failures in a quarter of an hour: ten for an address or on a device where it signed
    in before, thirty from one place.
    """

    sentence = "Trop d’essais sans succès. Attendez un quart d’heure, puis réessayez."


class NoStructure(SignInRefused):
    """The password is right, and the account acts for no supplier."""

    sentence = "Votre compte n’est rattaché à aucune structure. Demandez-le à son gestionnaire."
    field = "email"


by_email = Attempts(10, _WINDOW)
by_client = Attempts(30, _WINDOW)
by_device = Attempts(10, _WINDOW)
_DEVICE = "appareil:"


async def sign_in(
    email: str, password: str, *, client: str = "", device: str = ""
) -> tuple[str, Identity]:
    """Return a new session's token and who it is for.

    `client` is the asking machine's address, `device` what `device_token` gave this device when
    somebody last signed in on it. Raises `WrongCredentials`, `TooManyAttempts` or `NoStructure`.
    """
    address = fold_email(email)
    known = _known_device(device, address)
    if not _is_admitted(address, client, known):
        raise TooManyAttempts
    user = await _user(address, password)
    if known:
        by_device.forget(known)
    else:
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


def device_token(email: str) -> str:
    """Return what a device keeps of a sign-in, also once signed out: it opens nothing.

    Where somebody signed in before, the failures of others do not keep them out (OWASP, « device
    cookies »): else ten wrong passwords each quarter of an hour shut anybody's account.
    """
    return current().vault.seal(f"{_DEVICE}{secrets.token_hex(8)}:{fold_email(email)}")


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


def token_of(cookie_header: str | None, cookie: str = COOKIE) -> str | None:
    """Return the session's token, or another cookie's value, from a `Cookie` header, or None."""
    for pair in (cookie_header or "").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == cookie and value:
            return value
    return None


def has_left(cookie_header: str | None) -> bool:
    """Tell whether somebody signed out of this browser, whose session did not just end."""
    pairs = (pair.strip() for pair in (cookie_header or "").split(";"))
    return f"{LEFT}=1" in pairs


def fold_email(email: str) -> str:
    """Return an address as it is kept: people type capitals and spaces that do not count."""
    return tidy(email, LONGEST_EMAIL).casefold()


def _known_device(token: str, address: str) -> str:
    """Return the name of a device where this address signed in before; empty for any other."""
    try:
        said = current().vault.reveal(token)
    except AccountRefused:
        return ""
    name, _, owner = said.removeprefix(_DEVICE).partition(":")
    return name if said.startswith(_DEVICE) and owner == address else ""


def _is_admitted(address: str, client: str, device: str) -> bool:
    if device:
        return by_device.admit(device)
    # The place first: once it is closed, what it tries no longer counts against any address.
    return (not client or by_client.admit(client)) and by_email.admit(address)


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
