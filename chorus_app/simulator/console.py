"""The recipient's console: plain pages that play the public bodies by hand."""

from typing import Annotated

from fastapi import APIRouter, Form, Path
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from chorus_app.simulator import pages
from chorus_app.simulator.access import Here
from chorus_app.simulator.answers import COLUMNS, JOINED
from chorus_app.simulator.codes import Refusal
from chorus_app.simulator.faults import Mode
from chorus_app.simulator.moves import VALIDATOR_ACTIONS, allowed, treat, validate
from chorus_app.simulator.page_frame import message
from chorus_app.simulator.quirks import Quirk
from chorus_app.simulator.reading import joined, links
from chorus_app.simulator.search import Where
from chorus_app.simulator.world import World

router = APIRouter(prefix="/simulateur", tags=["simulateur"], include_in_schema=False)
SHOWN = 50
InvoiceId = Annotated[int, Path(ge=1, le=2**62)]


@router.get("")
def home(world: Here, q: str = "", statut: str = "", fournisseur: str = "") -> HTMLResponse:
    """List the last invoices to change, found by words, by supplier or by status."""
    where = Where()
    where.equal("i.status", statut)
    where.equal("CAST(i.supplier_id AS TEXT)", fournisseur)
    for word in q.split()[:8]:
        where.holds("i.number || ' ' || r.name || ' ' || s.name", word)
    rows = world.db.rows(
        f"{COLUMNS}{JOINED}{where.sql()} ORDER BY i.status_at DESC, i.id DESC LIMIT ?",
        [*where.values, SHOWN],
    )
    wanted = pages.Wanted(q, statut, fournisseur)
    suppliers = world.db.rows(
        "SELECT id, name FROM structure WHERE nature = 'PRIVEE' ORDER BY name"
    )
    return HTMLResponse(pages.home(rows, suppliers, world, wanted))


@router.get("/factures/{invoice_id}")
def invoice(world: Here, invoice_id: InvoiceId) -> HTMLResponse:
    """Show one invoice, its history, and what its recipient may do."""
    return _invoice(world, invoice_id)


@router.post("/factures/{invoice_id}")
def move(
    world: Here,
    invoice_id: InvoiceId,
    statut: Annotated[str, Form()],
    motif: Annotated[str, Form()] = "",
) -> Response:
    """Play the recipient or the validator; a refusal comes back on the page."""
    try:
        row = world.register.find(invoice_id)
        action = next((name for name, to in VALIDATOR_ACTIONS.items() if to == statut), "")
        if action:
            validate(world, row, action, motif)
        else:
            treat(world, invoice_id, statut, motif)
    except Refusal as refusal:
        return _invoice(world, invoice_id, refusal.code.sentence)
    return RedirectResponse(f"/simulateur/factures/{invoice_id}", 303)


def _invoice(world: World, invoice_id: int, error: str = "") -> HTMLResponse:
    try:
        row = joined(world.db, invoice_id)
    except Refusal as refusal:
        return HTMLResponse(message("Facture absente", refusal.code.sentence), 404)
    history = world.db.rows(
        "SELECT * FROM passage WHERE invoice_id = ? ORDER BY at DESC, id DESC", (invoice_id,)
    )
    files = links(world.db, invoice_id)
    page = pages.invoice(row, history, files, allowed(row["status"]), error)
    return HTMLResponse(page, 409 if error else 200)


@router.post("/horloge")
def steer(
    world: Here,
    minutes: Annotated[float, Form()] = 0.0,
    vitesse: Annotated[float | None, Form()] = None,
) -> Response:
    """Move the clock on, or change its pace."""
    world.catch_up()
    try:
        world.clock.advance(minutes)
        if vitesse is not None:
            world.clock.set_speed(vitesse)
    except ValueError:
        return HTMLResponse(message("Horloge", "Cette valeur est hors limites."), 422)
    world.catch_up()
    return RedirectResponse("/simulateur", 303)


@router.post("/pannes")
def fail(
    world: Here, mode: Annotated[Mode, Form()], secondes: Annotated[float | None, Form()] = None
) -> Response:
    """Play a failure of the portal."""
    world.faults.set(mode, seconds=secondes)
    return RedirectResponse("/simulateur", 303)


@router.post("/bizarreries")
def be_odd(world: Here, on: Annotated[list[Quirk] | None, Form()] = None) -> Response:
    """Play oddities in the answers."""
    world.quirks.set(on or [])
    return RedirectResponse("/simulateur", 303)


@router.get("/documentation")
def documentation() -> HTMLResponse:
    """Tell what is sourced and what is the simulator's choice."""
    return HTMLResponse(pages.documentation())


def is_console(request: Request) -> bool:
    """Tell whether a person asked, in the console, rather than a program."""
    path = request.url.path
    return path.startswith("/simulateur") and not path.startswith("/simulateur/api/")


def misread() -> HTMLResponse:
    """Say that a form or an address of the console cannot be read."""
    words = "Cette demande ne se lit pas\u00a0: une valeur manque, ou n’est pas de la bonne forme."
    return HTMLResponse(message("Demande illisible", words), 422)


def absent() -> HTMLResponse:
    """Say that the console has no such page."""
    return HTMLResponse(message("Page absente", "La console n’a pas cette page."), 404)
