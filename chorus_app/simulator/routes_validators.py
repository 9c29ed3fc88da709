"""The validator's side: the invoices of subcontractors and co-contractors (A9, A12)."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.simulator.access import Asked, Here, Me
from chorus_app.simulator.answers import in_full
from chorus_app.simulator.answers_roles import validated
from chorus_app.simulator.codes import NO_RIGHT, Refusal
from chorus_app.simulator.moves import validate
from chorus_app.simulator.reading import joined, links
from chorus_app.simulator.routes_invoices import inner_pages
from chorus_app.simulator.search import Where, common_filters, search
from chorus_app.simulator.wire import Body, day, ok, page_of
from chorus_app.simulator.world import Caller, World

router = APIRouter(prefix="/cpro/factures/v1", tags=["factures"])
VISIBLE = (
    "A_VALIDER_1",
    "VALIDEE_1",
    "REFUSEE_1",
    "ABSENCE_VALIDATION_1_HORS_DELAI",
    "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
)
"""Statuses a validator may search by: the simulator's choice, no list was found."""


@router.post("/rechercher/valideur")
def search_as_validator(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherFactureParValideur`: every invoice that names this validator."""
    where = Where()
    common_filters(where, asked)
    where.equal("i.recipient_id", asked.integer("idDestinataire"))
    where.equal("i.service_id", asked.integer("idServiceExecutant"))
    where.equal("i.supplier_id", asked.integer("idFournisseur"))
    where.among("i.type_code", asked.texts("listeTypeFacture"))
    return _found(me, world, where, asked)


@router.post("/rechercher/aTraiter/valideur")
def search_waiting_for_validator(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherFactureATraiterParValideur`: those that wait for this validator."""
    where = Where()
    where.add("i.status = 'A_VALIDER_1'")
    return _found(me, world, where, asked)


def _found(me: Caller, world: World, where: Where, asked: Body) -> JSONResponse:
    page = page_of(asked.object("pagination"))
    where.add("i.validator_id = ?", me.structure_id)
    found = search(world.db, where, page)
    return ok(
        {
            "parametresRetour": page.answer(found.total),
            "listeFactures": [validated(row) for row in found.rows],
        }
    )


@router.post("/consulter/valideur")
def consult_as_validator(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`consulterFactureParValideur`: one invoice in full."""
    row = joined(world.db, asked.integer("identifiantFactureCPP"))
    if row["validator_id"] != me.structure_id:
        raise Refusal(NO_RIGHT)
    return ok({"facture": in_full(row, links(world.db, row["id"]), inner_pages(asked))})


@router.post("/traiter/factureAValider")
def treat_as_validator(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`traiterFactureAValider`: accept or refuse, with a reason for a refusal."""
    invoice = world.register.owned(asked.integer("idFacture"), me.structure_id, role="validator_id")
    words = (asked.text("motifRefus"), asked.text("complementInfo"))
    moved = validate(world, invoice, asked.text("action"), " – ".join(filter(None, words)))
    return ok(
        {
            "idFacture": moved["id"],
            "numeroFacture": moved["number"],
            "dateTraitement": day(world.clock.instant().epoch),
            "statutFacture": moved["status"],
        }
    )


@router.post("/recuperer/statutsFactureVisibles/valideur")
def list_visible_statuses(me: Me) -> JSONResponse:
    """`recupererStatutsFactureVisiblesParValideur`."""
    return ok({"listeStatutFacture": [{"codeStatutFacture": code} for code in VISIBLE]})
