"""Signing in and out over plain HTTP: a socket cannot set a cookie that scripts cannot read."""

import json
from ipaddress import IPv6Address, IPv6Network
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chorus_app.services import health, sessions
from chorus_app.services.context import current
from chorus_app.services.sessions import (
    COOKIE,
    DEVICE_COOKIE,
    LEFT,
    SignInRefused,
    TooManyAttempts,
)

_LARGEST_BODY = 4_096
_DAY = 86_400
_DEVICE_DAYS = 400
"""As long as browsers keep any cookie (RFC 6265bis)."""
_HERE = "/api/session"
_UNREADABLE = "La demande de connexion est illisible. Rechargez la page, puis réessayez."


class _BadRequest(Exception):
    """What was sent is no sign-in; `field` names what is missing."""

    def __init__(self, message: str, *, status: int = 422, field: str = "") -> None:
        self.message = message
        self.status = status
        self.field = field
        super().__init__(message)


async def sign_in(request: Request) -> Response:
    """`POST` `{"email", "password"}`: 200 `{"name"}` and the cookie.

    401 and 429 `{"message", "field"}` when refused; 413, 415 or 422 for what is no sign-in. The
    session that this browser held until then is over: nobody could end it any more.
    """
    try:
        given = await _json(request)
        email, password = _text(given, "email"), _text(given, "password")
        device = sessions.token_of(request.headers.get("cookie"), DEVICE_COOKIE) or ""
        token, who = await sessions.sign_in(email, password, client=_client(request), device=device)
    except _BadRequest as error:
        return _refusal(error.message, error.field, error.status)
    except SignInRefused as error:
        status = 429 if isinstance(error, TooManyAttempts) else 401
        return _refusal(error.sentence, error.field, status)
    await sessions.sign_out(_token(request))
    response = JSONResponse({"name": who.display_name}, headers={"Cache-Control": "no-store"})
    _set_cookie(request, response, token, current().settings.session_days * _DAY)
    device = sessions.device_token(who.email)
    _set_cookie(request, response, device, _DEVICE_DAYS * _DAY, name=DEVICE_COOKIE, path=_HERE)
    _set_cookie(request, response, "", 0, name=LEFT)
    return response


async def sign_out(request: Request) -> Response:
    """`DELETE`: 204, and the session is over on this device, whether or not there was one."""
    await sessions.sign_out(_token(request))
    response = Response(status_code=204, headers={"Cache-Control": "no-store"})
    _set_cookie(request, response, "", 0)
    _set_cookie(request, response, "1", _DAY, name=LEFT)
    return response


async def who_is_it(request: Request) -> Response:
    """`GET`: 200 with name, e-mail, supplier and SIRET, or 401."""
    who = await sessions.identity(_token(request))
    if not who:
        return _refusal("Vous n’êtes pas connecté. Connectez-vous pour continuer.", "", 401)
    return JSONResponse(
        {
            "name": who.display_name,
            "email": who.email,
            "structure": who.structure_name,
            "siret": who.structure_siret,
        },
        headers={"Cache-Control": "no-store"},
    )


async def healthy(_request: Request) -> Response:
    """`GET`: 200 `{"database": true}` while Choral can serve, 503 otherwise."""
    ready = await health.database_answers()
    return JSONResponse(
        {"database": ready},
        status_code=200 if ready else 503,
        headers={"Cache-Control": "no-store"},
    )


async def _json(request: Request) -> dict[str, Any]:
    """Return the JSON object sent. The bytes are counted as they come, whatever a header says."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise _BadRequest(_UNREADABLE, status=415)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST_BODY:
                raise _BadRequest(_UNREADABLE, status=413)
        given = json.loads(body)
    except (ClientDisconnect, ValueError, RecursionError):
        raise _BadRequest(_UNREADABLE) from None
    if not isinstance(given, dict):
        raise _BadRequest(_UNREADABLE)
    return given


def _text(given: dict[str, Any], field: str) -> str:
    value = given.get(field)
    if not isinstance(value, str) or not value.strip():
        missing = "votre adresse électronique" if field == "email" else "votre mot de passe"
        raise _BadRequest(f"Saisissez {missing}.", field=field)
    return value


def _token(request: Request) -> str | None:
    return sessions.token_of(request.headers.get("cookie"))


def _client(request: Request) -> str:
    """Return whence somebody asks: behind a proxy of this machine, what the proxy saw.

    The last line counts: some proxies add one of theirs to those that the client made up.
    """
    peer = request.client.host if request.client else ""
    lines = ",".join(request.headers.getlist("x-forwarded-for"))
    forwarded = lines.rpartition(",")[2].strip()
    return _place(forwarded[:64] if forwarded and peer in {"127.0.0.1", "::1"} else peer)


def _place(address: str) -> str:
    """Return the address, or the /64 of IPv6 that it is in: one client has all of these."""
    try:
        found = IPv6Address(address)
    except ValueError:
        return address
    return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))


def _set_cookie(
    request: Request,
    response: Response,
    value: str,
    seconds: int,
    *,
    name: str = COOKIE,
    path: str = "/",
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        httponly=True,
        samesite="lax",
        secure=_is_secure(request),
    )


def _is_secure(request: Request) -> bool:
    """Tell whether the browser speaks https, be it to a proxy in front."""
    return request.url.scheme == "https" or current().settings.public_url.lower().startswith(
        "https:"
    )


def _refusal(message: str, field: str, status: int) -> JSONResponse:
    return JSONResponse(
        {"message": message, "field": field},
        status_code=status,
        headers={"Cache-Control": "no-store"},
    )


routes: list[Route] = [
    Route("/api/session", sign_in, methods=["POST"]),
    Route("/api/session", sign_out, methods=["DELETE"]),
    Route("/api/session", who_is_it, methods=["GET"]),
    Route("/api/health", healthy, methods=["GET"]),
]
