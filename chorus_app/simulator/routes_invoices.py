"""The supplier's reading of invoices: search, one in full, its history."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.simulator.access import Asked, Here, Me
from chorus_app.simulator.answers import in_full, listed
from chorus_app.simulator.codes import NO_RIGHT, Refusal
from chorus_app.simulator.history import history
from chorus_app.simulator.reading import joined, links, visible
from chorus_app.simulator.search import search, supplier_filters
from chorus_app.simulator.wire import Body, Page, ok, page_of

router = APIRouter(prefix="/cpro/factures/v1", tags=["factures"])


@router.post("/rechercher/fournisseur")
def search_as_supplier(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherFactureParFournisseur`: the account's own invoices."""
    page = page_of(asked.object("rechercheFactureParFournisseur"))
    where = supplier_filters(asked)
    where.add("i.supplier_id = ?", me.structure_id)
    found = search(world.db, where, page, offset=world.quirks.offset(page))
    sized = asked.flag("recupererTaille")
    return ok(
        {
            "parametresRetour": page.answer(found.total),
            "listeFactures": [
                listed(row) | ({"taille": row["size"]} if sized else {}) for row in found.rows
            ],
        }
    )


@router.post("/consulter/fournisseur")
def consult_as_supplier(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`consulterFactureParFournisseur`: one invoice in full."""
    row = joined(world.db, asked.integer("identifiantFactureCPP"))
    if row["supplier_id"] != me.structure_id:
        raise Refusal(NO_RIGHT)
    return ok({"facture": in_full(row, links(world.db, row["id"]), inner_pages(asked))})


@router.post("/consulter/historique")
def consult_history(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`consulterHistoriqueFacture`: for the supplier, the recipient or the validator."""
    invoice = visible(world.db, me, asked.integer("idFacture"))
    return ok(history(world.db, invoice, asked))


def inner_pages(asked: Body) -> dict[str, Page]:
    """Read the pages of the three lists inside an invoice, under either of their names."""
    vat = asked.object(
        "getpLigneRecapTva", "pLigneRecapTva", "rechercheLigneTvaRecap", "rechercheligneTvaRecap"
    )
    files = asked.object("getpListePiecesJointes", "pListePiecesJointes", "recherchePj")
    lines = asked.object("getpLignesPoste", "pLignesPoste", "rechercheLignePoste")
    return {
        "vat": page_of(
            vat,
            suffix="ListeRecapitulatifTVA",
            size_names=("nbResultatsParPageListeListeRecapitulatifTVA",),
        ),
        "attachments": page_of(files, suffix="ListePieceJointe"),
        "lines": page_of(lines, suffix="LignesPoste"),
    }
