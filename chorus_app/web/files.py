"""GET /api/depots/{id}/fichier: a deposited file, given back to its own supplier only."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from chorus_app.services import deposits, sessions
from chorus_app.services.deposits import NotThere


async def deposited_file(request: Request) -> Response:
    """Return the file as a download; 401 without a session, 404 when missing or another’s.

    Never inline: a hostile PDF must not run in this origin. Read as it leaves: of a hundred slow
    readers none holds a whole file in memory.
    """
    who = await sessions.identity(sessions.token_of(request.headers.get("cookie", "")))
    if not who:
        return JSONResponse({"message": "Reconnectez-vous."}, status_code=401)
    try:
        name, path = await deposits.file(who, request.path_params["deposit_id"])
    except (NotThere, FileNotFoundError):
        return JSONResponse({"message": "Fichier introuvable."}, status_code=404)
    return FileResponse(
        path,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


routes = [Route("/api/depots/{deposit_id}/fichier", deposited_file, methods=["GET"])]
