"""What a browser has and its push service does: keys that decrypt, and an endpoint that answers.

Decrypting is written from RFC 8291 and RFC 8188 once more, and shares no code with `services.push`.
"""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chorus_app.services.push import Push

HOST = "https://fcm.googleapis.com"


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(given: str) -> bytes:
    return base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))


def hmac(key: bytes, said: bytes) -> bytes:
    made = HMAC(key, SHA256())
    made.update(said)
    return made.finalize()


@dataclass
class Browser:
    """A subscribed browser."""

    name: str = "one"
    auth: bytes = b"0123456789abcdef"
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def endpoint(self) -> str:
        return f"{HOST}/send/{self.name}"

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> dict[str, Any]:
        """What `PushSubscription.toJSON()` gives."""
        keys = {"p256dh": text(self.public), "auth": text(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def decrypt(self, body: bytes) -> bytes:
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self.key.exchange(ec.ECDH(), sender)
        said = b"WebPush: info\x00" + self.public + theirs + b"\x01"
        secret = hmac(salt, hmac(hmac(self.auth, shared), said))
        key = hmac(secret, b"Content-Encoding: aes128gcm\x00\x01")[:16]
        nonce = hmac(secret, b"Content-Encoding: nonce\x00\x01")[:12]
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00")
        assert plain.endswith(b"\x02")
        return plain[:-1]


@dataclass
class PushService:
    """A push service: what it was given, and what it answers, the usual 201 at the end."""

    given: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        body = await request.body()
        self.given.append((request.path_params["name"], dict(request.headers), body))
        return self.answers.pop(0) if self.answers else Response(status_code=201)

    def client(self) -> httpx.AsyncClient:
        app = Starlette(routes=[Route("/send/{name}", self.take, methods=["POST"])])
        return httpx.AsyncClient(transport=httpx.ASGITransport(app))


def claims_of(authorization: str, push: Push) -> dict[str, Any]:
    """Return what a `vapid` header claims, its signature verified as RFC 8292 says."""
    scheme, _, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert (scheme, parts["k"]) == ("vapid", push.public_key)
    head, said, signature = parts["t"].split(".")
    assert json.loads(raw(head)) == {"typ": "JWT", "alg": "ES256"}
    r, s = (int.from_bytes(half, "big") for half in (raw(signature)[:32], raw(signature)[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(parts["k"]))
    key.verify(encode_dss_signature(r, s), f"{head}.{said}".encode(), ec.ECDSA(SHA256()))
    claims: dict[str, Any] = json.loads(raw(said))
    return claims
