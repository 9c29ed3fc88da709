"""POST /api/depots: the body is the file, streamed; the answer is the id of a draft."""

from collections.abc import AsyncIterator
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chorus_app.domain.deposit import NAME_LIMIT
from chorus_app.domain.folding import tidy
from chorus_app.services import deposits, sessions
from chorus_app.services.context import current
from chorus_app.services.deposits import Unreadable
from chorus_app.services.storage import FileTooLarge

_EXTENSIONS = (".pdf", ".xml")


async def deposit_file(request: Request) -> Response:
    """Keep the file, read it and make a draft: 201 with `id`, or a French `message`.

    401 without a session; 413 over the size limit, counted on the bytes that come; 422 for a name
    or a content that cannot be deposited.
    """
    who = await sessions.identity(sessions.token_of(request.headers.get("cookie", "")))
    if not who:
        return _refusal(401, "Votre session a expiré. Reconnectez-vous, puis recommencez.")
    name = tidy(unquote(request.headers.get("x-file-name", "")), 200)
    if problem := _name_problem(name):
        return _refusal(422, problem)
    context = current()
    try:
        key, size = await context.files.save(_chunks(request), context.settings.upload_limit)
    except FileTooLarge:
        limit = context.settings.upload_limit // 1_000_000
        return _refusal(413, f"Ce fichier dépasse {limit} Mo, la limite de Chorus Pro.")
    except ClientDisconnect:
        return _refusal(400, "L’envoi a été interrompu. Recommencez.")
    try:
        deposit_id = await deposits.create(who, key, name, size)
    except Unreadable as error:
        return _refusal(422, error.sentence)
    return JSONResponse({"id": deposit_id}, status_code=201)


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    async for chunk in request.stream():
        yield chunk


def _name_problem(name: str) -> str:
    if not name:
        return "Le fichier n’a pas de nom. Renommez-le, puis choisissez-le de nouveau."
    if len(name) > NAME_LIMIT:
        return (
            f"Le nom du fichier a {len(name)} caractères : Chorus Pro en accepte {NAME_LIMIT}. "
            "Renommez-le, puis choisissez-le de nouveau."
        )
    if "/" in name or "\\" in name or not name.lower().endswith(_EXTENSIONS):
        return "Choisissez un fichier PDF ou XML : son nom doit finir par .pdf ou .xml."
    return ""


def _refusal(status: int, message: str) -> JSONResponse:
    return JSONResponse({"message": message}, status_code=status)


routes = [Route("/api/depots", deposit_file, methods=["POST"])]
