"""Passwords of technical accounts, encrypted at rest with a key that is not in the database."""

import asyncio
import hashlib
import os
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from chorus_app.gateway.errors import AccountRefused

_UNREADABLE = (
    "Le mot de passe de votre compte technique n’est plus lisible\u00a0: "
    "saisissez-le à nouveau dans «\u00a0Compte\u00a0»."
)


class Vault:
    """Encrypts and decrypts (Fernet: AES-128-CBC with HMAC-SHA256)."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    @classmethod
    async def open(cls, secret_key: str, data_dir: Path) -> "Vault":
        """Use the operator's key if there is one, else a key made once in the private folder."""
        if secret_key:
            digest = hashlib.sha256(secret_key.encode()).digest()
            return cls(urlsafe_b64encode(digest))
        return cls(await asyncio.to_thread(kept_key, data_dir / "secret.key", Fernet.generate_key))

    def seal(self, secret: str) -> str:
        """Return the secret encrypted."""
        return self._fernet.encrypt(secret.encode()).decode()

    def reveal(self, sealed: str) -> str:
        """Return the secret. Raises `AccountRefused` when another key sealed it."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise AccountRefused(_UNREADABLE) from None

    def reveals(self, sealed: str, secret: str) -> bool:
        """Tell whether this is what was sealed."""
        try:
            return self.reveal(sealed) == secret
        except AccountRefused:
            return False


def kept_key(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the key of this file, made readable by its owner alone if it is not there. Blocks.

    It is written aside and linked: whoever finds the file finds the whole key.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(make())
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_bytes()
