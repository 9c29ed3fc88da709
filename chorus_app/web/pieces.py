"""Files for what is already there: a piece for an answer, another file for a draft.

`POST /api/pieces?facture=<id>` and `POST /api/depots/<id>/fichier`: the body is the file, streamed,
its name in `X-File-Name` (percent-encoded).
"""

from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chorus_app.domain.answer import PIECE_LIMIT, PieceFault, extension_fault, piece_name
from chorus_app.domain.folding import tidy
from chorus_app.services import deposits, pieces, reissue, sessions
from chorus_app.services.context import current
from chorus_app.services.places import uploads
from chorus_app.services.sessions import Identity
from chorus_app.services.storage import FileTooLarge
from chorus_app.texts.answers import NOT_NOW, PIECE_FAULTS
from chorus_app.texts.errors import SIGNED_OUT_MEANWHILE
from chorus_app.web import bodies

_INVOICE_FILES = (".pdf", ".xml")
_NOT_AN_INVOICE = "Choisissez un fichier PDF ou XML : son nom doit finir par .pdf ou .xml."
_NO_INVOICE = "Cette facture est introuvable."
_MEANINGS: dict[type[Exception], bodies.Meaning] = {
    FileTooLarge: (413, PIECE_FAULTS[PieceFault.TROP_LOURDE]),
    **bodies.INCOMPLETE,
    pieces.NotNow: (409, NOT_NOW),
    pieces.NotThere: (404, _NO_INVOICE),
    deposits.NotThere: (404, "Ce brouillon est introuvable."),
    deposits.TooManyDrafts: (
        422,
        "Vous gardez déjà cent brouillons. Supprimez-en avant d’en ajouter.",
    ),
}

_KNOWN: tuple[type[Exception], ...] = (*_MEANINGS, ValueError)


async def add_piece(request: Request) -> Response:
    """Add a photo or a file to the completion of an invoice: 201 with `id`, `name` and `size`.

    Else a French `message`: 401 without a session; 404 for no invoice of one's own; 409 for an
    invoice that is not suspended; 400 or 408 when the body does not come whole; 413 over 10 Mo,
    counted on the bytes that come; 422 for a name, a format or a number of pieces that Chorus Pro
    refuses; 429 when the same user sends three files already.
    """
    who, name = await _who(request), _name(request)
    if not who:
        return _refusal(401, SIGNED_OUT_MEANWHILE)
    if fault := extension_fault(name):
        return _refusal(422, PIECE_FAULTS[fault])
    try:
        invoice_id = int(request.query_params.get("facture", ""))
        with uploads.taken(who.user_id):
            key, size = await current().files.save(bodies.chunks(request), PIECE_LIMIT)
            piece = await pieces.add_piece(who, invoice_id, key, name, size)
    except pieces.PieceRefused as error:
        return _refusal(422, PIECE_FAULTS[error.fault])
    except _KNOWN as error:
        return _refused(error)
    return JSONResponse(
        {"id": piece.id, "name": piece.name, "size": piece.size},
        status_code=201,
        headers={"Cache-Control": "no-store"},
    )


async def replace_file(request: Request) -> Response:
    """Give a draft another file: 201 with the `id` of the draft that takes its place.

    Else a French `message`: 401, 404 for no draft of one's own, 413, 422 as for a deposit.
    """
    who, name = await _who(request), piece_name(_name(request))
    if not who:
        return _refusal(401, SIGNED_OUT_MEANWHILE)
    if not name.lower().endswith(_INVOICE_FILES):
        return _refusal(422, _NOT_AN_INVOICE)
    context, deposit_id = current(), request.path_params["deposit_id"]
    try:
        with uploads.taken(who.user_id):
            body = bodies.chunks(request)
            key, size = await context.files.save(body, context.settings.upload_limit)
            new_id = await reissue.replace_file(who, deposit_id, key, name, size)
    except deposits.Unreadable as error:
        return _refusal(422, error.sentence)
    except _KNOWN as error:
        return _refused(error)
    return JSONResponse({"id": new_id}, status_code=201, headers={"Cache-Control": "no-store"})


async def _who(request: Request) -> Identity | None:
    return await sessions.identity(sessions.token_of(request.headers.get("cookie", "")))


def _name(request: Request) -> str:
    return tidy(unquote(request.headers.get("x-file-name", "")), 500)


def _refused(error: Exception) -> JSONResponse:
    """Say what went wrong; what is no number is no invoice's number."""
    return _refusal(*_MEANINGS.get(type(error), (404, _NO_INVOICE)))


def _refusal(status: int, message: str) -> JSONResponse:
    return JSONResponse(
        {"message": message}, status_code=status, headers={"Cache-Control": "no-store"}
    )


routes = [
    Route("/api/pieces", add_piece, methods=["POST"]),
    Route("/api/depots/{deposit_id}/fichier", replace_file, methods=["POST"]),
]
