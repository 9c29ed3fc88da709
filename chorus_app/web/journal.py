"""GET /api/journal.csv: the whole journal of one's own supplier, for an auditor."""

import csv
import io
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from chorus_app.services import journal, sessions
from chorus_app.services.journal import Entry
from chorus_app.services.sessions import Identity
from chorus_app.texts.answers import JOURNAL
from chorus_app.texts.formats import PARIS

_HEAD = ("N°", "Date et heure (Paris)", "Qui", "Quoi", "Code", "Facture", "Détail")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def journal_csv(request: Request) -> Response:
    """Stream the entries, the oldest first: UTF-8 with its mark, semicolons; 401 without a session.

    The moments bear their offset from UTC, so that the hour that comes twice in October is sure.
    """
    who = await sessions.identity(sessions.token_of(request.headers.get("cookie", "")))
    if not who:
        return JSONResponse({"message": "Reconnectez-vous."}, status_code=401)
    return StreamingResponse(
        _lines(who),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="journal-choral.csv"',
            "Cache-Control": "no-store",
        },
    )


async def _lines(who: Identity) -> AsyncIterator[str]:
    yield "\ufeff" + _line(_HEAD)
    async for entry in journal.export(who):
        yield _line(_cells(entry))


def _cells(entry: Entry) -> tuple[str, ...]:
    return (
        str(entry.id),
        entry.at.astimezone(PARIS).isoformat(timespec="seconds"),
        entry.who or "Chorus Pro",
        JOURNAL[entry.kind],
        entry.kind.value,
        entry.invoice_number,
        entry.about,
    )


def _line(cells: tuple[str, ...]) -> str:
    """Write a line. A cell that a spreadsheet would run as a formula is made text (OWASP)."""
    kept = [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerow(kept)
    return buffer.getvalue()


routes = [Route("/api/journal.csv", journal_csv, methods=["GET"])]
