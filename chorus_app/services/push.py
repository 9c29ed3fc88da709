"""Web Push: a message encrypted for one browser, and handed to its push service.

Written on `cryptography` because pywebpush is under the MPL and brings two more HTTP clients.
Encryption: RFC 8291 over RFC 8188; who we are: RFC 8292 (VAPID); delivery: RFC 8030.
"""

import asyncio
import base64
import hashlib
import json
import os
import re
from fnmatch import fnmatch
from pathlib import Path
from time import time
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chorus_app.services.vault import kept_key
from chorus_app.store.notice_tables import PushSubscription

_CURVE = ec.SECP256R1()
_RECORD = 4096
_KEEP = 3 * 86_400
_PASS = 12 * 3_600
_PATIENCE = 20.0
_ADDRESS = re.compile(r"https://[a-z0-9.\-]+(?::443)?(?:/[\x21-\x7e]*)?", re.IGNORECASE)
"""What all who read addresses read alike: no other could be written to, or it leads elsewhere."""


class Failed(Exception):
    """The push service did not take the message; `retry_after` is what it asks, in seconds."""

    def __init__(self, reason: str, retry_after: float = 0.0) -> None:
        self.retry_after = retry_after
        super().__init__(reason)


class Gone(Exception):
    """The push service no longer knows this browser (404 or 410)."""


class Refused(Exception):
    """The push service will never take this message (413), or may not be written to."""


class BadSubscription(ValueError):
    """What a browser sent is no subscription to a push service that we write to."""


class Push:
    """Rings browsers in the name of this Choral."""

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey,
        contact: str,
        hosts: str,
        client: httpx.AsyncClient | None = None,
    ) -> None:
        self._key = key
        self._contact = contact
        self._hosts = hosts.split()
        # Redirections are not followed: a push service could else lead us anywhere.
        self._client = client or httpx.AsyncClient(timeout=_PATIENCE)

    @classmethod
    async def open(
        cls, data_dir: Path, contact: str, hosts: str, client: httpx.AsyncClient | None = None
    ) -> "Push":
        """Use the key of the private folder, made once: browsers are subscribed to that key."""
        pem = await asyncio.to_thread(kept_key, data_dir / "vapid.pem", _make_key)
        key = serialization.load_pem_private_key(pem, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("vapid.pem holds no elliptic key")
        return cls(key, contact, hosts, client)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    @property
    def public_key(self) -> str:
        """What a browser subscribes with: base64url of an uncompressed point of P-256."""
        return _text(_point(self._key.public_key()))

    def check(self, endpoint: str, p256dh: str, auth: str) -> None:
        """Raise `BadSubscription` unless this is a subscription that can be written to.

        The address comes from a browser and our server writes to it: only known push services.
        """
        if len(endpoint) > 1_000 or not _ADDRESS.fullmatch(endpoint):
            raise BadSubscription
        try:
            host = httpx.URL(endpoint).host
            ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, _bytes(p256dh))
            secret = _bytes(auth)
        except (ValueError, httpx.InvalidURL):
            raise BadSubscription from None
        if len(secret) != 16 or not any(fnmatch(host, pattern) for pattern in self._hosts):
            raise BadSubscription

    async def send(
        self, subscription: PushSubscription, payload: bytes, *, topic: str, urgent: bool
    ) -> None:
        """Hand a message to a browser's push service. Raises `Failed`, `Gone` or `Refused`.

        `topic` names what it is about: a newer message replaces one that has not yet arrived.
        """
        try:
            self.check(subscription.endpoint, subscription.p256dh, subscription.auth)
        except BadSubscription:
            raise Refused("no push service that we write to") from None
        body = encrypt(payload, subscription.p256dh, subscription.auth)
        headers = {
            "Authorization": self.authorization(subscription.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(_KEEP),
            "Topic": _text(hashlib.sha256(topic.encode()).digest())[:32],
            "Urgency": "high" if urgent else "normal",
        }
        try:
            answer = await self._client.post(subscription.endpoint, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise Failed(type(error).__name__) from error
        _judge(answer)

    def authorization(self, endpoint: str) -> str:
        """Return who we are, for this push service and twelve hours (RFC 8292, section 2)."""
        address = urlsplit(endpoint)
        said = {
            "aud": f"{address.scheme}://{address.netloc}",
            "exp": int(time()) + _PASS,
            "sub": self._contact,
        }
        parts = ({"typ": "JWT", "alg": "ES256"}, said)
        signed = ".".join(_text(json.dumps(part).encode()) for part in parts)
        r, s = decode_dss_signature(self._key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        signature = _text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        return f"vapid t={signed}.{signature}, k={self.public_key}"


def encrypt(
    payload: bytes,
    p256dh: str,
    auth: str,
    *,
    key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes = b"",
) -> bytes:
    """Return a message that only this browser reads. `key` and `salt` are drawn if not given."""
    key, salt = key or ec.generate_private_key(_CURVE), salt or os.urandom(16)
    theirs = _bytes(p256dh)
    ours = _point(key.public_key())
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, theirs))
    secret = _derive(shared, _bytes(auth), b"WebPush: info\0" + theirs + ours, 32)
    content_key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + _RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    # The byte 2 ends the last record, here the only one.
    return header + AESGCM(content_key).encrypt(nonce, payload + b"\x02", None)


def _judge(answer: httpx.Response) -> None:
    if answer.status_code in {404, 410}:
        raise Gone
    if answer.status_code == 413:
        raise Refused("too large")
    if not answer.is_success:
        asked = answer.headers.get("retry-after", "")
        raise Failed(f"answer {answer.status_code}", float(asked) if asked.isdecimal() else 0.0)


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    shape = serialization.PublicFormat.UncompressedPoint
    return key.public_bytes(serialization.Encoding.X962, shape)


def _make_key() -> bytes:
    return ec.generate_private_key(_CURVE).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """Read base64url with or without its padding. Raises `ValueError`."""
    return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), "-_", True)
