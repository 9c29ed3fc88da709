"""Browsers that a user allows to be rung, and the way out of the mails."""

import json
from html import escape
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from chorus_app.services import notify, sessions, subscribing
from chorus_app.services.push import BadSubscription
from chorus_app.services.sessions import Identity
from chorus_app.texts.errors import SIGNED_OUT_MEANWHILE

_LARGEST_BODY = 8_192
_UNREADABLE = "Ce navigateur a envoyé un abonnement illisible. Rechargez la page, puis réessayez."
_NOT_OURS = "Ce lien n’est plus valable. Vos choix sont dans Choral, sous « Compte »."
_ASK = "Ne plus recevoir de courriels de Choral ?"
_DONE = "C’est fait : Choral ne vous enverra plus de courriels. Vos choix sont sous « Compte »."
_BUTTON = "Ne plus recevoir ces courriels"


async def key(request: Request) -> Response:
    """`GET`: 200 `{"key", "who"}`: the `applicationServerKey` that a browser subscribes with.

    `who` is the user's number, 0 without a session: a device keeps it to know whose choice it was.
    """
    who = await _who(request)
    return JSONResponse({"key": subscribing.public_key(), "who": who.user_id if who else 0})


async def subscribe(request: Request) -> Response:
    """`POST` a `PushSubscription` as its `toJSON()` gives it: 204, and again at each page load.

    401 without a session; 422 for what is no subscription to a push service that we know.
    """
    who = await _who(request)
    if not who:
        return _refusal(401, SIGNED_OUT_MEANWHILE)
    try:
        given = await _json(request)
        keys = given.get("keys")
        keys = keys if isinstance(keys, dict) else {}
        texts = [given.get("endpoint"), keys.get("p256dh"), keys.get("auth")]
        endpoint, p256dh, auth = (text if isinstance(text, str) else "" for text in texts)
        await subscribing.subscribe(who, endpoint, p256dh, auth)
    except (BadSubscription, ClientDisconnect):
        return _refusal(422, _UNREADABLE)
    return Response(status_code=204)


async def unsubscribe(request: Request) -> Response:
    """`DELETE` `{"endpoint"}`: 204, whether or not this browser was subscribed; 401."""
    who = await _who(request)
    if not who:
        return _refusal(401, SIGNED_OUT_MEANWHILE)
    try:
        endpoint = (await _json(request)).get("endpoint")
    except (BadSubscription, ClientDisconnect):
        return _refusal(422, _UNREADABLE)
    if isinstance(endpoint, str):
        await subscribing.unsubscribe(who, endpoint)
    return Response(status_code=204)


async def leave(request: Request) -> Response:
    """`POST`: the mails stop, at one click in a mail reader (RFC 8058); 404 for a false token."""
    if await notify.unsubscribe(request.path_params["token"]):
        return _page(200, f"<p>{escape(_DONE)}</p>")
    return _page(404, f"<p>{escape(_NOT_OURS)}</p>")


async def ask_to_leave(request: Request) -> Response:
    """`GET`: a page that asks first, because programs open the links of a mail to check them."""
    if not notify.user_of(request.path_params["token"]):
        return _page(404, f"<p>{escape(_NOT_OURS)}</p>")
    form = f'<form method="post"><button type="submit">{escape(_BUTTON)}</button></form>'
    return _page(200, f"<p>{escape(_ASK)}</p>{form}")


async def _who(request: Request) -> Identity | None:
    return await sessions.identity(sessions.token_of(request.headers.get("cookie")))


async def _json(request: Request) -> dict[str, Any]:
    """Return the JSON object sent, counted as it comes. Raises `BadSubscription`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_BODY:
            raise BadSubscription
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise BadSubscription from None
    if not isinstance(given, dict):
        raise BadSubscription
    return given


def _page(status: int, content: str) -> HTMLResponse:
    return HTMLResponse(
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Courriels · Choral</title>'
        "<style>body{font:18px/1.5 system-ui,sans-serif;max-width:32em;margin:3em auto;"
        "padding:0 16px}button{font:inherit;min-height:48px;padding:0 16px}</style></head>"
        f"<body><h1>Choral</h1>{content}</body></html>",
        status_code=status,
    )


def _refusal(status: int, message: str) -> JSONResponse:
    return JSONResponse({"message": message}, status_code=status)


routes = [
    Route("/api/push/cle", key, methods=["GET"]),
    Route("/api/push", subscribe, methods=["POST"]),
    Route("/api/push", unsubscribe, methods=["DELETE"]),
    Route("/api/desabonnement/{token}", ask_to_leave, methods=["GET"]),
    Route("/api/desabonnement/{token}", leave, methods=["POST"]),
]
