"""POST /api/depots: the body is a file, streamed; the answer is the id of a draft.

An archive gives a draft for each invoice in it.
"""

from pathlib import PurePosixPath
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chorus_app.domain.deposit import ARCHIVE_EXTENSIONS, FILE_EXTENSIONS
from chorus_app.domain.folding import tidy
from chorus_app.services import deposits, lots, sessions
from chorus_app.services.context import current
from chorus_app.services.deposits import TooManyDrafts, Unreadable
from chorus_app.services.places import NoPlace, uploads
from chorus_app.services.sessions import Identity
from chorus_app.services.storage import FileTooLarge
from chorus_app.texts.errors import SIGNED_OUT_MEANWHILE
from chorus_app.web import bodies

_LONGEST_NAME = 1_000


async def deposit_file(request: Request) -> Response:
    """Keep the file, read it and make a draft: 201 with `id`, or a French `message`.

    An archive answers with `ids`, which may be one, and `refused`, a list of `name` and `message`;
    when it gives no draft at all, that list comes with a 422.

    The file's name comes in `X-File-Name`, percent-encoded. 401 without a session; 400 or 408 when
    the body does not come whole; 409 with too many drafts; 413 over the size limit, counted on the
    bytes that come; 422 for a name or a content that cannot be deposited; 429 when the same user
    sends three files already.
    """
    who = await sessions.identity(sessions.token_of(request.headers.get("cookie", "")))
    if not who:
        return _refusal(401, SIGNED_OUT_MEANWHILE)
    name = tidy(unquote(request.headers.get("x-file-name", "")), _LONGEST_NAME)
    if problem := _name_problem(name):
        return _refusal(422, problem)
    try:
        with uploads.taken(who.user_id):
            if _is_archive(name):
                return await _deposit_lot(request, who)
            return await _deposit(request, who, name)
    except NoPlace:
        return _refusal(*bodies.INCOMPLETE[NoPlace])


async def _deposit(request: Request, who: Identity, name: str) -> Response:
    try:
        key, size = await _kept(request, current().settings.upload_limit)
        return JSONResponse({"id": await deposits.create(who, key, name, size)}, status_code=201)
    except _Refused as refused:
        return _refusal(*refused.args)
    except TooManyDrafts:
        return _refusal(
            409, "Vous avez déjà cent brouillons. Supprimez-en un, puis choisissez le fichier."
        )
    except Unreadable as error:
        return _refusal(422, error.sentence)


async def _deposit_lot(request: Request, who: Identity) -> Response:
    try:
        key, _ = await _kept(request, lots.LARGEST)
        lot = await lots.deposit_lot(who, key)
    except _Refused as refused:
        return _refusal(*refused.args)
    except Unreadable as error:
        return _refusal(422, error.sentence)
    left = [{"name": name, "message": message} for name, message in lot.refused]
    if lot.made:
        return JSONResponse({"ids": lot.made, "refused": left}, status_code=201)
    told = {"message": "Aucune facture n’a pu être lue dans cette archive.", "refused": left}
    return JSONResponse(told, status_code=422)


class _Refused(Exception):
    """A status and a French sentence: the body did not come as it should."""


async def _kept(request: Request, limit: int) -> tuple[str, int]:
    """Keep the body; return its key and its size. Raises `_Refused`."""
    try:
        return await current().files.save(bodies.chunks(request), limit)
    except FileTooLarge:
        most = limit // 1_000_000
        raise _Refused(
            413, f"Ce fichier dépasse {most}\u00a0Mo, la limite de Chorus Pro."
        ) from None
    except (ClientDisconnect, TimeoutError) as error:
        raise _Refused(*bodies.INCOMPLETE[type(error)]) from None


def _is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVE_EXTENSIONS)


def _name_problem(name: str) -> str:
    if not name:
        return "Le fichier n’a pas de nom. Renommez-le, puis choisissez-le de nouveau."
    if _is_archive(name):
        return ""  # Chorus Pro never sees it
    if "/" in name or "\\" in name or PurePosixPath(name.lower()).suffix not in FILE_EXTENSIONS:
        return (
            "Choisissez un fichier PDF ou XML, ou une archive : son nom doit finir par .pdf, "
            ".xml, .zip ou .tar.gz. Une photo n’est pas une facture : exportez-la en PDF depuis le "
            "logiciel qui l’a faite."
        )
    return ""


def _refusal(status: int, message: str) -> JSONResponse:
    return JSONResponse({"message": message}, status_code=status)


routes = [Route("/api/depots", deposit_file, methods=["POST"])]
