"""The door: tokens, the technical account, and how a request's body is read.

Answers of the door follow chorus-api.md, 1.2 to 1.5.
"""

import asyncio
import base64
import binascii
import json
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from chorus_app.simulator import demo
from chorus_app.simulator.wire import BadRequest, Body
from chorus_app.simulator.world import TOKEN_SECONDS, Caller, World

NO_BEARER = (
    'Bearer realm="DefaultRealm", error="invalid_request", '
    'error_description="Unable to find token in the message"'
)
LARGE = 100_000
"""Bytes from which a body is parsed on a thread: files travel inside the JSON."""

router = APIRouter()


class Closed(Exception):
    """The door stays closed: an HTTP status, and a header that says why when there is one."""

    def __init__(
        self, status: int, challenge: str = "", body: dict[str, str] | None = None
    ) -> None:
        super().__init__(str(status))
        self.status = status
        self.challenge = challenge
        self.body = body or {}


def world_of(request: Request) -> World:
    """Return the world that this application serves."""
    world: World = request.app.state.world
    return world


Here = Annotated[World, Depends(world_of)]


def caller(request: Request, world: Here) -> Caller:
    """Return the technical account that asks. Raises `Closed`."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Closed(400, NO_BEARER)
    if not world.knows_token(token.strip()):
        raise Closed(401, 'Bearer realm="DefaultRealm", error="invalid_token"')
    login, password = _pair(request.headers.get("cpro-account", ""))
    found = world.caller(login, password) if login else None
    if found is None:
        raise Closed(401, body={"ErrorCode": "401", "Description": "[invalid field]"})
    return found


Me = Annotated[Caller, Depends(caller)]


async def json_body(request: Request) -> Body:
    """Read the body; nothing and `[]` mean an empty object. Raises `Closed`, `BadRequest`."""
    raw = await request.body()
    if not raw.strip():
        return Body()
    if "json" not in request.headers.get("content-type", "").lower():
        raise Closed(415, body={"libelle": "Format de la requête non supporté"})
    try:
        said = await asyncio.to_thread(json.loads, raw) if len(raw) > LARGE else json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadRequest("Le corps de la requête n'est pas du JSON") from error
    if said and not isinstance(said, dict):
        raise BadRequest("Le corps de la requête n'est pas un objet JSON")
    return Body(said or {})


Asked = Annotated[Body, Depends(json_body)]


@router.post("/api/oauth/token", tags=["oauth"])
async def token(request: Request, world: Here) -> Response:
    """Give an access token for the client's credentials, sent in one of three shapes."""
    form = {
        name: values[0]
        for name, values in parse_qs((await request.body()).decode("utf-8", "replace")).items()
    }
    if form.get("grant_type") != "client_credentials":
        return JSONResponse({"error": "unsupported_grant_type"}, 400)
    client = _client(request.headers.get("authorization", ""), form)
    if client != (demo.CLIENT_ID, demo.CLIENT_SECRET) and not (world.accept_any and all(client)):
        return JSONResponse(
            {
                "error": "invalid_client",
                "error_description": "The given client credentials were not valid",
            },
            400,
        )
    return JSONResponse(
        {
            "access_token": world.issue_token(),
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": form.get("scope", "openid"),
        }
    )


def _client(authorization: str, form: dict[str, str]) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() == "basic":
        return _pair(encoded)
    return form.get("client_id", ""), form.get("client_secret", "")


def _pair(encoded: str) -> tuple[str, str]:
    """Decode `base64(login:password)`; two empty words when it is not that."""
    try:
        plain = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    login, _, password = plain.partition(":")
    return login, password
