"""The files of invoices, each given back as a download to its own supplier only.

`GET /api/depots/{id}/fichier`: a deposited file; `GET /api/pieces/{id}`: a piece of an answer;
`GET /api/factures/{id}/dossier`: all that Chorus Pro keeps of an invoice.
"""

from pathlib import Path
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from chorus_app.services import deposits, papers, sessions
from chorus_app.services.places import NoPlace
from chorus_app.services.sessions import Identity

_GONE = "Fichier introuvable."
_BUSY = "Un dossier est déjà en cours de téléchargement. Attendez qu’il arrive, puis réessayez."


async def deposited_file(request: Request) -> Response:
    """Return the file as a download; 401 without a session, 404 when missing or another’s.

    Never inline: a hostile PDF must not run in this origin. Read as it leaves: of a hundred slow
    readers none holds a whole file in memory.
    """
    if not (who := await _who(request)):
        return _refusal(401, "Reconnectez-vous.")
    try:
        return _download(*await deposits.file(who, request.path_params["deposit_id"]))
    except (deposits.NotThere, FileNotFoundError):
        return _refusal(404, _GONE)


async def sent_piece(request: Request) -> Response:
    """Return a piece of an answer, as `deposited_file` does a deposited file."""
    if not (who := await _who(request)):
        return _refusal(401, "Reconnectez-vous.")
    try:
        return _download(*await papers.piece(who, request.path_params["piece_id"]))
    except (papers.NotThere, FileNotFoundError):
        return _refusal(404, _GONE)


async def chorus_folder(request: Request) -> Response:
    """Return what Chorus Pro keeps of an invoice: a PDF or a ZIP.

    401 without a session; 404 when missing or another’s; 429 when the same user has one on its way
    already; 502 with a sentence when Chorus Pro does not give it.
    """
    if not (who := await _who(request)):
        return _refusal(401, "Reconnectez-vous.")
    try:
        number = _number(request.path_params["invoice_id"])
        with papers.downloads.taken(who.user_id):
            name, path, key = await papers.folder(who, number)
        return _download(name, path, BackgroundTask(papers.forget, key))
    except papers.NotThere:
        return _refusal(404, _GONE)
    except NoPlace:
        return _refusal(429, _BUSY)
    except papers.ChorusError as error:
        return _refusal(502, error.sentence)


def _number(text: str) -> int:
    """Read an invoice's number; Starlette's own reading fails on thousands of digits."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise papers.NotThere
    return int(text)


async def _who(request: Request) -> Identity | None:
    return await sessions.identity(sessions.token_of(request.headers.get("cookie", "")))


def _download(name: str, path: Path, afterwards: BackgroundTask | None = None) -> Response:
    return FileResponse(
        path,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "no-store",
        },
        background=afterwards,
    )


def _refusal(status: int, message: str) -> JSONResponse:
    return JSONResponse({"message": message}, status_code=status)


routes = [
    Route("/api/depots/{deposit_id}/fichier", deposited_file, methods=["GET"]),
    Route("/api/pieces/{piece_id}", sent_piece, methods=["GET"]),
    Route("/api/factures/{invoice_id}/dossier", chorus_folder, methods=["GET"]),
]
