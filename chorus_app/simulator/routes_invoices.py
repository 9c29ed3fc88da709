"""The supplier's reading of invoices: search, one in full, its history."""

import sqlite3

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.simulator.access import Asked, Here, Me
from chorus_app.simulator.answers import COLUMNS, JOINED, in_full, listed
from chorus_app.simulator.codes import NO_INVOICE, NO_RIGHT, Refusal
from chorus_app.simulator.db import Database
from chorus_app.simulator.history import history
from chorus_app.simulator.search import search, supplier_filters
from chorus_app.simulator.wire import Body, Page, ok, page_of
from chorus_app.simulator.world import Caller

router = APIRouter(prefix="/cpro/factures/v1", tags=["factures"])


@router.post("/rechercher/fournisseur")
def search_as_supplier(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherFactureParFournisseur`: the account's own invoices."""
    page = page_of(asked.object("rechercheFactureParFournisseur"))
    where = supplier_filters(asked)
    where.add("i.supplier_id = ?", me.structure_id)
    found = search(world.db, where, page)
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


def joined(db: Database, invoice_id: int | None) -> sqlite3.Row:
    """Return an invoice with the names and addresses of its parties. Raises `Refusal`."""
    sql = f"""{COLUMNS}, r.address AS recipient_address, r.postcode AS recipient_postcode,
        r.city AS recipient_city, s.address AS supplier_address,
        s.postcode AS supplier_postcode, s.city AS supplier_city
        {JOINED} WHERE i.id = ?"""
    row = db.row(sql, (invoice_id,))
    if row is None:
        raise Refusal(NO_INVOICE)
    return row


def visible(db: Database, me: Caller, invoice_id: int | None) -> sqlite3.Row:
    """Return an invoice that this account sends, receives or validates. Raises `Refusal`."""
    row = joined(db, invoice_id)
    if me.structure_id not in (row["supplier_id"], row["recipient_id"], row["validator_id"]):
        raise Refusal(NO_RIGHT)
    return row


def links(db: Database, invoice_id: int) -> list[sqlite3.Row]:
    """Return the files attached to an invoice, without their content."""
    return db.rows(
        """SELECT l.*, l.type_code AS type_label, a.extension, length(a.content) AS size
        FROM attachment_link l JOIN attachment a ON a.id = l.attachment_id
        WHERE l.invoice_id = ? ORDER BY l.id""",
        (invoice_id,),
    )


def inner_pages(asked: Body) -> dict[str, Page]:
    """Read the pages of the three lists inside an invoice, under either of their names."""
    vat = asked.object("getpLigneRecapTva", "pLigneRecapTva", "rechercheLigneTvaRecap")
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
