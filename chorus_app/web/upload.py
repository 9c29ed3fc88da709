"""POST /api/depots: the body is the file, streamed; the answer is the id of a draft."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chorus_app.domain.deposit import NAME_LIMIT
from chorus_app.domain.folding import tidy
from chorus_app.services import deposits, sessions
from chorus_app.services.context import current
from chorus_app.services.deposits import TooManyDrafts, Unreadable
from chorus_app.services.places import NoPlace, uploads
from chorus_app.services.sessions import Identity
from chorus_app.services.storage import FileTooLarge

_EXTENSIONS = (".pdf", ".xml")
_LONGEST_NAME = 1_000
_LONGEST_SILENCE = 60.0
"""Seconds without a byte after which an upload is given up."""


async def deposit_file(request: Request) -> Response:
    """Keep the file, read it and make a draft: 201 with `id`, or a French `message`.

    The file's name comes in `X-File-Name`, percent-encoded. 401 without a session; 400 or 408 when
    the body does not come whole; 409 with too many drafts; 413 over the size limit, counted on the
    bytes that come; 422 for a name or a content that cannot be deposited; 429 when the same user
    sends three files already.
    """
    who = await sessions.identity(sessions.token_of(request.headers.get("cookie", "")))
    if not who:
        return _refusal(401, "Votre session a expiré. Reconnectez-vous, puis recommencez.")
    name = tidy(unquote(request.headers.get("x-file-name", "")), _LONGEST_NAME)
    if problem := _name_problem(name):
        return _refusal(422, problem)
    try:
        with uploads.taken(who.user_id):
            return await _deposit(request, who, name)
    except NoPlace:
        return _refusal(429, "Trois envois sont déjà en cours. Attendez la fin de l’un d’eux.")


async def _deposit(request: Request, who: Identity, name: str) -> Response:
    context = current()
    try:
        key, size = await context.files.save(_chunks(request), context.settings.upload_limit)
        deposit_id = await deposits.create(who, key, name, size)
    except FileTooLarge:
        limit = context.settings.upload_limit // 1_000_000
        return _refusal(413, f"Ce fichier dépasse {limit}\u00a0Mo, la limite de Chorus Pro.")
    except ClientDisconnect:
        return _refusal(400, "L’envoi a été interrompu. Recommencez.")
    except TimeoutError:
        return _refusal(408, "L’envoi s’est arrêté en chemin. Recommencez.")
    except TooManyDrafts:
        return _refusal(
            409, "Vous avez déjà cent brouillons. Supprimez-en un, puis choisissez le fichier."
        )
    except Unreadable as error:
        return _refusal(422, error.sentence)
    return JSONResponse({"id": deposit_id}, status_code=201)


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(_LONGEST_SILENCE):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        yield chunk


def _name_problem(name: str) -> str:
    if not name:
        return "Le fichier n’a pas de nom. Renommez-le, puis choisissez-le de nouveau."
    if len(name) > NAME_LIMIT:
        return (
            f"Le nom du fichier a {len(name)} caractères\u00a0: Chorus Pro en accepte "
            f"{NAME_LIMIT}. Renommez-le, puis choisissez-le de nouveau."
        )
    if "/" in name or "\\" in name or PurePosixPath(name.lower()).suffix not in _EXTENSIONS:
        return "Choisissez un fichier PDF ou XML\u00a0: son nom doit finir par .pdf ou .xml."
    return ""


def _refusal(status: int, message: str) -> JSONResponse:
    return JSONResponse({"message": message}, status_code=status)


routes = [Route("/api/depots", deposit_file, methods=["POST"])]
