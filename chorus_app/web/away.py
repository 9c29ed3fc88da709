"""What a route answers while the database does not: a sentence, and when to come again."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chorus_app.texts.errors import DATABASE_AWAY


async def database_away(_request: Request, _error: Exception) -> Response:
    """503 with a French `message`; nothing of the request was kept."""
    return JSONResponse(
        {"message": DATABASE_AWAY},
        status_code=503,
        headers={"Cache-Control": "no-store", "Retry-After": "5"},
    )
