"""GET /api/depots/{id}/pages/{number}: a page of a deposited PDF, for its own supplier only."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chorus_app.services import pictures, sessions
from chorus_app.services.places import NoPlace

# Kept by this browser alone, which asks each time: somebody else may have signed in since.
_KEPT = "private, no-cache"


async def page_picture(request: Request) -> Response:
    """Return a page, counted from 0, as WebP; 304 when the browser has it already.

    401 without a session; 404 when missing, another’s, or impossible to draw; 429 when the same
    user has three pages drawn at once.
    """
    who = await sessions.identity(sessions.token_of(request.headers.get("cookie", "")))
    if not who:
        return _refusal(401, "Reconnectez-vous.")
    number = request.path_params["number"]
    try:
        page = await pictures.page_of(who, request.path_params["deposit_id"], _page_number(number))
        headers = {"Cache-Control": _KEPT, "ETag": f'"{page.tag}"'}
        if f'"{page.tag}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        with pictures.drawings.taken(who.user_id):
            return Response(await page.picture(), media_type="image/webp", headers=headers)
    except pictures.NotThere:
        return _refusal(404, "Page introuvable.")
    except NoPlace:
        return _refusal(429, "Trois pages sont déjà en cours de dessin. Réessayez.")


def _page_number(text: str) -> int:
    """Read a page's number; Starlette's own reading fails on thousands of digits."""
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise pictures.NotThere
    return int(text)


def _refusal(status: int, message: str) -> JSONResponse:
    return JSONResponse({"message": message}, status_code=status)


routes = [Route("/api/depots/{deposit_id}/pages/{number}", page_picture, methods=["GET"])]
